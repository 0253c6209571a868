"""One side answers an entry of the other; evidence is put beside an entry. They come back to the page of the entry."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import relations, rules
from amparo.programme.abouts import page_of, row_of, title_of
from amparo.programme.forms.verdicts import DisputeForm, EvidenceForm
from amparo.programme.models.base import CompactRow, Kept
from amparo.programme.queries import former, verdicts
from amparo.programme.views.flow import actor_of, bound, draw
from amparo.ui.components import Link
from amparo.ui.submitting import submit


def _row(request: HttpRequest, code: str, about: str, pk: UUID) -> CompactRow:
    row = row_of(actor_of(request), about, pk)
    if row.compact.code != code:
        raise NotFound(rules.gone())
    return row


@needs(Verb.SEE_COMPACT)
@require_GET
def entry(request: HttpRequest, code: str, about: str, pk: UUID) -> HttpResponse:
    """One entry: what the other side says of it, every answer so far, and what it said before (five queries)."""
    row, actor = _row(request, code, about, pk), actor_of(request)
    standing = verdicts.standings(actor, [row], about=about, party=relations.party_of(actor, row.compact))[row.pk]
    kept = isinstance(row, Kept)
    return draw(
        request, row.compact, "programme/registered.html", row=row, title=title_of(about, row), page=page_of(about, row), standing=standing,
        answers=verdicts.of(actor, row.pk), stated=former.stated(row) if kept else (),
        earlier=former.earlier(actor, [row]).get(row.pk, ()) if kept else (),
    )  # fmt: skip


@needs(Verb.VERIFY)
@require_POST
def verdict_accept(request: HttpRequest, code: str, about: str, pk: UUID) -> HttpResponse:
    """Accepts the other side's entry, as it stands."""
    row = _row(request, code, about, pk)
    act.give_verdict(about=about, about_id=row.pk, accepted=True, words="", **asked(request))
    messages.success(request, _("Usted aceptó el registro de la otra parte."))
    return redirect(page_of(about, row))


@needs(Verb.VERIFY)
def verdict_dispute(request: HttpRequest, code: str, about: str, pk: UUID) -> HttpResponse:
    """Disputes the other side's entry, with the reason."""
    row = _row(request, code, about, pk)

    def do(data: dict[str, Any]) -> object:
        return act.give_verdict(about=about, about_id=row.pk, accepted=False, by=actor_of(request), **data)

    return submit(
        request, bound(DisputeForm, request, row.version), do, to=page_of(about, row),
        said=_("Su objeción quedó al lado del registro. La otra parte ya lo sabe."), title=_("Objetar un registro"),
        button=_("Objetar"), back=Link(_("El registro"), page_of(about, row)),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
def evidence_new(request: HttpRequest, code: str, about: str, pk: UUID) -> HttpResponse:
    """Puts a document beside an entry; who may, the action says, since it is another verb for each kind of entry."""
    row = _row(request, code, about, pk)

    def do(data: dict[str, Any]) -> object:
        id, seen = data.pop("id"), data.pop("seen")
        facts = act.EvidenceFacts(**data)
        return act.attach_evidence(id=id, seen=seen, about=about, about_id=row.pk, facts=facts, by=actor_of(request))

    return submit(
        request, bound(EvidenceForm, request, row.version), do, to=page_of(about, row), said=_("La evidencia quedó registrada."),
        title=_("Agregar evidencia"), button=_("Agregar evidencia"), back=Link(_("El registro"), page_of(about, row)),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def entry_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a notice about an entry leads: to the page that shows it."""
    found = verdicts.found(actor_of(request), pk)
    if found is None:
        raise NotFound(rules.gone())
    return redirect(page_of(*found))
