"""No foreign draft: whatever a partner drafts, in whatever order, nobody else's page and nobody else's query moves by a byte."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.errors import AmparoError
from amparo.programme import actions as act
from amparo.programme import queries
from amparo.programme.models import ReportDraft, Visit
from tests.cases.pages import signed_in
from tests.programme import figures as f
from tests.programme import grants
from tests.programme.foreign import MARK, everything
from tests.programme.test_attacks_pages import pages_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]

READ = ("other_partner", "other_subrecipient", "peru")  # whose pages are read as well
OTHERS = ("other_partner", "other_subrecipient", "evaluator", "crtp", "cmnp", "peru")
DAYS = {
    "on": date(2026, 6, 30),
    "day": date(2026, 6, 30),
    "today": date(2026, 6, 30),
    "cut_off": date(2026, 6, 30),
    "until": date(2026, 6, 30),
}


def asked():
    """Every query of the partnership that takes an actor, a compact and at most a day."""
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}."):
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ != module.name or name.startswith("_"):
                continue
            needed = [
                one.name
                for one in inspect.signature(function).parameters.values()
                if one.default is one.empty and one.kind != one.VAR_KEYWORD
            ]
            if needed[:2] == ["actor", "compact"] and set(needed[2:]) <= set(DAYS):
                yield f"{module.name.rpartition('.')[2]}.{name}", function, needed[2:]


# what differs each time a page is drawn: tokens, ids made for a form, the hour
_BY_ITSELF = re.compile(
    r"""(csrfmiddlewaretoken" value|nonce)="[^"]*"|hx-headers='[^']*'|[0-9a-f]{8}-[0-9a-f-]{27}|\d{1,2}:\d\d(:\d\d)?"""
)
ASKED = list(asked())


def flat(value, depth=0):
    """What a query gave, as plain values: rows by their table, id and version."""
    if depth > 8:
        return "…"
    if isinstance(value, models.Model):
        return (type(value).__name__, str(value.pk), getattr(value, "version", 0))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: flat(getattr(value, field.name), depth + 1) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(flat(key, depth + 1)): flat(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, str | bytes | int | float | Decimal | bool | date) or value is None:
        return repr(value)
    if isinstance(value, Iterable):
        return [flat(inner, depth + 1) for inner in value]
    return repr(value) if type(value).__repr__ is not object.__repr__ else type(value).__name__


def seen(made, who):
    """All that somebody gets to see: every query, and every page."""
    actor = getattr(made.cast, who)
    found = {}
    with acting_as(actor):
        for name, function, days in ASKED:
            found[name] = flat(function(actor, made.compact, *(DAYS[day] for day in days)))
    if who not in READ:
        return found
    client = signed_in(made.cast, who)
    for where in (*pages_of(made), "/"):
        page = client.get(where)
        text = _BY_ITSELF.sub("", page.content.decode())
        if where == "/":  # what waits there says how long: where it leads is what tells
            text = "\n".join(sorted(re.findall(r'(?:href|action)="[^"]*"', text)))
        found[where] = (page.status_code, text)
    return found


def moved(before, after):
    return [name for name in before if before[name] != after[name]]


LINES = (act.LineFacts("travel", Decimal(40000), 1, "08"),)


def _sub(found, number):
    return grants.do(
        found.made, "partner", "draft_subaward", award=found.rows["award"].pk, facts=grants.sub_facts(found.made, number)
    )


STEPS = {
    "subaward": lambda found: _sub(found, f"N-{grants.new_id().hex[:6]}"),
    "budget": lambda found: grants.on(found.made, "partner", "propose_budget", found.rows["subaward"], award=None, lines=LINES),
    "risk": lambda found: grants.on(found.made, "partner", "rate_risk", found.rows["subaward"], rating="low", on=grants.DAY, reasons=MARK),
    "visit": lambda found: grants.visit(found.made, subaward=found.rows["subaward"], who="partner"),
    "finding": lambda found: grants.finding(found.made, subaward=found.rows["subaward"], who="partner"),
    "safe": lambda found: grants.do(
        found.made, "partner", "check_safeguarding", award=None, subaward=found.rows["subaward"].pk, on=grants.DAY, answers=grants.answers()
    ),
    "evidence": lambda found: grants.do(
        found.made, "partner", "attach_evidence", seen=grants.now(found.rows["subaward"], "partner", found.made).version, about="subaward",
        about_id=found.rows["subaward"].pk, facts=act.EvidenceFacts(MARK),
    ),
    "cancel": lambda found: grants.on(found.made, "partner", "cancel_subaward", found.rows["subaward"]),
    "result": lambda found: f.record(
        found.made, found.rows["result"].indicator, f.value(7, 2026, 2, award=found.rows["award"].pk), found.made.cast.partner
    ),
    "words": lambda found: _words(found),
    "award": lambda found: grants.draft(found.made, f"D-{grants.new_id().hex[:6]}"),
    "award_budget": lambda found: grants.on(found.made, "us", "propose_budget", found.rows["unsigned"], subaward=None, lines=LINES),
    "award_visit": lambda found: grants.visit(found.made, award=found.rows["unsigned"]),
    "call": lambda found: grants.do(
        found.made, "us", "plan_solicitation", compact=found.made.compact.pk, facts=act.SolicitationFacts(grants.new_id().hex[:8], MARK)
    ),
    "money": lambda found: grants.do(
        found.made, "us", "post_entry", compact=found.made.compact.pk,
        facts=act.EntryFacts("share_due", grants.DAY, Decimal(5), "USD", award=found.rows["unsigned"].pk),
    ),
}  # fmt: skip


def _words(found):
    with acting_as(found.made.cast.partner) as by:
        kept = ReportDraft.objects.visible_to(by).filter(report=found.rows["report"]).first()
        words = act.Narrative(MARK, grants.new_id().hex, "x")
        return act.write_draft(id=grants.new_id(), seen=kept.version, report=found.rows["report"].pk, words=words, by=by)


class _Undo(Exception):
    pass


def test_no_sequence_of_drafts_moves_anything_of_anybody_else(compact):
    found = everything(compact)
    before = {who: seen(compact, who) for who in OTHERS}
    assert {who: moved(before[who], seen(compact, who)) for who in OTHERS} == {who: [] for who in OTHERS}, (
        "a page that moves by itself"
    )

    @settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(sorted(STEPS)), min_size=3, max_size=8))
    def sequences(steps):
        try:
            with transaction.atomic():
                for step in steps:
                    try:
                        STEPS[step](found)
                    except AmparoError:
                        continue
                for who in OTHERS:
                    assert moved(before[who], seen(compact, who)) == [], (who, steps)
                raise _Undo
        except _Undo:
            return

    sequences()


def test_every_query_was_asked():
    assert len(ASKED) >= 25, [name for name, _function, _days in ASKED]


def test_the_wall_stands_behind_every_table(compact):
    """As the application's own role, without the ORM: what is not in sight is neither read, changed nor removed, in no table."""
    everything(compact)
    other, everybody = compact.cast.other_partner, system("tests")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'programme\\_%' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name != "programme_organisation"]
    tried = 0
    for table in tables:
        with acting_as(everybody):
            every = ids(f"SELECT id FROM {table}")  # noqa: S608 - names from the catalogue
        with acting_as(other):
            sight = ids(f"SELECT id FROM {table}")  # noqa: S608
            hidden = sorted(every - sight)
            if not hidden:
                continue
            tried += 1
            assert ids(f"SELECT id FROM {table} WHERE id = ANY(%s::uuid[])", hidden) == set()  # noqa: S608
            for change in CHANGES:
                sql = change.format(table=table, unit=other.unit_id)
                assert touched(f"{sql} WHERE id = ANY(%s::uuid[])", hidden) == 0, (table, change)
    assert tried >= 20


def test_nobody_widens_the_scope_of_a_row(compact):
    """The database writes the scope of a row, whatever is said; a row of somebody else's cannot be slipped in out of one's own sight."""
    cast = compact.cast
    with acting_as(cast.other_partner) as by:
        own = {
            "compact": compact.compact,
            "by": by.user_code,
            "planned_on": "2026-01-15",
            "purpose": "x",
            "state": "planned",
            "reach": "own",
        }
        row = Visit.objects.create(unit_id=by.unit_id, scope=[cast.partner.unit_id, cast.us.unit_id], **own)
        row.refresh_from_db()
        assert set(row.scope) == {0, by.unit_id}
        with pytest.raises(ProgrammingError), transaction.atomic():
            Visit.objects.create(unit_id=cast.partner.unit_id, scope=[by.unit_id], **own)


CHANGES = ("UPDATE {table} SET reach = 'compact', scope = ARRAY[0]", "UPDATE {table} SET unit_id = {unit}", "DELETE FROM {table}")


def ids(sql, *told):
    with connection.cursor() as cursor:
        cursor.execute(sql, list(told))
        return {str(row[0]) for row in cursor.fetchall()}


def touched(sql, hidden):
    """How many rows a statement reached; none where the role may not even try."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [hidden])
            return cursor.rowcount
    except ProgrammingError:
        return 0
