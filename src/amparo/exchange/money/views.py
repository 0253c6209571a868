"""The pages of files of movements and of budgets: bring one in, see what it would do, mend, apply, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked, done
from amparo.core.ids import new_id
from amparo.desk import actions as desk
from amparo.desk import jobs as queue
from amparo.desk.subjects import Subject
from amparo.exchange import actions, jobs, pages, queries, vessel
from amparo.exchange.mapping import suggest
from amparo.exchange.models import MONEY, About, Batch, Row
from amparo.exchange.money import figures, shown
from amparo.exchange.money.books import Books
from amparo.exchange.money.fields import FIELDS
from amparo.exchange.money.forms import MendMoneyForm, MoneyForm, MoneyRowsForm
from amparo.exchange.money.words import words
from amparo.programme.models import Compact
from amparo.programme.views.flow import compact_of, draw
from amparo.ui.components import Link
from amparo.ui.forms import action_initial


@needs(Verb.IMPORT_MONEY)
@require_GET
def money_imports(request: HttpRequest, code: str) -> HttpResponse:
    """The files the actor's unit brought in."""
    compact = compact_of(request, code, "money", verb=Verb.IMPORT_MONEY)
    found = queries.batches(request.actor, *MONEY).filter(compact=compact)
    page, rows = pages.paged(request, found, _("cargas"))
    return draw(request, compact, "exchange/money_imports.html", table=shown.batches_table(rows), pages=page, some=bool(rows))


@needs(Verb.IMPORT_MONEY)
def money_import_new(request: HttpRequest, code: str) -> HttpResponse:
    """Brings a file in and has it tried."""
    compact = compact_of(request, code, "money", verb=Verb.IMPORT_MONEY)
    brings = request.GET.get("trae", "") if request.GET.get("trae") in MONEY else About.ENTRIES
    form = MoneyForm(request.POST or None, request.FILES or None, initial=action_initial(about=brings))
    kept: list[Batch] = []

    def bring(data: dict[str, Any]) -> None:
        file, sent = request.FILES["file"], {name: data[name] for name in ("id", "seen", "about")}
        content = file.read()
        kept.append(
            actions.upload_money(compact=compact.pk, file_name=file.name or "", content=content, by=request.actor, **sent)
        )

    if request.method == "POST" and done(form, bring):
        if kept[0].state == "uploaded":
            return _begin(request, kept[0], jobs.READ_MONEY)
        messages.info(request, _("Este archivo ya estaba aquí: no se repitió nada."))
        return redirect(shown.address(kept[0]))
    return draw(request, compact, "exchange/money_import_new.html", form=form, back=_list(compact))


@needs(Verb.IMPORT_MONEY)
@require_GET
def money_import(request: HttpRequest, code: str, batch: UUID) -> HttpResponse:
    """What a file would post or posted: the sum of its rows, totals, balances, the rows."""
    compact, row = _found(request, code, batch)
    form = MoneyRowsForm(request.GET or None)
    kind = form.wanted()
    page, rows = pages.paged(request, queries.rows_of(request.actor, row, kind=kind), _("filas"), clase=kind)
    return draw(
        request, compact, "exchange/money_import.html", batch=row, law=shown.law(row), counters=shown.counters(row), form=form,
        table=shown.rows_table(rows, row), pages=page, some=bool(rows), stage=shown.stage(row), may=pages.may(row),
        words=words(row), **_sums(request, row),
    )  # fmt: skip


def _sums(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    if batch.state not in ("ready", "applying", "applied"):
        return {}
    totals, left = shown.sum_tables(request.actor, batch, Books(request.actor, batch.compact))
    return {"totals": totals, "left": left, "waiting": batch.state == "ready"}


@needs(Verb.IMPORT_MONEY)
def money_import_row(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    """One row as it came beside what was understood; where it waits, the form that mends it. Opening it is recorded."""
    compact = compact_of(request, code, "money", verb=Verb.IMPORT_MONEY)
    one = queries.row_in_sight(request.actor, row, *MONEY)
    actions.open_row(id=new_id(), seen=one.version, row=one.pk, by=request.actor)
    key = vessel.batch_key(one.batch)
    cells = queries.side_by_side(one, key, suggest(vessel.headings_of(one.batch, key), FIELDS[one.batch.about]))
    waits = one.kind == "quarantined" and one.batch.state in ("ready", "applied")
    form = MendMoneyForm(request.POST or None, initial=action_initial(seen=one.version), cells=cells) if waits else None

    def mend(data: dict[str, Any]) -> None:
        sent = {name: data[name] for name in ("id", "seen", "decision")}
        mended.append(actions.mend_row(row=one.pk, cells=form.cells(), by=request.actor, **sent))

    mended: list[Row] = []

    if form is not None and request.method == "POST" and done(form, mend):
        messages.success(request, _left_behind(mended[0]))
        return redirect(f"{shown.address(one.batch)}?clase=quarantined#filas")
    return draw(
        request, compact, "exchange/money_import_row.html", row=one, form=form, back=_to(one.batch),
        table=pages.cells_table(cells, FIELDS[one.batch.about]), **_movement(request, one, key),
    )  # fmt: skip


def _left_behind(row: Row) -> str:
    """What became of a row once mended: one of a budget may still wait for the others."""
    text = _("La fila %(number)d dejó de esperar.")
    if row.kind == "quarantined":
        text = _("La fila %(number)d quedó corregida. Su presupuesto todavía espera: mire por qué en sus filas.")
    return text % {"number": row.number}


def _movement(request: HttpRequest, row: Row, key: bytes) -> dict[str, Any]:
    if row.kind == "aside":
        return {}
    one, books = figures.movement_of(row, key), Books(request.actor, row.batch.compact)
    return {"reasons": shown.reasons(row, one), "understood": shown.understood(one, books, row.batch.about)}


@needs(Verb.IMPORT_MONEY)
def money_import_apply(request: HttpRequest, code: str, batch: UUID) -> HttpResponse:
    """Asks once, then has the movements posted, or the budgets proposed."""
    compact, row = _found(request, code, batch)
    if request.method == "POST":
        asked(request)
        return _begin(request, row, jobs.POST_MONEY)
    told = words(row)
    return _confirm(request, compact, row, title=told.do, button=told.yes, lines=told.will, danger=False)


@needs(Verb.IMPORT_MONEY)
def money_import_undo(request: HttpRequest, code: str, batch: UUID) -> HttpResponse:
    """Asks once, then takes back what the file did."""
    compact, row = _found(request, code, batch)
    told = words(row)
    if request.method == "POST":
        actions.undo_batch(batch=row.pk, **asked(request))
        messages.success(request, told.undone)
        return redirect(shown.address(row))
    return _confirm(request, compact, row, title=_("Deshacer esta carga"), button=told.undo_yes, lines=told.undo)


@needs(Verb.IMPORT_MONEY)
def money_import_discard(request: HttpRequest, code: str, batch: UUID) -> HttpResponse:
    """Asks once, then gives the file up."""
    compact, row = _found(request, code, batch)
    if request.method == "POST":
        actions.discard_batch(batch=row.pk, **asked(request))
        messages.success(request, _("La carga se descartó; su llave se destruyó."))
        return redirect("money_imports", compact.code)
    lines = [_("No se registra nada de él."), _("Se destruye la llave: nadie podrá leer lo que se subió.")]
    return _confirm(request, compact, row, title=_("Descartar esta carga"), button=_("Sí, descartar"), lines=lines)


def _found(request: HttpRequest, code: str, batch: UUID) -> tuple[Compact, Batch]:
    compact = compact_of(request, code, "money", verb=Verb.IMPORT_MONEY)
    return compact, queries.batch_in_sight(request.actor, batch, *MONEY)


def _begin(request: HttpRequest, batch: Batch, name: str) -> HttpResponse:
    """Writes the long work down, defers it, and shows how far it is."""
    subject = Subject("money_import", batch.pk, batch.code)
    kind = jobs.KINDS[name].code
    job = desk.ask_job(id=new_id(), seen=0, kind=kind, subject=subject, total=batch.released or 0, by=request.actor)
    actions.note_job(id=new_id(), seen=batch.version, batch=batch.pk, job=job.pk, by=request.actor)
    queue.defer(name, batch=batch.pk, job=job.pk)
    return redirect("job", job.pk)


def _confirm(
    request: HttpRequest, compact: Compact, batch: Batch, *, lines: list[str], danger: bool = True, **more: Any
) -> HttpResponse:
    return draw(
        request, compact, "exchange/money_import_confirm.html", consequences=lines, back=_to(batch), batch=batch, id=new_id(),
        danger=danger, **more,
    )  # fmt: skip


def _list(compact: Compact) -> Link:
    return Link(_("Cargas"), reverse("money_imports", args=[compact.code]))


def _to(batch: Batch) -> Link:
    return Link(batch.code, shown.address(batch))
