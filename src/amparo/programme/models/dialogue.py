"""The annual dialogue: chosen in advance, held on a frozen pack, followed up at the next one. Money claims made elsewhere."""

from django.db import models
from django.db.models import Q

from amparo.core.dates import PartialDateField
from amparo.programme.models.agreement import Organisation, Party
from amparo.programme.models.base import CompactRow, Kept, money_column, once
from amparo.programme.models.indicators import Indicator
from amparo.programme.models.reports import Snapshot


class Dialogue(CompactRow):
    """One annual dialogue. state: planned, choosing, chosen, prepared, held, closed.

    choose_by  until when both sides choose indicators and questions; kept by the system
    date_inferred  the date stands in no source and was concluded
    held_noted_at  when it was written down here that it was held; empty for one recorded as held (`created_at`)
    """

    number = models.PositiveSmallIntegerField()
    held_on = PartialDateField(null=True, blank=True)
    date_inferred = models.BooleanField(default=False)
    held_noted_at = models.DateTimeField(null=True, blank=True)
    mode = models.SlugField(max_length=10, blank=True)  # in_person, virtual, hybrid; empty: unknown
    place = models.CharField(max_length=120, blank=True)
    state = models.SlugField(max_length=10)
    choose_by = models.DateField(null=True, blank=True)
    cut_off = models.DateField(null=True, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="dialogues")
    minutes_es = models.TextField(blank=True)
    minutes_en = models.TextField(blank=True)
    statement_es = models.TextField(blank=True)
    statement_en = models.TextField(blank=True)
    statement_url = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "number"], name="dialogue_once")]


class DialogueChoice(CompactRow):
    """An indicator or a question that one side puts on the table and the other agrees to. state: proposed, agreed, declined."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="choices")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="choices")
    question_es = models.CharField(max_length=500, blank=True)
    question_en = models.CharField(max_length=500, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="choices")
    state = models.SlugField(max_length=10)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "indicator"], condition=Q(indicator__isnull=False), name="indicator_chosen_once"
            ),
            models.CheckConstraint(condition=Q(indicator__isnull=False) | ~Q(question_es=""), name="choice_of_something"),
        ]


class Delegate(CompactRow):
    """An official in a delegation, as the public act names him."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="delegates")
    party = models.ForeignKey(Party, models.PROTECT, related_name="delegates")
    name = models.CharField(max_length=120)
    office_es = models.CharField(max_length=160, blank=True)
    office_en = models.CharField(max_length=160, blank=True)
    head = models.BooleanField(default=False)


class AgendaItem(CompactRow):
    """A point of the agenda."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="agenda")


class DialogueAgreement(CompactRow):
    """What the two sides agreed at the table. With an owner and a date it becomes a commitment (`Commitment.agreed_in`)."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="agreements")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="agreements")
    due = PartialDateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="dialogue_agreement_once")]


class FollowUp(Kept, CompactRow):
    """How an agreement of an earlier dialogue stands at a later one."""

    agreement = models.ForeignKey(DialogueAgreement, models.CASCADE, related_name="follow_ups")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="follow_ups")
    state = models.SlugField(max_length=12)  # as a commitment's
    words_es = models.CharField(max_length=500, blank=True)
    words_en = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [once("follow_up_once", "agreement", "dialogue")]


class MoneyClaim(Kept, CompactRow):
    """What was said elsewhere about the compact's money: laid beside the ledger's figure of that day, never merged with it.

    side, kind  whose money; promised, committed, obligated, awarded, disbursed, in_kind, unknown
    bound       exact, at_least (also "more than"), about
    cumulative  a total since the beginning; a later total that is lower is a conflict
    state       open, explained
    """

    said_on = PartialDateField(null=True, blank=True)
    side = models.SlugField(max_length=4)
    kind = models.SlugField(max_length=12)
    amount = money_column()
    currency = models.CharField(max_length=3)
    bound = models.SlugField(max_length=8)
    cumulative = models.BooleanField(default=True)
    words = models.CharField(max_length=300, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    explanation_es = models.CharField(max_length=500, blank=True)
    explanation_en = models.CharField(max_length=500, blank=True)
    state = models.SlugField(max_length=10)
