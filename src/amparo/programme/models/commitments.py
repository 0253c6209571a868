"""What both sides promised, and what the host country gives: people, money and kind, budget phases; what lasts."""

from django.db import models
from django.db.models import Q

from amparo.core.dates import PartialDateField
from amparo.programme.models.agreement import Organisation, Party
from amparo.programme.models.base import CompactRow, Kept, figure_column, money_column, once


class Commitment(Kept, CompactRow):
    """A promise of one side. Some are counted: `done` of `wanted` things (`unit_es`).

    state        proposed, agreed, in_progress, met, partly, not_met, rescheduled
    reworded_by  the instrument that changed its text after both sides had agreed
    """

    code = models.CharField(max_length=12)
    party = models.ForeignKey(Party, models.PROTECT, related_name="commitments")
    kind = models.SlugField(max_length=16)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="commitments")
    objective = models.ForeignKey("programme.Objective", models.PROTECT, null=True, blank=True, related_name="commitments")
    due = PartialDateField(null=True, blank=True)
    state = models.SlugField(max_length=12)
    wanted = figure_column()
    done = figure_column()
    counted_es = models.CharField(max_length=60, blank=True)
    counted_en = models.CharField(max_length=60, blank=True)
    agreed_in = models.ForeignKey(
        "programme.DialogueAgreement", models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    moved_by = models.ForeignKey("programme.Amendment", models.PROTECT, null=True, blank=True, related_name="moved_commitments")
    reworded_by = models.ForeignKey(
        "programme.Amendment", models.PROTECT, null=True, blank=True, related_name="reworded_commitments"
    )

    class Meta:
        constraints = [once("commitment_code_once", "compact", "code")]


class CommitmentStep(CompactRow):
    """One step of a commitment, kept: the state it led to, when, in which words; `due` and `done` as they stood after it."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    step = models.SlugField(max_length=16)
    state = models.SlugField(max_length=12)
    on = models.DateField()
    due = PartialDateField(null=True, blank=True)
    done = figure_column()
    words = models.CharField(max_length=500, blank=True)


class HeadCount(Kept, CompactRow):
    """Posts of a member entity by function at the end of a quarter. One of them is the baseline."""

    entity = models.ForeignKey(Organisation, models.PROTECT, related_name="head_counts")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    function = models.SlugField(max_length=30)
    posts = models.PositiveIntegerField(null=True, blank=True)  # empty: the entity does not know
    baseline = models.BooleanField(default=False)

    class Meta:
        constraints = [
            once("head_count_once", "compact", "entity", "year", "quarter", "function"),
            once("one_baseline_a_function", "compact", "entity", "function", also=Q(baseline=True)),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="head_count_quarter"),
        ]


class Contribution(CompactRow):
    """What the host country gave, in money or in kind, with the way it was valued. Its amount stands in the ledger (`entry`)."""

    entity = models.ForeignKey(Organisation, models.PROTECT, related_name="contributions")
    kind = models.SlugField(max_length=12)  # cash, in_kind
    text_es = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    amount = money_column()
    currency = models.CharField(max_length=3)
    valuation = models.CharField(max_length=300, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    objective = models.ForeignKey("programme.Objective", models.PROTECT, null=True, blank=True, related_name="contributions")
    entry = models.ForeignKey("programme.Entry", models.PROTECT, null=True, related_name="+")


class BudgetPhase(Kept, CompactRow):
    """A phase of a public budget line in a year: PIA, PIM, certified, committed, accrued, paid. Each as of a day; older ones stay."""

    entity = models.ForeignKey(Organisation, models.PROTECT, related_name="budget_phases")
    year = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=120)  # programme line of the public budget
    phase = models.SlugField(max_length=12)
    amount = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, default="PEN")
    on = models.DateField()

    class Meta:
        constraints = [once("budget_phase_once", "compact", "entity", "year", "line", "regions", "phase", "on")]


class Practice(CompactRow):
    """A policy or practice the compact wants to last: who takes over what, when, with which money.

    stage  baseline, adopted, funded, institutional
    """

    code = models.CharField(max_length=12)
    kind = models.SlugField(max_length=20)
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    objective = models.ForeignKey("programme.Objective", models.PROTECT, null=True, blank=True, related_name="practices")
    stage = models.SlugField(max_length=14)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="practices")
    takes_over_on = PartialDateField(null=True, blank=True)
    norm = models.CharField(max_length=200, blank=True)
    budget_line = models.CharField(max_length=200, blank=True)
    amount = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "code"], name="practice_code_once")]


class PracticeStep(CompactRow):
    """One stage reached by a practice, kept, with the norm or the budget line that shows it."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="steps")
    stage = models.SlugField(max_length=14)
    on = PartialDateField(null=True, blank=True)
    norm = models.CharField(max_length=200, blank=True)
    budget_line = models.CharField(max_length=200, blank=True)
