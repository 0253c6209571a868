"""`./amparo bench programme`: a compact with 200 awards, 20,000 facts about money and 5,000 values of indicators.

Every page of the partnership there is, is opened in this process and its queries are counted. Four pages are timed, whole: session,
scope, queries, template. The yardstick computes the same sums by plain SQL over a flat table of the same facts, on the same server,
in the same run, without scope, row security and double entry, and draws nothing; to it is added what an empty page of the house
costs (the list of compacts). docs/explanation/partnership-speed.md says why the goals are what they are. With `quick` a tenth of
everything is made; queries are judged all the same, times are only shown.
"""

import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Institution, InstitutionName, Membership, Unit, User
from amparo.access.sessions import DEMO_KEY, actor_of
from amparo.core.ids import new_code, new_id
from amparo.programme.accounts import POSTINGS
from amparo.programme.actions.compact import CompactFacts, begin_compact
from amparo.programme.models import (
    Award,
    Compact,
    Entry,
    Indicator,
    Line,
    Objective,
    Organisation,
    Participation,
    Result,
    SubAward,
    Target,
)
from amparo.programme.queries.ledger import balances

SEED, CODE, PARTNERS = 2017, "bench-2025", 20
AWARDS, FACTS, VALUES = 200, 20_000, 5_000
TIMES = 20  # how often a page and its yardstick are asked for
MOST_QUERIES = 12
REGIONS, CATEGORIES = ("08", "15", "16", "17", "21"), ("personnel", "travel", "supplies", "contractual", "indirect")
FIRST = date(2023, 1, 2)
SET_UP = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "set_config", "django_session", '"access_user"."id" =',
          "access_membership", "usersessions")  # fmt: skip
# the throw-away folder holds no collected files of the pages
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
GOALS = {"most_queries": f"<= {MOST_QUERIES}", "pages_that_fail": "== 0", "pages": ">= 12"}
RATIO = "<= 10"  # a page against an empty page of the house and the plain sums together
SUMS_RATIO = "<= 16"  # the same sums, with and without scope, row security and double entry
SUMS = 'SELECT objective, region, kind, sum(amount), count(*) FROM bench_fact WHERE "on" <= %s GROUP BY objective, region, kind'


@dataclass
class Big:
    """What was made, and where its pages are."""

    actor: Actor
    user: User
    compact: Compact
    awards: list[Award]
    subawards: list[SubAward]
    objectives: list[Objective]
    indicators: list[Indicator] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def run(quick: bool, report: Callable[[str], None]) -> Mapping[str, Any]:
    """Rows, figures (queries of the worst page, p95 of four pages in ms), ratios against the yardstick, and goals."""
    share = 10 if quick else 1
    begun = time.perf_counter()
    big = _made(AWARDS // share)
    _spent(big, FACTS // share)
    _counted_values(big, VALUES // share)
    _flat()
    figures: dict[str, float] = {"build_seconds": time.perf_counter() - begun}
    report(
        f"{len(big.awards)} awards, {len(big.entries)} facts, {len(big.indicators)} indicators: {figures['build_seconds']:.0f} s"
    )
    with override_settings(AMPARO_DEMO_DOOR=True, STORAGES=PLAIN):
        client = _signed_in(big)
        asked, failed = _every_page(client, big, report)
        worst = max(asked, key=lambda name: asked[name], default="")
        report(f"{len(asked)} pages; the one that asks most: {worst}")
        figures |= {"pages": len(asked), "most_queries": max(asked.values(), default=0), "pages_that_fail": len(failed)}
        timed, ratios = _timed(client, big)
    goals = GOALS if quick else {**GOALS, **dict.fromkeys(ratios, RATIO), "sums": SUMS_RATIO}
    return {"rows": len(big.entries), "figures": figures | timed, "ratios": ratios, "goals": goals}


def _timed(client: Client, big: Big) -> tuple[dict[str, float], dict[str, float]]:
    """Times of the frame, of four pages and of the plain sums; the ratios between them."""
    frame = _p95(lambda: client.get(reverse("compact_list")))
    figures, ratios = {"frame_p95_ms": frame * 1000}, {}
    for name, (page, sql) in _timed_pages(big).items():
        if not page:
            continue
        if (answer := client.get(page)).status_code != 200:
            raise RuntimeError(f"{page} does not open: {answer.status_code} {answer.headers.get('Location', '')}")
        whole = _p95(lambda page=page: client.get(page))  # type: ignore[misc]
        plain = _p95(lambda sql=sql: _plain(sql))  # type: ignore[misc]
        figures |= {f"{name}_p95_ms": whole * 1000, f"{name}_plain_p95_ms": plain * 1000}
        ratios[name] = whole / (frame + plain)
    today = timezone.localdate()
    with acting_as(big.actor):
        ours = _p95(lambda: balances(big.actor, big.compact, today, by=("objective", "region")))
    plain = _p95(lambda: _plain([(SUMS, [today])]))
    figures |= {"sums_p95_ms": ours * 1000, "sums_plain_p95_ms": plain * 1000}
    return figures, {**ratios, "sums": ours / plain}


def _made(awards: int) -> Big:
    """Two governments, twenty partners, their awards and a sub-award for every second of them."""
    us, user = _unit("bench-us", "donor", role="compact_manager")
    host, _nobody = _unit("bench-host", "government")
    actor = actor_of(user, Membership.objects.select_related("unit__institution").get(user=user))
    partners = [
        _organisation(f"bench-partner-{number}", _unit(f"bench-partner-{number}", "partner")[0]) for number in range(PARTNERS)
    ]
    sides = (("us", _organisation("bench-us", us).pk), ("host", _organisation("bench-host", host).pk))
    with acting_as(actor):
        facts = CompactFacts(CODE, "PE", "Alianza de medida", "Bench compact", state="in_force")
        compact = begin_compact(id=new_id(), seen=0, facts=facts, sides=sides, by=actor)
        own = {"compact": compact, "unit_id": actor.unit_id, "by": actor.user_code}
        Participation.objects.bulk_create(
            [Participation(member=row.unit, organisation=row, capacity="partner", **own) for row in partners]
        )
        objectives = Objective.objects.bulk_create(
            [Objective(number=at, title_es=f"Objetivo {at}", title_en=f"Objective {at}", **own) for at in (1, 2, 3)]
        )
        made = Award.objects.bulk_create(
            [
                Award(number=f"B-{at}", recipient=partners[at % PARTNERS], title_es=f"Adjudicación {at}", state="active",
                      reach="award", regions=list(REGIONS[: 1 + at % 3]), objectives=[1 + at % 3], **own)
                for at in range(awards)
            ],
            batch_size=500,
        )  # fmt: skip
        subs = SubAward.objects.bulk_create(
            [
                SubAward(number=f"{row.number}-S", award=row, recipient=partners[(at + 1) % PARTNERS], title_es="Subacuerdo",
                         state="active", reach="award", regions=row.regions, **own)
                for at, row in enumerate(made) if at % 2
            ],
            batch_size=500,
        )  # fmt: skip
    return Big(actor, user, compact, made, subs, objectives)


def _unit(code: str, kind: str, role: str = "") -> tuple[Unit, User]:
    house = Institution.objects.create(code=code, kind=kind)
    InstitutionName.objects.create(institution=house, name=code, short_name=code)
    unit = Unit.objects.create(code=code, institution=house, name=code, kind=kind)
    unit.refresh_from_db()
    user = User.objects.create(code=new_code("USR"), email=f"{code}@example.pe", display_name=code)
    if role:
        Membership.objects.create(user=user, unit=unit, role=role, state="active")
    return unit, user


def _organisation(code: str, unit: Unit) -> Organisation:
    return Organisation.objects.create(code=code, kind="ngo", name_es=code, name_en=code, short_name=code, unit=unit)


def _spent(big: Big, count: int) -> None:
    """Facts about money as the ledger's own postings lay them down, an equal number for each award."""
    rng, each = random.Random(SEED), count // len(big.awards)
    subs = {sub.award_id: sub for sub in big.subawards}
    for at in range(0, len(big.awards), 20):
        entries, lines = [], []
        for award in big.awards[at : at + 20]:
            for kind, day, amount in _story(each, rng):
                sub = subs.get(award.pk) if POSTINGS[kind].level == "subaward" else None
                kind = kind if sub or POSTINGS[kind].level == "award" else "expenditure"
                entry = _entry(big, award, sub, kind=kind, day=day, amount=amount)
                entry.regions = [rng.choice(REGIONS)]
                entries.append(entry)
                lines += _lines(entry, rng.choice(big.objectives), rng.choice(CATEGORIES))
        with acting_as(big.actor):
            Entry.objects.bulk_create(entries, batch_size=500)
            Line.objects.bulk_create(lines, batch_size=1000)
        big.entries += entries


def _story(count: int, rng: random.Random) -> Iterator[tuple[str, date, Decimal]]:
    yield "award", FIRST, Decimal(5_000_000)
    yield "subaward", FIRST + timedelta(5), Decimal(500_000)
    for number in range(count - 2):
        kind = ("disbursement", "expenditure", "payment", "expenditure", "sub_expenditure")[number % 5]
        cents = rng.randrange(10_000, 400_000)
        yield kind, FIRST + timedelta(10 + number * 10 % 1000), Decimal(cents * (4 if kind == "disbursement" else 1)) / 100


def _entry(big: Big, award: Award, sub: SubAward | None, *, kind: str, day: date, amount: Decimal) -> Entry:
    return Entry(
        id=uuid4(), compact=big.compact, award=award, subaward=sub, unit_id=big.actor.unit_id, by=big.actor.user_code,
        reach="award", code=new_code("MOV"), kind=kind, on=day, amount=amount, currency="USD", base_currency="USD",
        base_amount=amount, reference=f"F-{day:%y%m%d}",
    )  # fmt: skip


def _lines(entry: Entry, objective: Objective, category: str) -> list[Line]:
    pairs = POSTINGS[entry.kind].moves
    return [
        Line(
            id=uuid4(), entry=entry, compact_id=entry.compact_id, award_id=entry.award_id, subaward_id=entry.subaward_id,
            unit_id=entry.unit_id, by=entry.by, reach="award", regions=entry.regions, account=account, amount=sign * entry.amount,
            value=sign * entry.amount, base_currency="USD", on=entry.on, objective=objective, category=category,
        )
        for pair in pairs for account, sign in zip(pair, (1, -1), strict=True)
    ]  # fmt: skip


def _counted_values(big: Big, count: int) -> None:
    """Indicators with targets and a value for each region and quarter of five years."""
    rng = random.Random(SEED + 1)
    own = {"compact": big.compact, "unit_id": big.actor.unit_id, "by": big.actor.user_code}
    quarters = [(date(year, month, 1), date(year, month + 2, 28)) for year in range(2022, 2027) for month in (1, 4, 7, 10)]
    each = len(quarters) * len(REGIONS)
    with acting_as(big.actor):
        big.indicators = Indicator.objects.bulk_create(
            [
                Indicator(code=f"I{at}", name_es=f"Indicador {at}", name_en=f"Indicator {at}", definition_es="Cuenta", definition_en="Counts",
                          kind="count", measured_in="people", direction="up", frequency="quarterly", baseline=10, baseline_year=2021, **own)
                for at in range(count // each)
            ]
        )  # fmt: skip
        Target.objects.bulk_create(
            [Target(indicator=one, year=year, value=1000, **own) for one in big.indicators for year in range(2022, 2027)]
        )
        Result.objects.bulk_create(
            [
                Result(indicator=one, starts=first, ends=last, value=rng.randrange(200), state="published", regions=[region], **own)
                for one in big.indicators for first, last in quarters for region in REGIONS
            ],
            batch_size=1000,
        )  # fmt: skip


def _flat() -> None:
    """The yardstick's tables: each fact and each value once, flat, indexed as anybody would."""
    with psycopg.connect(os.environ["AMPARO_OWNER_URL"], autocommit=True) as owner:
        owner.execute(
            "CREATE TABLE bench_fact AS SELECT DISTINCT ON (e.id) e.id, e.award_id AS award, e.subaward_id AS subaward, a.recipient_id AS"
            " recipient, l.objective_id AS objective, e.regions[1] AS region, l.category, e.kind, e.on, e.base_amount AS amount, e.code"
            " FROM programme_entry e JOIN programme_line l ON l.entry_id = e.id JOIN programme_award a ON a.id = e.award_id"
        )
        owner.execute(
            "CREATE TABLE bench_value AS SELECT indicator_id AS indicator, ends, regions[1] AS region, value FROM programme_result"
        )
        for column in ("award", '"on"', "kind"):
            owner.execute(f"CREATE INDEX ON bench_fact ({column})")
        owner.execute("CREATE INDEX ON bench_value (indicator)")
        owner.execute("GRANT SELECT ON bench_fact, bench_value TO amparo_app")
        owner.execute("ANALYZE")


def _signed_in(big: Big) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(big.user)
    session = client.session
    session[DEMO_KEY] = True
    session.save()
    return client


def _every_page(client: Client, big: Big, report: Callable[[str], None]) -> tuple[dict[str, int], list[str]]:
    """Page → its queries besides set-up, the second time it is opened; and the pages that fell."""
    asked: dict[str, int] = {}
    failed = []
    for name, address in _addresses(big):
        status = client.get(address).status_code
        if status >= 500 or status == 400:
            failed.append(name)
        if status != 200:
            continue
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked[name] = sum(1 for query in captured if not any(word in query["sql"] for word in SET_UP))
        if asked[name] > MOST_QUERIES:
            report(f"{name}: {asked[name]} queries")
    return asked, failed


def _addresses(big: Big) -> Iterator[tuple[str, str]]:
    """Every address of the partnership that the rows made here can fill."""
    for name, converters in _patterns(get_resolver()):
        for given in _fillings(name, converters, big):
            try:
                yield name, reverse(name, kwargs=given)
            except NoReverseMatch:
                continue


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, path)
        elif isinstance(entry, URLPattern) and path.startswith("alianza/") and entry.name:
            yield entry.name, re.findall(r"<(?:\w+:)?(\w+)>", path)


def _fillings(name: str, parts: list[str], big: Big) -> Iterator[dict[str, object]]:
    """The rows that fill an address: by the name of its part; `pk` by the first word of the address."""
    rows: dict[str, object] = {
        "code": CODE, "award": big.awards[1].pk, "subaward": big.subawards[0].pk, "entry": big.entries[0].code,
        "indicator": big.indicators[0].pk, "objective": 1, "number": 1, "region": "08", "year": 2025,
        "organisation": big.awards[1].recipient.code,
    }  # fmt: skip
    rows["pk"] = rows.get(name.split("_")[0], rows["award"])
    if all(part in rows for part in parts):
        yield {part: rows[part] for part in parts}


def _timed_pages(big: Big) -> dict[str, tuple[str, list[tuple[str, list[Any]]]]]:
    """Page and the plain SQL that gives the same sums."""
    award = big.awards[1].pk
    by = 'SELECT {0}, kind, sum(amount) FROM bench_fact WHERE "on" <= %s GROUP BY {0}, kind'
    today: list[Any] = [timezone.localdate()]
    flow = [(by.format(column), today) for column in ("award IS NULL", "objective", "region", "recipient")]
    journal: list[tuple[str, list[Any]]] = [
        ("SELECT count(*) FROM bench_fact", []),
        ('SELECT * FROM bench_fact ORDER BY "on" DESC, code DESC LIMIT 50', []),
    ]
    one: list[tuple[str, list[Any]]] = [
        ('SELECT kind, sum(amount) FROM bench_fact WHERE award = %s AND "on" <= %s GROUP BY kind', [award, *today]),
        (
            'SELECT subaward, kind, sum(amount) FROM bench_fact WHERE award = %s AND "on" <= %s GROUP BY subaward, kind',
            [award, *today],
        ),
        ('SELECT * FROM bench_fact WHERE award = %s ORDER BY "on" DESC LIMIT 50', [award]),
    ]
    values: list[tuple[str, list[Any]]] = [
        ("SELECT indicator, extract(year FROM ends), sum(value) FROM bench_value GROUP BY 1, 2", []),
        ("SELECT indicator, region, max(ends) FROM bench_value GROUP BY 1, 2", []),
    ]
    return {
        "flow": (_where("money", code=CODE), flow),
        "journal": (_where("money_journal", code=CODE), journal),
        "award": (_where("award", pk=award), one),
        "indicators": (_where("indicators", code=CODE), values),
    }


def _where(name: str, **given: UUID | str) -> str:
    """The address of a page, "" where this part of the partnership is not there."""
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        return ""


def _plain(sql: list[tuple[str, list[Any]]]) -> None:
    with connection.cursor() as cursor:
        for text, values in sql:
            cursor.execute(text, values)
            cursor.fetchall()


def _p95(ask: Callable[[], object]) -> float:
    """Seconds that 95 of 100 take at most, after three that warm up."""
    seconds = []
    for _time in range(TIMES + 3):
        begun = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begun)
    return statistics.quantiles(seconds[3:], n=20)[-1]
