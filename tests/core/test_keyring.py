"""The rings of keys: files and environment, read when needed and never before."""

import base64
import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from amparo.config import settings as settings_file
from amparo.core import keyring
from amparo.core.errors import Invalid, Locked


@pytest.fixture
def keys_dir(tmp_path: Path, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in keyring.RINGS:
        monkeypatch.delenv(keyring.variable(name), raising=False)
    settings.AMPARO_KEYS_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    return tmp_path / "keys"


def test_first_start_makes_every_ring_readable_by_its_owner_only(keys_dir: Path) -> None:
    assert keyring.ensure_rings() == list(keyring.RINGS)
    assert {path.name for path in keys_dir.iterdir()} == {f"{name}.key" for name in keyring.RINGS}
    assert {path.stat().st_mode & 0o777 for path in keys_dir.iterdir()} == {0o600}
    before = keyring.current("master")
    assert keyring.ensure_rings() == []
    assert keyring.current("master") == before


@pytest.mark.parametrize("content", [None, "", "one:short\n", "no colon at all", "one:####\n", "ñ:" + "A" * 43 + "="])
def test_a_missing_or_broken_ring_locks_when_used(keys_dir: Path, content: str | None) -> None:
    if content is not None:
        keys_dir.mkdir()
        (keys_dir / "master.key").write_text(content, "utf-8")
    with pytest.raises(Locked):
        keyring.current("master")


def test_the_first_line_seals_and_every_line_opens(keys_dir: Path) -> None:
    first, second = keyring.new_key(), keyring.new_key()
    keyring.write_ring("master", (first, second))
    assert keyring.current("master") == first
    assert keyring.find("master", second.id) == second
    with pytest.raises(Locked):
        keyring.find("master", "nobody")


def test_a_ring_changed_by_another_process_is_read_again(keys_dir: Path) -> None:
    first, second = keyring.new_key(), keyring.new_key()
    keyring.write_ring("master", (first,))
    assert keyring.current("master") == first
    keyring.write_ring("master", (second, first))
    assert keyring.current("master") == second


def test_the_environment_wins_and_cannot_be_written(keys_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.ensure_rings()
    one, two = keyring.new_key(), keyring.new_key()
    monkeypatch.setenv("AMPARO_MASTER_KEY", f"{one.line()},{two.line()}")
    assert keyring.ring("master") == (one, two)
    with pytest.raises(Invalid):
        keyring.write_ring("master", (two,))


def test_sub_keys_follow_rfc_5869(keys_dir: Path) -> None:
    # Test case 3 of RFC 5869 (no salt), first 32 of its 42 bytes, with an empty info.
    found = keyring.derive(b"\x0b" * 22, "")
    assert found.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    keyring.ensure_rings()
    assert keyring.subkey("search", "a") != keyring.subkey("search", "b")


def test_a_key_never_shows_its_secret() -> None:
    key = keyring.new_key()
    assert base64.b64encode(key.secret).decode() not in repr(key)


def test_the_ring_of_secrets_in_the_environment_feeds_the_sessions_too(monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"k1:{base64.b64encode(bytes(range(32))).decode()}"
    monkeypatch.setenv("AMPARO_SECRET_KEY", line)
    assert keyring.current("secret").secret == bytes(range(32))
    assert settings_file._secret() == hashlib.sha256(f"django{line}\n".encode()).hexdigest()
    monkeypatch.setenv("AMPARO_SECRET_KEY", "0f" * 32)  # any long text was taken once: then no invitation could be made
    with pytest.raises(ImproperlyConfigured, match="AMPARO_SECRET_KEY"):
        settings_file._secret()
