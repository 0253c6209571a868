"""The only writers of identities. Each checks who may, writes, and leaves an audit line with codes and never a value."""

from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, keyring, keyshelf
from amparo.core.errors import Denied, Invalid
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.vault import bulk, providers
from amparo.vault.models import (
    CHILDREN,
    DocumentKind,
    IdentityDocument,
    IdentityStatus,
    NameSearch,
    Person,
    PossibleMatch,
    Purpose,
    Reason,
    Reveal,
)  # fmt: skip
from amparo.vault.people import SEALED, names_of, open_identity, seal_document, seal_identity
from amparo.vault.queries import holders, may, over_the_limit, person_in_sight
from amparo.vault.rules import NOT_AGAIN_FOR, REVEAL_FOR, SEXES, Identity, check_identity
from amparo.vault.search import find, index
from amparo.vault.states import POSSIBLE_MATCH, TOLD

# Any of these lets a role bring a new child in; the page that does so checks its own verb as well.
BRINGERS = (Verb.RAISE_ALERT, Verb.EDIT_IDENTITY, Verb.IMPORT_REGISTER)


@action
def create_identity(*, id: UUID, seen: int, identity: Identity, scope: Sequence[int], realm: str = CHILDREN, by: Actor) -> Person:
    """Keep a new identity, reachable by the units in `scope`. Raises `Denied`, `Invalid`, or `Locked` without a master key.

    The row's id is `id`. Called by the app that owns the file, in the transaction that makes the file.
    """
    expect_new(seen)
    _check_bringer(by)
    codelists.check(realm=(providers.realms(), realm))
    _check(identity)
    bulk.write_people(realm, [bulk.Newcomer(id, identity, tuple(scope))])
    audit.record(by=by, verb="create_identity", subject_type="person", subject=str(id))
    return Person.objects.get(pk=id)  # type: ignore[no-any-return]


@action
def create_identities(*, id: UUID, seen: int, newcomers: Sequence[bulk.Newcomer], realm: str = CHILDREN, by: Actor) -> None:
    """Many at once, for a register: the same checks, one audit line with a digest of the ids."""
    expect_new(seen)
    _check_bringer(by)
    codelists.check(realm=(providers.realms(), realm))
    for newcomer in newcomers:
        _check(newcomer.identity)
    bulk.write_people(realm, newcomers)
    digest = audit.digest(str(newcomer.id) for newcomer in newcomers)
    audit.record(by=by, verb="create_identities", subject_type="batch", subject=str(id), detail=[("people", digest)])


@action
def correct_identity(*, id: UUID, seen: int, person: UUID, identity: Identity, by: Actor) -> Person:
    """Replace the values of an identity.

    The audit line says which ones changed, not how. Raises `Denied`, `Invalid`, `Conflict`, `Locked`.
    """
    row: Person = take(Person.objects.visible_to(by).filter(erased_at=None), person, seen)
    _check_may(by, Verb.EDIT_IDENTITY, row)
    _check(identity)
    key = keyshelf.unwrap_one(row.key_id)
    before = open_identity(row, key, row.documents.all())
    seal_identity(row, identity, key)
    bump(row, *SEALED, "identity_status", "changed_at")
    if before.documents != identity.documents:
        row.documents.all().delete()
        for document in identity.documents:
            seal_document(row.pk, document, key).save(force_insert=True)
    index.index_people(row.realm, [names_of(row.pk, identity)], fresh=False)
    changed = [part.name for part in fields(Identity) if getattr(before, part.name) != getattr(identity, part.name)]
    audit.record(
        by=by, verb=Verb.EDIT_IDENTITY, subject_type="person", subject=str(row.pk), detail=[("fields", "+".join(changed))]
    )
    return row


@action
def reveal(*, id: UUID, seen: int, person: UUID, reason: str, by: Actor) -> Reveal:
    """Leave to read one identity for ten minutes. Opens nothing itself: its audit line is committed before anything is opened."""
    expect_new(seen)
    row = person_in_sight(by, person)
    _check_may(by, Verb.REVEAL_IDENTITY, row)
    if reason not in Reason.values:
        raise Invalid({"reason": [_("Diga para qué necesita ver esta identidad.")]})
    now = timezone.now()
    made = Reveal(
        id=id,
        person=row,
        user_id=by.user_id,
        unit_id=by.unit_id,
        reason=reason,
        since=now,
        until=now + REVEAL_FOR,
        scope=[by.unit_id],
    )
    made.save(force_insert=True)
    audit.record(by=by, verb=Verb.REVEAL_IDENTITY, subject_type="person", subject=str(row.pk), detail=[("reason", reason)])
    return made


@action
def search_names(
    *, id: UUID, seen: int, query: find.Query, purpose: str, about: UUID | None = None, realm: str = CHILDREN, by: Actor
) -> NameSearch:
    """Look for people by name or document; `found` of the result are those in the actor's sight, best first.

    Whether other units hold somebody alike is not looked up here at all: every search waits, sealed, for the job that tells the
    holders
    (`jobs.tell_holders`), so that neither the answer nor its time says anything. Raises `Denied` past the limits, `Locked`
    without keys.
    """
    expect_new(seen)
    policy.check(by, Verb.SEARCH_NAMES, group="identity")
    if purpose not in Purpose.values:
        raise Invalid({"purpose": [_("Diga para qué busca.")]})
    codelists.check(
        sex=(SEXES, query.sex), realm=(providers.realms(), realm),
        document=(DocumentKind.values, [query.document.kind] if query.document else []),
    )  # fmt: skip
    if not query.names.strip() and query.document is None:
        raise Invalid({"names": [_("Escriba un nombre o un documento.")]})
    if over_the_limit(by):
        raise Denied(_("Su unidad hizo muchas búsquedas en poco tiempo. Espere una hora o pida ayuda a su supervisión."))
    answer = find.find(by, realm, query)
    made = NameSearch(
        id=id, realm=realm, user_id=by.user_id, unit_id=by.unit_id, purpose=purpose, about=about, at=timezone.now(),
        found=[found.person for found in answer.found], too_common=answer.too_common, scope=[by.unit_id],
    )  # fmt: skip
    write_sealed(made, "query", query.to_text(), key=keyring.subkey("search", "waiting"))
    made.save(force_insert=True)
    audit.record(
        by=by, verb=Verb.SEARCH_NAMES, subject_type="search", subject=str(id),
        detail=[("purpose", purpose), ("found", str(len(made.found)))],
    )  # fmt: skip
    return made


@action
def tell_holder(*, id: UUID, seen: int, search: NameSearch, person: UUID, by: Actor) -> PossibleMatch | None:
    """Tell the units that hold a person that another unit may be looking for her.

    Does nothing where they know already. System only.
    """
    expect_new(seen)
    _check_system(by)
    told = PossibleMatch.objects.visible_to(by).filter(person=person, asking_unit_id=search.unit_id)
    lately = timezone.now() - NOT_AGAIN_FOR
    if told.filter(Q(state__in=["open", "asked", "same"]) | Q(state="different", decided_at__gt=lately)).exists():
        return None
    made = PossibleMatch(
        id=id,
        person_id=person,
        about=search.about,
        asking_unit_id=search.unit_id,
        purpose=search.purpose,
        created_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return None  # another worker told them in this moment
    about = Subject("person", person)
    effects.give_tasks([effects.NewTask("possible_match", unit, about, target=made.pk) for unit in holders(made.person)], by=by)
    audit.record(by=by, verb="tell_holder", subject_type="person", subject=str(person), detail=[("search", str(search.pk))])
    return made


@action
def search_told(*, id: UUID, seen: int, search: NameSearch, by: Actor) -> NameSearch:
    """The holders were told: what was typed is emptied. System only."""
    expect_new(seen)
    _check_system(by)
    search.query = None
    search.save(update_fields=["query"])
    audit.record(by=by, verb="search_told", subject_type="search", subject=str(search.pk))
    return search


@action
def resolve_match(*, id: UUID, seen: int, match: UUID, decision: str, by: Actor) -> PossibleMatch:
    """The holder decides: "same", "different", or "ask" (the unit that asked learns who to call).

    Raises `Denied`, `Conflict`, `Invalid`.
    """
    row: PossibleMatch = take(PossibleMatch.objects.visible_to(by), match, seen)
    policy.check(by, Verb.RESOLVE_MATCH, group="identity")
    if row.asking_unit_id == by.unit_id:
        raise Denied(_("Esto lo decide la unidad que tiene el expediente."))
    row.state = move(POSSIBLE_MATCH, row.state, decision)
    row.decided_by, row.decided_unit_id, row.decided_at = by.user_id, by.unit_id, timezone.now()
    bump(row, "state", "decided_by", "decided_unit_id", "decided_at")
    about = Subject("person", row.person_id)
    if decision != "ask":
        effects.close_tasks(about, ["possible_match"], target=row.pk, by=by)
    if row.state in TOLD:
        effects.notify("match_answered", about, unit=row.asking_unit_id, target=row.pk, about_unit=by.unit_id)
    audit.record(
        by=by, verb=Verb.RESOLVE_MATCH, subject_type="person", subject=str(row.person_id),
        detail=[("decision", decision), ("match", str(row.pk))],
    )  # fmt: skip
    return row


@action
def erase_identity(*, id: UUID, seen: int, person: UUID, by: Actor) -> Person:
    """Erase a person for good: her key is destroyed, her values, documents and search features removed.

    Her file stays, without her.
    """
    row: Person = take(Person.objects.visible_to(by).filter(erased_at=None), person, seen)
    _check_may(by, Verb.ERASE_IDENTITY, row)
    erase_people([row.pk])
    audit.record(by=by, verb=Verb.ERASE_IDENTITY, subject_type="person", subject=str(row.pk))
    row.refresh_from_db()
    return row


def erase_people(people: Sequence[UUID]) -> None:
    """What erasing does, for one person or for many of a batch that is undone. The caller checks, holds the rows and records."""
    rows, now = Person.objects.filter(pk__in=people), timezone.now()
    keyshelf.destroy(rows.values_list("key_id", flat=True))
    index.drop(people)
    IdentityDocument.objects.filter(person__in=people).delete()
    nothing = dict.fromkeys(SEALED)
    rows.update(**nothing, identity_status="unknown", erased_at=now, changed_at=now, version=F("version") + 1)


def _check_bringer(by: Actor) -> None:
    if not any(policy.can_anywhere(by, verb) for verb in BRINGERS):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))


def _check_system(by: Actor) -> None:
    if not by.is_system:
        raise Denied("")
    policy.check(by, Verb.SEARCH_NAMES, group="identity")


def _check_may(by: Actor, verb: Verb, row: Person) -> None:
    if not may(by, verb, row):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))


def _check(identity: Identity) -> None:
    messages = check_identity(identity) | codelists.unknown(
        status=(IdentityStatus.values, identity.status),
        documents=(DocumentKind.values, [document.kind for document in identity.documents]),
    )
    if messages:
        raise Invalid(messages)
