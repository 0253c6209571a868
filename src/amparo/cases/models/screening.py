"""Screening, and what each institution decided about her being a victim."""

from django.db import models
from django.db.models import Q

from amparo.cases.models.base import CaseRow
from amparo.core.dates import PartialDateField


class Screening(CaseRow):
    """Questions of safety first, then observations, ticked indicators, act and purpose. No field for her story:
    the single interview is the prosecutor's. It can stop and be taken up again."""

    state = models.SlugField(max_length=12)  # begun, paused, done
    step = models.SlugField(max_length=20)
    finished_at = models.DateTimeField(null=True)
    outcome = models.SlugField(max_length=20, blank=True)  # proposed by the rule; a person decides

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False) | (~Q(state="done") & Q(finished_at=None)),
                name="screening_done_when_finished",
            ),
            models.UniqueConstraint(fields=["case", "unit"], condition=~Q(state="done"), name="one_open_screening_a_unit"),
        ]


class ScreeningAnswer(CaseRow):
    """One answer: a safety question, an observation, an indicator, an act, a means or a purpose. Unknown is an answer."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="answers")
    kind = models.SlugField(max_length=20)  # safety, observation, indicator, act, means, purpose
    code = models.SlugField(max_length=60)
    value = models.SlugField(max_length=10)  # yes, no, unknown

    class Meta:
        constraints = [models.UniqueConstraint(fields=["screening", "kind", "code"], name="screening_answer_once")]


class StatusDecision(CaseRow):
    """What one institution decided on a day. Decisions stand side by side; none overwrites another."""

    status = models.SlugField(max_length=20)  # presumed, identified, ruled_out
    decided = PartialDateField()
    at = models.DateTimeField()
    basis = models.SlugField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["case", "unit", "-at"], name="status_of_unit")]
