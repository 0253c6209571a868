"""A register comes in, or is taken back: many files at once, under the policy and the rules of the single acts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import coded, rules
from amparo.cases.facts import RegisterChild, RegisterEvent
from amparo.cases.models import Case, CaseCode, Event, Involvement, Milestone, StatusDecision
from amparo.core import keyshelf
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict
from amparo.core.ids import new_code, new_id
from amparo.core.versions import expect_new
from amparo.vault.actions import create_identities, erase_people
from amparo.vault.bulk import Newcomer
from amparo.vault.models import Person

LOT = 1_000  # files held in memory at once where a batch is taken back
PART = {"upe": "protection"}  # whose register it is decides the part; anybody else's children came by an alert


@action
def register_children(
    *, id: UUID, seen: int, batch: UUID, events: Sequence[RegisterEvent], children: Sequence[RegisterChild], by: Actor
) -> None:
    """Makes a file for each child whose file is not there yet, in one transaction (the caller's).

    A register tells what was: no task is given and no clock started, and nobody else is told; the unit that brought it
    in answers for it. One audit line with a digest of the codes. Raises `Denied`; `Locked` without a master key.
    """
    policy.check(by, Verb.IMPORT_REGISTER, group="house")
    expect_new(seen)
    coded.check_register(events, children)
    known = set(Case.objects.filter(pk__in=[child.id for child in children]).values_list("pk", flat=True))
    new = [child for child in children if child.id not in known]
    if not new:
        return
    now = timezone.now()
    places = _write_events(events, by, now)
    create_identities(
        id=uuid5(id, "identities"), seen=0, by=by,
        newcomers=[Newcomer(uuid5(child.id, "person"), child.facts.identity, (0, by.unit_id)) for child in new],
    )  # fmt: skip
    cases = _write_files(new, places, batch, by, now)
    _write_rows(new, cases, by, now)
    codes = [case.code for case in cases.values()]
    detail = [("files", str(len(codes))), ("digest", audit.digest(codes))]
    audit.record(by=by, verb=Verb.IMPORT_REGISTER, subject_type="batch", subject=str(batch), detail=detail)


@action
def withdraw_children(*, id: UUID, seen: int, batch: UUID, cases: Sequence[UUID], by: Actor) -> None:
    """Removes files that an import made and nobody worked on, with their people; their keys are destroyed.

    Raises `Conflict` where one was worked on since: then nothing is removed.
    """
    policy.check(by, Verb.IMPORT_REGISTER, group="house")
    expect_new(seen)
    ids, codes = list(dict.fromkeys(cases)), []
    for lot in _lots(ids):
        codes += _withdraw(lot, batch, by)
    detail = [("undone", str(len(codes))), ("digest", audit.digest(codes))]
    audit.record(by=by, verb=Verb.IMPORT_REGISTER, subject_type="batch", subject=str(batch), detail=detail)


def _withdraw(ids: Sequence[UUID], batch: UUID, by: Actor) -> list[str]:
    """Removes so many files as fit in memory at once; the codes they had."""
    rows = list(Case.objects.visible_to(by).filter(pk__in=ids, batch=batch).select_for_update(of=("self",)))
    if len(rows) != len(ids) or worked_on(ids):  # one out of sight counts as worked on
        raise Conflict(_("Alguien ya trabajó en expedientes de este lote. No se puede deshacer."))
    people = [row.person_id for row in rows if row.person_id]
    for model in (Milestone, CaseCode, StatusDecision, Involvement):
        model.objects.filter(case_id__in=ids)._raw_delete("default")
    Case.objects.filter(pk__in=ids)._raw_delete("default")
    Event.objects.filter(pk__in={row.event_id for row in rows}, cases=None).delete()
    people = list(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
    erase_people(people)
    Person.objects.filter(pk__in=people).delete()
    keyshelf.destroy(row.key for row in rows)
    return [row.code for row in rows]


def worked_on(cases: Iterable[UUID]) -> int:
    """How many of these files changed since an import made them: a later version, or anything written on them."""
    changed: set[UUID] = set()
    for ids in _lots(list(cases)):
        changed |= set(Case.objects.filter(pk__in=ids).exclude(version=1).values_list("pk", flat=True))
        changed |= set(Milestone.objects.filter(case_id__in=ids).exclude(kind="registered").values_list("case_id", flat=True))
        changed |= set(Involvement.objects.filter(case_id__in=ids, version__gt=1).values_list("case_id", flat=True))
    return len(changed)


def _lots(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + LOT] for start in range(0, len(ids), LOT))


def _write_events(events: Sequence[RegisterEvent], by: Actor, now: datetime) -> dict[UUID, RegisterEvent]:
    rows = [
        Event(
            id=event.id, code=new_code("AVI"), kind="register", channel="register", unit_id=by.unit_id, by=by.user_code,
            happened=event.happened, received_at=_moment(event.happened, now), place=event.place, danger="unknown",
            register_number=event.register_number[:60],
        )
        for event in events
    ]  # fmt: skip
    Event.objects.bulk_create(rows, ignore_conflicts=True)
    return {event.id: event for event in events}


def _write_files(
    new: Sequence[RegisterChild], places: dict[UUID, RegisterEvent], batch: UUID, by: Actor, now: datetime
) -> dict[UUID, Case]:
    keys = list(keyshelf.new_keys("files", len(new)))
    cases = {}
    for child, key in zip(new, keys, strict=True):
        facts, event = child.facts, places[child.event]
        cases[child.id] = Case(
            id=child.id, code=new_code("AMP"), event_id=child.event, person_id=uuid5(child.id, "person"), key=key,
            unit_id=by.unit_id, protection="alert", received_at=_moment(event.happened, now), changed_at=now,
            region=event.place[:2], sex=facts.sex, age=facts.age, age_source=facts.age_source,
            minor=rules.minor(facts.age, facts.age_source, facts.age_doubt), nationality=facts.nationality,
            language=facts.language, people_of_origin=facts.people_of_origin, risk="unknown",
            whereabouts=facts.whereabouts, batch=batch,
        )  # fmt: skip
    Case.objects.bulk_create(cases.values())
    part = PART.get(by.role, "alert")
    Involvement.objects.bulk_create(
        Involvement(id=new_id(), case=case, unit_id=by.unit_id, part=part, relation="responsible", since=now)
        for case in cases.values()
    )
    return cases


def _write_rows(new: Sequence[RegisterChild], cases: dict[UUID, Case], by: Actor, now: datetime) -> None:
    own = {"unit_id": by.unit_id, "by": by.user_code}
    Milestone.objects.bulk_create(
        Milestone(id=new_id(), case=case, kind="registered", track="protection", group="milestones", at=now, **own)
        for case in cases.values()
    )
    CaseCode.objects.bulk_create(
        CaseCode(id=new_id(), case=cases[child.id], kind=kind, value=value, **own)
        for child in new
        for kind, value in dict.fromkeys(child.codes)
    )
    today = PartialDate.from_date(timezone.localdate(now))
    StatusDecision.objects.bulk_create(
        StatusDecision(
            id=new_id(), case=cases[child.id], status=claim.status, decided=claim.decided or today, at=now, basis="unknown", **own
        )
        for child in new
        for claim in child.claims
    )


def _moment(happened: PartialDate | None, now: datetime) -> datetime:
    """The day an old event came to light, as a moment; never in the future."""
    if happened is None:
        return now
    return min(datetime.combine(happened.earliest(), time(12), tzinfo=UTC), now)
