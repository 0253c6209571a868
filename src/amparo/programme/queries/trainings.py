"""Trainings, and how many officials they reached: attendances and officials are two numbers, and the second counts nobody twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.core.errors import NotFound
from amparo.core.ids import check_code, clean_code
from amparo.programme.models import Attendance, Compact, Course, Training
from amparo.programme.queries.known import Known
from amparo.programme.queries.narrow import ALL, Narrow
from amparo.programme.rules import gone
from amparo.programme.rules_activities import NOWHERE

CHECKER = system("certificates")  # reads one attendance by the code on its certificate, without the person
DIMENSIONS = ("institution", "post", "sex", "region")
_NONE = "CER-2222222-2"  # what is looked for where the code cannot be one: the same work, the same time


class Came(NamedTuple):
    """An attendance as it is counted: whose (an id that says nothing), what is known of him, hours and tests."""

    official: UUID
    institution: str
    post: str
    sex: str
    region: str
    hours: int
    before: Decimal | None = None
    after: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a dimension: how often somebody came, and how many officials that were."""

    code: str
    attendances: int
    officials: int


@dataclass(frozen=True, slots=True)
class Counts:
    """attendances ≥ officials; hours: of all attendances; `both`: attendances with both tests; `gain`: mean points of these, or None."""

    attendances: int
    officials: int
    hours: int
    both: int
    gain: Decimal | None
    parts: dict[str, Sequence[Part]]


def count(came: Iterable[Came]) -> Counts:
    """Counts attendances and officials. Pure: the order does not matter; the officials of each dimension sum to all of them."""
    rows = list(came)
    gains = [row.after - row.before for row in rows if row.before is not None and row.after is not None]
    parts = {name: _parts([(getattr(row, name), row.official) for row in rows]) for name in DIMENSIONS}
    return Counts(
        attendances=len(rows), officials=len({row.official for row in rows}), hours=sum(row.hours for row in rows), both=len(gains),
        gain=(sum(gains, Decimal()) / len(gains)).quantize(Decimal("0.1")) if gains else None, parts=parts,
    )  # fmt: skip


def came(actor: Actor, compact: Compact, narrow: Narrow = ALL, *, training: Training | None = None) -> list[Came]:
    """The attendances in sight of trainings that were not cancelled (one query). `narrow`: where and when the training was.

    `training`: of this one only
    """
    rows = Attendance.objects.visible_to(actor).filter(compact=compact).exclude(training__state="cancelled")
    rows = narrow.rows(rows, days=("training__starts", "training__ends"), objective="training__course__objective")
    return _told(rows if training is None else rows.filter(training=training))


def came_to(actor: Actor, trainings: Sequence[Training], known: Known) -> list[Came]:
    """The attendances in sight of these trainings as they were known then (one query)."""
    rows = known.versions(Attendance.every.visible_to(actor).filter(training__in=[row.pk for row in trainings]))
    later = Q(official__learned_at__gte=known.end)  # what became known of somebody later was unknown then
    return _told(
        rows, institution=Case(When(later, then=Value("unknown")), default=F("official__institution"), output_field=CharField())
    )


def _told(rows: QuerySet[Attendance], institution: Case | F = F("official__institution")) -> list[Came]:  # noqa: B008 - a frozen value
    told = rows.annotate(of_institution=institution).values_list(
        "official_id",
        "of_institution",
        "official__post",
        "official__sex",
        "official__regions__0",
        "hours",
        "before",
        "after",
    )
    return [Came(*row) for row in told]


def where(actor: Actor, compact: Compact, narrow: Narrow = ALL) -> list[tuple[UUID, int | None, Sequence[str]]]:
    """Of each attendance as in `came`: whose, the number of the course's objective, the regions of the training (one query)."""
    rows = Attendance.objects.visible_to(actor).filter(compact=compact).exclude(training__state="cancelled")
    rows = narrow.rows(rows, days=("training__starts", "training__ends"), objective="training__course__objective")
    return list(rows.values_list("official_id", "training__course__objective__number", "regions"))


def rows(actor: Actor, compact: Compact, narrow: Narrow = ALL) -> list[Training]:
    """The trainings in sight, the latest first, each with `people`: how many attendances it has (one query)."""
    found = narrow.rows(Training.objects.visible_to(actor).filter(compact=compact), objective="course__objective")
    people = Count("attendances", filter=Q(attendances__replaced_by=None))
    return list(_whole(found).annotate(people=people).order_by("-starts", "code"))


def held(actor: Actor, compact: Compact, *, until: date, known: Known) -> list[Training]:
    """The trainings held and over by a day, as it was known then (one query)."""
    found = Training.every.visible_to(actor).filter(compact=compact, state="held", ends__lte=until)
    return known.read(found.order_by("starts", "code"))


def courses(actor: Actor, compact: Compact) -> list[Course]:
    """The courses, by title, each with `given`: how often in sight (one query)."""
    found = Course.objects.visible_to(actor).filter(compact=compact).select_related("objective")
    given = Count("trainings", filter=Q(trainings__replaced_by=None))
    return list(found.annotate(given=given).order_by("title_es"))


def one(actor: Actor, compact: Compact, code: str) -> Training:
    """A training by its code. Raises `NotFound`."""
    row: Training | None = _whole(Training.objects.visible_to(actor).filter(compact=compact, code=code)).first()
    if row is None:
        raise NotFound(gone())
    return row


def people(actor: Actor, training: Training) -> list[Attendance]:
    """Who came, as the trainer's list shows it, without names (one query)."""
    found = Attendance.objects.visible_to(actor).filter(training=training).select_related("official")
    return list(found.order_by("official__institution", "official__post", "id"))


def certified(actor: Actor, training: Training, code: str) -> Attendance:
    """Who has the certificate with this code in the training, without the name (one query). Raises `NotFound`."""
    row: Attendance | None = (
        Attendance.objects.visible_to(actor).filter(training=training, certificate=code).select_related("official").first()
    )
    if row is None:
        raise NotFound(gone())
    return row


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says, without the person."""

    course: Course
    starts: date
    ends: date
    hours: int


def certificate(text: str) -> Certificate | None:
    """The certificate with this code, None for a code that is unknown or none at all: both take one query."""
    code = clean_code(text[:40])
    with acting_as(CHECKER):
        found = Attendance.objects.visible_to(CHECKER).filter(certificate=code if check_code(code) else _NONE)
        row = found.select_related("training__course").first()
    return None if row is None else Certificate(row.training.course, row.training.starts, row.training.ends, row.hours)


def _whole(rows: QuerySet[Training]) -> QuerySet[Training]:
    return rows.select_related("course__objective", "award__recipient", "subaward__recipient", "work_item", "source")


def _parts(pairs: Sequence[tuple[str, UUID]]) -> Sequence[Part]:
    often: dict[str, int] = {}
    who: dict[str, set[UUID]] = {}
    for code, official in pairs:
        often[code] = often.get(code, 0) + 1
        who.setdefault(code, set()).add(official)
    parts = [Part(code, often[code], len(who[code])) for code in often]
    return sorted(parts, key=lambda part: (part.code in ("unknown", NOWHERE), -part.officials, part.code))
