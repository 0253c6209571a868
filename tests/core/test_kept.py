"""What is kept in the process is read again after a minute, and not while somebody counts queries."""

import pytest

from amparo.core import kept


@pytest.fixture
def reads(monkeypatch):
    """A cache on a clock of its own: what it read, and how to let time pass."""
    now, read = [0.0], []
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(kept, "_caches", [])

    def passes(seconds):
        now[0] += seconds

    cache = kept.Kept(lambda key: read.append(key) or f"{key} {len(read)}")
    return cache, passes


def test_a_value_is_read_again_after_a_minute(reads):
    cache, passes = reads
    assert cache.get("a") == "a 1"
    passes(60)
    assert cache.get("a") == "a 1"
    passes(1)
    assert cache.get("a") == "a 2"


def test_a_held_value_grows_as_old_as_it_likes_and_what_was_never_read_is_read(reads):
    cache, passes = reads
    cache.get("a")
    with kept.held():
        passes(100)
        with kept.held():
            assert cache.get("a") == "a 1" and cache.get("b") == "b 2"
        assert cache.get("a") == "a 1"
    assert cache.get("a") == "a 3", "afterwards the minute counts again"


def test_forgetting_reads_again_even_what_is_held(reads):
    cache, _passes = reads
    cache.get("a")
    with kept.held():
        kept.forget_all()
        assert cache.get("a") == "a 2"
