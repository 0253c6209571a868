"""One call of each act on registers, for the tests that run every act twice, stale and beside itself."""

from typing import Any

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.exchange import actions, runs
from amparo.exchange.models import Row
from tests.exchange.conftest import read, upload
from tests.exchange.money import csv, funded, row
from tests.samples import sample

HEAD = "Nota informativa;Fecha;Apellidos y nombres;Edad;Sexo"


def register(*rows: str) -> bytes:
    """A small csv."""
    return "\n".join(
        [HEAD, *(rows or ("NI 1-2024;15/03/2024;QUISPE MAMANI, Rosa;15;F", "NI 2-2024;16/03/2024;TAMANI, José;29;M"))]
    ).encode()


def call(cast: Any, seen: int, **more: Any) -> dict[str, Any]:
    return {"id": new_id(), "seen": seen, **more, "by": cast.officer}


def on(cast: Any, batch: Any, **more: Any) -> dict[str, Any]:
    return call(cast, batch.version, batch=batch.pk, **more)


@sample("exchange.upload_register")
def upload_register(cast: Any) -> dict[str, Any]:
    return call(cast, 0, profile="policial", file_name="registro.csv", content=register())


@sample("exchange.begin_reading", on_row=True)
def begin_reading(cast: Any) -> dict[str, Any]:
    return on(cast, upload(cast.officer, register()))


def begun(cast: Any) -> Any:
    batch = upload(cast.officer, register())
    with acting_as(cast.officer):
        return actions.begin_reading(id=new_id(), seen=batch.version, batch=batch.pk, by=cast.officer)


@sample("exchange.keep_rows", on_row=True)
def keep_rows(cast: Any) -> dict[str, Any]:
    return on(cast, begun(cast), rows=[])


@sample("exchange.end_reading", on_row=True)
def end_reading(cast: Any) -> dict[str, Any]:
    return on(cast, begun(cast), events=[])


@sample("exchange.choose_profile", on_row=True)
def choose_profile(cast: Any) -> dict[str, Any]:
    return on(cast, upload(cast.officer, register()), profile="upe")


@sample("exchange.note_job", on_row=True)
def note_job(cast: Any) -> dict[str, Any]:
    return on(cast, upload(cast.officer, register()), job=new_id())


@sample("exchange.discard_batch", on_row=True)
def discard_batch(cast: Any) -> dict[str, Any]:
    return on(cast, read(cast.officer, register()))


@sample("exchange.begin_applying", on_row=True)
def begin_applying(cast: Any) -> dict[str, Any]:
    return on(cast, read(cast.officer, register()))


def applying(cast: Any) -> Any:
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        return actions.begin_applying(id=new_id(), seen=batch.version, batch=batch.pk, by=cast.officer)


@sample("exchange.apply_rows", on_row=True)
def apply_rows(cast: Any) -> dict[str, Any]:
    return on(cast, applying(cast))


@sample("exchange.end_applying", on_row=True)
def end_applying(cast: Any) -> dict[str, Any]:
    batch = applying(cast)
    with acting_as(cast.officer):
        batch = actions.apply_rows(id=new_id(), seen=batch.version, batch=batch.pk, by=cast.officer)
    return on(cast, batch)


@sample("exchange.undo_batch", on_row=True)
def undo_batch(cast: Any) -> dict[str, Any]:
    return on(cast, runs.apply(cast.officer, read(cast.officer, register()).pk))


def waiting(cast: Any) -> Row:
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        return Row.objects.get(batch=batch, kind="quarantined")


@sample("exchange.mend_row", on_row=True)
def mend_row(cast: Any) -> dict[str, Any]:
    row = waiting(cast)
    return call(cast, row.version, row=row.pk, cells=["NI 2-2024", "16/03/2024", "TAMANI, José", "16", "M"], decision="release")


@sample("exchange.open_row")
def open_row(cast: Any) -> dict[str, Any]:
    row = waiting(cast)
    return call(cast, row.version, row=row.pk)


@sample("exchange.save_profile")
def save_profile(cast: Any) -> dict[str, Any]:
    values = {
        "name_es": "Registro de la comisaría", "row_per": "person", "date_order": "dmy", "place_codes": "mixed",
        "name_order": "surnames_first", "authority": "police",
    }  # fmt: skip
    return call(cast, 0, profile="", values=values, columns={"NOMBRE": "full_name", "EDAD": "age"})


@sample("exchange.upload_money")
def upload_money(cast: Any) -> dict[str, Any]:
    made = funded(cast)
    return {
        "id": new_id(),
        "seen": 0,
        "compact": made.compact.pk,
        "file_name": "libro.csv",
        "content": csv(row()),
        "by": cast.partner,
    }
