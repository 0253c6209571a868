"""Forms of the ledger: to post, to take back, to record a rate, to close a period."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme.accounts import POSTINGS
from amparo.programme.actions.authority import side_of
from amparo.programme.forms.money import EntryForm, PeriodForm, RateForm, ReverseForm
from amparo.programme.models import Compact, Entry, Objective, Organisation, SubAward
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, writes
from amparo.programme.views.money import awards_of, entry_of
from amparo.ui.components import Link
from amparo.ui.submitting import submit

# these are written by what they belong to: a signature, an amendment, a contribution with its evidence. Twice would count twice
ELSEWHERE = frozenset({"award", "deobligation", "share_due", "subaward", "subaward_cut", "contribution"})


@needs(Verb.GRANT)
def entry_grant(request: HttpRequest, code: str) -> HttpResponse:
    """A government posts: the donor its awards and disbursements, the host country its pledge and what it gave."""
    compact = compact_of(request, code, "money")
    return _post(request, compact, {side_of(actor_of(request), compact)})


@needs(Verb.SPEND)
def entry_new(request: HttpRequest, code: str) -> HttpResponse:
    """A recipient or a sub-recipient posts what it obligated, spent and paid."""
    compact = compact_of(request, code, "money")
    return _post(request, compact, {"recipient", "sub"} if actor_of(request).role == "partner" else {"sub"})


@needs(Verb.GRANT)
def entry_take_back(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """A government takes back an entry of its own."""
    return _reverse(request, code, entry)


@needs(Verb.SPEND)
def entry_reverse(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """A recipient takes back an entry of its own."""
    return _reverse(request, code, entry)


@needs(Verb.GRANT)
def rate_new(request: HttpRequest, code: str) -> HttpResponse:
    """The rate of a day, with its source."""
    compact = compact_of(request, code, "money")
    form = bound(RateForm, request, base="USD", quote="PEN")
    page = {
        "title": _("Registrar un tipo de cambio"),
        "button": _("Registrar"),
        "back": back_to(compact, "rates", _("Tipos de cambio")),
    }
    return submit(
        request, form, writes(request, form, act.record_rate),
        to=reverse("rates", args=[compact.code]), said=_("El tipo de cambio quedó registrado."), **page,
    )  # fmt: skip


@needs(Verb.GRANT)
def period_close(request: HttpRequest, code: str) -> HttpResponse:
    """A stretch of one's own books ends."""
    compact = compact_of(request, code, "money")
    awards = awards_of(request, compact) if side_of(actor_of(request), compact) == "us" else []
    form = bound(PeriodForm, request, awards=awards)
    page = {
        "title": _("Cerrar un periodo"), "button": _("Cerrar el periodo"), "back": back_to(compact, "rates", _("Periodos")),
        "lead": _("Después de cerrarlo nadie registra movimientos con una fecha de ese periodo, y no se vuelve a abrir. Las correcciones van con la fecha en que se hacen."),
    }  # fmt: skip
    return submit(
        request, form, writes(request, form, act.close_period, compact=compact.pk),
        to=reverse("rates", args=[compact.code]), said=_("El periodo quedó cerrado."), **page,
    )  # fmt: skip


def _post(request: HttpRequest, compact: Compact, whose: set[str]) -> HttpResponse:
    offered = [code for code, posting in POSTINGS.items() if posting.who in whose and code not in ELSEWHERE]
    kinds = [(code, codelists.label("posting_kind", code)) for code in offered]
    form = bound(EntryForm, request, kinds=kinds, named=_named(request, compact, whose), currency=_currency(compact, whose))
    page = {
        "title": _("Registrar un movimiento"), "button": _("Registrar"), "back": back_to(compact, "money", _("Dinero")),
        "lead": _("Un movimiento registrado no se cambia. Si algo está mal, se revierte y se registra otra vez."),
    }  # fmt: skip
    return submit(
        request, form, writes(request, form, act.post_entry, compact=compact.pk),
        to=lambda row: reverse("entry", args=[compact.code, row.code]), said=_("El movimiento quedó registrado."), **page,
    )  # fmt: skip


def _reverse(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    compact = compact_of(request, code, "money")
    row = entry_of(request, compact, entry)
    here = reverse("entry", args=[compact.code, row.code])
    page = {
        "title": _("Revertir %(code)s") % {"code": row.code}, "button": _("Revertir"), "back": Link(row.code, here),
        "lead": _("El movimiento queda a la vista. Otro con el signo contrario, de hoy, devuelve los saldos a como estaban."),
    }  # fmt: skip
    return submit(
        request, bound(ReverseForm, request, seen=row.version), lambda data: _taken_back(request, row, data),
        to=lambda done: reverse("entry", args=[compact.code, done.code]), said=_("El movimiento quedó revertido."), **page,
    )  # fmt: skip


def _taken_back(request: HttpRequest, row: Entry, data: dict[str, Any]) -> Entry:
    return act.reverse_entry(id=data["id"], seen=data["seen"], entry=row.pk, words=data["words"], by=actor_of(request))


def _currency(compact: Compact, whose: set[str]) -> str:
    return str(compact.host_currency if whose == {"host"} else compact.currency)


def _named(request: HttpRequest, compact: Compact, whose: set[str]) -> dict[str, Sequence[tuple[str, Any]]]:
    """What the fact may name: a government's pledge names entities, an award its awards, a recipient its own."""
    actor = actor_of(request)
    objectives = Objective.objects.visible_to(actor).filter(compact=compact).order_by("number")
    named: dict[str, Sequence[tuple[str, Any]]] = {
        "objective": [(str(row.pk), f"{row.number}. {said(row, 'title')}") for row in objectives],
        "source": list(Source.objects.order_by("title").values_list("code", "title")),
    }
    if "host" in whose:
        entities = Organisation.objects.filter(kind__startswith="gov").order_by("short_name")
        named["entity"] = [(str(row.pk), row.short_name) for row in entities]
        return named
    rows = SubAward.objects.visible_to(actor).filter(compact=compact).select_related("recipient").order_by("number")
    if "us" not in whose:
        named["subaward"] = [(str(row.pk), f"{row.number} · {row.recipient.short_name}") for row in rows]
    if whose != {"sub"}:
        named["award"] = awards_of(request, compact)
    return named
