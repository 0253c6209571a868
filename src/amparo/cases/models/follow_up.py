"""Follow-up visits after she leaves care: 1, 3, 6 and 12 months by default (PRI guide; configurable)."""

from django.db import models
from django.db.models import Q

from amparo.cases.models.base import CaseRow
from amparo.core.sealed import SealedField


class FollowUp(CaseRow):
    """A visit planned and then made.

    outcome  safe, needs_help, at_risk, retrafficking_signal, not_found
    """

    month = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    state = models.SlugField(max_length=12)  # planned, done, cancelled
    done_at = models.DateTimeField(null=True)
    outcome = models.SlugField(max_length=24, blank=True)
    note = SealedField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | ~Q(outcome=""), name="visit_done_has_an_outcome"),
            models.UniqueConstraint(fields=["case", "month"], condition=~Q(state="cancelled"), name="one_visit_a_month_mark"),
        ]
