"""Sub-awards: which must be reported and by when, their lists, and one sub-award's page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from amparo.access.actors import Actor
from amparo.programme.models import AwardAmendment, Compact, PartnerPeriod, RiskRating, SubAward, Threshold
from amparo.programme.queries.awards import given_by
from amparo.programme.rules_awards import Limit, Owed, reporting

REPORT = "subaward_report"


@dataclass(frozen=True, slots=True)
class SubLine:
    """A sub-award in a list: what it holds and spent by the ledger (None: nobody knows), whether it must be reported."""

    row: SubAward
    amount: Decimal | None
    spent: Decimal | None
    report: Owed


def thresholds(actor: Actor, compact: UUID) -> Sequence[Threshold]:
    """Every amount from which sub-awards were to be reported, the first one first (one query)."""
    return list(
        Threshold.objects.visible_to(actor).filter(compact=compact, kind=REPORT).select_related("source").order_by("since")
    )


def limits(actor: Actor, compact: UUID) -> list[Limit]:
    """The same for the rule."""
    return limits_of(thresholds(actor, compact))


def limits_of(rows: Sequence[Threshold]) -> list[Limit]:
    """Rows as the rule wants them."""
    return [Limit(row.amount, row.currency, row.since, row.until) for row in rows]


def owed(row: SubAward, known: Sequence[Limit], amendments: Sequence[AwardAmendment], *, today: date) -> Owed:
    """Whether a signed sub-award must be reported and by when. A date known to the month counts by its last day."""
    if row.state in ("draft", "cancelled"):
        return Owed("not_needed")
    steps = []
    if row.signed_on is not None and row.amount is not None:
        steps = [(row.signed_on.latest(), row.amount)]
        steps += [(one.signed_on.latest(), one.delta) for one in amendments if one.signed_on is not None and one.delta]
    return reporting(steps, known, currency=row.currency, reported_on=row.reported_on, today=today)


def rows(actor: Actor, compact: Compact, *, of: Q | None = None, **only: UUID) -> list[SubAward]:
    """The sub-awards of a compact in the actor's sight (one query). `of` narrows them."""
    found = SubAward.objects.visible_to(actor).filter(compact=compact, **only).annotate(primes=primes_of(actor))
    found = found.filter(of or Q()).select_related("recipient", "award__recipient")
    return sorted(found, key=lambda row: row.number)


def primes_of(actor: Actor) -> ArraySubquery:
    """The short names of those a sub-award's recipient works under, by what all participants may read; asked with the row.

    Its award may be out of the reader's sight: who gives the sub-award is no secret of the award.
    """
    known = PartnerPeriod.objects.visible_to(actor).filter(
        compact=OuterRef("compact"), organisation=OuterRef("recipient"), role="sub", prime__isnull=False
    )
    return ArraySubquery(known.order_by("prime__short_name").values("prime__short_name").distinct())


def changes_of(actor: Actor, subs: Sequence[SubAward]) -> Sequence[AwardAmendment]:
    """Every amendment of these sub-awards (one query)."""
    return list(AwardAmendment.objects.visible_to(actor).filter(subaward__in=[row.pk for row in subs]))


def lines_for(
    subs: Sequence[SubAward],
    sums: Mapping[tuple[UUID | None, str], Decimal],
    amendments: Sequence[AwardAmendment],
    *,
    known: Sequence[Limit],
    today: date,
) -> list[SubLine]:
    """Sub-awards with their sums and whether they must be reported."""
    changes: dict[UUID | None, list[AwardAmendment]] = defaultdict(list)
    for one in amendments:
        changes[one.subaward_id].append(one)
    return [
        SubLine(
            row,
            -sums[row.pk, "sub_authorised"] if (row.pk, "sub_authorised") in sums else row.amount,
            sums.get((row.pk, "sub_expended"), Decimal(0) if (row.pk, "sub_authorised") in sums else None),
            owed(row, known, changes[row.pk], today=today),
        )
        for row in subs
    ]


def found(actor: Actor, pk: UUID) -> SubAward | None:
    """A sub-award in the actor's sight, with what its page shows of others. Its award is None where it is out of sight."""
    row: SubAward | None = (
        SubAward.objects.visible_to(actor)
        .filter(pk=pk)
        .annotate(given=given_by(actor), primes=primes_of(actor))
        .select_related("compact", "recipient", "source", "award__recipient")
        .first()
    )
    return row


def ratings(actor: Actor, row: SubAward) -> Sequence[RiskRating]:
    """Every rating of its risk, the last one first (one query)."""
    return list(RiskRating.objects.visible_to(actor).filter(subaward=row).select_related("unit").order_by("-on", "-created_at"))
