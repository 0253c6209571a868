"""Trainings of public officials: a course is described once, given many times; who came is counted once over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid, NotFound
from amparo.core.ids import new_code
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import officials, relations, rules, states
from amparo.programme import rules_activities as right
from amparo.programme.actions.activities import Under, item_of, must_be_coded, objective_of, placed, refuse
from amparo.programme.actions.compact import taken
from amparo.programme.correcting import correct
from amparo.programme.models import Attendance, Course, Reach, Training
from amparo.programme.rules_activities import AttendanceFacts


@dataclass(frozen=True)
class CourseFacts:
    """A course: its hours, and the mark of 100 in the last test from which on it is passed."""

    title_es: str
    hours: int
    code: str = ""
    title_en: str = ""
    objective: UUID | None = None
    passing: Decimal = Decimal(60)


@dataclass(frozen=True)
class TrainingFacts:
    """A course given once: when, where, how many hours. `place` is a house or a town, never somebody's address."""

    course: UUID
    starts: date
    ends: date
    hours: int
    under: Under = Under()
    regions: tuple[str, ...] = ()
    place: str = ""
    work_item: UUID | None = None


@action
def plan_course(*, id: UUID, seen: int, compact: UUID, facts: CourseFacts, by: Actor) -> Course:
    """Describes a course. Everybody in the compact may read it, and whoever trains may give it."""
    policy.check(by, Verb.TRAIN, group="activities")
    expect_new(seen)
    found = taken(by, compact)
    code = facts.code.strip() or new_code("CUR")
    taken_code = Course.objects.visible_to(by).filter(compact=found, code=code).exists()
    refuse(
        rules.about_nobody(code=code, title_es=facts.title_es, title_en=facts.title_en),
        {} if facts.hours > 0 else {"hours": [_("Un curso dura al menos una hora.")]},
        right.tests_right(passing=facts.passing),
        {"code": [_("Ese código ya existe. Elija otro.")]} if taken_code else {},
    )
    course = Course(
        id=id, compact=found, unit_id=by.unit_id, by=by.user_code, reach=Reach.COMPACT, code=code, title_es=facts.title_es,
        title_en=facts.title_en, objective=objective_of(by, found, facts.objective), hours=facts.hours, passing=facts.passing,
    )  # fmt: skip
    course.save(force_insert=True)
    audit.record(by=by, verb=Verb.TRAIN, subject_type="course", subject=str(course.pk), detail=[("step", "plan")])
    return course


@action
def plan_training(*, id: UUID, seen: int, compact: UUID, facts: TrainingFacts, by: Actor) -> Training:
    """Announces that a course is given, in one's own award or sub-award."""
    expect_new(seen)
    place = placed(by, compact, facts.under, regions=facts.regions, verb=Verb.TRAIN)
    refuse(
        rules.in_order(facts.starts, facts.ends),
        rules.about_nobody(place=facts.place),
        must_be_coded(facts.regions),
        {} if facts.hours > 0 else {"hours": [_("Una capacitación dura al menos una hora.")]},
    )
    course = Course.objects.visible_to(by).filter(pk=facts.course, compact=place["compact"]).first()
    if course is None:
        raise Invalid({"course": [_("Elija un curso de esta alianza.")]})
    training = Training(
        id=id, **place, code=new_code("CAP"), course=course, work_item=item_of(by, place["compact"], facts.work_item),
        starts=facts.starts, ends=facts.ends, hours=facts.hours, place=facts.place, state=states.TABLES["training"][0],
    )  # fmt: skip
    training.save(force_insert=True)
    _record(by, training, "plan")
    return training


@action
def move_training(*, id: UUID, seen: int, training: UUID, step: str, by: Actor) -> Training:
    """A training was held, or is cancelled. One that nobody may have attended yet was not held."""
    row = _own(by, training, seen)
    state = move(states.TRAINING, row.state, step)
    if step == "hold":
        refuse(right.not_later(row.starts, timezone.localdate(), field=""))
    if step == "cancel" and Attendance.objects.visible_to(by).filter(training=row).exists():
        raise Invalid(_("Ya hay personas anotadas: esta capacitación se hizo."))
    correct(row, by=by, state=state)
    _record(by, row, step)
    return row


@action
def attend(*, id: UUID, seen: int, training: UUID, facts: AttendanceFacts, by: Actor) -> Training:
    """Writes down who came, or corrects what was written down of him; the same official is counted once over all trainings."""
    row = _own(by, training, seen)
    _must_be_given(row)
    refuse(right.attendance_right(facts, row.hours), _coded(facts))
    count = _enrolled(row, [facts], by)
    bump(row)
    _record(by, row, "attend", count)
    return row


@action
def attend_list(*, id: UUID, seen: int, training: UUID, rows: tuple[AttendanceFacts, ...], by: Actor) -> Training:
    """Writes down a whole list, or nothing of it. Raises `Invalid` with the number of each line that cannot be right."""
    row = _own(by, training, seen)
    _must_be_given(row)
    if not rows:
        raise Invalid({"rows": [_("La lista está vacía.")]})
    wrong = [(fact.line, rules.merged([right.attendance_right(fact, row.hours), _coded(fact)])) for fact in rows]
    texts = [_line(line, text) for line, found in wrong for every in found.values() for text in every]
    texts += [_line(fact.line, text) for fact, text in right.one_voice(rows)]
    if texts:
        raise Invalid({"rows": texts})
    count = _enrolled(row, rows, by)
    bump(row)
    _record(by, row, "attend_list", count)
    return row


@action
def certify(*, id: UUID, seen: int, training: UUID, by: Actor) -> Training:
    """Gives a certificate with a check code to whoever passed the last test of a training that was held and has none yet."""
    row = _own(by, training, seen)
    if row.state != "held":
        raise Invalid(_("Primero anote que la capacitación se realizó."))
    waiting = Attendance.objects.visible_to(by).filter(training=row, certificate=None)
    earned = [one for one in waiting if right.earns_certificate(one.after, row.course.passing)]
    if not earned:
        raise Invalid(_("Nadie más aprobó la prueba final: no hay certificados por entregar."))
    for one in earned:
        one.certificate = new_code("CER")
        one.version += 1
    Attendance.objects.bulk_update(earned, ["certificate", "version"], batch_size=officials.BATCH)
    bump(row)
    _record(by, row, "certify", len(earned))
    return row


@action
def open_attendance(*, id: UUID, seen: int, training: UUID, by: Actor) -> Training:
    """Records that somebody reads the names in the list of a training of his own. The names follow once this is written."""
    row = _own(by, training, seen)
    _record(by, row, "open_attendance")
    return row


@action
def open_certificate(*, id: UUID, seen: int, training: UUID, certificate: str, by: Actor) -> Training:
    """Records that somebody opens the one name that a certificate of his own training carries, to print it.

    `certificate`: its code. Raises `Denied` for another's training, `NotFound` for a certificate of no person in it.
    """
    row = _own(by, training, seen)
    if not Attendance.objects.visible_to(by).filter(training=row, certificate=certificate).exists():
        raise NotFound(rules.gone())
    detail = [("step", "open_certificate"), ("certificate", certificate)]
    audit.record(by=by, verb=Verb.TRAIN, subject_type="training", subject=row.code, detail=detail)
    return row


def _own(by: Actor, training: UUID, seen: int) -> Training:
    """A training of one's own award or sub-award, locked. The names of officials are a field group of their own."""
    rows = Training.objects.visible_to(by).select_related("course", "award__recipient", "subaward__recipient")
    row: Training | None = rows.filter(pk=training).first()
    if row is None:
        raise NotFound(rules.gone())
    relations.check(by, Verb.TRAIN, group="officials", row=row)
    own: Training = take(rows, training, seen)
    return own


def _must_be_given(row: Training) -> None:
    if row.state == "cancelled":
        raise Invalid(_("Esta capacitación se canceló."))
    refuse(right.not_later(row.starts, timezone.localdate(), field=""))


def _coded(facts: AttendanceFacts) -> rules.Messages:
    return must_be_coded(
        (facts.region,) if facts.region else (), institution=("official_institution", facts.institution),
        post=("official_post", facts.post), sex=("official_sex", facts.sex),
    )  # fmt: skip


def _enrolled(row: Training, rows: Sequence[AttendanceFacts], by: Actor) -> int:
    """How many attendances are new or changed. Raises `Invalid` for another name than the document had, and for a certificate given."""
    counted = officials.known(row.compact_id, rows, by=by)
    strange = _("Ese documento ya está registrado con otro nombre. Revise el número.")
    texts = [_line(fact.line, strange) for fact in officials.strangers(row.compact_id, rows, counted)]
    field = "rows" if len(rows) > 1 or rows[0].line else "document"
    if texts:
        raise Invalid({field: texts})
    changed = officials.enrol(row, rows, counted, by=by)
    if any(one.certificate for one in changed):
        raise Invalid({field: [_("Una persona de la lista ya tiene su certificado: sus horas y notas no se cambian.")]})
    return len(changed)


def _line(line: int, text: str) -> str:
    return _("Línea %(line)s: %(text)s") % {"line": line, "text": text} if line else text


def _record(by: Actor, training: Training, step: str, count: int | None = None) -> None:
    detail = [("step", step), *([("count", str(count))] if count is not None else [])]
    audit.record(by=by, verb=Verb.TRAIN, subject_type="training", subject=training.code, detail=detail)
