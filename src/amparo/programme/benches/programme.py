"""`./amparo bench programme`: a compact with 200 awards, 20,000 facts about money and 5,000 values of indicators.

Every page of the partnership is opened as each kind of person, in this process, and its queries are counted. The pack of a dialogue
is frozen, asked for on its page, and made by the worker. Beside them stand times: of every page, and of plain SQL sums over a flat
table of the same facts on the same server in the same run, without scope, row security and double entry, which draws nothing.
docs/explanation/partnership-speed.md says what is a goal and what is only shown. With `quick` a tenth of everything is made, one
government walks, and queries alone are judged.
"""

import os
import statistics
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.sessions import DEMO_KEY
from amparo.core.ids import new_id
from amparo.desk import jobs
from amparo.programme import actions as act
from amparo.programme.benches.scale import agreement, awards, figures, mass
from amparo.programme.benches.scale.people import CODE, SEATS, Seated, seated
from amparo.programme.benches.scale.walk import Walk, pages, walk
from amparo.programme.models import Award, Dialogue, Entry, Pack, Result, SnapshotFigure
from amparo.programme.queries.ledger import balances

PARTNERS, AWARDS, FACTS, VALUES, EACH = 19, 200, 20_000, 5_000, 36
TIMES, FEW = 20, 5  # how often a page and its yardstick are asked for; in a hurry
# the throw-away folder holds no collected files of the pages
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
QUERIES = {"pages: most queries": "<= 12", "pages that fail": "== 0", "pages nobody opens": "== 0"}
GOALS = {**QUERIES, "pack seconds": "<= 10"}
SUMS = 'SELECT objective, region, kind, sum(amount), count(*) FROM bench_fact WHERE "on" <= %s GROUP BY objective, region, kind'
Sql = list[tuple[str, list[Any]]]


def run(quick: bool, report: Callable[[str], None]) -> Mapping[str, Any]:
    """Rows, figures (queries of the worst page, seconds of the pack, times of pages in ms), ratios to plain sums, and goals."""
    begun = time.perf_counter()
    everybody = _made(10 if quick else 1)
    _flat()
    figures: dict[str, float] = {"loading seconds": time.perf_counter() - begun, **_rows(everybody)}
    report(", ".join(f"{name} {value:.0f}" for name, value in figures.items()))
    with override_settings(AMPARO_DEMO_DOOR=True, STORAGES=PLAIN):
        client = _signed_in(everybody, "us")
        figures |= _packed(everybody, client)
        report(f"pack: {figures['pack seconds']:.1f} s")
        figures |= _walked(everybody, report, ("us",) if quick else SEATS)
        times, ratios = _timed(client, everybody, FEW if quick else TIMES)
    return {"rows": int(figures["facts"]), "figures": figures | times, "ratios": ratios, "goals": QUERIES if quick else GOALS}


def _made(share: int) -> Seated:
    everybody = seated(PARTNERS)
    house, ats = everybody.house, range(max(EACH // share, 7))
    agreement.agreed(house, ats)
    agreement.promised(house, ats)
    agreement.lasting(house, ats)
    house.held = awards.granted(house, range(AWARDS // share), [house.bodies["prime"], *everybody.recipients])
    awards.odd(house, ats, house.held[0][0])
    awards.watched(house, house.held, range(2))
    awards.worked(house, house.held, range(2))
    awards.reported(house, house.held, range(4))
    mass.spent(house, house.held, FACTS // AWARDS)
    indicators = figures.defined(house, range(VALUES // 100 // share))
    mass.counted(house, indicators)
    figures.moved(house, indicators[:5], ats, held=house.held[:1])
    figures.discussed(house, range(8), indicators, each=max(len(indicators) // 2, 2))
    return everybody


def _rows(everybody: Seated) -> dict[str, float]:
    of = {"awards": Award, "facts": Entry, "values": Result}
    us, compact = everybody.house.us, everybody.house.compact
    with acting_as(us):
        return {name: model.objects.visible_to(us).filter(compact=compact).count() for name, model in of.items()}


def _signed_in(everybody: Seated, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(everybody.users[who])
    session = client.session
    session[DEMO_KEY] = True
    session.save()
    return client


# ---------------------------------------------------------------- the pack


def _packed(everybody: Seated, client: Client) -> dict[str, float]:
    """Freezes a dialogue's figures, asks for the pack on its page and lets the worker make it, reading its progress meanwhile."""
    us, house = everybody.house.us, everybody.house
    with acting_as(us):
        row = Dialogue.objects.visible_to(us).filter(compact=house.compact, state="chosen").latest("number")
        begun = time.perf_counter()
        row = act.freeze(id=new_id(), seen=row.version, dialogue=row.pk, cut_off=timezone.localdate(), by=us)
    frozen = time.perf_counter() - begun
    client.post(reverse("pack_ask", args=[CODE, row.number]), {"id": new_id(), "seen": row.version})
    seen, over = set[int](), threading.Event()
    reader = threading.Thread(target=_progress, args=(seen, over))
    reader.start()
    begun, used = time.perf_counter(), time.process_time()
    try:
        jobs.run_worker(wait=False)
    finally:
        spent, used = time.perf_counter() - begun, time.process_time() - used
        over.set()
        reader.join()
    with acting_as(us):
        files = Pack.objects.visible_to(us).filter(dialogue=row)
        if files.count() != 4:
            raise RuntimeError(f"of the four files of the pack there are {files.count()}")
        size = sum(len(bytes(content)) for content in files.values_list("content", flat=True))
        count = SnapshotFigure.objects.visible_to(us).filter(snapshot=row.snapshot).count()
    return {"pack seconds": spent, "pack processor seconds": used, "freeze seconds": frozen, "pack figures": count,
            "pack kilobytes": size / 1000, "pack steps seen": len(seen)}  # fmt: skip


def _progress(seen: set[int], over: threading.Event) -> None:
    """How far the job says it is, as another connection reads it."""
    with psycopg.connect(os.environ["AMPARO_OWNER_URL"], autocommit=True) as owner:
        while not over.wait(0.05):
            seen |= {done for (done,) in owner.execute("SELECT done FROM desk_job WHERE done > 0")}


# ---------------------------------------------------------------- the pages


def _walked(everybody: Seated, report: Callable[[str], None], seats: Any) -> dict[str, float]:
    """Opens every page as each of these people; what it costs in queries, and the slowest of all in milliseconds."""
    found: dict[str, Walk] = {}
    for who in seats:
        found[who] = walk(_signed_in(everybody, who), everybody.house, everybody.actors[who])
        most = max(found[who].asked, key=lambda name: len(found[who].asked[name]))
        report(f"{who}: {len(found[who].opened)} pages; {most} asks {len(found[who].asked[most])} queries")
    for line in [line for one in found.values() for line in one.failed]:
        report(f"fails: {line}")
    opened = {name for one in found.values() for name in one.opened}
    slowest = sorted(((ms, name, who) for who, one in found.items() for name, ms in one.spent.items()), reverse=True)[:5]
    report("slowest: " + ", ".join(f"{name} ({who}) {ms:.0f} ms" for ms, name, who in slowest))
    closed = sorted(set(pages()) - opened) if len(found) == len(SEATS) else []
    if closed:
        report(f"opened by nobody: {', '.join(closed)}")
    return {
        "pages": len(opened), "pages: most queries": max(len(asked) for one in found.values() for asked in one.asked.values()),
        "pages that fail": sum(len(one.failed) for one in found.values()), "pages nobody opens": len(closed),
        "slowest page ms": slowest[0][0],
    }  # fmt: skip


# ---------------------------------------------------------------- times beside plain SQL


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


def _timed(client: Client, everybody: Seated, often: int) -> tuple[dict[str, float], dict[str, float]]:
    """Times of an empty page of the house, of pages with sums, and of the plain sums; the ratios between them."""
    frame = _p95(lambda: client.get(reverse("compact_list")), often)
    figures, ratios = {"frame p95 ms": frame * 1000}, {}
    for name, (page, sql) in _timed_pages(everybody).items():
        if (answer := client.get(page)).status_code != 200:
            raise RuntimeError(f"{page} does not open: {answer.status_code} {answer.headers.get('Location', '')}")
        whole = _p95(lambda page=page: client.get(page), often)  # type: ignore[misc]
        plain = _p95(lambda sql=sql: _plain(sql), often)  # type: ignore[misc]
        figures |= {f"{name} p95 ms": whole * 1000, f"{name} plain p95 ms": plain * 1000}
        ratios[name] = whole / (frame + plain)
    us, compact, today = everybody.house.us, everybody.house.compact, timezone.localdate()
    with acting_as(us):
        ours = _p95(lambda: balances(us, compact, today, by=("objective", "region")), often)
    plain = _p95(lambda: _plain([(SUMS, [today])]), often)
    figures |= {"sums p95 ms": ours * 1000, "sums plain p95 ms": plain * 1000}
    return figures, {**ratios, "sums": ours / plain}


def _timed_pages(everybody: Seated) -> dict[str, tuple[str, Sql]]:
    """Page and the plain SQL that gives the same sums."""
    award, today = everybody.house.held[0][0].pk, [timezone.localdate()]
    by = 'SELECT {0}, kind, sum(amount) FROM bench_fact WHERE "on" <= %s GROUP BY {0}, kind'
    year = "date_trunc('year', ends)"
    values = "SELECT {0} {1}, region, sum(value) FROM bench_value WHERE ends <= %s {2} GROUP BY {0} {1}, region"
    one = 'FROM bench_fact WHERE award = %s AND "on" <= %s GROUP BY'
    return {
        "flow": (reverse("money", args=[CODE]), [(by.format(column), today) for column in ("award IS NULL", "objective", "region", "recipient")]),
        "journal": (reverse("money_journal", args=[CODE]), [
            ("SELECT count(*) FROM bench_fact", []), ('SELECT * FROM bench_fact ORDER BY "on" DESC, code DESC LIMIT 50', []),
        ]),
        "award": (reverse("award", args=[award]), [
            (f"SELECT kind, sum(amount) {one} kind", [award, *today]),
            (f"SELECT subaward, kind, sum(amount) {one} subaward, kind", [award, *today]),
            ('SELECT * FROM bench_fact WHERE award = %s ORDER BY "on" DESC LIMIT 50', [award]),
        ]),
        "indicators": (reverse("indicators", args=[CODE]), [(values.format("indicator,", year, ""), today)]),
        "indicator": (reverse("indicator", args=[CODE, "I1"]), [
            (values.format("", year, "AND indicator = (SELECT min(indicator::text)::uuid FROM bench_value)"), today),
        ]),
    }  # fmt: skip


def _plain(sql: Sql) -> None:
    with connection.cursor() as cursor:
        for text, values in sql:
            cursor.execute(text, values)
            cursor.fetchall()


def _p95(ask: Callable[[], object], often: int) -> float:
    """Seconds that 95 of 100 take at most, after three that warm up."""
    seconds = []
    for _time in range(often + 3):
        begun = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begun)
    return statistics.quantiles(seconds[3:], n=20)[-1]
