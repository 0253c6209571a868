"""What comes when: commitments, reports, choices, dialogues, takeovers, visits, action points, the end of the term. By month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.programme.models import ActionPoint, Commitment, Compact, Dialogue, Practice, Report, Visit
from amparo.programme.queries.terms import term
from amparo.programme.said import said

OPEN_COMMITMENTS = ("proposed", "agreed", "in_progress", "partly", "rescheduled")
OPEN_DIALOGUES = ("planned", "choosing", "chosen", "prepared")


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a date. `late`: its last possible day has passed and it is still open, so somebody must act."""

    when: PartialDate
    what: str
    text: str
    url: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """The dues of a month; `first` is its first day."""

    first: date
    dues: Sequence[Due]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Overdue first, then month by month."""

    late: Sequence[Due]
    months: Sequence[Month]


def calendar(actor: Actor, compact: Compact, today: date) -> Calendar:
    """All that is open and dated, as far as the actor may read its part (at most 7 queries)."""
    groups = {
        "commitments": _commitments,
        "reports": _reports,
        "dialogue": _dialogues,
        "activities": _practices,
        "money": _monitoring,
    }
    dues = list(_term(actor, compact))
    for group, made in groups.items():
        if policy.can(actor, Verb.SEE_COMPACT, group=group):
            dues += made(actor, compact)
    if compact.state != "closed":  # of what is over nobody must do anything any more
        dues = [_judged(due, today) for due in dues]
    late = sorted((due for due in dues if due.late), key=lambda due: str(due.when))
    return Calendar(late, list(_months(due for due in dues if not due.late)))


def address(compact: Compact, *tries: tuple[str, Sequence[object]]) -> str:
    """The first of these pages that there is, else the compact's own."""
    for name, arguments in tries:
        try:
            return reverse(name, args=list(arguments))
        except NoReverseMatch:
            continue
    return reverse("compact", args=[compact.code])


def _judged(due: Due, today: date) -> Due:
    return Due(due.when, due.what, due.text, due.url, due.when.latest() < today)


def _months(dues: Iterable[Due]) -> Iterator[Month]:
    found: dict[date, list[Due]] = {}
    for due in sorted(dues, key=lambda due: (due.when.earliest(), due.what)):
        found.setdefault(due.when.earliest().replace(day=1), []).append(due)
    for first, those in sorted(found.items()):
        yield Month(first, those)


def _term(actor: Actor, compact: Compact) -> Iterator[Due]:
    ends = term(actor, compact).ends
    if ends is not None and compact.state == "in_force":
        url = reverse("agreement", args=[compact.code])
        yield Due(ends, _("Plazo"), _("Termina el plazo de la alianza."), f"{url}#plazo")


def _commitments(actor: Actor, compact: Compact) -> Iterator[Due]:
    rows = Commitment.objects.visible_to(actor).filter(compact=compact, due__isnull=False, state__in=OPEN_COMMITMENTS)
    for row in rows:
        url = address(compact, ("commitment", [compact.code, row.code]), ("commitments", [compact.code]))
        yield Due(row.due, _("Compromiso"), f"{row.code}. {said(row, 'text')}", url)


def _reports(actor: Actor, compact: Compact) -> Iterator[Due]:
    rows = Report.objects.visible_to(actor).filter(compact=compact, state__in=("due", "sent_back"))
    for row in rows.select_related("award__recipient", "subaward__recipient"):
        holder = row.subaward or row.award
        who = holder.recipient.short_name if holder else ""
        text = _("Informe %(quarter)d de %(year)d, %(who)s") % {"quarter": row.quarter, "year": row.year, "who": who}
        yield _dated(row.due_on, _("Informe"), text, address(compact, ("report", [row.pk]), ("reports", [compact.code])))


def _dialogues(actor: Actor, compact: Compact) -> Iterator[Due]:
    for row in Dialogue.objects.visible_to(actor).filter(compact=compact, state__in=OPEN_DIALOGUES):
        url = address(compact, ("dialogue", [compact.code, row.number]), ("dialogues", [compact.code]))
        name = {"number": row.number}
        if row.choose_by and row.state in ("planned", "choosing"):
            yield _dated(row.choose_by, _("Elección"), _("Elegir indicadores y preguntas del diálogo %(number)d") % name, url)
        if row.held_on is not None:
            yield Due(row.held_on, _("Diálogo"), _("Diálogo anual %(number)d") % name, url)


def _practices(actor: Actor, compact: Compact) -> Iterator[Due]:
    rows = Practice.objects.visible_to(actor).filter(compact=compact, takes_over_on__isnull=False).exclude(stage="institutional")
    for row in rows.select_related("owner"):
        url = address(compact, ("practice", [compact.code, row.code]), ("practices", [compact.code]))
        who = row.owner.short_name if row.owner else _("No se sabe quién")
        yield Due(row.takes_over_on, _("Traspaso"), f"{row.code}. {said(row, 'title')} → {who}", url)


def _monitoring(actor: Actor, compact: Compact) -> Iterator[Due]:
    visits = Visit.objects.visible_to(actor).filter(compact=compact, state="planned").select_related("award", "subaward")
    points = ActionPoint.objects.visible_to(actor).filter(compact=compact, state="open").select_related("award", "subaward")
    for row in visits:
        yield _dated(row.planned_on, _("Visita"), row.purpose, _held_by(compact, row))
    for row in points:
        if row.due is not None:
            yield _dated(row.due, _("Medida"), row.text, _held_by(compact, row))


def _held_by(compact: Compact, row: Any) -> str:
    """The page of the award or sub-award a row belongs to."""
    tries: list[tuple[str, Sequence[object]]] = [("awards", [compact.code])]
    if row.award_id:
        tries.insert(0, ("award", [row.award_id]))
    if row.subaward_id:
        tries.insert(0, ("subaward", [row.subaward_id]))
    return address(compact, *tries)


def _dated(day: date | PartialDate, what: str, text: str, url: str) -> Due:
    return Due(day if isinstance(day, PartialDate) else PartialDate.from_date(day), what, text, url)
