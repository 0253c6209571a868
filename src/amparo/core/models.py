"""Reference data: sources, norms, terms, code lists, places, days off. About nobody, so no row security.

Every row can be corrected by an administrator; `loading` never overwrites a corrected row. Law is data: each row
says where it comes from and whether somebody checked it (`verified`).
"""

from django.db import models
from django.db.models import F, Q


class Correctable(models.Model):
    """A row that comes from a file of the product and may be corrected here."""

    corrected_by = models.CharField(max_length=20, blank=True, default="", db_default="")
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Source(Correctable):
    """Where a fact was read."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    date_seen = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.title


class NormStatus(models.TextChoices):
    """Whether a norm counts today."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPLACED = "replaced"


class Norm(Correctable):
    """A law, decree or guide."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=300)
    issued = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=NormStatus)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="norms")
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class RuleKind(models.TextChoices):
    """Who says that a term exists: the law, the service among institutions, or one's own unit."""

    LEGAL = "legal"
    SERVICE = "service"
    UNIT = "unit"


class RuleUnit(models.TextChoices):
    """As `clocks.Unit`."""

    HOURS = "hours"
    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class ClockRule(Correctable):
    """A term: what starts it, who has to act, how long. `amount` is empty where no source gives it."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    article = models.CharField(max_length=40, blank=True)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    trigger = models.CharField(max_length=40)
    owner_role = models.CharField(max_length=40)
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, choices=RuleUnit)
    kind = models.CharField(max_length=7, choices=RuleKind)
    verified = models.BooleanField(default=False)
    note_es = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="clock_rule_once"),
            models.CheckConstraint(condition=~Q(kind="legal") | Q(norm__isnull=False), name="clock_rule_legal_has_its_norm"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="clock_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class CodeList(Correctable):
    """A list of choices."""

    code = models.CharField(max_length=40, primary_key=True)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    version = models.CharField(max_length=20, default="1")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="code_lists")
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.code


class Code(Correctable):
    """One choice of a list. `parent` is the value of another choice of the same list; `maps_to` names the same
    thing in a standard, as "htcds:ForcedBegging"; `weight` is S, M or W (strong, medium, weak) for an indicator."""

    id = models.AutoField(primary_key=True)
    list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="codes")
    value = models.CharField(max_length=40)
    label_es = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    help_es = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    parent = models.CharField(max_length=40, blank=True)
    maps_to = models.CharField(max_length=200, blank=True)
    weight = models.CharField(max_length=1, blank=True)
    is_unknown = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="codes")
    verified = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "value"], name="code_once_in_its_list")]

    def __str__(self) -> str:
        return f"{self.list_id}:{self.value}"


class Level(models.TextChoices):
    """Of a place; the length of its code is 2, 4 or 6."""

    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"


class Place(Correctable):
    """A region, province or district, by its INEI code. `reniec` is the other code set: never mix them up."""

    ubigeo = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    reniec = models.CharField(max_length=6, blank=True)
    aliases = models.CharField(max_length=200, blank=True)  # other names, joined by ";"
    sort_key = models.CharField(max_length=100)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort_key", "ubigeo"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(level="region", ubigeo__regex=r"^\d{2}$")
                    | Q(level="province", ubigeo__regex=r"^\d{4}$")
                    | Q(level="district", ubigeo__regex=r"^\d{6}$")
                ),
                name="place_code_fits_its_level",
            ),
            models.UniqueConstraint(fields=["reniec"], condition=~Q(reniec=""), name="place_reniec_once"),
        ]

    def __str__(self) -> str:
        return self.name


class NonWorkingDay(Correctable):
    """A day off beyond the national holidays: declared by decree, or kept in one region (`scope`: "" or a ubigeo)."""

    id = models.AutoField(primary_key=True)
    date = models.DateField()
    name = models.CharField(max_length=200)
    scope = models.CharField(max_length=6, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="days_off")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date", "scope"], name="non_working_day_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ReferenceFile(models.Model):
    """A file of reference data as it was last loaded; an unchanged digest spares the work."""

    name = models.CharField(max_length=200, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ExchangeRate(Correctable):
    """How many `quote` one `base` was worth on a day, and who says so."""

    id = models.AutoField(primary_key=True)
    on = models.DateField()
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="rates")
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on", "base", "quote"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.on}"
