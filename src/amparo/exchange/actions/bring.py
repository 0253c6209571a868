"""A file comes in, sealed before it touches a disk; or goes again."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.errors import Invalid
from amparo.core.ids import new_code
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.exchange import vessel
from amparo.exchange.imports import IMPORTS
from amparo.exchange.models import REALM, About, Batch, Piece, Profile, RegisterEvent, Row
from amparo.exchange.packing import pack_cells
from amparo.exchange.queries import table_of
from amparo.exchange.samples import carries_mark
from amparo.exchange.states import BATCH

BEFORE_APPLYING = ("uploaded", "reading", "ready")


def check(by: Actor, about: str = About.REGISTER) -> None:
    """Whether the actor's role brings such files in. Raises `Denied`."""
    kind = IMPORTS[about]
    policy.check(by, kind.verb, group=kind.group)


def taken(batch: UUID, seen: int, by: Actor) -> Batch:
    """A batch of any kind, locked, by whoever may bring its kind in. Raises `Denied`, `NotFound`, `Conflict`."""
    if not any(policy.can(by, kind.verb, group=kind.group) for kind in IMPORTS.values()):
        check(by)
    row: Batch = take(Batch.objects.visible_to(by), batch, seen)
    check(by, row.about)
    return row


def log(batch: Batch, step: str, by: Actor, *more: tuple[str, str]) -> None:
    """The one kind of line an import writes: its code, the step, and never a value."""
    kind = IMPORTS[batch.about]
    audit.record(by=by, verb=kind.verb, subject_type=kind.subject, subject=batch.code, detail=[("step", step), *more])


def all_in_sight(row: Batch) -> None:
    """Raises `Invalid` where a row of the register is hidden from the actor: he cannot read it anew or take it back as a whole."""
    if Row.objects.filter(batch=row).count() != row.rows + row.aside:
        raise Invalid(_("Usted no ve todas las filas de este registro. Que lo haga otra persona de su unidad."))


@action
def upload_register(*, id: UUID, seen: int, profile: str, file_name: str, content: bytes, by: Actor) -> Batch:
    """Keep a register, sealed under a key of its own. The same file again gives the batch that is there (with the new profile,
    while nothing was applied). Raises `Invalid` with what to do for a file that cannot be read, `Denied`, `Locked`."""
    expect_new(seen)
    check(by)
    chosen = _usable(profile, by)
    digest = vessel.digest_of(content)
    there = (
        Batch.objects.visible_to(by).filter(unit_id=by.unit_id, digest=digest).exclude(state__in=["undone", "discarded"]).first()
    )
    if there is not None:
        return _again(there, chosen)
    table = table_of(content, chosen)
    key_id, key = next(iter(keyshelf.new_keys(REALM, 1).items()))
    batch = Batch(
        id=id, code=new_code("REG"), unit_id=by.unit_id, user_id=by.user_id, profile=chosen, key_id=key_id, size=len(content),
        digest=digest, marked=carries_mark(content), formulas=table.sheet.formulas,
    )  # fmt: skip
    write_sealed(batch, "file_name", file_name[:200], key=key)
    write_sealed(batch, "headings", pack_cells(table.headings), key=key)
    batch.save(force_insert=True)
    Piece.objects.bulk_create(vessel.pieces_of(batch, content, key), batch_size=4)
    log(batch, "upload", by, ("profile", chosen.code))
    return batch


def _usable(profile: str, by: Actor) -> Profile:
    chosen = Profile.objects.filter(pk=profile).first()
    if chosen is None or chosen.unit_id not in (None, *by.scope):
        raise Invalid({"profile": [_("Elija con qué perfil se lee este registro.")]})
    return chosen


def _again(there: Batch, profile: Profile) -> Batch:
    if there.state in BEFORE_APPLYING and there.profile_id != profile.pk:
        there.profile, there.state = profile, "uploaded"
        bump(there, "profile", "state")
    return there


@action
def choose_profile(*, id: UUID, seen: int, batch: UUID, profile: str, by: Actor) -> Batch:
    """Read this register with another profile. Raises `Invalid` once something was applied, `Denied`, `Conflict`."""
    check(by)
    row: Batch = take(Batch.objects.visible_to(by), batch, seen)
    chosen = _usable(profile, by)
    if row.state not in BEFORE_APPLYING:
        raise Invalid(_("Este registro ya se aplicó; no se puede leer de otra manera."))
    row.profile, row.state = chosen, "uploaded"
    bump(row, "profile", "state")
    log(row, "profile", by, ("profile", chosen.code))
    return row


@action
def open_row(*, id: UUID, seen: int, row: UUID, by: Actor) -> Row:
    """Leave to read one row as it came, with the names in it: the line of the audit is the point. Raises `Denied`, `Conflict`."""
    one: Row = take(Row.objects.visible_to(by).select_related("batch"), row, seen)
    check(by, one.batch.about)
    log(one.batch, "open_row", by, ("row", str(one.number)))
    return one


@action
def note_job(*, id: UUID, seen: int, batch: UUID, job: UUID, by: Actor) -> Batch:
    """Remember which long work reads or applies this register. Raises `Denied`, `Conflict`."""
    row = taken(batch, seen, by)
    row.job_id = job
    bump(row, "job_id")
    log(row, "job", by, ("job", str(job)))
    return row


@action
def discard_batch(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Give up a register that was not applied: its key is destroyed, its rows are emptied.

    Raises `Denied`, `Conflict`, `Invalid`.
    """
    row = taken(batch, seen, by)
    row.state = move(BATCH, row.state, "discard")
    all_in_sight(row)
    empty(row)
    log(row, "discard", by)
    return row


def empty(row: Batch) -> None:
    """Destroys the key of a batch and what it sealed; the numbers of the batch stay."""
    keyshelf.destroy([row.key_id])
    Piece.objects.filter(batch=row).delete()
    RegisterEvent.objects.filter(batch=row).delete()
    Row.objects.filter(batch=row).update(
        cells=None, mended=None, understood=None, known_people=[], event_id=None, cases=[], codes=[]
    )
    Row.objects.filter(batch=row, kind="released").update(state="waiting")
    row.file_name = row.headings = row.how = None
    row.ended_at = timezone.now()
    bump(row, "state", "file_name", "headings", "how", "ended_at")
