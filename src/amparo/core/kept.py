"""Reference data seldom changes: each process keeps what it read for a minute, so a page spends no query on it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Value = TypeVar("Value")
KEEP_SECONDS = 60.0
_caches: list["Kept[object]"] = []
_held = 0


class Kept(Generic[Value]):
    """Values by key, read again after a minute. `forget_all()` empties every such cache (after a correction, in tests)."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        self._read = read
        self._values: dict[str, tuple[float, Value]] = {}
        _caches.append(self)  # type: ignore[arg-type]

    def get(self, key: str = "") -> Value:
        """The value of `key`, read now if it is older than a minute."""
        now = time.monotonic()
        found = self._values.get(key)
        if found is None or (now - found[0] > KEEP_SECONDS and not _held):
            found = (now, self._read(key))
            self._values[key] = found
        return found[1]

    def forget(self) -> None:
        """Empty this cache."""
        self._values.clear()


def forget_all() -> None:
    """Empty every cache of reference data in this process."""
    for cache in _caches:
        cache.forget()


@contextmanager
def held() -> Iterator[None]:
    """Inside, what was read stays as it is however old it grows: who counts the queries of a page must not meet the end of a minute."""
    global _held
    _held += 1
    try:
        yield
    finally:
        _held -= 1
