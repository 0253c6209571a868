"""Facts about money and values of indicators by the thousand, written by the database itself as `amparo_app`.

`INSERT … SELECT` passes every trigger, both walls and the balance constraint at commit, as rows of the actions do; COPY is refused
on tables with row security.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from amparo.access.acting import acting_as
from amparo.programme.accounts import POSTINGS
from amparo.programme.benches.scale.awards import CATEGORIES, Held
from amparo.programme.benches.scale.house import REGIONS, House
from amparo.programme.models import Entry, Line, Result

# The facts of an award in their order: what is authorised, its share of a sub-award, then these again and again.
ROUND = ("disbursement", "expenditure", "payment", "expenditure", "sub_expenditure")
CENTS = "(10000 + abs(hashtext('cents' || a.at || '.' || n)) % 390000) / 100.0"
AMOUNT = f"CASE n WHEN 1 THEN 5000000 WHEN 2 THEN 500000 ELSE {CENTS} * CASE kind WHEN 'disbursement' THEN 4 ELSE 1 END END"
ENTRIES = """FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS a(award, sub, at) CROSS JOIN generate_series(1, %s) AS n
    CROSS JOIN LATERAL (SELECT CASE n WHEN 1 THEN 'award' WHEN 2 THEN 'subaward' ELSE (%s::text[])[1 + (n - 3) %% 5] END AS kind) k"""
LINES = """FROM programme_entry e JOIN unnest(%s::text[], %s::text[], %s::int[]) AS p(kind, account, sign) USING (kind)
    WHERE e.compact_id = %s AND e.reference = %s"""
VALUES = """FROM unnest(%s::uuid[]) AS i(indicator) CROSS JOIN unnest(%s::text[]) AS r(region)
    CROSS JOIN generate_series(date '2022-01-01', date '2026-10-01', interval '3 months') AS q(first)"""
MARK = "F-bench"


def spent(house: House, held: Sequence[Held], each: int) -> None:
    """`each` facts for every award: authorised, sub-awarded, then money received and spent over three years, and their lines."""
    with acting_as(house.us):
        awards, subs = [award.pk for award, _sub in held], [sub.pk if sub else None for _award, sub in held]
        _insert(house, Entry, {
            "award_id": "a.award", "subaward_id": "CASE WHEN kind IN ('subaward', 'sub_expenditure') THEN a.sub END", "reach": "'award'",
            "regions": f"ARRAY[(ARRAY{list(REGIONS)})[1 + (a.at + n) %% 5]]", "code": "'MOV-' || a.at || '-' || n", "kind": "kind",
            "on": "date '2023-01-02' + (n * 10 %% 1000)::int", "amount": AMOUNT.replace("%", "%%"), "currency": "'USD'", "base_currency": "'USD'",
            "base_amount": AMOUNT.replace("%", "%%"), "reference": f"'{MARK}'",
        }, ENTRIES, [awards, subs, each, list(ROUND)])  # fmt: skip
        moves = [(kind, account, sign) for kind in ("award", "subaward", *ROUND[:3], ROUND[4])
                 for pair in POSTINGS[kind].moves for account, sign in zip(pair, (1, -1), strict=True)]  # fmt: skip
        kinds, accounts, signs = ([move[place] for move in moves] for place in range(3))
        objectives = ", ".join(f"'{one.pk}'::uuid" for one in house.objectives)
        _insert(house, Line, {
            "entry_id": "e.id", "award_id": "e.award_id", "subaward_id": "e.subaward_id", "reach": "'award'", "regions": "e.regions",
            "account": "p.account", "amount": "p.sign * e.amount", "value": "p.sign * e.amount", "base_currency": "'USD'", "on": 'e."on"',
            "objective_id": f"(ARRAY[{objectives}])[1 + abs(hashtext(e.code)) %% {len(house.objectives)}]",
            "category": f"(ARRAY{list(CATEGORIES)})[1 + abs(hashtext('c' || e.code)) %% 5]",
        }, LINES, [kinds, accounts, signs, house.compact.pk, MARK])  # fmt: skip


def counted(house: House, indicators: Sequence[Any]) -> None:
    """A published value of each indicator for each of five regions and twenty quarters: a hundred an indicator."""
    with acting_as(house.us):
        _insert(house, Result, {
            "indicator_id": "i.indicator", "starts": "q.first::date", "ends": "(q.first + interval '3 months - 1 day')::date",
            "value": "abs(hashtext(r.region || q.first)) %% 200", "state": "'published'", "known_on": "(q.first + interval '4 months')::date",
            "regions": "ARRAY[r.region]",
        }, VALUES, [[one.pk for one in indicators], list(REGIONS)])  # fmt: skip


def _insert(house: House, model: type[models.Model], given: Mapping[str, str], source: str, values: list[Any]) -> None:
    """One statement: `given` columns as SQL, the others as the model fills them. Needs `acting_as`."""
    own = {"id": "gen_random_uuid()", "compact_id": "%s::uuid", "unit_id": "%s::int", "by": "%s", "created_at": "now()"}
    columns: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        columns[field.attname] = given.get(field.attname) or own.get(field.attname) or _default(field)
    first: dict[str, Any] = {"compact_id": house.compact.pk, "unit_id": house.us.unit_id, "by": house.us.user_code}
    names = ", ".join(f'"{name}"' for name in columns)
    text = f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(columns.values())} {source}'
    with connection.cursor() as cursor:
        cursor.execute(text, [*(first[name] for name in columns if name in first), *values])


def _default(field: Any) -> str:
    """What the model puts where nothing is said, as SQL."""
    value = field.get_default()
    if value is None:
        return "NULL"
    return "'{}'" if value == [] else str(value).upper() if isinstance(value, bool | int) else f"'{value}'"
