"""A referral is a conversation with a clock: sent, seen, accepted or refused with a reason, attended, returned."""

from django.db import models
from django.db.models import Q

from amparo.cases.models.base import CaseRow
from amparo.core.dates import PartialDateField
from amparo.core.sealed import SealedField


class Referral(CaseRow):
    """A service asked of another unit. `unit` wrote it, `to_unit` answers; it is told what is needed, never what happened.

    part    under which part of the file it was asked (see `Involvement.part`)
    sender  who answers for the request now: whoever the part was handed to
    """

    code = models.CharField(max_length=20, unique=True)
    service = models.SlugField(max_length=40)
    part = models.SlugField(max_length=20)
    sender = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    state = models.SlugField(max_length=16)
    need = SealedField()
    urgency = models.SlugField(max_length=10)  # today, date, unknown
    wanted = PartialDateField(null=True, blank=True)
    interpreter = models.SlugField(max_length=10)  # yes, no, unknown
    opinion = models.SlugField(max_length=12)  # agrees, disagrees, not_asked
    refusal_reason = models.SlugField(max_length=40, blank=True)
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal_reason=""), name="refused_with_a_reason"),
            models.CheckConstraint(condition=~Q(unit=models.F("to_unit")), name="referred_to_another_unit"),
        ]
        indexes = [models.Index(fields=["to_unit", "state"], name="referral_to_unit")]  # what waits for my answer


class ReferralMessage(CaseRow):
    """One turn of the conversation, sealed."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="messages")
    step = models.SlugField(max_length=16)
    at = models.DateTimeField()
    text = SealedField(null=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "-at"], name="message_of_referral")]
