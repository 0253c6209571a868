"""A compact from a folder of CSV files, as `samples/compact-peru`: every row says where it was read and of which date it speaks.

Each row becomes an act of the person who loads (money of the other side: of who acts for it), with the same actions as the
pages, so that the same rules hold and the audit tells it. An act's id follows from the compact, the file and what names the row:
loading again changes nothing, loading a folder that grew adds what is new. All or nothing: called inside one `acting_as`.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.programme.loading import agreement, dialogues, money
from amparo.programme.loading.rows import UNDATED, Load, manager_of

__all__ = ["UNDATED", "Load", "host_of", "load_compact", "manager_of"]


def load_compact(actor: Actor, folder: Path, *, bind: Sequence[tuple[str, str]] = ()) -> Load:
    """Loads a folder as `actor`; `bind`: (organisation, unit) pairs, which unit acts for whom. Raises `Invalid`, `Denied`."""
    load = Load(actor, folder)
    load.code = next(iter(load.rows("compact")), {}).get("code", "")
    if not load.code:
        raise Invalid(_("No hay una alianza en esa carpeta: falta compact.csv."))
    agreement.sources(load)
    agreement.organisations(load)
    agreement.bind(load, bind)
    for step in (*agreement.STEPS, *money.STEPS, *dialogues.STEPS, agreement.close):
        step(load)
    return load


def host_of(folder: Path) -> str:
    """The code of the organisation that is the host Participant in a folder; "" where it names none."""
    path = folder / "parties.csv"
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return next((row["organisation"] for row in csv.DictReader(file) if row["side"] == "host"), "")
