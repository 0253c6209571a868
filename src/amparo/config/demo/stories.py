"""The lives of the demonstration, told with the same actions that people use, each at its own moment.

A story is a list of steps; a step is a pause since the step before, who does it, and what. Ids come from the seed, so that
telling a story again changes nothing and a load that was cut off goes on where it stopped.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.models import Membership, Performed
from amparo.access.sessions import actor_of
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Bed, Case, FollowUp, Goal, Referral, Stay
from amparo.config.demo.calendar import at
from amparo.core.dates import PartialDate

TELLER = system("demo")
WORLD = UUID("5f0e64a2-7f0b-4a5e-9d0a-0d1c8f7c2b11")


@dataclass
class Tale:
    """One event being told: where, the moment now, the ids made so far."""

    seed: UUID
    region: str
    moment: datetime
    people: dict[str, Actor]
    rng: random.Random
    case: UUID | None = None
    steps: int = 0
    until: datetime = field(default_factory=timezone.now)

    def by(self, unit: str) -> Actor:
        """The first person of a unit in the tale's region (or of a national unit)."""
        return self.people.get(f"{unit}-{self.region}") or self.people[unit]

    def wait(self, **span: float) -> bool:
        """Lets time pass; False where that would be after now: the rest of the story has not happened yet."""
        later = self.moment + timedelta(**span)
        if later >= self.until:
            return False
        self.moment = later
        return True

    def do(self, function: Callable[..., Any], who: Actor, **facts: Any) -> Any:
        """One action at the tale's moment, with an id of its own. Told before, it gives what came of it then."""
        self.steps += 1
        key = uuid5(self.seed, f"step {self.steps}")
        told = Performed.objects.filter(pk=key).first()
        if told is not None:
            return _row(apps.get_model(told.result_model), told.result_pk) if told.result_model else None
        with at(self.moment), acting_as(who):
            return function(id=key, by=who, **facts)

    def file(self) -> Case:
        """The child's file as it is now."""
        return cast(Case, _row(Case, self.case))

    def told_before(self) -> bool:
        """Whether the next step was told already, by a load that was cut off or is repeated."""
        return Performed.objects.filter(pk=uuid5(self.seed, f"step {self.steps + 1}")).exists()

    def today(self) -> PartialDate:
        """The day of the tale."""
        return PartialDate.from_date(timezone.localdate(self.moment))


def people() -> dict[str, Actor]:
    """The first person of each unit by the unit's code."""
    rows = Membership.objects.filter(state="active").select_related("user", "unit", "unit__institution").order_by("since", "pk")
    found: dict[str, Actor] = {}
    for row in rows:
        found.setdefault(row.unit.code, actor_of(row.user, row))
    return found


def alert(tale: Tale, children: Sequence[ChildFacts], event: EventFacts, unit: str = "comisaria") -> None:
    """Somebody raises an alert; the tale goes on with the first child."""
    seed = uuid5(tale.seed, f"step {tale.steps + 1}")
    tale.do(act.raise_alert, tale.by(unit), seen=0, event=event, children=tuple(children))
    tale.case = uuid5(seed, "child 0")


def take(tale: Tale) -> None:
    """UPE and prosecutor take charge."""
    for unit in ("upe", "fistrap"):
        who = tale.by(unit)
        tale.do(act.take_charge, who, seen=tale.file().version, case=tale.case)
    prosecutor = tale.by("fistrap")
    tale.do(act.record_penal_step, prosecutor, seen=tale.file().version, case=tale.case, step="taken", happened=tale.today())


def screen(tale: Tale, purpose: str, finish: bool = True) -> None:
    """The officer's or UPE's screening: ticked signs only."""
    who = tale.by("upe")
    screening = tale.do(act.begin_screening, who, seen=tale.file().version, case=tale.case)
    answers = {
        ("safety", "safe_tonight"): "no",
        ("observation", "afraid"): "yes",
        ("act", "recruit"): "yes",
        ("purpose", purpose): "yes",
    }
    screening = tale.do(act.answer_screening, who, seen=_now(screening).version, screening=screening.pk,
                        step="facts", answers=answers, pause=not finish)  # fmt: skip
    if finish:
        tale.do(act.finish_screening, who, seen=_now(screening).version, screening=screening.pk)


def decide(tale: Tale, unit: str, status: str) -> None:
    """One institution's decision about her."""
    who = tale.by(unit)
    tale.do(
        act.decide_status,
        who,
        seen=tale.file().version,
        case=tale.case,
        status=status,
        decided=tale.today(),
        basis="indicators",
    )


def protect(tale: Tale, court: bool = True) -> None:
    """UPE opens provisional protection and, if all goes well, the court hears of it in time."""
    who = tale.by("upe")
    number = f"{tale.rng.randint(10, 900)}-{tale.moment.year}"
    measure = tale.do(
        act.open_protection, who, seen=tale.file().version, case=tale.case, resolution_number=number, resolved=tale.today()
    )
    if not court or not tale.wait(hours=9):
        return
    for step, unit, pause in (("send_to_court", "upe", 3), ("hold_hearing", "juzgado", 2), ("ratify", "juzgado", 1)):
        actor = tale.people.get(f"{unit}-{tale.region}") or who
        tale.do(
            act.record_court_step, actor, seen=_now(measure).version, measure=measure.pk, step=step,
            happened=tale.today(),
        )  # fmt: skip
        if not tale.wait(days=pause):
            return


def plan(tale: Tale) -> None:
    """The plan with her."""
    who = tale.by("upe")
    goals = tuple(act.GoalFacts(sector, text) for sector, text in tale.rng.sample(GOALS, 3))
    made = tale.do(act.write_plan, who, seen=tale.file().version, case=tale.case, kind="pti", opinion="agrees", goals=goals)
    with acting_as(TELLER):
        first = Goal.objects.visible_to(TELLER).filter(plan=made).order_by("position").first()
    tale.do(act.move_goal, who, seen=first.version, goal=first.pk, step="start")


def refer(tale: Tale, service: str, unit: str, steps: Sequence[tuple[str, str, str]]) -> Referral:
    """A service is asked for and answered, step by step: (step, words, reason of a refusal)."""
    who, to = tale.by("upe"), tale.by(unit)
    need = act.Need(service, NEEDS[service], urgency="unknown", opinion="agrees")
    referral = tale.do(act.refer, who, seen=tale.file().version, case=tale.case, to_unit=to.unit_id, need=need)
    for step, words, reason in steps:
        if not tale.wait(hours=5):
            break
        seen = _now(referral).version
        tale.do(act.answer_referral, to, seen=seen, referral=referral.pk, step=step, text=words, reason=reason)
    return _now(referral)


def house(tale: Tale) -> Stay | None:
    """A centre of the region accepts and she arrives, if there is a free bed."""
    asked = refer(tale, "shelter_place", "care", [("see", "", ""), ("accept", "La esperamos esta noche.", "")])
    who = tale.by("care")
    bed = None if asked.state in ("sent", "seen") else _free_bed(tale, who)
    if bed is None and not tale.told_before():
        return None
    stay: Stay = tale.do(act.reserve_bed, who, seen=asked.version, referral=asked.pk, bed=bed)
    if tale.wait(hours=3):
        return move_bed(tale, stay, "arrive")
    return stay


def _free_bed(tale: Tale, who: Actor) -> UUID | None:
    with acting_as(who):
        taken = Stay.objects.visible_to(who).filter(Q(until=None) | Q(until__gt=tale.moment)).values("bed")
        free = Bed.objects.filter(centre__unit_id=who.unit_id, in_use=True).exclude(pk__in=taken).order_by("number")
        return free.values_list("pk", flat=True).first()


def move_bed(tale: Tale, stay: Stay, step: str, reason: str = "") -> Stay:
    """She arrives, leaves, comes back or moves on."""
    who = tale.by("care")
    moved: Stay = tale.do(act.move_stay, who, seen=_now(stay).version, stay=stay.pk, step=step, reason=reason)
    return moved


def reintegrate(tale: Tale, outcomes: Sequence[str]) -> None:
    """Reintegration and the visits made so far."""
    who = tale.by("upe")
    tale.do(act.begin_reintegration, who, seen=tale.file().version, case=tale.case, to_unit=None)
    for month, outcome in zip((1, 3, 6, 12), outcomes, strict=False):
        if not tale.wait(days=30 if month == 1 else 60):
            return
        with acting_as(TELLER):
            visit = FollowUp.objects.visible_to(TELLER).exclude(state="cancelled").get(case=tale.case, month=month)
        tale.do(act.record_visit, who, seen=visit.version, visit=visit.pk, outcome=outcome)


def close(tale: Tale, reason: str = "reintegrated") -> None:
    """The file is closed."""
    who = tale.by("upe")
    tale.do(act.close_case, who, seen=tale.file().version, case=tale.case, reason=reason)


def reopen(tale: Tale) -> None:
    """The file is opened again."""
    who = tale.by("upe")
    tale.do(act.reopen_case, who, seen=tale.file().version, case=tale.case)


def _row(model: Any, pk: object) -> Any:
    """A row as it is now, whoever may still see it: the teller knows the whole story."""
    with acting_as(TELLER):
        return model.objects.visible_to(TELLER).get(pk=pk)


def _now(row: Any) -> Any:
    return _row(type(row), row.pk)


GOALS = [
    ("health", "Terminar sus controles de salud"),
    ("mental_health", "Seguir su acompañamiento psicológico"),
    ("education", "Volver a la escuela"),
    ("identity", "Tener su documento de identidad"),
    ("family", "Hablar con su abuela cada semana"),
    ("housing", "Dormir en un lugar seguro"),
    ("livelihood", "Aprender un oficio que ella eligió"),
]
NEEDS = {
    "health": "Control de salud completo. Que la atienda una mujer, sin sala de espera.",
    "mental_health": "Acompañamiento psicológico semanal.",
    "legal_defence": "Representación legal desde la primera diligencia.",
    "school": "Cupo en secundaria, turno mañana.",
    "identity_document": "Copia de partida y documento de identidad.",
    "shelter_place": "Ingreso protegido. Habla quechua.",
}
