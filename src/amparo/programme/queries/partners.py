"""An organisation in a compact: everything of it over its awards and sub-awards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from amparo.access.actors import Actor
from amparo.programme.models import ActionPoint, Compact, Organisation, PartnerPeriod, Report, SafeguardingCheck, Threshold
from amparo.programme.queries import awards, subawards
from amparo.programme.queries.awards import AwardLine
from amparo.programme.queries.monitoring import Late, overdue
from amparo.programme.queries.subawards import SubLine

Total = tuple[str, Decimal, Decimal | None]  # currency, authorised, spent (None: nobody knows)


@dataclass(frozen=True, slots=True)
class Overview:
    """Awards and sub-awards of a compact with what is overdue about them, by currency never summed across."""

    awards: Sequence[AwardLine]
    subawards: Sequence[SubLine]
    late: Late
    thresholds: Sequence[Threshold]
    given: Sequence[SubLine] = ()  # the sub-awards one organisation gives under its own awards

    def late_of(self, line: AwardLine) -> int:
        """What is overdue about an award and about its sub-awards."""
        reports = sum(sub.report.state == "late" for sub in self.subawards if sub.row.award_id == line.row.pk)
        return reports + sum(number for (award, _sub), number in self.late.count.items() if award == line.row.pk)

    def late_sub(self, line: SubLine) -> int:
        """What is overdue about a sub-award."""
        mine = sum(number for (_award, sub), number in self.late.count.items() if sub == line.row.pk)
        return mine + (line.report.state == "late")

    def totals(self) -> list[Total]:
        """Authorised and spent by currency, of awards whose money the ledger holds."""
        return _totals(self.awards)

    def sub_totals(self) -> list[Total]:
        """The same of sub-awards."""
        return _totals(self.subawards)


def _totals(lines: Sequence[AwardLine | SubLine]) -> list[Total]:
    found: dict[str, tuple[Decimal, Decimal | None]] = {}
    for line in lines:
        if line.amount is not None and line.row.state not in ("draft", "cancelled"):
            amount, spent = found.get(line.row.currency, (Decimal(0), None))
            spent = spent if line.spent is None else (spent or Decimal(0)) + line.spent
            found[line.row.currency] = (amount + line.amount, spent)
    return [(currency, amount, spent) for currency, (amount, spent) in sorted(found.items())]


def overview(actor: Actor, compact: Compact, today: date, *, recipient: Organisation | None = None) -> Overview:
    """Of the whole compact, or of one organisation (seven queries)."""
    only: dict[str, Any] = {"recipient": recipient.pk} if recipient else {}
    amounts = subawards.thresholds(actor, compact.pk)
    of = Q(recipient=recipient) | Q(award__recipient=recipient) if recipient else Q()
    held, both = awards.rows(actor, compact, **only), subawards.rows(actor, compact, of=of)
    subs = [row for row in both if recipient is None or row.recipient_id == recipient.pk]
    given = [row for row in both if recipient is not None and row.award is not None and row.award.recipient_id == recipient.pk]
    within = Q(award__in=[row.pk for row in held]) | Q(subaward__in=[row.pk for row in subs]) if recipient else None
    sums = awards.sums_of(actor, compact, today, within=within)
    changes = subawards.changes_of(actor, both)
    received, passed_on = (
        subawards.lines_for(rows, sums, changes, known=subawards.limits_of(amounts), today=today) for rows in (subs, given)
    )
    return Overview(awards.lines_for(held, sums), received, overdue(actor, compact, today), amounts, passed_on)


def organisation(actor: Actor, compact: Compact, code: str) -> Organisation | None:
    """An organisation by its code (public record). Whether it has anything in this compact, its page says."""
    del actor, compact
    row: Organisation | None = Organisation.objects.filter(code=code).select_related("source").first()
    return row


def periods(actor: Actor, compact: Compact, row: Organisation) -> Sequence[PartnerPeriod]:
    """Since when and as what it carries work out (one query)."""
    return list(
        PartnerPeriod.objects.visible_to(actor).filter(compact=compact, organisation=row).select_related("prime", "source")
        .order_by("since")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duties:
    """What an organisation has to do in a compact: action points, reports, and its safeguarding checks."""

    points: Sequence[ActionPoint]
    reports: Sequence[Report]
    checks: Sequence[SafeguardingCheck]


def duties(actor: Actor, compact: Compact, *, seen: Overview, row: Organisation) -> Duties:
    """Open action points, unfinished reports, the last checks (two queries)."""
    held = [line.row.pk for line in seen.awards]
    subs = [line.row.pk for line in seen.subawards]
    points = ActionPoint.objects.visible_to(actor).filter(compact=compact, owner=row).exclude(state="verified")
    reports = Report.objects.visible_to(actor).filter(compact=compact).exclude(state="accepted").order_by("due_on")
    return Duties(
        list(points.select_related("award", "subaward").order_by("due")),
        [one for one in reports if (one.subaward_id in subs if one.subaward_id else one.award_id in held)],
        [one for one in seen.late.checks if (one.subaward_id in subs if one.subaward_id else one.award_id in held)],
    )
