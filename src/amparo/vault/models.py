"""Identities, apart from the files they belong to: envelopes under a key per person, who opened them, who looked for them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.access.scoped import Scoped
from amparo.core.sealed import SealedField
from amparo.core.versions import Versioned

CHILDREN = "children"


class IdentityStatus(models.TextChoices):
    """How sure the identity is. A false adult document is a sign of trafficking, so it has a word of its own."""

    VERIFIED = "verified", _("Verificada")
    DOCUMENTED = "documented", _("Con documento")
    DECLARED = "declared", _("Declarada")
    UNKNOWN = "unknown", _("No se sabe")
    FALSE_DOCUMENT = "false_document_suspected", _("Posible documento falso")


class DocumentKind(models.TextChoices):
    """Identity documents seen in Peru."""

    DNI = "dni", _("DNI")
    BIRTH_RECORD = "birth_record", _("Partida de nacimiento")
    FOREIGN_CARD = "foreign_card", _("Carné de extranjería")
    TEMPORARY_PERMIT = "temporary_permit", _("Permiso temporal (PTP o CPP)")
    PASSPORT = "passport", _("Pasaporte")
    FOREIGN_ID = "foreign_id", _("Documento de otro país")
    REFUGEE_CARD = "refugee_card", _("Carné de refugio")
    OTHER = "other", _("Otro")


class Reason(models.TextChoices):
    """Why an identity is opened."""

    IMMEDIATE_CARE = "immediate_care", _("Atención inmediata")
    LEGAL_ACT = "legal_act", _("Diligencia o documento legal")
    FAMILY_TRACING = "family_tracing", _("Ubicar a su familia")
    TRANSFER = "transfer", _("Traslado o ingreso")
    IDENTITY_CHECK = "identity_check", _("Comprobar o corregir su identidad")


class Purpose(models.TextChoices):
    """Why a name is looked for."""

    NEW_ALERT = "new_alert", _("Antes de registrar un aviso")
    SAME_CHILD = "same_child", _("Saber si ya tiene expediente")
    MISSING = "missing", _("Búsqueda de una persona desaparecida")
    LEGAL_ORDER = "legal_order", _("Mandato fiscal o judicial")


class Person(Scoped, Versioned):
    """Somebody's identity. Every value is an envelope of its own; the row's key lies on the key shelf.

    `realm` (children, suspects, trainees …) has keys and policies of its own. NULL means not known, never hidden.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    realm = models.SlugField(max_length=20, default=CHILDREN)
    key_id = models.UUIDField(unique=True)
    identity_status = models.CharField(max_length=30, choices=IdentityStatus.choices, default=IdentityStatus.UNKNOWN)
    given_names = SealedField()
    first_surname = SealedField()
    second_surname = SealedField()
    aliases = SealedField()  # one a line
    sex = SealedField()  # "f", "m", "x"
    birth = SealedField()  # EDTF with its precision, as core.dates writes it
    contact = SealedField()
    address = SealedField()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    given_names=None, first_surname=None, second_surname=None, aliases=None,
                    sex=None, birth=None, contact=None, address=None,
                ),
                name="erased_person_is_empty",
            )
        ]  # fmt: skip


class IdentityDocument(Scoped):
    """A document of a person. Found by a keyed number among the search features, not by any column here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    number = SealedField()
    checked = models.BooleanField(null=True)  # check digit right, wrong, or none to check


class Reveal(Scoped):
    """Leave to read one identity, for one person, for a few minutes, with the reason given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="reveals")
    user_id = models.IntegerField()
    unit_id = models.IntegerField()
    reason = models.CharField(max_length=30, choices=Reason.choices)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "user_id", "-until"], name="reveal_live")]  # asked by each identity page
        constraints = [models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="reveal_ends")]


class NameSearch(Scoped):
    """A search by name that was made: counted for the limits, and waiting for the notice to other holders.

    `query` is an envelope under the search ring and is emptied as soon as the notice went out, whether or not anybody was found.
    `found` are the people inside the actor's sight that the answer showed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    realm = models.SlugField(max_length=20, default=CHILDREN)
    user_id = models.IntegerField()
    unit_id = models.IntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    about = models.UUIDField(null=True)
    at = models.DateTimeField()
    query = SealedField()
    found = ArrayField(models.UUIDField(), default=list)
    too_common = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-at"], name="search_of_user"),  # the limits, at every search
            models.Index(fields=["unit_id", "-at"], name="search_of_unit"),
            models.Index(fields=["at"], condition=Q(query__isnull=False), name="search_waiting"),  # the notice job
        ]


class PossibleMatch(Scoped, Versioned):
    """Another unit looks for a child that may be this one. The holder decides; who asked learns nothing until then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="possible_matches")
    about = models.UUIDField(null=True)
    asking_unit_id = models.IntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    state = models.CharField(max_length=12, default="open")
    created_at = models.DateTimeField()
    decided_by = models.IntegerField(null=True)
    decided_unit_id = models.IntegerField(null=True)  # whom the other unit may call, if the decision says so
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "asking_unit_id"], condition=Q(state__in=["open", "asked"]), name="possible_match_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None, decided_at=None)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="possible_match_decided_by_and_when",
            ),
        ]
