"""The pack of a dialogue: asked for, made by the worker, fetched; and its frozen figures as a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import Invalid, NotFound
from amparo.core.models import Source
from amparo.desk import actions as desk
from amparo.desk import jobs as queue
from amparo.programme import rules, snapshots
from amparo.programme.actions.dialogue import subject_of
from amparo.programme.figures.collect import SECTIONS
from amparo.programme.jobs import KIND, PACK
from amparo.programme.models import Pack
from amparo.programme.packs.context import previous
from amparo.programme.packs.pieces import PIECES
from amparo.programme.views.dialogue import room_of
from amparo.programme.views.flow import actor_of, draw

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@needs(Verb.HOLD_DIALOGUE)
@require_POST
def pack_ask(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Asks the worker for the pack and shows how far it is."""
    row, actor = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE), actor_of(request)
    if row.snapshot_id is None:
        raise Invalid(_("Primero congele las cifras: el paquete se hace con las cifras de una fecha de corte."))
    job = desk.ask_job(id=asked(request)["id"], seen=0, kind=KIND.code, subject=subject_of(row), total=PIECES, by=actor)
    queue.defer(PACK, dialogue=row.pk, user=actor.user_id, unit=actor.unit_id, job=job.pk)
    return redirect("job", job.pk)


@needs(Verb.SEE_COMPACT)
@require_GET
def pack(request: HttpRequest, code: str, number: int, pack: UUID) -> HttpResponse:
    """One file of the pack."""
    row = room_of(request, code, number)
    found = Pack.objects.visible_to(actor_of(request)).filter(pk=pack, dialogue=row).first()
    if found is None:
        raise NotFound(rules.gone())
    answer = HttpResponse(bytes(found.content), content_type=TYPES[found.format])
    answer["Content-Disposition"] = f'attachment; filename="{row.compact.code}-{row.number}-{found.language}.{found.format}"'
    return answer


@needs(Verb.SEE_COMPACT)
@require_GET
def figures(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What changed since the dialogue before, and all frozen figures, each with its source."""
    row, actor = room_of(request, code, number), actor_of(request)
    if row.snapshot is None:
        raise NotFound(rules.gone())
    found = snapshots.read(actor, row.snapshot)
    sources = Source.objects.in_bulk({figure.source for figure in found if figure.source})
    groups = [
        (section, [(figure, sources.get(figure.source or "")) for figure in found if figure.section == section])
        for section in SECTIONS
    ]
    before = previous(actor, row)
    return draw(
        request, row.compact, "programme/dialogue_figures.html", row=row, groups=[group for group in groups if group[1]],
        before=before, changes=snapshots.changes(snapshots.read(actor, before), found) if before else (),
    )  # fmt: skip
