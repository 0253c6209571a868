"""How figures of money are laid out for the templates: stages, tables, lines of the report, rows of the file."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from amparo.core import codelists, places
from amparo.core.money import Converted
from amparo.programme import charts, money_words
from amparo.programme.models import Compact
from amparo.programme.queries.flow import OUT, PHASES, STAGES, Flow, Row, into_donor
from amparo.programme.queries.journal import NONE
from amparo.programme.queries.ledger import FederalReport
from amparo.programme.said import country, said
from amparo.ui import amounts

COLUMNS = ("promised", "awarded", "subawarded", "spent")
_HOST_COLUMN = {"promised": "pledged", "spent": "given"}  # where the host country's stages stand in the same table
# where a spreadsheet may begin a cell (some split at semicolons and tabs whatever the file says), and what begins a formula there
_FORMULA = re.compile(r"(^|[;,|\t\r\n\"])(?=[=+\-@\t\r\n])")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: how much (None: nobody knows), what it counts, and whether the stage exists for this party at all.

    words  what stands in the place of an amount that is told elsewhere; "" where nobody knows it
    bar    its share of the largest amount drawn beside it, in hundredths, for a bar
    """

    amount: Decimal | None
    base: str
    url: str = ""
    share: str = ""
    label: str = ""
    exists: bool = True
    words: str = ""
    bar: str = ""


def parties(compact: Compact, flow: Flow) -> list[dict[str, Any]]:
    """Each party's stages in each currency of its books, and its drawing: all on one scale, where there is a rate."""
    known = [
        *flow.totals,
        *((side, _own(compact, side)) for side in flow.sides if not any(one == side for one, _b in flow.totals)),
    ]
    drawn = [
        (side, base, _scaled(compact, flow, (side, base)))
        for side, base in sorted(known, key=lambda one: (one[0] != "us", one[1]))
    ]
    top = max((amount for _s, _b, values in drawn if values for amount in values if amount is not None), default=Decimal(0))
    return [_party(compact, flow, (side, base), values, top=top) for side, base, values in drawn]


def _party(compact: Compact, flow: Flow, key: tuple[str, str], scaled: list[Decimal | None], *, top: Decimal) -> dict[str, Any]:
    """One party's stages and its drawing; without a rate it is drawn on a scale of its own, and says so."""
    side, base = key
    cells = flow.totals.get(key, {})
    values = scaled or [cells.get(stage) for stage in STAGES[side]]
    largest = top if scaled else max((amount for amount in values if amount is not None), default=Decimal(0))
    stages = _stages(compact, flow, side, base)
    if largest > 0:
        stages = [replace(cell, bar=_bar(amount, largest)) for cell, amount in zip(stages, values, strict=True)]
    return {
        "side": side, "title": country(compact, side), "base": base, "stages": stages,
        "bands": charts.flow_bands(values, largest) if largest > 0 else [],
        "converted": flow.rate if base != compact.currency and scaled else None,
        "no_rate": base != compact.currency and not scaled and largest > 0,
    }  # fmt: skip


def _bar(amount: Decimal | None, largest: Decimal) -> str:
    return f"{min(Decimal(100), 100 * amount / largest):.1f}" if amount is not None and amount > 0 else ""


def tables(compact: Compact, flow: Flow) -> list[dict[str, Any]]:
    """By objective, by region, by recipient: one row a party and currency, each figure a link to what it counts."""
    regions = places.index().by_code
    return [
        {
            "title": _("Por objetivo"), "first": _("Objetivo"), "nothing": _("Ninguna fuente reparte el dinero por objetivo."),
            "rows": _lines(compact, flow, flow.by_objective, "objetivo", {
                key: f"{row.number}. {said(row, 'title')}" for key, row in flow.objectives.items()
            }),
        },
        {
            "title": _("Por región"), "first": _("Región"), "nothing": _("Ninguna fuente reparte el dinero por región."),
            "rows": _lines(compact, flow, flow.by_region, "region", {
                row.key: regions[str(row.key)].name if str(row.key) in regions else str(row.key) for row in flow.by_region if row.key
            }),
        },
        {
            "title": _("Por receptor"), "first": _("Receptor o entidad"), "nothing": _("Ninguna fuente dice quién lo recibe."),
            "rows": _lines(compact, flow, flow.by_recipient, "receptor", {
                OUT: _("Receptor principal"), **{key: row.short_name for key, row in flow.organisations.items()}
            }),
        },
    ]  # fmt: skip


def budget_years(flow: Flow) -> list[dict[str, Any]]:
    """The phases of the host's budget, one row a year and currency; of a phase that nobody told nothing is known."""
    rows: dict[tuple[Any, Any], dict[Any, Any]] = {}
    for row in flow.budget:
        rows.setdefault((row["year"], row["currency"]), {})[row["phase"]] = row
    return [
        {
            "year": year,
            "currency": currency,
            "phases": [(phase, found.get(phase, {"known": None, "unknown": 0})) for phase in PHASES],
        }
        for (year, currency), found in rows.items()
    ]


def link(compact: Compact, account: str, on: object, **more: object) -> str:
    """The address of the entries behind a figure."""
    query = {"cuenta": account, "hasta": on, **{name: value for name, value in more.items() if value}}
    return f"{reverse('money_journal', args=[compact.code])}?{urlencode(query)}"


def accounts(names: str) -> str:
    """The accounts of a filter, in words."""
    return ", ".join(str(money_words.ACCOUNTS[name]) for name in names.split(",") if name in money_words.ACCOUNTS)


def report_lines(compact: Compact, report: FederalReport) -> list[dict[str, Any]]:
    """The lines of the federal report, with their headings and the entries each sums."""
    from_accounts = {
        "a": "receipts", "b": "paid", "c": "cash", "d": "authorised", "e": "expended", "f": "unliquidated",
        "g": "expended,unliquidated", "h": "unobligated", "i": "share_required", "j": "share_given", "k": "share_open",
        "l": "income_earned", "m": "income_deducted", "n": "income_added", "o": "income_held",
    }  # fmt: skip
    return [
        {
            "letter": letter, "label": money_words.LINES[letter], "amount": amount, "heading": money_words.HEADINGS.get(letter),
            "url": link(compact, from_accounts[letter], report.on, adjudicacion=report.award.pk),
        }
        for letter, amount in report.lines.items()
    ]  # fmt: skip


def columns() -> list[str]:
    """The heads of the file of entries."""
    return [
        _("Código"), _("Fecha"), _("Movimiento"), _("Monto"), _("Moneda"), _("Monto en los libros"), _("Moneda de los libros"),
        _("Tipo de cambio"), _("Fecha del tipo de cambio"), _("Adjudicación"), _("Subacuerdo"), _("Región"), _("Comprobante"),
        _("Glosa"), _("Fuente"), _("Revertido por"),
    ]  # fmt: skip


def csv_row(row: Any, taken_back: str) -> list[str]:
    """An entry (of `journal.plain`) as a row; a reversal counts below zero, so that the column adds up."""
    sign = -1 if row.reverses else 1
    numbers = [str(sign * row.amount), row.currency, str(sign * row.base_amount), row.base_currency]
    texts = [
        row.award__number or "", row.subaward__number or "", " ".join(row.regions), row.reference, row.words,
        row.source__title or "", taken_back,
    ]  # fmt: skip
    when = [row.code, f"{row.on}", codelists.label("posting_kind", row.kind)]
    rate = [f"{row.rate or ''}", f"{row.rate_on or ''}"]
    return [*map(harmless, when), *numbers, *rate, *map(harmless, texts)]


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would read as a formula."""
    return _FORMULA.sub(r"\1'", text)


def _own(compact: Compact, side: str) -> str:
    return compact.currency if side == "us" else compact.host_currency


def _scaled(compact: Compact, flow: Flow, key: tuple[str, str]) -> list[Decimal | None]:
    """The stages in the donor's currency; empty where there is no rate to bring them there."""
    cells = flow.totals.get(key, {})
    used: Converted | None = None if key[1] == compact.currency else flow.rate
    if key[1] != compact.currency and (used is None or key[1] != compact.host_currency):
        return []
    found = [cells.get(stage) for stage in STAGES[key[0]]]
    return [None if amount is None else into_donor(amount, used) if used else amount for amount in found]


def _stages(compact: Compact, flow: Flow, side: str, base: str) -> list[Cell]:
    cells = flow.totals.get((side, base), {})
    first = next(iter(STAGES[side]))
    return [
        Cell(
            cells.get(stage), base, link(compact, account, flow.on) if stage in cells else "", label=str(money_words.STAGES[stage]),
            share=_share(cells.get(stage), cells.get(first)) if stage != first else "",
        )
        for stage, (account, _sign) in STAGES[side].items()
    ]  # fmt: skip


def _lines(compact: Compact, flow: Flow, rows: Iterable[Row], name: str, labels: Mapping[Any, str]) -> list[dict[str, Any]]:
    order = {key: number for number, key in enumerate(labels)}
    known = list(rows)
    if not any(row.key for row in known):
        return []
    unsplit = {(row.side, stage) for row in known if not row.key for stage in row.cells}
    kept = sorted(known, key=lambda row: (order.get(row.key, len(order)), row.side != "us", row.base))
    return [
        {
            "label": labels.get(row.key) or _none(name, row), "side": country(compact, row.side),
            "cells": [_cell(compact, flow, (row, name), column, unsplit=unsplit) for column in COLUMNS],
            **(_used(row) if row.key else {}),
        }
        for row in kept
    ]  # fmt: skip


def _none(name: str, row: Row) -> str:
    words = {"objetivo": _("Sin objetivo señalado"), "region": _("Sin región señalada")}
    return words.get(name) or (_("Sin receptor señalado") if row.side == "us" else _("Sin entidad señalada"))


def _cell(compact: Compact, flow: Flow, of: tuple[Row, str], column: str, *, unsplit: Container[tuple[str, str]]) -> Cell:
    """A figure of a row. A promise is made for the whole: of a part that names none there is none to know."""
    row, name = of
    stage = column if row.side == "us" else _HOST_COLUMN.get(column, "")
    if not stage or (stage not in row.cells and stage in ("promised", "pledged")):
        return Cell(None, row.base, exists=False)
    if stage not in row.cells:
        if row.key:
            return Cell(None, row.base, words=_("Sin desglose") if (row.side, stage) in unsplit else "")
        return Cell(None, row.base, exists=stage not in flow.totals.get((row.side, row.base), {}))  # all of it names its part
    asked = "entidad" if name == "receptor" and row.side == "host" else name
    narrowed = {} if row.key == OUT else {asked: row.key or NONE}
    return Cell(row.cells[stage], row.base, link(compact, STAGES[row.side][stage][0], flow.on, **narrowed))


def _used(row: Row) -> dict[str, str]:
    """How much of what was promised (or awarded, where nothing was promised to this one) is spent or given."""
    whole = row.cells.get("promised") or row.cells.get("awarded") if row.side == "us" else row.cells.get("pledged")
    part = row.cells.get("spent" if row.side == "us" else "given")
    share = _share(part, whole)
    bar = f"{min(Decimal(100), 100 * part / whole):.1f}" if share and part and whole else ""
    return {"share": share, "bar": bar, "css": "fg3" if row.side == "us" else "fg2"}


def _share(part: Decimal | None, whole: Decimal | None) -> str:
    if part is None or not whole or whole < 0 or part < 0:
        return ""
    return amounts.out_of_hundred(int(part * 100), int(whole * 100))


def claims_said(rows: Sequence[Any], now: Decimal | None, base: str) -> charts.Axis | None:
    """Statements of one side in one currency on an axis, with the ledger's figure of today."""
    said_ones = [(row.claim.amount, amounts.money(row.claim.amount, base, millions=True), "us") for row in rows]
    books = [(now, amounts.money(now, base, millions=True), "act")] if now is not None else []
    return charts.claims_axis([*said_ones, *books])
