"""Institutions, units, people, roles, exclusions; what was done; the audit."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from amparo.core.versions import Versioned


class Institution(Versioned):
    """An institution of the route. Its names are versions, because names change (AURORA → Warmi Ñan)."""

    code = models.SlugField(unique=True)
    kind = models.SlugField()

    def __str__(self) -> str:
        return self.code


class InstitutionName(models.Model):
    """The name an institution had from a day on, with where that is written."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="institution_name_in_order",
            ),
            models.UniqueConstraint(fields=["institution"], condition=Q(valid_to=None), name="institution_has_one_name_now"),
        ]


class Unit(Versioned):
    """An office, in a tree, with a jurisdiction.

    `path` holds the unit's own id and those of the units above it; the database keeps it.
    """

    code = models.SlugField(max_length=60, unique=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=160)
    kind = models.SlugField()
    path = ArrayField(models.IntegerField(), default=list)
    ubigeo = ArrayField(models.CharField(max_length=6), default=list)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, Versioned):
    """A person who works with Amparo. Sign-up is closed: an administrator makes the account."""

    code = models.CharField(max_length=20, unique=True)
    email = models.EmailField(_("correo"), unique=True)
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="es")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.code


class Membership(Versioned):
    """A role a person holds in a unit. One that sees cases is proposed by one administrator and confirmed by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.SlugField(max_length=40)
    state = models.SlugField(max_length=20)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("proposed_by")) | Q(proposed_by=None), name="nobody_proposes_himself"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("user"))),
                name="two_people_confirm_a_role",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(state__in=["proposed", "active"]), name="membership_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="membership_of_user")]  # read at every request


class FactorReset(Versioned):
    """A request to take a lost second factor away: proposed by one administrator, confirmed by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.PROTECT, related_name="factor_resets")
    state = models.SlugField(max_length=20)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("proposed_by")), name="nobody_resets_himself"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | (~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("user"))),
                name="two_people_reset_a_factor",
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(state="proposed"), name="factor_reset_once"),
        ]


class UnitChange(Versioned):
    """A unit to be made, moved or closed. Where its house sees cases, one administrator proposes and another confirms:
    a unit with a narrower jurisdiction draws the alerts of its places, one that closes leaves them to others.

    kind     create | move | retire
    unit     the unit; empty while a new one waits
    guarded  whether it takes two people, as it stood when it was proposed
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.SlugField(max_length=20)
    state = models.SlugField(max_length=20)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="unit_changes")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="changes")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    unit_kind = models.SlugField()
    ubigeo = ArrayField(models.CharField(max_length=6), default=list)
    guarded = models.BooleanField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="two_people_change_a_unit"
            ),
            models.CheckConstraint(
                condition=~Q(state="done", guarded=True, confirmed_by=None), name="guarded_unit_waits_for_the_second"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(state="proposed"), name="unit_change_once"),
        ]


class Invitation(models.Model):
    """A one-time link: to make the first administrator (no user yet) or to set a first password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    token_hash = models.BinaryField(unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Exclusion(Versioned):
    """A subject hidden from a person, or from a unit and those below it, with people let in all the same.

    For a case whose suspect works in an institution of the route. Read by both walls.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject_type = models.SlugField()
    subject_id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="exclusions")
    exempt = ArrayField(models.IntegerField(), default=list)
    reason = models.SlugField()
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None, user__isnull=False) | Q(unit__isnull=False, user=None), name="exclusion_of_unit_or_person"
            )
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="exclusion_subject")]


class Performed(models.Model):
    """An action that was done: the client's id, and what came of it, so that a replay returns the first result."""

    id = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=80)
    user_code = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    result_model = models.CharField(max_length=60, blank=True)
    result_pk = models.CharField(max_length=40, blank=True)


class AuditLine(models.Model):
    """One link of an institution's chain of a month. Strings with codes, never values."""

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    unit = models.CharField(max_length=60)
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    detail = models.CharField(max_length=400, blank=True)
    mac = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_link_once")]
        indexes = [
            models.Index(fields=["subject_type", "subject", "-at"], name="audit_subject"),  # who opened this file
            models.Index(fields=["actor", "-at"], name="audit_actor"),  # last accesses of a person
        ]


class DemoMark(models.Model):
    """Present where the database was made as a demonstration; its seed."""

    seed = models.IntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
