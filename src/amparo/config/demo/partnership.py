"""The partnership of the demonstration: the real compact of 2017 from its public sources, and an invented one that follows it.

The real compact holds only what its sources say. Everything of its successor is invented, is written down by invented
organisations, and says so in its title and in its source.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid5

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.config.demo import fieldwork, grants, promises
from amparo.config.demo import partnership_data as told
from amparo.config.demo.stories import WORLD
from amparo.config.demo.telling import INVENTED, TELLER, Teller, invented_source, organisation
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import PartnerFacts, TerritoryFacts
from amparo.programme.loading import Load, Row, load_compact, number, when
from amparo.programme.models import Compact

FOLDER = Path(__file__).resolve().parents[4] / "samples" / "compact-peru"
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
    """The compact of 2017 as the public record tells it, loaded by the host's person; each side posts its own money."""
    with acting_as(people[PERU]):
        load_compact(people[PERU], FOLDER, bind=PARTIES)
    for unit, kinds in ((DONOR, ("promise", "award")), (PERU, ("pledge",))):
        load = Load(people[unit], FOLDER, REAL)
        with acting_as(load.actor):
            compact = load.compact().pk
            for row in load.rows("entries"):
                if row["kind"] in kinds:
                    key = load.key("entries", row["kind"], row["on"], row["amount"])
                    load.do("entries", key, act.post_entry, compact=compact, facts=_entry(row))
    load = Load(people[PERU], FOLDER, REAL)
    with acting_as(load.actor):
        load.add("claims", act.state_claim, ("said_on", "side", "kind", "amount", "currency", "source"), _claim)


def _entry(row: Row) -> act.EntryFacts:
    amount = number(row["amount"]) or Decimal(0)
    on = date.fromisoformat(row["on"])
    return act.EntryFacts(row["kind"], on, amount, row["currency"], words=row["words"], source=row["source"])


def _claim(row: Row) -> act.ClaimFacts:
    amount = number(row["amount"]) or Decimal(0)
    return act.ClaimFacts(
        row["side"], row["kind"], amount, row["currency"], row["bound"], said_on=when(row["said_on"]),
        cumulative=row["cumulative"] == "true", words=row["words"], speaker=row["speaker"], source=row["source"],
        verified=row["verified"] == "true",
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
    for unit, capacity, who in told.SEATS:
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


PARTS: tuple[Callable[[Teller], None], ...] = (grants.tell, fieldwork.tell, promises.tell)
