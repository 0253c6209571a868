"""What administrators, the data protection officer, the auditor and the person himself are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.labels import Text, deed
from amparo.access.models import (
    AuditLine,
    Exclusion,
    FactorReset,
    Institution,
    InstitutionName,
    Membership,
    Unit,
    UnitChange,
    User,
)
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound

PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of somebody's access, or of a unit (then `user` is empty), for the data protection officer.

    `waiting`: a second person has not decided yet.
    """

    at: datetime
    user: User | None
    unit: str
    what: str
    state: str
    proposed_by: str
    confirmed_by: str

    @property
    def waiting(self) -> bool:
        return self.state == "proposed"


@dataclass(frozen=True, slots=True)
class Access:
    """One of a person's last accesses."""

    at: datetime
    deed: Text
    subject: str


def institutions(actor: Actor) -> QuerySet[Institution]:
    """All institutions with their present name and how many units they have."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    present = Prefetch("names", InstitutionName.objects.filter(valid_to=None), to_attr="present")
    return (
        Institution.objects.prefetch_related(present).annotate(open_units=Count("units", Q(units__active=True))).order_by("code")
    )


def institution(actor: Actor, code: str) -> Institution:
    """One institution. Raises `NotFound`."""
    return _found(institutions(actor).filter(code=code).first())


def names_of(row: Institution) -> list[InstitutionName]:
    """All names an institution had, the present one first."""
    return list(row.names.order_by(F("valid_from").desc(nulls_last=True), "-pk"))


def units(actor: Actor, row: Institution) -> QuerySet[Unit]:
    """The units of an institution with how many people work in each, in the order of the tree."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    people = Count("memberships", Q(memberships__state="active"))
    return row.units.select_related("parent").annotate(people=people).order_by("parent_id", "code")


def unit(actor: Actor, code: str) -> Unit:
    """One unit. Raises `NotFound`."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    return _found(Unit.objects.select_related("institution", "parent").filter(code=code).first())


def waiting_changes(actor: Actor) -> list[UnitChange]:
    """The changes of units that wait for a second administrator, the oldest first, each with the units it `draws` alerts from."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    rows = list(_unit_changes().filter(state="proposed").order_by("proposed_at", "pk"))
    kinds = {row.unit_kind for row in rows if row.kind == "create"}
    beside = list(Unit.objects.filter(kind__in=kinds, active=True).order_by("name")) if kinds else []
    for row in rows:
        row.words = change_words(row)  # type: ignore[attr-defined]
        row.draws = [unit.name for unit in beside if _draws(row, unit)]  # type: ignore[attr-defined]
    return rows


def waiting_count(actor: Actor) -> int:
    """How many changes of units wait."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    return UnitChange.objects.filter(state="proposed").count()


def unit_change(actor: Actor, pk: UUID) -> UnitChange:
    """One change of a unit. Raises `NotFound`."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    return _found(_unit_changes().filter(pk=pk).first())


def change_words(row: UnitChange) -> str:
    """What a change does, in words that a second person can judge."""
    if row.kind == "retire":
        return _("Se cierra.")
    below = _("Depende de %(unit)s.") % {"unit": row.parent.name} if row.parent else _("No depende de otra unidad.")
    if row.kind == "move":
        return _("Cambia de lugar. %(below)s") % {"below": below}
    places = ", ".join(row.ubigeo) or _("todo el país")
    return _("Unidad nueva de %(house)s. Atiende: %(places)s. %(below)s") % {
        "house": row.institution.code, "places": places, "below": below,
    }  # fmt: skip


def _draws(row: UnitChange, unit: Unit) -> bool:
    """Whether a new unit would get what now goes to this one: same kind, and a place of its own within that one's."""
    wider = unit.ubigeo or [""]
    return (
        row.kind == "create"
        and unit.kind == row.unit_kind
        and any(new.startswith(old) for new in row.ubigeo or [""] for old in wider)
    )


def people(actor: Actor, search: str = "") -> QuerySet[User]:
    """Accounts, by a part of the name, the address or the code."""
    policy.check(actor, Verb.ADMINISTER, group="house")
    found = User.objects.prefetch_related(_memberships()).order_by("display_name", "pk")
    if search:
        found = found.filter(Q(display_name__icontains=search) | Q(email__icontains=search) | Q(code__icontains=search))
    return found


def person(actor: Actor, code: str) -> User:
    """One account with its memberships. Raises `NotFound`."""
    return _found(people(actor).filter(code=code).first())


def open_reset(user: User) -> FactorReset | None:
    """The request to take this person's second factor away that waits for a second administrator."""
    return FactorReset.objects.filter(user=user, state="proposed").select_related("proposed_by").first()


def own_memberships(actor: Actor) -> list[Membership]:
    """All roles the person ever had, with who gave them."""
    found = Membership.objects.filter(user_id=actor.user_id).select_related("unit", "proposed_by", "confirmed_by")
    return list(found.order_by("-since"))


def last_accesses(actor: Actor, limit: int = 20) -> list[Access]:
    """What the person did last, as the audit holds it."""
    lines = AuditLine.objects.filter(actor=actor.user_code).order_by("-at", "-id")[:limit]
    return [Access(line.at, deed(line.verb), line.subject) for line in lines]


def role_changes(actor: Actor, limit: int = 200) -> list[Change]:
    """Changes of roles, second factors and units, newest first (three queries)."""
    policy.check(actor, Verb.SEE_ROLE_CHANGES, group="house")
    memberships = Membership.objects.select_related("user", "unit", "proposed_by", "confirmed_by").annotate(
        last=Greatest("since", Coalesce("confirmed_at", "since"), Coalesce("ended_at", "since"))
    )
    resets = FactorReset.objects.select_related("user", "proposed_by", "confirmed_by")
    found = [
        Change(row.last, row.user, "", f"{_role_name(row.role)} · {row.unit.name}", row.state, *_two(row))
        for row in memberships.order_by("-last")[:limit]
    ]
    found += [
        Change(row.confirmed_at or row.proposed_at, row.user, "", _("Quitar el segundo paso"), row.state, *_two(row))
        for row in resets.order_by("-proposed_at")[:limit]
    ]
    found += [
        Change(row.confirmed_at or row.proposed_at, None, row.name, change_words(row), row.state, *_two(row))
        for row in _unit_changes().order_by("-proposed_at")[:limit]
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)[:limit]


def exclusions_of(subject_type: str, subject_id: UUID) -> list[Exclusion]:
    """The exclusions in force on a file. The caller has shown that the actor may see the file."""
    rows = Exclusion.objects.filter(subject_type=subject_type, subject_id=subject_id, ended_at=None)
    return list(rows.select_related("unit", "user").order_by("since"))


def audit_months(actor: Actor) -> list[str]:
    """The chains there are, newest month first."""
    policy.check(actor, Verb.READ_AUDIT, group="house")
    chains = AuditLine.objects.values_list("chain", flat=True).distinct()
    return sorted(chains, key=lambda chain: (chain.rpartition("/")[2], chain), reverse=True)


def audit_lines(actor: Actor, *, chain: str = "", unit: str = "", before: int = 0) -> Sequence[AuditLine]:
    """A page of lines, newest first; `before` is the id of the last line of the page before."""
    policy.check(actor, Verb.READ_AUDIT, group="house")
    lines = AuditLine.objects.order_by("-id")
    if chain:
        lines = lines.filter(chain=chain)
    if unit:
        lines = lines.filter(unit=unit)
    if before:
        lines = lines.filter(id__lt=before)
    return list(lines[: PAGE + 1])


def _memberships() -> "Prefetch[str]":
    rows = Membership.objects.select_related("unit", "unit__institution", "proposed_by", "confirmed_by").order_by("-since")
    return Prefetch("memberships", rows)


def _role_name(code: str) -> str:
    return str(ROLES[code].name) if code in ROLES else code


def _unit_changes() -> QuerySet[UnitChange]:
    return UnitChange.objects.select_related("institution", "parent", "proposed_by", "confirmed_by")


def _two(row: Membership | FactorReset | UnitChange) -> tuple[str, str]:
    first, second = row.proposed_by, row.confirmed_by
    return (first.display_name if first else "", second.display_name if second else "")


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return row
