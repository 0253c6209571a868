"""Reports of partners, and snapshots: figures frozen at a cut-off, never made again over what was accepted."""

from django.db import models
from django.db.models import Q

from amparo.programme.models.base import AwardRow, CompactRow, figure_column


class Snapshot(AwardRow):
    """Figures frozen as of `cut_off`. kind: report, dialogue. `digest`: SHA-256 over its figures in order."""

    kind = models.SlugField(max_length=10)
    cut_off = models.DateField()
    digest = models.CharField(max_length=64)


class SnapshotFigure(AwardRow):
    """One frozen figure with its birth certificate: what, how much or which words, unit, source, as of when, in which state."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="figures")
    section = models.SlugField(max_length=20)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=120)  # the same key is the same figure in the next snapshot
    label_es = models.CharField(max_length=400)
    label_en = models.CharField(max_length=400)
    value = figure_column()
    measured_in = models.CharField(max_length=20, blank=True)
    words_es = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    footnote_es = models.CharField(max_length=500, blank=True)
    footnote_en = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "key"], name="figure_once_a_snapshot")]


class Report(AwardRow):
    """The quarterly report of an award or sub-award. state: due, sent, sent_back, accepted. The draft is seen by its writer only."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.SlugField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "subaward", "year", "quarter"], name="report_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="report_quarter"),
        ]


class ReportDraft(AwardRow):
    """What the partner is writing, before it is sent: of the unit that writes it, and of nobody else (`reach` own)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="drafts")
    achievements = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "unit"], name="one_draft_a_report")]


class ReportVersion(AwardRow):
    """A report as it was sent: words and frozen figures. Never changed; sent back, the next version follows."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    achievements = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="report_version")
    accepted = models.BooleanField(null=True)  # empty: waits
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class Remark(AwardRow):
    """What the reader of a report says about a part of it."""

    version_of = models.ForeignKey(ReportVersion, models.CASCADE, related_name="remarks")
    section = models.SlugField(max_length=20)
    words = models.CharField(max_length=500)


class Pack(CompactRow):
    """A dialogue pack as a file: DOCX or PDF, in one language, from one snapshot."""

    dialogue = models.ForeignKey("programme.Dialogue", models.CASCADE, related_name="packs")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="packs")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "language", "format"], name="pack_once")]
