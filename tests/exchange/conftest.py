"""Registers for these tests: an actor who imports, a writer of files, and the two samples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.ids import new_id
from amparo.exchange import actions, runs
from amparo.exchange.models import Batch
from tests.access.people import sign_in
from tests.cast import assemble
from tests.exchange.money import funded

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def upload(actor: Actor, content: bytes, profile: str = "policial", name: str = "registro.xlsx") -> Batch:
    """A register brought in."""
    with acting_as(actor):
        return actions.upload_register(id=new_id(), seen=0, profile=profile, file_name=name, content=content, by=actor)


def read(actor: Actor, content: bytes, profile: str = "policial") -> Batch:
    """A register brought in and read."""
    return runs.dry_run(actor, upload(actor, content, profile).pk)


@pytest.fixture
def police_sample() -> bytes:
    """The police sample as it lies in samples/."""
    return (SAMPLES / "registro-policial.xlsx").read_bytes()


@pytest.fixture
def upe_sample() -> bytes:
    """The protection unit's sample."""
    return (SAMPLES / "registro-upe.csv").read_bytes()


def adds_up(batch: Batch) -> bool:
    """The law of every import."""
    return batch.rows == batch.released + batch.quarantined + batch.duplicates + batch.merged


def fresh(actor: Actor, batch: Any) -> Batch:
    """The batch as it is now."""
    with acting_as(actor):
        return Batch.objects.visible_to(actor).get(pk=batch.pk)


@pytest.fixture
def made(cast: Any) -> Any:
    """A compact whose first award has money."""
    return funded(cast)


@pytest.fixture
def partner(cast: Any) -> Any:
    """The recipient of the award, signed in."""
    return sign_in(cast.users["partner"])


@pytest.fixture
def cast_again(db: Any) -> Iterator[Any]:
    """A fresh world for each example, rolled back after it."""
    opened: list[Any] = []

    def world() -> Any:
        while opened:
            opened.pop().__exit__(RuntimeError, RuntimeError("over"), None)
        block = transaction.atomic()
        block.__enter__()
        opened.append(block)
        return assemble()

    yield world
    while opened:
        opened.pop().__exit__(RuntimeError, RuntimeError("over"), None)
