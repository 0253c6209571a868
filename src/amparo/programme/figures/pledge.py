"""What the host country gives, as figures of a snapshot: contributions by kind and currency, posts, budget phases."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.programme.figures.base import Frozen
from amparo.programme.models import BudgetPhase, Compact, Contribution, HeadCount
from amparo.programme.queries import known
from amparo.programme.queries.pledge import last_known
from amparo.programme.rules_commitments import quarter_end

Labels = tuple[str, str]


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Contributions, then posts, then budget, each in the order of its codes; only what was so by the cut-off (three queries)."""
    then = known.by(compact, cut_off)
    return [
        *_gifts(actor, compact, cut_off, then),
        *_posts(actor, compact, cut_off, then),
        *_budget(actor, compact, cut_off, then),
    ]


def _gifts(actor: Actor, compact: Compact, cut_off: date, then: known.Known) -> list[Frozen]:
    """One figure for each kind and currency; what was taken back by the cut-off does not count."""
    rows = Contribution.objects.visible_to(actor).filter(compact=compact, ends__lte=cut_off).select_related("entry__reversed_by")
    sums: dict[tuple[str, str], list[Contribution]] = {}
    for row in then.facts(rows).order_by("kind", "currency", "ends", "id"):
        back = getattr(row.entry, "reversed_by", None) if row.entry else None
        if back is None or back.on > cut_off or not then.has(back):
            sums.setdefault((row.kind, row.currency), []).append(row)
    return [_gift(kind, currency, given, cut_off) for (kind, currency), given in sorted(sums.items())]


def _gift(kind: str, currency: str, given: Sequence[Contribution], cut_off: date) -> Frozen:
    es, en = _words("contribution_kind", kind)
    sources = {row.source_id for row in given}
    ways = "; ".join(sorted({row.valuation for row in given if row.valuation}))
    return Frozen(
        "pledge", f"pledge:given:{kind}:{currency}", f"Aportes del país: {es.lower()}", f"Country contributions: {en.lower()}",
        sum((row.amount for row in given), Decimal(0)), currency, source=sources.pop() if len(sources) == 1 else None,
        as_of=PartialDate.from_date(cut_off), verified=all(row.verified for row in given),
        footnote_es=f"Valoración: {ways}" if ways else "", footnote_en=f"Valuation: {ways}" if ways else "",
    )  # fmt: skip


def _posts(actor: Actor, compact: Compact, cut_off: date, then: known.Known) -> list[Frozen]:
    rows = HeadCount.every.visible_to(actor).filter(compact=compact, year__lte=cut_off.year).select_related("entity")
    return [
        _post(row) for row in then.read(rows.order_by("entity__code", "year", "quarter", "function"))
        if quarter_end(row.year, row.quarter) <= cut_off
    ]  # fmt: skip


def _post(row: HeadCount) -> Frozen:
    es, en = _words("post_function", row.function)
    when = f"{row.year}-{row.quarter}"
    base_es, base_en = (", línea base", ", baseline") if row.baseline else ("", "")
    unknown = row.posts is None
    return Frozen(
        "pledge", f"pledge:posts:{row.entity.code}:{when}:{row.function}",
        f"{row.entity.name_es}, puestos {when}: {es.lower()}{base_es}", f"{row.entity.name_en}, posts {when}: {en.lower()}{base_en}",
        None if unknown else Decimal(row.posts or 0), "number", "No se sabe" if unknown else "", "Not known" if unknown else "",
        row.source_id, row.as_of, row.verified,
    )  # fmt: skip


def _budget(actor: Actor, compact: Compact, cut_off: date, then: known.Known) -> list[Frozen]:
    """Each line and phase as last known on the cut-off."""
    rows = BudgetPhase.every.visible_to(actor).filter(compact=compact, on__lte=cut_off).select_related("entity")
    found: dict[tuple[str, int], list[BudgetPhase]] = {}
    for row in then.read(rows.order_by("on", "created_at", "id")):
        found.setdefault((row.entity.code, row.year), []).append(row)
    return [
        _phase(row) for key in sorted(found) for _place, row in sorted(last_known(found[key]).items())
    ]  # fmt: skip


def _phase(row: BudgetPhase) -> Frozen:
    es, en = _words("budget_phase", row.phase)
    where = "-".join(row.regions) or "PE"
    unknown = row.amount is None
    return Frozen(
        "pledge", f"pledge:budget:{row.entity.code}:{row.year}:{row.line}:{where}:{row.phase}",
        f"{row.entity.name_es}, presupuesto {row.year}, {row.line}: {es}", f"{row.entity.name_en}, budget {row.year}, {row.line}: {en}",
        row.amount, row.currency, "No se sabe" if unknown else "", "Not known" if unknown else "", row.source_id,
        PartialDate.from_date(row.on), row.verified,
    )  # fmt: skip


def _words(code_list: str, code: str) -> Labels:
    with override("es"):
        spanish = codelists.label(code_list, code)
    with override("en"):
        return spanish, codelists.label(code_list, code)
