"""One file as one unit may know it: the row, who is involved, what institutions decided, in a single query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases.models import Case, FollowUp, Involvement, StatusDecision
from amparo.cases.relations import held
from amparo.core.dates import PartialDate

# part of a unit → the field group without which the reader does not learn which unit it is: where she is follows from it
UNIT_OF_PART = {"placement": "placement", "service": "referrals", "reintegration": "follow_up"}
RELATED = ("event", "unit", "current_measure", "current_plan", "current_stay__bed__centre__unit")


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit as a file shows it. `path` holds its id and those above it."""

    id: int
    code: str
    name: str
    kind: str
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit has or had to do with the file."""

    unit: UnitSeen
    part: str
    relation: str
    since: datetime
    until: datetime | None

    @property
    def unit_id(self) -> int:
        return self.unit.id


@dataclass(frozen=True, slots=True)
class Decision:
    """What one institution decided about her being a victim, and since when it stands."""

    unit: str
    status: str
    basis: str
    decided: PartialDate | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A follow-up visit, planned or made."""

    id: str
    month: int
    due_at: datetime
    state: str
    done_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with what the reader's unit has to do with it (`relations`) and the field groups it may read (`groups`)."""

    case: Case
    actor: Actor
    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...]
    siblings: tuple[str, ...]
    visits: tuple[Visit, ...]
    relations: frozenset[Relation]
    groups: frozenset[str]

    def sees(self, group: str) -> bool:
        """Whether the reader may read this field group."""
        return group in self.groups

    def may(self, verb: Verb, group: str) -> bool:
        """Whether the reader may do this to the file."""
        return policy.can(self.actor, verb, group=group, relations=self.relations)

    def responsible(self, part: str) -> UnitSeen | None:
        """The unit in charge of a part now, as far as the reader may know."""
        found = (p.unit for p in self.parts if p.part == part and p.relation == "responsible" and p.until is None)
        return next(found, None)

    @property
    def in_past(self) -> bool:
        """Whether the reader's unit has handed over everything."""
        return self.relations <= {Relation.PAST, Relation.NONE}


def find(actor: Actor, code: str) -> Case | None:
    """The file with everything a `Sheet` needs, or None where the actor may not know that it exists (one query)."""
    return known(actor).filter(code=code).first()


def known(actor: Actor) -> QuerySet[Case]:
    """Files in the actor's sight, each with its involvements, decisions and the other files of its event."""
    of_case = {"case": OuterRef("pk")}
    unit = {f"unit_{name}": f"unit__{name}" for name in ("code", "name", "kind", "path")}
    parts = Involvement.objects.visible_to(actor).filter(**of_case).order_by("since", "id")
    decisions = StatusDecision.objects.visible_to(actor).filter(**of_case).order_by("-at")
    visits = FollowUp.objects.visible_to(actor).filter(**of_case).exclude(state="cancelled").order_by("month")
    siblings = (
        Case.objects.visible_to(actor)
        .filter(event=OuterRef("event"), involvements__unit_id=actor.unit_id)
        .exclude(pk=OuterRef("pk"))
        .order_by("code")
        .distinct()
    )
    return (  # type: ignore[no-any-return]
        Case.objects.visible_to(actor)
        .select_related(*RELATED)
        .annotate(
            known_parts=ArraySubquery(
                parts.values(
                    json=JSONObject(unit_id="unit_id", part="part", relation="relation", since="since", until="until", **unit)
                )
            ),
            known_decisions=ArraySubquery(
                decisions.values(json=JSONObject(unit="unit__name", status="status", basis="basis", decided="decided", at="at"))
            ),
            known_visits=ArraySubquery(
                visits.values(
                    json=JSONObject(id="id", month="month", due_at="due_at", state="state", done_at="done_at", outcome="outcome")
                )
            ),
            known_siblings=ArraySubquery(siblings.values_list(F("code"))),
        )
    )


def sheet(actor: Actor, case: Case) -> Sheet:
    """The sheet of a file read with `find`."""
    parts = tuple(_part(row) for row in case.known_parts)  # type: ignore[attr-defined]
    relations = held(actor, parts)
    groups = policy.seen_groups(actor, relations)
    return Sheet(
        case,
        actor,
        tuple(part for part in parts if _may_know(actor, part, groups)),
        latest(_decision(row) for row in case.known_decisions),  # type: ignore[attr-defined]
        tuple(case.known_siblings) if "milestones" in groups else (),  # type: ignore[attr-defined]
        tuple(_visit(row) for row in case.known_visits),  # type: ignore[attr-defined]
        relations,
        groups,
    )


def _may_know(actor: Actor, part: Part, groups: frozenset[str]) -> bool:
    """Whether the reader may know that this unit has to do with her: not every reader may know where she is."""
    return part.unit_id == actor.unit_id or part.part not in UNIT_OF_PART or UNIT_OF_PART[part.part] in groups


def latest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last decision of each unit, the newest first. None of them overwrites another's."""
    newest: dict[str, Decision] = {}
    for decision in decisions:
        newest.setdefault(decision.unit, decision)
    return tuple(newest.values())


def _part(row: dict[str, Any]) -> Part:
    unit = UnitSeen(row["unit_id"], row["unit_code"], row["unit_name"], row["unit_kind"], tuple(row["unit_path"]))
    return Part(unit, row["part"], row["relation"], _moment(row["since"]), _moment(row["until"]) if row["until"] else None)


def _decision(row: dict[str, Any]) -> Decision:
    decided = PartialDate.from_text(row["decided"]) if row["decided"] else None
    return Decision(row["unit"], row["status"], row["basis"], decided, _moment(row["at"]))


def _visit(row: dict[str, Any]) -> Visit:
    done = _moment(row["done_at"]) if row["done_at"] else None
    return Visit(row["id"], row["month"], _moment(row["due_at"]), row["state"], done, row["outcome"])


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError("a moment that is none")
    return found
