"""What a quarterly report is made of, from what is recorded: values, money, activities, evidence. The writer sees it before sending."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.programme import money_words, words_indicators
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Campaign, Evidence, Line, Outreach, Report, Result, Training, WorkItem
from amparo.programme.queries.indicators import order
from amparo.programme.rules_reports import span

# account → sign that makes it above zero
PRIME = {"expended": 1, "paid": 1, "receipts": -1, "share_given": 1}
SUB = {"sub_expended": 1, "sub_paid": 1, "sub_receipts": -1}
QUARTER, TOTAL = "quarter", "total"
LONGEST = 400


def prepared(actor: Actor, report: Report) -> list[Frozen]:
    """The figures of a report as they are recorded now, in a fixed order (seven queries). Drafts count only where the actor sees them."""
    first, last = span(report.year, report.quarter)
    results = list(results_of(actor, report))
    return [
        *(figure for row in results for figure in _value(row)),
        *_money(actor, report, first, last),
        *_activities(actor, report, first, last),
        *_evidence(actor, report, [report.pk, *(row.pk for row in results)]),
    ]


def results_of(actor: Actor, report: Report) -> list[Result]:
    """The values of the report's award or sub-award whose period ends in its quarter, drafts in sight too, without the corrected."""
    first, last = span(report.year, report.quarter)
    found = (
        Result.objects.visible_to(actor)
        .filter(compact=report.compact_id, award=report.award_id, subaward=report.subaward_id, ends__range=(first, last))
        .exclude(state="corrected").select_related("indicator", "compact")
    )  # fmt: skip
    return sorted(found, key=lambda row: (order(row.indicator.code), row.ends, row.starts, row.regions))


def _value(row: Result) -> list[Frozen]:
    """The value, and of a ratio what it is made of: quarters are merged from those."""
    what = row.indicator
    key = f"indicator|{what.code}|{''.join(row.regions)}|{row.starts}|{row.ends}"
    names = {}
    for language in ("es", "en"):
        with override(language):
            place = words_indicators.region("".join(row.regions))
            when = words_indicators.period(row.starts, row.ends)
            names[language] = f"{what.code}. {getattr(what, f'name_{language}')}, {place}, {when}"[:LONGEST]
    common: dict[str, Any] = {
        "section": "indicators",
        "source": row.source_id,
        "as_of": row.as_of or PartialDate.from_date(row.ends),
        "verified": row.verified,
    }
    found = [
        Frozen(
            key=f"{key}|value", label_es=names["es"], label_en=names["en"], value=row.value, measured_in=what.measured_in,
            footnote_es=_footnote(row, "es"), footnote_en=_footnote(row, "en"), **common,
        )
    ]  # fmt: skip
    if row.denominator is not None:
        for part in ("numerator", "denominator"):
            labels: dict[str, Any] = {
                f"label_{code}": (getattr(what, f"{part}_{code}") or names[code])[:LONGEST] for code in ("es", "en")
            }
            found.append(Frozen(key=f"{key}|{part}", value=getattr(row, part), measured_in="number", **labels, **common))
    return found


def _footnote(row: Result, language: str) -> str:
    explanation = getattr(row, f"explanation_{language}") or row.explanation_es or row.explanation_en
    return ". ".join(filter(None, (row.method.rstrip("."), explanation)))[:500]


def _money(actor: Actor, report: Report, first: date, last: date) -> Iterable[Frozen]:
    """Movements of the quarter and since the beginning, by account and currency. What is not in the books is not known."""
    accounts = SUB if report.subaward_id else PRIME
    where = {"subaward": report.subaward_id} if report.subaward_id else {"award": report.award_id}
    lines = Line.objects.visible_to(actor).filter(compact=report.compact_id, account__in=accounts, on__lte=last, **where)
    rows = lines.order_by().values("account", "base_currency").annotate(
        total=Sum("value"), quarter=Sum("value", filter=Q(on__gte=first))
    ).order_by("account", "base_currency")  # fmt: skip
    known = {(row["account"], row["base_currency"]): row for row in rows}
    currency_of: Any = report.subaward or report.award
    spent = next(iter(accounts))
    if not known:
        known[spent, currency_of.currency] = {"total": None, "quarter": None}
    for account, currency in sorted(known, key=lambda pair: (list(accounts).index(pair[0]), pair[1])):
        row = known[account, currency]
        for when, words in ((QUARTER, lazy("en el trimestre")), (TOTAL, lazy("desde el inicio"))):
            amount: Decimal | None = row[when]
            unknown = amount is None and row["total"] is None
            value = None if unknown else accounts[account] * (amount or Decimal(0))
            labels = _labels(money_words.ACCOUNTS[account], words)
            yield Frozen(
                "money", f"money|{account}|{currency}|{when}", *labels, value=value, measured_in=currency,
                as_of=PartialDate.from_date(last),
            )  # fmt: skip


def _activities(actor: Actor, report: Report, first: date, last: date) -> Iterable[Frozen]:
    """What was done in the quarter under the award or sub-award itself."""
    own = {"compact": report.compact_id, "award": report.award_id, "subaward": report.subaward_id}
    held = Training.objects.visible_to(actor).filter(state="held", ends__range=(first, last), **own)
    came = held.aggregate(n=Count("id", distinct=True), people=Count("attendances__official", distinct=True))
    work = WorkItem.objects.visible_to(actor).filter(state="done", ends__range=(first, last), **own)
    campaigns = Campaign.objects.visible_to(actor).filter(ends__range=(first, last), **own)
    outreach = Outreach.objects.visible_to(actor).filter(on__range=(first, last), **own)
    counts: Sequence[tuple[str, str | Promise, int | None, str]] = (
        ("work", lazy("Actividades del plan hechas"), work.count(), "count"),
        ("trainings", lazy("Capacitaciones realizadas"), came["n"], "count"),
        ("officials", lazy("Funcionarios distintos capacitados"), came["people"], "unique"),
        ("campaigns", lazy("Campañas"), campaigns.count(), "count"),
        (
            "outreach",
            lazy("Escuelas, transportes y hospedajes trabajados"),
            outreach.aggregate(n=Sum("places"))["n"] or 0,
            "count",
        ),
    )
    for name, label, n, kind in counts:
        unit = "people" if kind == "unique" else "number"
        yield Frozen(
            "activities", f"activities|{name}|{kind}", *_labels(label), value=Decimal(n or 0), measured_in=unit,
            as_of=PartialDate.from_date(last),
        )  # fmt: skip


def _evidence(actor: Actor, report: Report, ids: Sequence[Any]) -> Iterable[Frozen]:
    rows = Evidence.objects.visible_to(actor).filter(compact=report.compact_id, about_id__in=ids).order_by("created_at", "id")
    for row in rows:
        title = row.title[:LONGEST]
        yield Frozen(
            "evidence", f"evidence|{row.pk}", title, title, words_es=row.title, words_en=row.title, as_of=row.dated,
            source=row.source_id, footnote_es=row.url[:500], footnote_en=row.url[:500],
        )  # fmt: skip


def _labels(*words: str | Promise) -> tuple[str, str]:
    """The words in Spanish and in English, joined by a comma."""
    found = []
    for language in ("es", "en"):
        with override(language):
            found.append(", ".join(str(word) for word in words))
    return found[0], found[1]
