"""What may be read: one identity at a time, behind a live reveal; never a list of names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.core import keyshelf
from amparo.core.errors import Denied, NotFound
from amparo.vault import providers
from amparo.vault.models import CHILDREN, NameSearch, Person, PossibleMatch, Reveal
from amparo.vault.people import names_of, open_identity
from amparo.vault.providers import Description
from amparo.vault.rules import UNIT_LIMITS, USER_LIMITS, Identity, too_many
from amparo.vault.search.keys import Names


@dataclass(frozen=True, slots=True)
class Revealed:
    """An open identity and until when it may be read."""

    person: UUID
    version: int
    identity: Identity
    until: datetime


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A possible match as one of the two units sees it. `mine` is the holder's side."""

    match: PossibleMatch
    described: Description | None
    mine: bool


def person_in_sight(actor: Actor, person: UUID) -> Person:
    """The row, without opening it. Raises `NotFound`."""
    found: Person | None = Person.objects.visible_to(actor).filter(pk=person, erased_at=None).first()
    if found is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found


def may(actor: Actor, verb: Verb, person: Person) -> bool:
    """Whether the actor's unit has this verb on the person's identity now."""
    return policy.can(actor, verb, group="identity", relations=providers.relations(actor, person.realm, person.pk))


def live_reveal(actor: Actor, person: UUID) -> Reveal | None:
    """The leave to read this identity that the actor has now, the longest one."""
    rows = Reveal.objects.visible_to(actor).filter(
        person=person, user_id=actor.user_id, unit_id=actor.unit_id, until__gt=timezone.now()
    )
    return rows.order_by("-until").first()  # type: ignore[no-any-return]


def revealed_identity(actor: Actor, person: UUID) -> Revealed:
    """One identity, opened. Raises `Denied` without a live reveal or relation, `NotFound`, or `Locked`.

    The audit line was committed when the reveal was given (`actions.reveal`), so it is there before the first byte is opened.
    """
    row = person_in_sight(actor, person)
    reveal = live_reveal(actor, person)
    if reveal is None or not may(actor, Verb.REVEAL_IDENTITY, row):
        raise Denied(_("Primero diga para qué necesita ver esta identidad."))
    return Revealed(row.pk, row.version, _opened(row), reveal.until)


def _opened(row: Person) -> Identity:
    return open_identity(row, keyshelf.unwrap_one(row.key_id), row.documents.order_by("kind", "pk"))


def next_names(actor: Actor, realm: str, *, after: UUID, most: int) -> list[Names]:
    """The search names of the next people in the order of their ids, for the system actor that corrects the index."""
    if not actor.is_system:
        raise Denied("")
    rows = list(
        Person.objects.visible_to(actor)
        .filter(realm=realm, erased_at=None, pk__gt=after)
        .order_by("pk")
        .prefetch_related("documents")[:most]
    )
    keys = keyshelf.unwrap(row.key_id for row in rows)
    return [names_of(row.pk, open_identity(row, keys[row.key_id], row.documents.all())) for row in rows if row.key_id in keys]


def over_the_limit(actor: Actor) -> bool:
    """Whether one more search would pass the limits of this person or unit. Searches of one person wait for each other."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"vault.search.{actor.user_id}"])
    recent = NameSearch.objects.visible_to(actor).filter(
        at__gt=now - timedelta(days=1),
        unit_id=actor.unit_id,
        user_id__gt=0,  # what a register asks is typed by nobody
    )
    whole_unit = list(recent.order_by("-at").values_list("user_id", "at")[: UNIT_LIMITS[-1][1]])
    own = [at for user, at in whole_unit if user == actor.user_id]
    return too_many(now, own, USER_LIMITS) or too_many(now, [at for _user, at in whole_unit], UNIT_LIMITS)


def found_by(actor: Actor, search: NameSearch) -> list[tuple[UUID, Description]]:
    """What a search shows: people in the actor's sight, by code. Those that nobody describes to the actor are left out."""
    described = providers.describe(actor, search.realm, search.found)
    return [(person, described[person]) for person in search.found if person in described]


def own_search(actor: Actor, search: UUID) -> NameSearch:
    """A search the actor made himself. Raises `NotFound`."""
    found: NameSearch | None = NameSearch.objects.visible_to(actor).filter(pk=search, user_id=actor.user_id).first()
    if found is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found


def open_matches(actor: Actor) -> list[MatchRow]:
    """Possible matches that wait for the actor's unit, the oldest first."""
    rows = PossibleMatch.objects.visible_to(actor).filter(state__in=["open", "asked"]).exclude(asking_unit_id=actor.unit_id)
    return _rows(actor, list(rows.select_related("person").order_by("created_at")[:100]))


def answered_matches(actor: Actor) -> list[MatchRow]:
    """Answers other units gave to the actor's unit, the newest first."""
    rows = PossibleMatch.objects.visible_to(actor).filter(asking_unit_id=actor.unit_id, state__in=["same", "asked"])
    return _rows(actor, list(rows.order_by("-decided_at")[:100]))


def match_in_sight(actor: Actor, match: UUID) -> MatchRow:
    """One possible match. Raises `NotFound`."""
    row = PossibleMatch.objects.visible_to(actor).filter(pk=match).first()
    if row is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return _rows(actor, [row])[0]


def holders(person: Person) -> list[int]:
    """The units that hold a person and may decide whether she is the one somebody looks for.

    Those of her scope that are not merely above another of it and from whom she is not hidden, where some role has the verb.
    """
    hidden = set(person.hidden)
    found = Unit.objects.filter(pk__in=person.scope, active=True).select_related("institution")
    units = [unit for unit in found if not hidden & set(unit.path)]
    above = {pk for unit in units for pk in unit.path if pk != unit.pk}
    kinds = {ROLES[role].kind for role, _relation, _group, verb in policy.matrix() if verb == Verb.RESOLVE_MATCH}
    return sorted(unit.pk for unit in units if unit.pk not in above and unit.institution.kind in kinds)


def _rows(actor: Actor, matches: list[PossibleMatch]) -> list[MatchRow]:
    described = providers.describe(actor, CHILDREN, [match.person_id for match in matches])
    return [MatchRow(match, described.get(match.person_id), match.asking_unit_id != actor.unit_id) for match in matches]
