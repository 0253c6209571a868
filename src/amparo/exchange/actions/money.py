"""A file of movements of money, or of budgets, comes in, sealed as a register is."""

from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.errors import Invalid, NotFound
from amparo.core.ids import new_code
from amparo.core.sealed import write_sealed
from amparo.core.versions import expect_new
from amparo.exchange import vessel
from amparo.exchange.actions.bring import check, log
from amparo.exchange.imports import IMPORTS
from amparo.exchange.models import MONEY, REALM, About, Batch, Piece
from amparo.exchange.money.plan import missing, table_of
from amparo.exchange.packing import pack_cells
from amparo.exchange.samples import carries_mark
from amparo.programme.models import Compact
from amparo.programme.rules import gone


@action
def upload_money(
    *, id: UUID, seen: int, compact: UUID, file_name: str, content: bytes, about: str = About.ENTRIES, by: Actor
) -> Batch:
    """Keep a file of movements or budgets of a compact, sealed under a key of its own. The same file again gives the batch that is there.

    Raises `Invalid` with what to do for a file that cannot be read or has no column for what is needed, `Denied`, `NotFound`.
    """
    expect_new(seen)
    if about not in MONEY:
        raise Invalid({"about": [_("Diga qué trae el archivo.")]})
    check(by, about)
    of: Compact | None = Compact.objects.visible_to(by).filter(pk=compact).first()
    if of is None:
        raise NotFound(gone())
    digest = vessel.digest_of(content, f"{about}|{of.pk}|")
    there = Batch.objects.visible_to(by).filter(unit_id=by.unit_id, digest=digest).exclude(state__in=["undone", "discarded"])
    if (found := there.first()) is not None:
        return found
    table = table_of(content)
    if names := missing(table.headings, about):
        raise Invalid(_("Falta una columna: %(names)s. Póngale ese título y súbalo otra vez.") % {"names": ", ".join(names)})
    key_id, key = next(iter(keyshelf.new_keys(REALM, 1).items()))
    batch = Batch(
        id=id, code=new_code(IMPORTS[about].prefix), unit_id=by.unit_id, user_id=by.user_id, about=about,
        compact=of, key_id=key_id, size=len(content), digest=digest, marked=carries_mark(content), formulas=table.sheet.formulas,
    )  # fmt: skip
    write_sealed(batch, "file_name", file_name[:200], key=key)
    write_sealed(batch, "headings", pack_cells(table.headings), key=key)
    batch.save(force_insert=True)
    Piece.objects.bulk_create(vessel.pieces_of(batch, content, key), batch_size=4)
    log(batch, "upload", by, ("compact", of.code))
    return batch
