"""The agreement on its page, and the forms that add to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms import agreement as asking
from amparo.programme.models import Clause, Compact, Objective, Territory
from amparo.programme.queries.agreement import agreement as whole
from amparo.programme.queries.timeline import timeline
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw, writes
from amparo.ui.components import Link
from amparo.ui.forms import ActionForm
from amparo.ui.submitting import submit

KEPT = Verb.KEEP_AGREEMENT


@needs(Verb.SEE_COMPACT)
@require_GET
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """The whole agreement: sides, term, objectives, clauses, territory, partners, documents, and its life on a cord."""
    row = compact_of(request, code, "agreement")
    found = whole(actor_of(request), row)
    return draw(
        request, row, "programme/agreement.html", found=found, timeline=timeline(row, found), mine=actor_of(request).unit_id
    )


def _adds(form: type[ActionForm], do: Callable[..., object], title: Promise) -> Callable[..., HttpResponse]:
    """A page that adds a fact of one kind to the agreement."""

    @needs(KEPT)
    def page(request: HttpRequest, code: str) -> HttpResponse:
        row = compact_of(request, code, "agreement", verb=KEPT)
        return _added(request, row, bound(form, request), do=do, title=str(title))

    return page


agreement_signatory = _adds(asking.SignatoryForm, act.add_signatory, lazy("Agregar a quien firmó"))
territory_new = _adds(asking.TerritoryForm, act.set_territory, lazy("Agregar una región"))
agreement_partner = _adds(asking.PartnerForm, act.set_partner_period, lazy("Agregar un socio"))
document_new = _adds(asking.DocumentForm, act.add_document, lazy("Agregar un documento"))
agreement_stated = _adds(asking.StatedForm, act.state_fact, lazy("Anotar lo que se dijo"))


@needs(KEPT)
def agreement_objective(request: HttpRequest, code: str, number: int = 0) -> HttpResponse:
    """Adds an objective, or writes one's own anew."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    kept = _own(request, Objective, compact=row, number=number) if number else None
    first = _first(kept, "number", "title_es", "title_en", "text_es", "text_en")
    form = bound(asking.ObjectiveForm, request, kept.version if kept else 0, **first)
    return _added(request, row, form, do=act.set_objective, title=_("Escribir un objetivo"))


@needs(KEPT)
def clause_set(request: HttpRequest, code: str, number: str = "") -> HttpResponse:
    """Adds a clause, or writes one's own anew."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    kept = _own(request, Clause, compact=row, number=number) if number else None
    first = _first(kept, "number", "position", "heading_es", "heading_en", "text_es", "text_en")
    form = bound(asking.ClauseForm, request, kept.version if kept else 0, **first)
    return _added(request, row, form, do=act.set_clause, title=_("Escribir una cláusula"))


@needs(KEPT)
def territory_end(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """A region leaves the compact."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    kept = _own(request, Territory, compact=row, pk=pk)
    form = bound(asking.TerritoryEndForm, request, kept.version)

    def do(data: dict[str, Any]) -> object:
        return act.end_territory(id=data["id"], seen=data["seen"], territory=pk, until=data["until"], by=actor_of(request))

    return _form(request, row, form, do=do, title=_("Terminar el trabajo en una región"))


@needs(KEPT)
def amendment_new(request: HttpRequest, code: str) -> HttpResponse:
    """Records an amendment."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    form = bound(asking.AmendmentForm, request, row.version)
    return _added(request, row, form, do=act.amend_compact, title=_("Registrar una adenda"))


@needs(KEPT)
def agreement_sign(request: HttpRequest, code: str) -> HttpResponse:
    """The draft comes into force."""
    row = compact_of(request, code, "agreement", verb=KEPT)

    def do(data: dict[str, Any]) -> object:
        return act.sign_compact(
            id=data["id"], seen=data["seen"], compact=row.pk, signed_on=data["signed_on"], by=actor_of(request)
        )

    return _form(request, row, bound(asking.SignForm, request, row.version), do=do, title=_("Registrar la firma"))


@needs(KEPT)
def agreement_close(request: HttpRequest, code: str) -> HttpResponse:
    """The compact is over; asks first."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    page = {
        "title": _("Cerrar la alianza"), "button": _("Cerrar la alianza"), "back": back_to(row, "agreement"),
        "consequences": [_("Queda como terminada para todos."), _("Su registro se conserva y se puede completar.")],
    }  # fmt: skip

    def do(data: dict[str, Any]) -> object:
        return act.close_compact(id=data["id"], seen=data["seen"], compact=row.pk, by=actor_of(request))

    form = bound(ActionForm, request, row.version)
    return submit(
        request, form, do, to=reverse("agreement", args=[code]), said=_("La alianza quedó cerrada."),
        template="ui/confirm.html", **page,
    )  # fmt: skip


@needs(KEPT)
def agreement_successor(request: HttpRequest, code: str) -> HttpResponse:
    """Begins the next compact from this one."""
    row = compact_of(request, code, "agreement", verb=KEPT)
    form = bound(asking.CompactForm, request, follows=True, country=row.country)

    def do(data: dict[str, Any]) -> Any:
        return act.begin_successor(id=data["id"], seen=0, predecessor=row.pk, facts=form.facts(), by=actor_of(request))

    return submit(
        request, form, do, to=lambda made: reverse("agreement", args=[made.code]), said=_("La nueva alianza empezó como borrador."),
        title=_("Empezar la alianza siguiente"), button=_("Empezar"), back=back_to(row, "agreement"),
        lead=_("Copia las partes, quiénes participan, los objetivos, las cláusulas y los indicadores en uso."),
    )  # fmt: skip


@needs(KEPT)
def compact_begin(request: HttpRequest) -> HttpResponse:
    """Begins the record of a compact that follows no other one."""
    form = bound(asking.CompactForm, request)

    def do(data: dict[str, Any]) -> Any:
        sides = tuple((side, UUID(pk)) for side, pk in form.sides())
        return act.begin_compact(id=data["id"], seen=0, facts=form.facts(), sides=sides, by=actor_of(request))

    return submit(
        request, form, do, to=lambda made: reverse("agreement", args=[made.code]), said=_("La alianza empezó como borrador."),
        title=_("Empezar una alianza"), button=_("Empezar"), back=Link(_("Alianzas"), reverse("compact_list")),
    )  # fmt: skip


@needs(KEPT)
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Adds an organisation that compacts may name."""
    form = bound(asking.OrganisationForm, request)

    def do(data: dict[str, Any]) -> object:
        return act.register_organisation(id=data["id"], seen=0, facts=form.facts(), by=actor_of(request))

    return submit(
        request, form, do, to=reverse("compact_list"), said=_("La organización quedó registrada."),
        title=_("Registrar una organización"), button=_("Guardar"), back=Link(_("Alianzas"), reverse("compact_list")),
    )  # fmt: skip


def _added(request: HttpRequest, row: Compact, form: Any, *, do: Callable[..., object], title: str) -> HttpResponse:
    """A form whose facts an action adds to the agreement."""
    return _form(request, row, form, do=writes(request, form, do, compact=row.pk), title=title)


def _form(request: HttpRequest, row: Compact, form: Any, *, do: Callable[[dict[str, Any]], object], title: str) -> HttpResponse:
    return submit(
        request, form, do, to=reverse("agreement", args=[row.code]), said=_("Guardado."), title=title, button=_("Guardar"),
        back=back_to(row, "agreement"),
    )  # fmt: skip


def _own(request: HttpRequest, model: Any, **wanted: Any) -> Any:
    """A row of the actor's own unit. The other side's is not written on: it is accepted or disputed."""
    row = model.objects.visible_to(actor_of(request)).filter(unit_id=actor_of(request).unit_id, **wanted).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def _first(row: Any, *names: str) -> dict[str, Any]:
    """The first values of a form that writes a row anew; nothing for a new one."""
    if row is None:
        return {}
    return {**{name: getattr(row, name) for name in names}, "source": row.source_id or "", "as_of": row.as_of}
