"""An alert comes in: the event, a file for each child, and the units that must know at once."""

from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.cases import coded, rules, states
from amparo.cases.actions.file import involve, knot, subject_of
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Case, Event
from amparo.cases.queries import events
from amparo.cases.relations import ends_protection, involvements, take_case
from amparo.cases.routing import receivers
from amparo.core import codelists, keyshelf
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_code
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.vault.actions import create_identity

RECEIVERS = ("upe", "prosecutor")  # kinds of unit that get an alert at once
PARTS = {"upe": "protection", "prosecutor": "penal"}
FIRST = {"upe": ("take_charge", "alert_taken"), "prosecutor": ("take_penal", "alert_seen_by_prosecutor")}


@action
def raise_alert(*, id: UUID, seen: int, event: EventFacts, children: tuple[ChildFacts, ...], by: Actor) -> Event:
    """Opens an event and a file for each child found; UPE and prosecutor of the place get it in the same moment.

    Raises `Invalid` for no or too many children, `Denied` for a role that raises no alerts.
    """
    policy.check(by, Verb.RAISE_ALERT, group="header")
    expect_new(seen)
    if messages := rules.children_counted(len(children)):
        raise Invalid(messages)
    coded.check_event(event)
    coded.check_children(children)
    now = timezone.now()
    row = Event(
        id=id, code=new_code("AVI"), kind=event.kind, channel=event.channel, unit_id=by.unit_id, by=by.user_code,
        happened=event.happened, received_at=event.received_at or now, place=event.place, danger=event.danger,
        register_number=event.register_number,
    )  # fmt: skip
    row.save(force_insert=True)
    units = receivers(RECEIVERS, event.place or (by.ubigeo[0] if by.ubigeo else ""))
    for number, facts in enumerate(children):
        open_file_for(row, uuid5(id, f"child {number}"), facts, units, by)
    audit.record(by=by, verb=Verb.RAISE_ALERT, subject_type="event", subject=row.code, detail=[("children", str(len(children)))])
    return row


@action
def add_child(*, id: UUID, seen: int, event: UUID, child: ChildFacts, by: Actor) -> Case:
    """Opens a file for one more child of an event already recorded by the actor's unit. `seen` is the event's version."""
    row = take(Event.objects.visible_to(by).filter(unit_id=by.unit_id), event, seen)
    policy.check(by, Verb.RAISE_ALERT, group="header")
    coded.check_children([child])
    units = receivers(RECEIVERS, row.place or (by.ubigeo[0] if by.ubigeo else ""), without=row.hidden)
    case = open_file_for(row, id, child, units, by)
    bump(row)
    audit.record(by=by, verb=Verb.RAISE_ALERT, subject_type="case", subject=case.code)
    return case


@action
def triage(*, id: UUID, seen: int, case: UUID, risk: str, by: Actor) -> Case:
    """Says how urgent the file is and that it goes on: the child is presumed a victim from here."""
    row = take_case(by, case, seen, Verb.TRIAGE, "header")
    codelists.check(risk=("risk", risk))
    row.protection = move(states.PROTECTION, row.protection, "triage")
    row.risk = risk
    bump(row, "protection", "risk")
    knot(row, "triaged", track="protection", by=by, codes=(f"risk:{risk}",))
    effects.close_tasks(subject_of(row), ("triage",), by=by)
    audit.record(by=by, verb=Verb.TRIAGE, subject_type="case", subject=row.code, detail=[("risk", risk)])
    return row


@action
def dismiss(*, id: UUID, seen: int, case: UUID, reason: str, by: Actor) -> Case:
    """Ends an alert that belongs elsewhere, with its reason. It can be opened again.

    Where a unit that protects her was told, only that one ends it: who raised an alert does not silence it for the others.
    """
    row = take_case(by, case, seen, Verb.TRIAGE, "header")
    if not ends_protection(by, involvements(by, row)):
        raise Denied(_("El aviso ya llegó a la unidad que protege. Ella decide si no sigue."))
    codelists.check(reason=("dismissal", reason))
    row.protection = move(states.PROTECTION, row.protection, "dismiss")
    row.closure_reason = reason
    bump(row, "protection", "closure_reason")
    knot(row, "dismissed", track="protection", by=by, codes=(f"dismissal:{reason}",))
    effects.withdraw_all(subject_of(row), by=by)
    audit.record(by=by, verb=Verb.TRIAGE, subject_type="case", subject=row.code, detail=[("dismissed", reason)])
    return row


@action
def open_event(*, id: UUID, seen: int, code: str, by: Actor) -> Event:
    """Opens an event of the actor's unit to read it: reading is recorded. Raises `NotFound` for any other."""
    policy.check(by, Verb.RAISE_ALERT, group="header")
    expect_new(seen)
    row = events.event(by, code)
    audit.record(by=by, verb=Verb.OPEN_FILE, subject_type="event", subject=row.code)
    return row


def open_file_for(event: Event, id: UUID, facts: ChildFacts, units: dict[str, Unit], by: Actor) -> Case:
    """One child's file, her identity in the vault, the involved units, their tasks and clocks. Part of an action."""
    now = timezone.now()
    case = Case(
        id=id, code=new_code("AMP"), event=event, key=keyshelf.new_key("files"), unit_id=by.unit_id,
        protection="alert", received_at=event.received_at, changed_at=now, region=event.place[:2],
        sex=facts.sex, age=facts.age, age_source=facts.age_source,
        minor=rules.minor(facts.age, facts.age_source, facts.age_doubt), nationality=facts.nationality,
        language=facts.language, people_of_origin=facts.people_of_origin, risk="unknown", whereabouts=facts.whereabouts,
    )  # fmt: skip
    case.person_id = create_identity(id=uuid5(id, "person"), seen=0, identity=facts.identity, scope=(0, by.unit_id), by=by).pk
    case.save(force_insert=True)
    involve(case, by.unit_id, "alert", "responsible")
    for kind, unit in units.items():
        if unit.pk != by.unit_id:
            involve(case, unit.pk, PARTS[kind], "receiver")
    knot(case, "alert", track="protection", by=by, codes=(f"channel:{event.channel}",), happened=event.happened)
    _tell(case, units, by)
    return case


def _tell(case: Case, units: dict[str, Unit], by: Actor) -> None:
    for kind, unit in units.items():
        task, rule = FIRST[kind]
        effects.start_clock(rule, unit.pk, subject_of(case), case.received_at, asked_by=by.unit_id, task=task)
