"""From what lies on the desk to what the components draw: sentences, clocks, one action a row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext

from amparo.access.queries import Change
from amparo.core.models import ClockRule
from amparo.desk import kinds, queries
from amparo.desk.models import Job, Notice, RunningClock, Task
from amparo.desk.providers import Described
from amparo.desk.subjects import Subject
from amparo.ui import moments
from amparo.ui.components import Action, Cell, Clock, Column, Counter, Kind, Link, Pages, Progress, Table, WorkGroup, WorkRow

Known = Mapping[UUID, Described]
NOBODY = Described("")
REMIND_AGAIN = timedelta(hours=20)


def rule_name(rule: ClockRule) -> str:
    """The name of a rule in the reader's language."""
    return rule.name_es if (get_language() or "es").startswith("es") else rule.name_en


def basis(clock: RunningClock) -> str:
    """Where a term comes from, and whether somebody checked it."""
    if clock.basis == "service":
        return gettext("estándar del servicio")
    if clock.basis == "unit":
        return gettext("plazo de la unidad")
    if clock.verified:
        return gettext("plazo de ley")
    if clock.rule.valid_from:
        return gettext("plazo de ley, texto de %(year)s, por verificar") % {"year": clock.rule.valid_from.year}
    return gettext("plazo de ley, por verificar")


def clock_of(clock: RunningClock, now: datetime, *, label: str = "") -> Clock:
    """A running clock as the component draws it; also for the header of a file."""
    if clock.state == "suspended":
        return Clock(label, gettext("En pausa"), gettext("no corre por ahora"), "wait", None, basis(clock))
    if clock.due_at is None:
        return Clock(label, gettext("Sin plazo fijado"), gettext("fíjelo su unidad"), "unknown", None, basis(clock))
    return Clock(
        label,
        moments.due(clock.due_at, now),
        moments.moment(clock.due_at, now),
        moments.urgency(clock.due_at, now),
        moments.elapsed(clock.started_at, clock.due_at, now),
        basis(clock),
    )


def _task_clock(task: Task, now: datetime) -> Clock | None:
    if task.clock is not None:
        return clock_of(task.clock, now)
    if task.due_at is None:
        return None
    used = moments.elapsed(task.created_at, task.due_at, now)
    return Clock("", moments.due(task.due_at, now), moments.moment(task.due_at, now), moments.urgency(task.due_at, now), used)


def sentence(task: Task) -> str:
    """What a task asks. A term's own task is called as its rule. One that waits here for another unit says so."""
    term = task.clock if task.kind == kinds.TERM else None
    text = rule_name(term.rule) if term is not None else str(kinds.task_kind(task.kind).title)
    if task.meant_for is None or not getattr(task, "stands_in", True):
        return text
    nobody = gettext("En %(unit)s no trabaja nadie: decida quién lo hace.") % {"unit": task.meant_for.name}
    return f"{text.rstrip('.')}. {nobody}"


def _knot(due_at: datetime | None, now: datetime) -> Kind:
    if due_at is None:
        return "wait"
    return {"late": "late", "soon": "soon", "ok": "wait"}[moments.urgency(due_at, now, queries.WEEK)]  # type: ignore[return-value]


def task_row(task: Task, known: Known, now: datetime) -> WorkRow:
    """A task of the actor."""
    kind, about = kinds.task_kind(task.kind), known.get(task.target_id) or _described(task.subject_id, known)  # type: ignore[arg-type]
    where = kind.url(task) or about.url
    late = task.due_at is not None and task.due_at < now
    if kind.by_hand:
        done = reverse("task_finish", args=[task.pk])
        act: Action | None = Action(gettext("Marcar como hecho"), done, late, True, task.version, task.subject_code)
    else:
        act = Action(str(kind.action), where, late, about=task.subject_code) if where else None
    return WorkRow(
        task.subject_code, about.url or where or reverse("home"), sentence(task), _knot(task.due_at, now),
        about.who, about.context, _task_clock(task, now), act,
    )  # fmt: skip


def notice_row(notice: Notice, known: Known, now: datetime) -> WorkRow:
    """News. Reading it is an act: it stops being new for the whole unit."""
    kind = kinds.notice_kind(notice.kind)
    about = known.get(notice.target_id) or _described(notice.subject_id, known)  # type: ignore[arg-type]
    sender = gettext("de %(unit)s") % {"unit": notice.about_unit.name} if notice.about_unit else ""
    read = reverse("notice_read", args=[notice.pk])
    where = kind.url(notice) or about.url
    act = Action(str(kind.action), read, False, True, notice.version, notice.subject_code)
    if notice.read_at:
        act = Action(str(kind.action), where, about=notice.subject_code) if where else None  # type: ignore[assignment]
    return WorkRow(
        notice.subject_code or gettext("Novedad"), about.url or where or reverse("inbox"), str(kind.title),
        "done" if notice.read_at else "new", about.who, about.context, Clock("", moments.ago(notice.at, now), sender, "new"), act,
    )  # fmt: skip


def waiting_row(clock: RunningClock, known: Known, now: datetime) -> WorkRow:
    """What another unit owes us. We may remind it once a day."""
    about = _described(clock.subject_id, known)
    again = clock.reminded_at is None or now - clock.reminded_at >= REMIND_AGAIN
    url = reverse("clock_remind", args=[clock.pk])
    act = Action(gettext("Recordar"), url, False, True, clock.version, clock.subject_code) if again else None
    told = "" if again else gettext("Ya se lo recordó hoy.")
    context = gettext("Le toca a %(unit)s.") % {"unit": clock.unit.name}
    return WorkRow(
        clock.subject_code, about.url or reverse("home"), rule_name(clock.rule), _knot(clock.due_at, now),
        about.who, f"{context} {told}".strip(), clock_of(clock, now), act,
    )  # fmt: skip


def quiet_row(subject: Subject, known: Known, now: datetime) -> WorkRow:
    """A file without news."""
    about = _described(subject.id, known)
    return WorkRow(subject.code, about.url or reverse("home"), gettext("Sin novedad."), "wait", about.who, about.context)


def _described(subject_id: UUID | None, known: Known) -> Described:
    return known.get(subject_id, NOBODY) if subject_id else NOBODY


_ROW: dict[str, Callable[[Any, Known, datetime], WorkRow]] = {
    queries.ANSWERED: notice_row,
    queries.WAITING: waiting_row,
    queries.QUIET: quiet_row,
}
_KIND: dict[str, Kind] = {queries.LATE: "late", queries.SOON: "soon", queries.ANSWERED: "new"}


def _words(group: str, n: int) -> tuple[str, str]:
    """Heading of a group after its number, and the line beside it."""
    return {
        queries.LATE: (ngettext("vencido", "vencidos", n), gettext("Un plazo ya pasó. Alguien debe actuar hoy.")),
        queries.SOON: (ngettext("vence esta semana", "vencen esta semana", n), ""),
        queries.TODO: (ngettext("por hacer", "por hacer", n), gettext("Sin plazo cercano.")),
        queries.ANSWERED: (ngettext("le respondió", "le respondieron", n), ""),
        queries.WAITING: (ngettext("espera a otros", "esperan a otros", n), gettext("Usted ya hizo su parte.")),
        queries.QUIET: (gettext("sin novedad"), ""),
    }[group]


def link_to(group: str, order: str = "") -> str:
    """The address of exactly the rows of a group."""
    query = {"momento": group} | ({"orden": order} if order and order != "dano" else {})
    return f"{reverse('home')}?{urlencode(query)}"


def counters(desk: queries.Desk, *, files: bool = True) -> list[Counter]:
    """The day's totals; each links to exactly the rows it counts. Without `files` only what there is, and what is late."""
    counts = {group: desk.groups[group].count for group in queries.GROUPS}
    always = {queries.LATE, queries.SOON} if not files else set(queries.GROUPS) - {queries.TODO}
    shown = [group for group in queries.GROUPS if group in always or counts[group]]
    colour: dict[str, Kind] = {
        group: _KIND.get(group, "ok") if counts[group] else "ok" for group in shown
    }  # nothing overdue is nothing red
    return [Counter(counts[group], _words(group, counts[group])[0], link_to(group), colour[group]) for group in shown]


def groups(desk: queries.Desk, wanted: queries.Wanted) -> list[WorkGroup]:
    """The groups to draw: the one asked for, or all that hold something."""
    drawn = []
    for name in queries.GROUPS:
        group = desk.groups[name]
        if (wanted.group and wanted.group != name) or (not wanted.group and not group.count):
            continue
        title, note = _words(name, group.count)
        rows = [_ROW.get(name, task_row)(row, desk.described, desk.now) for row in group.rows]
        more = None
        if not wanted.group and len(rows) < group.count:
            note = f"{note} {gettext('Se muestran %(n)s.') % {'n': len(rows)}}".strip() if rows else note
            more = Link(gettext("Ver todos (%(n)s)") % {"n": group.count}, link_to(name, wanted.order))
        drawn.append(WorkGroup(name, title, group.count, _KIND.get(name, "ok"), note, rows, more))
    return drawn


def pages(count: int, page: int, **query: str) -> Pages:
    """Where we are in a long list."""
    last = max(1, -(-count // queries.PAGE))
    return Pages(min(page, last), last, query={key: value for key, value in query.items() if value})


def units_table(loads: Sequence[queries.UnitLoad]) -> Table:
    """The units below and how they stand; the overdue number leads to what it counts."""
    columns = [Column(gettext("Unidad")), Column(gettext("Vencidos"), True), Column(gettext("Esta semana"), True)]
    columns.append(Column(gettext("Abiertos"), True))
    lines: list[list[Cell | str]] = []
    for load in loads:
        url = f"{reverse('home')}?{urlencode({'unidad': load.code})}#vencidos" if load.late else ""
        lines.append([load.name, Cell(str(load.late), url), str(load.soon), str(load.open)])
    return Table(gettext("Sus unidades"), columns, lines, caption_hidden=True)


def overdue_table(tasks: Sequence[Task], now: datetime, caption: str = "", *, decides: bool = False) -> Table:
    """Items below, overdue ones if nothing else is said: code, what, whose, since when. It opens no file.

    With `decides` the code leads to where the reader says which unit does it.
    """
    columns = [Column(gettext("Código")), Column(gettext("Qué falta")), Column(gettext("Le toca a")), Column(gettext("Plazo"))]
    lines: list[list[Cell | str]] = []
    for task in tasks:
        term = basis(task.clock) if task.clock else ""
        when = Cell(moments.due(task.due_at, now) if task.due_at else "", note=term)
        url = kinds.task_kind(task.kind).away_url(task) if decides else ""
        lines.append([Cell(task.subject_code, url, code=True), sentence(task), (task.meant_for or task.unit).name, when])
    return Table(caption or gettext("Vencidos"), columns, lines, caption_hidden=True)


def changes_table(changes: Sequence[Change], now: datetime) -> Table:
    """Changes of roles and units for the data protection officer."""
    state = {
        "proposed": gettext("propuesto, falta confirmar"),
        "active": gettext("vigente"),
        "done": gettext("hecho"),
        "ended": gettext("terminado"),
        "refused": gettext("rechazado"),
    }
    columns = [
        Column(gettext("Cuándo")),
        Column(gettext("Persona o unidad")),
        Column(gettext("Cambio")),
        Column(gettext("Estado")),
    ]
    lines: list[list[Cell | str]] = []
    for change in changes:
        shown = Cell(state.get(change.state, change.state), kind="soon" if change.waiting else "")
        who = change.user.display_name if change.user else change.unit
        lines.append([moments.moment(change.at, now), who, change.what, shown])
    return Table(gettext("Últimos cambios de funciones"), columns, lines, caption_hidden=True)


def progress_of(job: Job) -> Progress:
    """How far a piece of long work is."""
    kind = kinds.job_kind(job.kind)
    return Progress(gettext("Avance"), job.done, max(job.total, job.done, 1), str(kind.messages.get(job.message, "")))
