"""Visits, findings, action points and safeguarding of awards and sub-awards, as their pages show them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from amparo.access.actors import Actor
from amparo.programme.models import ActionPoint, Award, Compact, Finding, Report, SafeguardingCheck, SubAward, Visit

Held = tuple[UUID | None, UUID | None]  # award, sub-award


@dataclass(frozen=True, slots=True)
class Watch:
    """What watches over one award or sub-award. Of an award also what concerns its sub-awards."""

    visits: Sequence[Visit]
    findings: Sequence[Finding]
    checks: Sequence[SafeguardingCheck]

    def open_findings(self) -> int:
        """How many findings are not closed."""
        return sum(finding.state == "open" for finding in self.findings)

    def last_check(self) -> SafeguardingCheck | None:
        """The last safeguarding check."""
        return self.checks[0] if self.checks else None


def watch(actor: Actor, row: Award | SubAward) -> Watch:
    """All of it (four queries). Rows name their sub-award where they are about one."""
    own: dict[str, Any] = {"subaward": row} if isinstance(row, SubAward) else {"award": row}
    points = Prefetch("points", ActionPoint.objects.visible_to(actor).select_related("owner").order_by("due"), to_attr="listed")
    return Watch(
        list(Visit.objects.visible_to(actor).filter(**own).select_related("subaward").order_by("-planned_on")),
        list(
            Finding.objects.visible_to(actor).filter(**own).select_related("subaward").prefetch_related(points)
            .order_by("-state", "-created_at")
        ),
        list(SafeguardingCheck.objects.visible_to(actor).filter(**own).select_related("subaward").order_by("-on", "-created_at")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Late:
    """How much is overdue by award and sub-award, and the last safeguarding check of each."""

    count: Counter[Held]
    checks: Sequence[SafeguardingCheck]


def overdue(actor: Actor, compact: Compact, today: date) -> Late:
    """Action points, visits, reports and safeguarding checks whose day has passed (two queries)."""
    points = ActionPoint.objects.visible_to(actor).filter(compact=compact, state="open", due__lt=today)
    visits = Visit.objects.visible_to(actor).filter(compact=compact, state="planned", planned_on__lt=today)
    reports = Report.objects.visible_to(actor).filter(compact=compact, state__in=("due", "sent_back"), due_on__lt=today)
    one, two, three = (rows.order_by().values_list("award_id", "subaward_id") for rows in (points, visits, reports))
    late: Counter[Held] = Counter(one.union(two, three, all=True))
    last = (
        SafeguardingCheck.objects.visible_to(actor)
        .filter(compact=compact)
        .order_by("award_id", "subaward_id", "-on", "-created_at")
    )
    checks = list(last.distinct("award_id", "subaward_id"))
    late.update((check.award_id, check.subaward_id) for check in checks if check.next_due < today)
    return Late(late, checks)


def answered(check: SafeguardingCheck) -> list[tuple[str, str]]:
    """(standard, answer) of a check."""
    return [(standard, answer) for standard, _mark, answer in (text.partition(":") for text in check.answers)]
