"""Registers that come in: the profile that reads them, the batch, its sealed file, its rows, its events.

What the register says is under the key of the batch (realm "batches" of the key shelf). The database keeps `scope` (the
unit that imports, and 0) and the counts of the batch, so that released + quarantined + duplicates + merged = rows holds in
every commit.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.access.models import Unit
from amparo.access.scoped import Scoped
from amparo.core.models import Correctable
from amparo.core.sealed import SealedField
from amparo.core.versions import Versioned
from amparo.programme.models import Compact

REALM = "batches"


class RowPer(models.TextChoices):
    """What a row of the register stands for."""

    PERSON = "person", _("Una persona por fila")
    EVENT = "event", _("Un hecho por fila, con varias personas")


class DateOrder(models.TextChoices):
    """How a date in figures is written."""

    DMY = "dmy", _("Día, mes, año")
    MDY = "mdy", _("Mes, día, año")


class PlaceCodes(models.TextChoices):
    """Whose place codes the register uses."""

    MIXED = "mixed", _("No se sabe o están mezclados")
    INEI = "inei", _("INEI")
    RENIEC = "reniec", _("RENIEC")


class NameOrder(models.TextChoices):
    """What comes first where a name is in one cell without a comma."""

    SURNAMES_FIRST = "surnames_first", _("Primero los apellidos")
    GIVEN_FIRST = "given_first", _("Primero los nombres")


class Authority(models.TextChoices):
    """Whose decision the register's status column is (code list `protection_authority`)."""

    POLICE = "police", _("Policía")
    PROSECUTOR = "prosecutor", _("Fiscalía")
    UPE = "upe", _("UPE")
    COURT = "court", _("Juzgado")


class Profile(Correctable):
    """How an institution writes its register. `unit` is empty for those the product ships; about nobody, so no row security."""

    code = models.SlugField(max_length=40, primary_key=True)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    row_per = models.CharField(max_length=6, choices=RowPer, default=RowPer.PERSON)
    date_order = models.CharField(max_length=3, choices=DateOrder, default=DateOrder.DMY)
    place_codes = models.CharField(max_length=6, choices=PlaceCodes, default=PlaceCodes.MIXED)
    name_order = models.CharField(max_length=14, choices=NameOrder, default=NameOrder.SURNAMES_FIRST)
    authority = models.CharField(max_length=10, choices=Authority, default=Authority.POLICE)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        english = (get_language() or "es").startswith("en")
        return self.name_en if english and self.name_en else self.name_es


class ProfileColumn(Correctable):
    """One heading of a profile and the field it feeds (`fields.TARGETS`)."""

    id = models.AutoField(primary_key=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="columns")
    heading = models.CharField(max_length=200)
    target = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "heading"], name="profile_heading_once")]
        ordering = ["position", "id"]


class About(models.TextChoices):
    """What a file brings: a register of children, or movements of money or budgets of a compact."""

    REGISTER = "register", _("Registro")
    ENTRIES = "entries", _("Movimientos de dinero")
    BUDGETS = "budgets", _("Presupuestos")


MONEY = (About.ENTRIES, About.BUDGETS)  # what is read with the books of a compact


class Batch(Scoped, Versioned):
    """One file that came in. `counts` fields are kept by the database from the rows; `aside` are rows that are no data.

    about     what it brings: a register is read by a profile, money belongs to a compact
    how       how the file writes what it writes, as it was found out (money)
    digest    HMAC-SHA256 of the bytes under the search ring: the same file is known again without being kept
    marked    the file carries the mark of the sample generator
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user_id = models.IntegerField()
    about = models.CharField(max_length=8, choices=About, default=About.REGISTER)
    profile = models.ForeignKey(Profile, models.PROTECT, null=True, related_name="batches")
    compact = models.ForeignKey(Compact, models.PROTECT, null=True, related_name="+")
    key_id = models.UUIDField(unique=True)
    file_name = SealedField()
    size = models.PositiveIntegerField()
    digest = models.BinaryField()
    marked = models.BooleanField(default=False)
    state = models.SlugField(max_length=12, default="uploaded")
    headings = SealedField()
    how = SealedField()
    formulas = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    released = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)  # released rows that became files
    children = models.PositiveIntegerField(default=0)  # files made
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("released") + F("quarantined") + F("duplicates") + F("merged")), name="batch_rows_add_up"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("released")), name="batch_done_of_released"),
            models.UniqueConstraint(
                fields=["unit", "digest"], condition=~Q(state__in=["undone", "discarded"]), name="batch_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "reading", "ready", "applying", "applied", "undone", "discarded"]),
                name="batch_state",
            ),
            models.CheckConstraint(
                condition=Q(about="register", profile__isnull=False, compact=None)
                | (~Q(about="register") & Q(profile=None, compact__isnull=False)),
                name="batch_of_register_or_money",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-created_at"], name="batch_of_unit")]  # the list of registers


class Piece(Scoped):
    """A part of the sealed file. Gone once applying begins: the rows keep every cell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="piece_once")]


class RegisterEvent(Scoped):
    """A happening several rows tell of; the id is keyed, so that a number cannot be tried out on it."""

    id = models.UUIDField(primary_key=True)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="events")
    understood = SealedField()


class Row(Scoped, Versioned):
    """A row of the file: its cells as they came, what was understood, its class and why.

    kind    released, quarantined, duplicate, merged; or aside for headings, totals and notes
    state   waiting or done (became files, or needs nothing more)
    same_as, repeats   the earlier row it is like; all of them that tell of a child of this one
    known_people       those of its children whom the unit knew already
    """

    id = models.UUIDField(primary_key=True)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="file_rows")
    number = models.PositiveIntegerField()
    kind = models.SlugField(max_length=12)
    state = models.SlugField(max_length=8, default="waiting")
    cells = SealedField()
    mended = SealedField()
    understood = SealedField()
    doubts = ArrayField(models.CharField(max_length=30), default=list)
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    turn = models.PositiveIntegerField(default=0)  # when it is applied: money by its day, a register in the order of the file
    same_as = models.PositiveIntegerField(null=True)
    repeats = ArrayField(models.PositiveIntegerField(), default=list)
    known_people = ArrayField(models.UUIDField(), default=list)
    event_id = models.UUIDField(null=True)
    children = models.PositiveSmallIntegerField(default=0)
    cases = ArrayField(models.UUIDField(), default=list)
    codes = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="row_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["released", "quarantined", "duplicate", "merged", "aside"]), name="row_kind"
            ),
            models.CheckConstraint(condition=Q(state="waiting") | Q(state="done"), name="row_state"),
            models.CheckConstraint(condition=~Q(kind="quarantined") | Q(state="waiting"), name="quarantined_row_waits"),
        ]
        indexes = [
            models.Index(fields=["batch", "kind", "number"], name="row_of_kind"),  # the list of rows, by class
            models.Index(fields=["batch", "turn"], condition=Q(kind="released", state="waiting"), name="row_to_apply"),
            GinIndex(fields=["known_people"], condition=~Q(known_people=[]), name="row_of_known_people"),  # exclusions follow
            models.Index(fields=["batch"], condition=~Q(hidden=[]), name="row_hidden"),  # whether a batch has such rows
        ]
