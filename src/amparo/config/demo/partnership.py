"""The partnership of the demonstration: the real compact of 2017 from its public sources, and an invented one that follows it.

The real compact holds only what its sources say. Everything of its successor is invented, is written down by invented
organisations, and says so in its title and in its source.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid5

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.config.demo import fieldwork, grants, measures, promises, reports, tables
from amparo.config.demo import partnership_data as told
from amparo.config.demo.houses import REGIONS
from amparo.config.demo.stories import WORLD
from amparo.config.demo.telling import INVENTED, TELLER, Teller, invented_source, organisation
from amparo.config.settings import PROJECT
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import PartnerFacts, TerritoryFacts
from amparo.programme.loading import load_compact
from amparo.programme.models import Compact, Participation

SAMPLES = PROJECT / "samples"
SEATS = UUID("9c1f7a0e-3f52-5f0e-8d0c-2b7f0c9ad001")
# who reads the real compact besides the two sides: unit and capacity
SEATED = (
    ("evaluacion", "evaluator"),
    ("secretaria-nacional", "observer"),
    *((f"crtp-{region}", "commission") for region in REGIONS),
)
REAL, CODE = "peru-2017", "demo-2025"
PERU, DONOR = "gobierno-peru", "gobierno-eeuu"
PARTIES = (("peru", PERU), ("estados-unidos", DONOR))
YEARS = 4


def tell(seed: int, until: datetime, people: dict[str, Actor]) -> Teller:
    """Tells the whole partnership up to `until`; its invented compact began on 1 January of the year before. Twice changes nothing."""
    teller = Teller(uuid5(WORLD, f"{seed}"), date(until.year - 1, 1, 1), until, people)
    invented_source()
    _real(people)
    _begin(teller)
    for part in PARTS:
        part(teller)
    return teller


def _real(people: dict[str, Actor]) -> None:
    """The compacts of the public record, kept by Peru's side; commissions, evaluators and the secretariat read Peru's."""
    keeper = people[PERU]
    with acting_as(keeper):
        load_compact(keeper, SAMPLES / "compact-peru", bind=PARTIES)
        _seat(keeper)
        for folder in sorted(path for path in (SAMPLES / "compacts").iterdir() if path.is_dir()):
            load_compact(keeper, folder)


def _seat(keeper: Actor) -> None:
    compact = Compact.objects.visible_to(keeper).get(code=REAL)
    taken = set(Participation.objects.visible_to(keeper).filter(compact=compact).values_list("member__code", "capacity"))
    for unit, capacity in SEATED:
        if (unit, capacity) not in taken:
            compact.refresh_from_db()
            act.join_compact(
                id=uuid5(SEATS, f"{REAL}/{unit}"), seen=compact.version, compact=compact.pk, member=unit, capacity=capacity,
                organisation=None, regions=(), by=keeper,
            )  # fmt: skip


def _begin(teller: Teller) -> None:
    """The invented successor: its organisations, who takes part, where, with whom; signed before its first day."""
    _organisations(teller)
    with acting_as(TELLER):
        old = Compact.objects.visible_to(TELLER).get(code=REAL).pk
    ends = date(teller.first.year + YEARS - 1, 12, 31)
    facts = CompactFacts(
        **told.COMPACT, code=CODE, country="PE", starts=PartialDate.from_date(teller.first), ends=PartialDate.from_date(ends),
        is_demo=True, source=INVENTED, as_of=PartialDate.from_date(teller.day(-60)),
    )  # fmt: skip
    teller.compact = teller.at(DONOR, teller.day(-60)).do("begin", act.begin_successor, predecessor=old, facts=facts).pk
    with acting_as(TELLER):  # who read the real compact came along with its record
        seated = Participation.objects.visible_to(TELLER).filter(compact=teller.compact, until=None)
        there = set(seated.values_list("member__code", "capacity"))
    for unit, capacity, who in told.SEATS:
        if (unit, capacity) in there:
            continue
        organised = organisation(who) if who else None
        teller.at(DONOR, teller.day(-50)).on(f"join {unit}", act.join_compact, row=teller.now(), member=unit, capacity=capacity,
            organisation=organised, regions=(),
        )  # fmt: skip
    origin = {"source": INVENTED, "as_of": PartialDate.from_date(teller.day(-40)), "since": PartialDate.from_date(teller.first)}
    for region in told.TERRITORY:
        teller.at(DONOR, teller.day(-40)).within(
            f"territory {region}", act.set_territory, facts=TerritoryFacts(region=region, **origin)
        )
    for code, role, prime in told.PARTNERS:
        partner = PartnerFacts(organisation=code, role=role, prime=prime, **origin)
        teller.at(DONOR, teller.day(-40)).within(f"partner {code}", act.set_partner_period, facts=partner)
    day = teller.day(-35)
    teller.at(DONOR, day).on("sign", act.sign_compact, row=teller.now(), signed_on=PartialDate.from_date(day))


def _organisations(teller: Teller) -> None:
    for code, unit, kind, name in told.ORGANISATIONS:
        facts = OrganisationFacts(
            code=code, kind=kind, name_es=f"{name} (inventada)", name_en=f"{name} (invented)", short_name=name, country="PE",
            source=INVENTED, as_of=PartialDate.from_date(teller.day(-70)),
        )  # fmt: skip
        row = teller.at(DONOR, teller.day(-70)).do(f"organisation {code}", act.register_organisation, facts=facts)
        teller.at(DONOR, teller.day(-70)).do(f"bind {code}", act.bind_organisation, organisation=row.pk, unit=unit)


PARTS: tuple[Callable[[Teller], None], ...] = (
    grants.tell, fieldwork.tell, promises.tell, measures.tell, reports.tell, tables.tell,
)  # fmt: skip
