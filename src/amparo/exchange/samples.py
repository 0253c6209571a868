"""Whether a register in memory carries the mark of the sample generator: uploads never become a file."""

import io
from pathlib import Path
from typing import cast

from amparo.exchange import marks


class _InMemory(io.BytesIO):
    """As much of a path as `marks.carries_mark` asks for."""

    def open(self, mode: str = "rb") -> io.BytesIO:
        return io.BytesIO(self.getvalue())


def carries_mark(content: bytes) -> bool:
    """As `marks.carries_mark`, for the bytes of an upload."""
    return marks.carries_mark(cast(Path, _InMemory(content)))
