"""Awards and sub-awards, from the solicitation to the close-out, and how they are watched over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amparo.core.dates import PartialDateField
from amparo.programme.models.agreement import Objective, Organisation
from amparo.programme.models.base import AwardRow, CompactRow, money_column


class Solicitation(CompactRow):
    """A call for proposals. state: planned, open, closed, awarded, cancelled."""

    number = models.CharField(max_length=60)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    opens = PartialDateField(null=True, blank=True)
    closes = PartialDateField(null=True, blank=True)
    ceiling = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    objectives = ArrayField(models.PositiveSmallIntegerField(), default=list)
    state = models.SlugField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "number"], name="solicitation_once")]


class Award(CompactRow):
    """A grant to a recipient. `amount` is the first one, empty where no source gives it; the ledger holds what is authorised.

    state  draft, active, closing, closed
    """

    number = models.CharField(max_length=60)  # FAIN or the number the donor gives
    solicitation = models.ForeignKey(Solicitation, models.PROTECT, null=True, blank=True, related_name="awards")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="awards")
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    starts = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)  # today's, after the amendments
    amount = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    cost_share = money_column(default=0)  # recipient share required
    objectives = ArrayField(models.PositiveSmallIntegerField(), default=list)
    state = models.SlugField(max_length=12)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "number"], name="award_number_once")]


class AwardAmendment(AwardRow):
    """A change of an award (or sub-award): kind cost, no_cost, de_obligation. `delta` is signed; `ends` is the new end."""

    number = models.PositiveSmallIntegerField()
    kind = models.SlugField(max_length=14)
    delta = money_column(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)
    ended_before = PartialDateField(null=True, blank=True)
    signed_on = PartialDateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    entry = models.ForeignKey("programme.Entry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "subaward", "number"], name="award_amendment_once", nulls_distinct=False)
        ]


class SubAward(CompactRow):
    """A share of an award that a sub-recipient carries out. `award` is empty where no source names the parent (`parent_unknown`)."""

    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="subawards")
    parent_unknown = models.BooleanField(default=False)
    number = models.CharField(max_length=60)
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="subawards")
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    starts = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)
    amount = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    signed_on = PartialDateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)  # to the register of sub-awards, where the amount asks for it
    risk = models.SlugField(max_length=10, blank=True)  # the last rating: low, medium, high
    state = models.SlugField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compact", "award", "number"], name="subaward_number_once", nulls_distinct=False
            ),  # each prime numbers its own, and learns nothing of another's
            models.CheckConstraint(
                condition=Q(award__isnull=False) | Q(parent_unknown=True), name="subaward_knows_its_parent_or_says_so"
            ),
        ]


class RiskRating(AwardRow):
    """How risky an award or sub-award was found, on which day and why."""

    rating = models.SlugField(max_length=10)
    on = models.DateField()
    reasons = models.CharField(max_length=500, blank=True)


class BudgetLine(AwardRow):
    """A share of the budget of an award or sub-award: objective, region (`regions`, one or none), category.

    What was replaced is kept: `proposal` names the act (or the file) that proposed the line, `replaced_by` the one that put
    others in its place; empty, the line stands.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="budget_lines")
    category = models.SlugField(max_length=20)
    amount = money_column()
    currency = models.CharField(max_length=3)
    proposal = models.UUIDField(null=True)
    replaced_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "subaward", "objective", "regions", "category"],
                name="budget_line_once",
                nulls_distinct=False,
                condition=Q(replaced_by=None),
            )  # fmt: skip
        ]


class Visit(AwardRow):
    """A monitoring visit. state: planned, done, cancelled."""

    planned_on = models.DateField()
    visited_on = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=300)
    conclusion = models.TextField(blank=True)
    state = models.SlugField(max_length=10)


class Finding(AwardRow):
    """What a visit or a check found. severity: low, medium, high. state: open, closed."""

    visit = models.ForeignKey(Visit, models.CASCADE, null=True, blank=True, related_name="findings")
    text = models.TextField()
    severity = models.SlugField(max_length=10)
    state = models.SlugField(max_length=10)


class ActionPoint(AwardRow):
    """What must be done about a finding, by whom, until when. state: open, done, verified."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="points")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="action_points")
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    state = models.SlugField(max_length=10)


class SafeguardingCheck(AwardRow):
    """Whether who works with children here keeps them safe: the answers by standard, and until when it counts."""

    on = models.DateField()
    answers = ArrayField(models.CharField(max_length=60), default=list)  # "standard:yes|no|partly|unknown"
    result = models.SlugField(max_length=12)  # meets, partly, not_met, unknown
    next_due = models.DateField()


class Threshold(CompactRow):
    """From which amount a sub-award must be reported to the donor's register, from when on. Data, because it changes."""

    kind = models.SlugField(max_length=30)
    amount = money_column()
    currency = models.CharField(max_length=3, default="USD")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="threshold_in_order")]
