"""The pages of registers: bring one in, see what it would make, mend, apply, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from amparo.exchange import actions, jobs, pages, queries, summary, vessel
from amparo.exchange.forms import ColumnsForm, MendForm, RowsForm, UploadForm, first_values
from amparo.exchange.mapping import suggest
from amparo.exchange.models import Batch
from amparo.ui.components import Link
from amparo.ui.forms import action_initial

AT_ONCE = 1000  # files taken back while the reader waits; more in the worker


@needs(Verb.IMPORT_REGISTER)
@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """The registers of the actor's unit."""
    found = queries.batches(request.actor)
    page, shown = pages.paged(request, found, _("registros"))
    shown = list(queries.as_seen(request.actor, shown))
    return render(request, "exchange/registers.html", {"table": pages.batches_table(shown), "pages": page, "some": bool(shown)})


@needs(Verb.IMPORT_REGISTER)
def register_new(request: HttpRequest) -> HttpResponse:
    """Brings a register in and has it read."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    kept: list[Batch] = []

    def bring(data: dict[str, object]) -> None:
        file = request.FILES["file"]
        kept.append(
            actions.upload_register(
                id=data["id"],
                seen=data["seen"],
                profile=data["profile"],
                file_name=file.name or "",
                content=file.read(),
                by=request.actor,
            )
        )

    if request.method == "POST" and done(form, bring):
        return _begin(request, kept[0], jobs.READ) if kept[0].state == "uploaded" else _there_already(request, kept[0])
    return render(request, "exchange/register_new.html", {
        "form": form, "title": _("Traer un registro"), "button": _("Subir y leer"), "back": _to_list(),
        "lead": _("Primero se lee y se muestra qué pasaría, fila por fila. Nada se crea hasta que usted lo diga."),
    })  # fmt: skip


@needs(Verb.IMPORT_REGISTER)
@require_GET
def register(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What a register would make or made: the sum, the doubts, the rows."""
    row = queries.batch_in_sight(request.actor, batch)
    (row,) = queries.as_seen(request.actor, [row])
    said = summary.doubts(request.actor, row)
    form = RowsForm(request.GET or None, codes=[(one.code, one.text) for one in said])
    kind, code = form.wanted()
    page, shown = pages.paged(
        request, queries.rows_of(request.actor, row, kind=kind, code=code), _("filas"), clase=kind, duda=code
    )
    return render(request, "exchange/register.html", {
        "batch": row, "law": summary.law(row), "counters": pages.counters(row), "bars": pages.doubt_bars(row, said), "form": form,
        "table": pages.rows_table(shown), "pages": page, "some": bool(shown), "stage": pages.stage(row),
        "may": pages.may(row),
    })  # fmt: skip


@needs(Verb.IMPORT_REGISTER)
def register_row(request: HttpRequest, row: UUID) -> HttpResponse:
    """One row as it came beside what was understood; where it waits, the form that mends it. Opening it is recorded."""
    one = queries.row_in_sight(request.actor, row)
    actions.open_row(id=new_id(), seen=one.version, row=one.pk, by=request.actor)
    key = vessel.batch_key(one.batch)
    cells = queries.side_by_side(one, key)
    waits = one.kind == "quarantined" and one.batch.state in ("ready", "applied")
    form = MendForm(request.POST or None, initial=action_initial(seen=one.version), cells=cells) if waits else None

    def mend(data: dict[str, object]) -> None:
        actions.mend_row(
            id=data["id"], seen=data["seen"], row=one.pk, cells=form.cells(), decision=data["decision"], by=request.actor
        )

    if form is not None and request.method == "POST" and done(form, mend):
        messages.success(request, _("La fila %(number)d dejó de esperar.") % {"number": one.number})
        return redirect(f"{reverse('register', args=[one.batch_id])}?clase=quarantined")
    return render(request, "exchange/register_row.html", {
        "row": one, "form": form, "reasons": pages.reasons(one), "back": _to_batch(one.batch),
        "table": pages.cells_table(cells), "understood": pages.understood(vessel.draft_of(one, key)),
    })  # fmt: skip


@needs(Verb.IMPORT_REGISTER)
def register_columns(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Says what each column is, keeps it for the next time, and reads the register again."""
    row = queries.batch_in_sight(request.actor, batch)
    key = vessel.batch_key(row)
    matched, guessed = queries.mapping_of(row, key), suggest(vessel.headings_of(row, key))
    columns = [one if one.score else other for one, other in zip(matched, guessed, strict=True)]
    initial = action_initial(**first_values(row.profile), name_es=_("Registro de %(unit)s") % {"unit": request.actor.unit_name})
    form = ColumnsForm(request.POST or None, initial=initial, columns=columns)

    def keep(data: dict[str, object]) -> None:
        own = actions.save_profile(
            id=data["id"], seen=0, profile="", values=form.values(), columns=form.columns(), by=request.actor
        )
        actions.choose_profile(id=new_id(), seen=row.version, batch=row.pk, profile=own.pk, by=request.actor)

    if request.method == "POST" and done(form, keep):
        return _begin(request, queries.batch_in_sight(request.actor, batch), jobs.READ)
    return render(request, "exchange/register_columns.html", {
        "form": form, "title": _("Qué es cada columna"), "button": _("Guardar y leer otra vez"), "back": _to_batch(row),
        "lead": _("Las propuestas salen de cómo se llaman las columnas. Lo que no sirve se guarda con el original."),
    })  # fmt: skip


@needs(Verb.IMPORT_REGISTER)
def register_apply(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Asks once, then has the files made."""
    row = queries.batch_in_sight(request.actor, batch)
    if request.method == "POST":
        asked(request)
        return _begin(request, row, jobs.APPLY)
    return _confirm(
        request, row, _("Crear los expedientes"), _("Sí, crear"), pages.will_apply(*queries.as_seen(request.actor, [row]))
    )


@needs(Verb.IMPORT_REGISTER)
def register_undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Asks once, then takes back what the register made; a long one in the worker."""
    row = queries.batch_in_sight(request.actor, batch)
    if request.method == "POST":
        sent = asked(request)
        if row.children > AT_ONCE:
            return _begin(request, row, jobs.UNDO)
        actions.undo_batch(batch=row.pk, **sent)
        messages.success(request, _("El registro se deshizo: sus expedientes y sus llaves ya no existen."))
        return redirect("registers")
    return _confirm(
        request,
        row,
        _("Deshacer este registro"),
        _("Sí, deshacer"),
        pages.will_undo(*queries.as_seen(request.actor, [row])),
        danger=True,
    )


@needs(Verb.IMPORT_REGISTER)
def register_discard(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Asks once, then gives the register up."""
    row = queries.batch_in_sight(request.actor, batch)
    if request.method == "POST":
        actions.discard_batch(batch=row.pk, **asked(request))
        messages.success(request, _("El registro se descartó; su llave se destruyó."))
        return redirect("registers")
    lines = [_("No se crea ningún expediente."), _("Se destruye la llave: nadie podrá leer lo que se subió.")]
    return _confirm(request, row, _("Descartar este registro"), _("Sí, descartar"), lines, danger=True)


def _begin(request: HttpRequest, batch: Batch, name: str) -> HttpResponse:
    """Writes the long work down, defers it, and shows how far it is."""
    subject = Subject("register", batch.pk, batch.code)
    kind = jobs.KINDS[name].code
    total = batch.children if name == jobs.UNDO else batch.released
    job = desk.ask_job(id=new_id(), seen=0, kind=kind, subject=subject, total=total, by=request.actor)
    actions.note_job(id=new_id(), seen=batch.version, batch=batch.pk, job=job.pk, by=request.actor)
    queue.defer(name, batch=batch.pk, job=job.pk)
    return redirect("job", job.pk)


def _there_already(request: HttpRequest, batch: Batch) -> HttpResponse:
    messages.info(request, _("Este archivo ya estaba aquí: no se repitió nada."))
    return redirect("register", batch.pk)


def _confirm(
    request: HttpRequest, batch: Batch, title: str, button: str, consequences: list[str], *, danger: bool = False
) -> HttpResponse:
    return render(request, "exchange/register_confirm.html", {
        "title": title, "button": button, "consequences": consequences, "danger": danger, "back": _to_batch(batch),
        "batch": batch, "id": new_id(),
    })  # fmt: skip


def _to_list() -> Link:
    return Link(_("Registros"), reverse("registers"))


def _to_batch(batch: Batch) -> Link:
    return Link(batch.code, reverse("register", args=[batch.pk]))
