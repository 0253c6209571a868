"""Indicators: what is counted, from where, to where, each year, and what came out; an old value always stays."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amparo.programme.models.base import AwardRow, CompactRow, Kept, figure_column, once


class Indicator(Kept, CompactRow):
    """A definition and its baseline.

    kind       count (adds up), unique (people: bounds only), ratio (numerators over denominators), level (a state: the last one)
    direction  up or down: which way is better
    """

    code = models.CharField(max_length=12)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    definition_es = models.TextField()
    definition_en = models.TextField()
    kind = models.SlugField(max_length=8)
    measured_in = models.SlugField(max_length=20)  # people, percent, days, cases, PEN, USD, …
    numerator_es = models.CharField(max_length=300, blank=True)
    numerator_en = models.CharField(max_length=300, blank=True)
    denominator_es = models.CharField(max_length=300, blank=True)
    denominator_en = models.CharField(max_length=300, blank=True)
    covers_es = models.CharField(max_length=300, blank=True)  # scope: whom and where it covers
    covers_en = models.CharField(max_length=300, blank=True)
    disaggregations = ArrayField(models.SlugField(max_length=20), default=list)
    direction = models.SlugField(max_length=4)
    source_of_truth = models.CharField(max_length=200, blank=True)
    frequency = models.SlugField(max_length=12)
    verification_es = models.CharField(max_length=300, blank=True)
    verification_en = models.CharField(max_length=300, blank=True)
    baseline = figure_column()
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # in the compact before
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [once("indicator_code_once", "compact", "code")]


class IndicatorLink(CompactRow):
    """What an indicator serves: an objective of the compact, of the national policy to 2030, of an SDG target; many at once."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="links")
    framework = models.SlugField(max_length=12)  # compact, policy2030, sdg
    reference = models.CharField(max_length=20)  # "2", "OP3", "16.2"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "framework", "reference"], name="indicator_link_once")]


class Target(Kept, CompactRow):
    """The target of a year, national or of a region."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = figure_column()

    @property
    def code(self) -> str:
        """That of its indicator: they share a page."""
        code: str = self.indicator.code
        return code

    class Meta:
        constraints = [once("target_once", "indicator", "year", "regions")]


class Result(AwardRow):
    """A value of an indicator over a period, national or of one region. state: draft, sent, validated, published, corrected.

    `known_on`: since when it counts, the day of its validation (or, from the public record, of its publication). A corrected
    value counts until the one that supersedes it does.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results")
    starts = models.DateField()
    ends = models.DateField()
    value = figure_column()  # empty: nobody knows it; said, not guessed
    numerator = figure_column()
    denominator = figure_column()
    method = models.CharField(max_length=300, blank=True)
    explanation_es = models.CharField(max_length=500, blank=True)
    explanation_en = models.CharField(max_length=500, blank=True)
    state = models.SlugField(max_length=10)
    known_on = models.DateField(null=True, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    report = models.ForeignKey("programme.Report", models.PROTECT, null=True, blank=True, related_name="results")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="result_in_order"),
            models.UniqueConstraint(
                fields=["indicator", "starts", "ends", "regions", "award", "subaward"],
                condition=~Q(state__in=["corrected", "draft"]),
                nulls_distinct=False,
                name="one_value_a_period",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "ends"], name="result_by_period")]


class ResultPart(AwardRow):
    """A share of a result: of one value of a dimension (sex: female). Shares of a count sum to it."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="parts")
    dimension = models.SlugField(max_length=20)
    code = models.SlugField(max_length=40)
    value = figure_column()
    numerator = figure_column()
    denominator = figure_column()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "dimension", "code"], name="result_part_once")]


class QualityNote(CompactRow):
    """A remark on the quality of an indicator's data: what is missing or doubtful, since when, until it is mended."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="quality_notes")
    result = models.ForeignKey(Result, models.CASCADE, null=True, blank=True, related_name="quality_notes")
    kind = models.SlugField(max_length=20)
    words = models.CharField(max_length=500)
    mended_on = models.DateField(null=True, blank=True)
