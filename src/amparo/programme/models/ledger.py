"""Double entry. An entry is a fact about money; its lines sum to zero, in its currency and in the award's, or nothing is kept.

Entries and lines are never changed: a correction is a reversal. The accounts are in `programme.accounts`.
"""

from django.db import models
from django.db.models import Q

from amparo.programme.models.agreement import Objective, Organisation
from amparo.programme.models.base import AwardRow, money_column


class Entry(AwardRow):
    """A fact about money on a day. `kind` is a posting of `programme.accounts`; `amount` is what was said, in `currency`.

    rate, rate_on, rate_source  how `currency` became `base_currency`, where they differ; kept with the figure
    """

    code = models.CharField(max_length=24, unique=True)
    kind = models.SlugField(max_length=24)
    on = models.DateField()
    amount = money_column()
    currency = models.CharField(max_length=3)
    base_currency = models.CharField(max_length=3)
    base_amount = money_column()
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    rate_source = models.ForeignKey("core.Source", models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=80, blank=True)  # number of the voucher
    words = models.CharField(max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    batch = models.UUIDField(null=True, blank=True, db_index=True)  # the import it came with

    class Meta:
        indexes = [
            models.Index(fields=["compact", "on"], name="entry_by_day"),
            models.Index(fields=["award", "on"], name="entry_of_award"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(currency=models.F("base_currency")) | Q(rate__isnull=False), name="entry_has_its_rate"
            )
        ]


class Line(AwardRow):
    """One side of an entry on one account: debit above zero, credit below. `on` and `kind` are copied for sums by date."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="lines")
    account = models.SlugField(max_length=24)
    amount = money_column()  # in the entry's currency
    value = money_column()  # in base_currency
    base_currency = models.CharField(max_length=3)
    on = models.DateField()
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.SlugField(max_length=20, blank=True)
    entity = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["award", "account", "on"], name="line_of_award"),  # SF-425 and sums of an award at a day
            models.Index(fields=["compact", "account", "on"], name="line_of_compact"),  # the money flow
        ]
