"""The master key changes while the product runs; killed half-way it goes on; readers never notice."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from amparo.core import keyring, keyshelf
from amparo.core.errors import Locked
from tests.plugin import ROOT

KEYS = 6000


@pytest.fixture
def shelf(fresh_database: str, server: Any) -> Iterator[tuple[dict[UUID, bytes], dict[str, str]]]:
    """A shelf of many keys, and the environment of a process of its own."""
    saved = keyring.ring_path("master").read_bytes()
    keys = keyshelf.new_keys("children", KEYS)
    yield keys, {**os.environ, "DATABASE_URL": server.app_url(fresh_database)}
    keyring.ring_path("master").write_bytes(saved)


def rotate(environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "django", "vault_rotate"], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def masters_in_use() -> set[str]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT master_id FROM keyshelf.key WHERE wrapped IS NOT NULL")
        return {row[0] for row in cursor.fetchall()}


def test_rotates_beside_readers_and_goes_on_after_kill(shelf: tuple[dict[UUID, bytes], dict[str, str]]) -> None:
    keys, environment = shelf
    old = keyring.current("master").id
    some = dict(list(keys.items())[::60])
    failures: list[Exception] = []
    reads = [0]
    done = threading.Event()

    def reader() -> None:
        try:
            while not done.is_set():
                assert keyshelf.unwrap(some) == some
                reads[0] += 1
        except Exception as error:
            failures.append(error)
        finally:
            connections["default"].close()

    thread = threading.Thread(target=reader)
    thread.start()
    try:
        first = rotate(environment)
        assert first.stdout is not None
        for line in first.stdout:
            if line.startswith("2000 "):
                first.send_signal(signal.SIGKILL)
                break
        assert first.wait() == -signal.SIGKILL
        first.stdout.close()
        assert masters_in_use() == {old, keyring.current("master").id}
        assert len(keyring.ring("master")) == 2
        second = rotate(environment)
        output, _errors = second.communicate(timeout=120)
        assert second.returncode == 0, output
    finally:
        done.set()
        thread.join()
    assert failures == []
    assert reads[0] > 2
    assert [key.id for key in keyring.ring("master")] == list(masters_in_use())
    assert old not in masters_in_use()
    assert keyring.ring_path("master").stat().st_mode & 0o777 == 0o600
    assert keyshelf.unwrap(keys) == keys


def test_a_master_key_in_use_is_not_retired(shelf: tuple[dict[UUID, bytes], dict[str, str]]) -> None:
    keys, _environment = shelf
    assert keyshelf.begin_rotation()
    assert not keyshelf.begin_rotation()  # an unfinished one is finished, not begun again
    assert keyshelf.rewrap_batch(10) == 10
    assert keyshelf.retire_masters() == []
    assert keyshelf.unwrap(keys) == keys


def test_a_destroyed_key_stays_destroyed(shelf: tuple[dict[UUID, bytes], dict[str, str]]) -> None:
    keys, _environment = shelf
    gone = next(iter(keys))
    assert keyshelf.destroy([gone]) == 1
    assert keyshelf.destroy([gone]) == 0
    assert gone not in keyshelf.unwrap(keys)
    with pytest.raises(Locked):
        keyshelf.unwrap_one(gone)
    with connections["default"].cursor() as cursor, pytest.raises(Exception, match="stays destroyed"):
        cursor.execute("UPDATE keyshelf.key SET wrapped = 'x', destroyed_at = NULL WHERE id = %s", [gone])


def test_a_wrapped_key_moved_to_another_row_does_not_open(shelf: tuple[dict[UUID, bytes], dict[str, str]]) -> None:
    keys, _environment = shelf
    one, other = list(keys)[:2]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "UPDATE keyshelf.key SET wrapped = (SELECT wrapped FROM keyshelf.key WHERE id = %s) WHERE id = %s", [other, one]
        )
    with pytest.raises(Locked):
        keyshelf.unwrap_one(one)
