"""Files of movements for the tests: a compact with money in it, a small csv, a workbook, and what is left of them."""

import os
import signal
import subprocess
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.exchange import actions, vessel
from amparo.exchange.models import Batch, Row
from amparo.exchange.money import runs
from tests.plugin import ROOT
from tests.programme.money import post
from tests.programme.people import partnership

HEAD = "Fecha;Movimiento;Adjudicación;Subacuerdo;Monto;Moneda;Objetivo;Región;Categoría;Comprobante;Concepto"
DAY = date(2026, 3, 2)


def csv(*rows, head=HEAD):
    """A csv with these rows."""
    return "\n".join([head, *rows]).encode()


def row(day="15/03/2026", kind="Gasto", amount="100.50", voucher="F-1", **more):
    """A row of the partner's book, as text."""
    of = {
        "award": "A-1",
        "subaward": "",
        "currency": "US$",
        "objective": "1",
        "region": "Cusco",
        "category": "Viajes",
        "words": "Pasajes",
        **more,
    }
    return ";".join(
        [
            day,
            kind,
            of["award"],
            of["subaward"],
            amount,
            of["currency"],
            of["objective"],
            of["region"],
            of["category"],
            voucher,
            of["words"],
        ]
    )


def book(folder, rows, name="libro.xlsx"):
    """A workbook of one sheet."""
    path = Path(folder) / name
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for at, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value not in ("", None):
                    sheet.write(at, column, value.isoformat() if isinstance(value, date) else value)
    return path.read_bytes()


def funded(cast, amount="1000"):
    """A compact whose first award has money."""
    made = partnership(cast)
    post(made, "award", amount, DAY)
    return made


def upload(made, content, who="partner", name="libro.csv", about="entries"):
    """A file brought in."""
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return actions.upload_money(
            id=new_id(), seen=0, compact=made.compact.pk, file_name=name, content=content, about=about, by=actor
        )


def read(made, content, who="partner", about="entries"):
    """A file brought in and tried."""
    return runs.dry_run(getattr(made.cast, who), upload(made, content, who, about=about).pk)


def applied(made, content, who="partner", about="entries"):
    """A file brought in, tried and posted."""
    return runs.apply(getattr(made.cast, who), read(made, content, who, about).pk)


def undo(made, batch, who="partner"):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        batch.refresh_from_db()
        return actions.undo_batch(id=new_id(), seen=batch.version, batch=batch.pk, by=actor)


def rows_of(made, batch, who="partner", **wanted):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return list(Row.objects.visible_to(actor).filter(batch=batch, **wanted).order_by("number"))


def cells_of(made, one, who="partner"):
    with acting_as(getattr(made.cast, who)):
        return vessel.cells_of(one, vessel.batch_key(one.batch))


def mend(made, one, cells, decision="release", who="partner"):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return actions.mend_row(id=new_id(), seen=one.version, row=one.pk, cells=cells, decision=decision, by=actor)


def fresh(made, batch, who="partner"):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return Batch.objects.visible_to(actor).get(pk=batch.pk)


def killed(made, command, at, server, fresh_database):
    """The real command in a process of its own, kill -9 once a share of its rows is done; the batch, and what runs it again."""
    environment = {**os.environ, "DATABASE_URL": server.app_url(fresh_database)}
    quiet = {"env": environment, "cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process, batch = subprocess.Popen(command, **quiet), None
    while process.poll() is None:
        with acting_as(made.cast.partner) as actor:
            batch = Batch.objects.visible_to(actor).first()
        if batch and batch.state == "applying" and batch.done >= at * batch.released:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        time.sleep(0.02)
    assert process.returncode == -signal.SIGKILL
    half = fresh(made, batch)
    assert half.state == "applying" and 0 < half.done < half.released and adds_up(half)
    return half, lambda: subprocess.run(command, check=True, **quiet)


def why(made, content, who="partner"):
    """The reasons for which the only row of a file waits."""
    batch = read(made, content, who)
    (one,) = rows_of(made, batch, who, kind="quarantined")
    return one.reasons


def adds_up(batch):
    """Posted or to be posted, waiting, repeated, left out: every row of the file is one of them."""
    return batch.rows == batch.released + batch.quarantined + batch.duplicates + batch.merged and batch.merged == 0


__all__ = ["DAY", "HEAD", "Decimal", "pytest"]
