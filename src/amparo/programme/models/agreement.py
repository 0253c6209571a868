"""The agreement: compacts, who takes part, what was agreed, what changed, where and with whom."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amparo.core.dates import PartialDateField
from amparo.programme.models.base import CompactRow, Kept, Row, Sourced, figure_column, once


class Organisation(Sourced):
    """A government body, partner or sub-recipient as the public record names it. `unit`: whose people act for it here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.SlugField(max_length=60, unique=True)
    kind = models.SlugField(max_length=30)
    country = models.CharField(max_length=2, blank=True)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=60, blank=True)  # organisation identifier of IATI, as "XM-DAC-41302"
    uei = models.CharField(max_length=12, blank=True)
    unit = models.OneToOneField("access.Unit", models.PROTECT, null=True, blank=True, related_name="+")


class Compact(Row):
    """A child protection compact: the record of one partnership. Its end moves by amendments only.

    state  draft, in_force, closed
    """

    code = models.SlugField(max_length=40, unique=True)
    country = models.CharField(max_length=2)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    summary_es = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    state = models.SlugField(max_length=12)
    signed_on = PartialDateField(null=True, blank=True)
    starts = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)  # as agreed first; `queries.agreement` adds the amendments
    currency = models.CharField(max_length=3, default="USD")
    host_currency = models.CharField(max_length=3, default="PEN")
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    is_demo = models.BooleanField(default=False)


class Participation(CompactRow):
    """A unit of the house that takes part in a compact, and as what. It decides who sees which rows.

    capacity  party, evaluator, partner, subrecipient, commission (`regions`: its own), observer
    """

    member = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="participations")
    capacity = models.SlugField(max_length=14)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compact", "member", "capacity"], condition=Q(until=None), name="participation_once")
        ]


class Party(CompactRow):
    """A Participant of the compact. `side`: us (who gives the grant) or host."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parties")
    side = models.SlugField(max_length=4)
    lead_es = models.CharField(max_length=300, blank=True)
    lead_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "side"], name="one_party_a_side")]


class Signatory(CompactRow):
    """An official who signed, as the public act names him."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="signatories")
    name = models.CharField(max_length=120)
    office_es = models.CharField(max_length=160)
    office_en = models.CharField(max_length=160)
    signed_on = PartialDateField(null=True, blank=True)


class Objective(Kept, CompactRow):
    """An objective of the compact; some have three, some four."""

    number = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        constraints = [once("objective_once", "compact", "number")]


class Clause(Kept, CompactRow):
    """A clause in both languages. Text that nobody has seen is empty and shown as unknown."""

    number = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField(default=0)
    heading_es = models.CharField(max_length=200)
    heading_en = models.CharField(max_length=200)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        constraints = [once("clause_once", "compact", "number")]


class Amendment(CompactRow):
    """An instrument that changed the compact."""

    number = models.PositiveSmallIntegerField()
    instrument_es = models.CharField(max_length=200)
    instrument_en = models.CharField(max_length=200)
    signed_on = PartialDateField(null=True, blank=True)
    effective_on = PartialDateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "number"], name="amendment_once")]


class AmendmentChange(CompactRow):
    """One thing an amendment changed: what, from what, to what. Empty: no source says it.

    field  term, amount, territory, partners, objectives, clause, other
    """

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="changes")
    field = models.SlugField(max_length=20)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)


class Territory(Kept, CompactRow):
    """A region where the compact works, from when to when; `whole` or only selected activities. `regions` holds the one region."""

    moved_on = True
    whole = models.BooleanField(default=True)
    label = models.CharField(
        max_length=80, blank=True
    )  # as the act names it, where that is not the region ("Lima Metropolitana")
    since = PartialDateField(null=True, blank=True)
    until = PartialDateField(null=True, blank=True)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="territories")


class PartnerPeriod(CompactRow):
    """An organisation that carries the work out, from when to when. `role`: prime or sub; `prime` unknown where no source names it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="periods")
    role = models.SlugField(max_length=6)
    prime = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    since = PartialDateField(null=True, blank=True)
    until = PartialDateField(null=True, blank=True)


class Document(CompactRow):
    """A document of the partnership, by its public address."""

    kind = models.SlugField(max_length=30)
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    dated = PartialDateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=5, blank=True)


class StatedFact(CompactRow):
    """What somebody said in public about results: no indicator, since it has neither a definition nor a target. Shown, never merged.

    about  names what it speaks of ("shelters"): the same name later is the same thing said again
    value  empty where it is words only; `bound` as a money claim's
    """

    about = models.SlugField(max_length=30)
    text_es = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    value = figure_column()
    bound = models.SlugField(max_length=8, default="exact")
    speaker = models.CharField(max_length=200, blank=True)


class Evidence(CompactRow):
    """What shows that something was done: a norm, a minute, a page. `about` names the row (commitment, contribution, …)."""

    about = models.SlugField(max_length=30)
    about_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    dated = PartialDateField(null=True, blank=True)


class Verdict(CompactRow):
    """The other side's word about an entry: accepted or disputed. It never changes the entry; the last one counts."""

    about = models.SlugField(max_length=30)
    about_id = models.UUIDField(db_index=True)
    about_version = models.PositiveIntegerField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="verdicts")
    accepted = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)


class Period(CompactRow):
    """A closed stretch of the books: nothing is posted with a date in it."""

    starts = models.DateField()
    ends = models.DateField()
    closed = models.BooleanField(default=True)
    award_only = ArrayField(models.UUIDField(), default=list)  # empty: all awards

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="closed_period_in_order")]
