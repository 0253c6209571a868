"""A believable spread of files over regions, years, states, ages and purposes, and the stories of the tour. All synthetic."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import uuid5

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.access.models import DemoMark
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.config.demo import partnership
from amparo.config.demo import stories as tell
from amparo.config.demo.houses import build
from amparo.config.demo.stories import WORLD, Tale
from amparo.core.dates import PartialDate
from amparo.core.synthetic.people import SyntheticPerson, people
from amparo.vault.rules import Document, Identity

DISTRICTS = {"08": "080101", "15": "150132", "16": "160101", "17": "170101", "21": "210101"}
SHARE = {"08": 25, "15": 35, "16": 15, "17": 15, "21": 10}
CHANNELS = ("police_station", "police_operation", "line_1818", "line_100", "citizen", "school", "health")
PURPOSES = (("sexual", 60), ("labour", 22), ("begging", 8), ("unknown", 10))
LANGUAGES = {"08": "que", "15": "spa", "16": "spa", "17": "que", "21": "aym"}


def load(cases: int, seed: int, say: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Makes the demonstration: houses, the tour's stories, then `cases` files in all. Goes on where an earlier load stopped."""
    mark = DemoMark.objects.first() or DemoMark.objects.create(seed=seed)
    build()
    now = mark.made_at.replace(minute=0, second=0, microsecond=0)  # the same "today" for a load that goes on later
    who = tell.people()
    partnership.tell(seed, now, who)
    children = people(seed, cases + 60, born=(date(now.year - 17, 1, 1), date(now.year - 9, 12, 31)), share_female=0.82)
    tales = sorted(_tales(max(cases, len(TOUR)), seed, now, who), key=lambda told: told[1].moment)
    for number, (story, tale) in enumerate(tales, start=1):
        story(tale, facts(children, tale.rng, tale.region))
        say(number, len(tales))


def _tales(number: int, seed: int, now: datetime, who: dict[str, Actor]) -> Iterator[tuple["Story", Tale]]:
    """The tour in Cusco, and the others anywhere in the last two and a half years."""
    for position in range(number):
        rng = random.Random(f"{seed}-{position}")
        if position < len(TOUR):
            story, region, age = TOUR[position], "08", TOUR[position].age
        else:
            story = rng.choices(ORDINARY, WEIGHTS)[0]
            region, age = (
                rng.choices(list(SHARE), list(SHARE.values()))[0],
                timedelta(days=rng.randint(1, 900), hours=rng.randint(0, 20)),
            )
        yield story, Tale(uuid5(WORLD, f"{seed}-{position}"), region, now - age, who, rng, until=now)


def facts(children: Iterator[SyntheticPerson], rng: random.Random, region: str) -> Iterator[ChildFacts]:
    """Children as an alert records them; now and then somebody does not know, or doubts."""
    for person in children:
        known = rng.random()
        identity = Identity()
        if known > 0.15:
            identity = Identity(
                given_names=person.name.given, first_surname=person.name.first, second_surname=person.name.second,
                sex="f" if person.sex == "female" else "m", birth=str(PartialDate.from_date(person.birth)), status="declared",
                documents=(Document("dni", person.dni),) if known > 0.55 else (),
            )  # fmt: skip
        age = (timezone.localdate() - person.birth).days // 365
        yield ChildFacts(
            sex=person.sex if known > 0.02 else "unknown", age=age if known > 0.1 else None,
            age_source="document" if known > 0.55 else "declared" if known > 0.1 else "unknown", age_doubt=known < 0.2,
            nationality="PE" if rng.random() > 0.08 else rng.choice(("VE", "BO", "CO")),
            language=LANGUAGES[region] if rng.random() > 0.5 else "spa", people_of_origin="unknown",
            whereabouts="station", identity=identity,
        )  # fmt: skip


class Story:
    """A way of telling, with how long ago it begins when it belongs to the tour."""

    def __init__(self, tell: Callable[[Tale, Iterator[ChildFacts]], None], age: timedelta = timedelta(days=1)) -> None:
        self.tell, self.age = tell, age

    def __call__(self, tale: Tale, children: Iterator[ChildFacts]) -> None:
        self.tell(tale, children)


def event(tale: Tale, kind: str = "alert") -> EventFacts:
    """What the alert says of the happening."""
    return EventFacts(
        channel="police_operation" if kind == "operation" else tale.rng.choice(CHANNELS), kind=kind, happened=tale.today(),
        place=DISTRICTS[tale.region], danger=tale.rng.choice(("yes", "no", "unknown")), received_at=tale.moment,
    )  # fmt: skip


def purpose(tale: Tale) -> str:
    """One purpose, as often as the published figures suggest (domain part B.5; unknown stays unknown)."""
    return tale.rng.choices([code for code, _n in PURPOSES], [n for _code, n in PURPOSES])[0]


def fresh(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """Just raised: nobody has taken it yet."""
    tell.alert(tale, [next(children)], event(tale))


def operation(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """One operation finds three children."""
    tell.alert(tale, [next(children) for _ in range(3)], event(tale, "operation"))
    if tale.wait(hours=1):
        tell.take(tale)


def to_protection(tale: Tale, children: Iterator[ChildFacts], court: bool = True) -> bool:
    """Alert, charge, screening, protection. False where the story has not come further yet."""
    tell.alert(tale, [next(children)], event(tale))
    if not tale.wait(hours=1):
        return False
    tell.take(tale)
    if not tale.wait(hours=2):
        return False
    tell.screen(tale, purpose(tale))
    tell.decide(tale, "upe", "presumed")
    tell.protect(tale, court)
    return tale.wait(hours=4)


def late_court(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """Protection open, the copies for the court overdue."""
    to_protection(tale, children, court=False)


def refused(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """School cannot, health can, the identity office has not answered."""
    if to_protection(tale, children):
        tell.refer(tale, "health", "salud", [("see", "", ""), ("accept", "La esperamos el jueves a las 8:00, sin cola.", "")])
        tell.refer(tale, "school", "ugel", [("see", "", ""), ("refuse", "No hay cupo en ese turno.", "no_capacity")])
        tell.refer(tale, "identity_document", "reniec", [])


def sheltered(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """In a centre, with a plan."""
    if to_protection(tale, children) and tell.house(tale) and tale.wait(days=6):
        tell.plan(tale)


def escaped(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """Left the centre without leave and has not come back."""
    if to_protection(tale, children):
        stay = tell.house(tale)
        if stay is not None and tale.wait(days=3):
            tell.move_bed(tale, stay, "leave_unannounced")


def diverging(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """The prosecutor rules her out, UPE identifies her; protection goes on."""
    if to_protection(tale, children):
        tell.decide(tale, "fistrap", "ruled_out")
        if tale.wait(days=1):
            tell.decide(tale, "upe", "identified")


def way_home(tale: Tale, children: Iterator[ChildFacts], last: str = "safe") -> bool:
    """Through care to reintegration and its visits."""
    if not to_protection(tale, children):
        return False
    stay = tell.house(tale)
    tell.decide(tale, "fistrap", "identified")
    if not tale.wait(days=8):
        return False
    tell.plan(tale)
    if not tale.wait(days=60):
        return False
    if stay is not None:
        tell.move_bed(tale, stay, "end", "reintegration")
    tell.reintegrate(tale, ("safe", "needs_help", last))
    return tale.wait(days=20)


def retrafficked(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """Closed, then recruited again: the file is opened once more."""
    if way_home(tale, children, "retrafficking"):
        tell.close(tale, "transferred")
        if tale.wait(days=12):
            tell.reopen(tale)


def closed(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """The whole way, closed as reintegrated."""
    if way_home(tale, children):
        tell.close(tale)


def half_screened(tale: Tale, children: Iterator[ChildFacts]) -> None:
    """The screening stopped because she was tired."""
    tell.alert(tale, [next(children)], event(tale))
    if tale.wait(hours=1):
        tell.take(tale)
        tell.screen(tale, purpose(tale), finish=False)


TOUR = (
    Story(fresh, timedelta(hours=1)),
    Story(operation, timedelta(hours=9)),
    Story(late_court, timedelta(days=6)),
    Story(refused, timedelta(days=9)),
    Story(sheltered, timedelta(days=20)),
    Story(escaped, timedelta(days=8)),
    Story(diverging, timedelta(days=15)),
    Story(half_screened, timedelta(hours=20)),
    Story(retrafficked, timedelta(days=420)),
    Story(closed, timedelta(days=500)),
)
ORDINARY = (
    Story(closed),
    Story(sheltered),
    Story(refused),
    Story(diverging),
    Story(late_court),
    Story(escaped),
    Story(retrafficked),
    Story(fresh),
)
WEIGHTS = (48, 16, 12, 8, 4, 2, 2, 8)
