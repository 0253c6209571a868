"""The mark of the sample generator: a demonstration takes no register without it, so no real child gets into one."""

import zipfile
from pathlib import Path

MARK = "MUESTRA SINTÉTICA AMPARO"

_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
_LOOK_AT = 65_536
_ENCODINGS = ("utf-8", "utf-16", "latin-1")


def carries_mark(path: Path) -> bool:
    """Whether a register says of itself that the sample generator wrote it: in the properties of a workbook, or in the
    first line of a text file. False for anything that cannot be read."""
    try:
        if zipfile.is_zipfile(path):
            return _workbook_says_so(path)
        with path.open("rb") as file:
            first = file.readline(_LOOK_AT)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return False
    return any(MARK.encode(encoding) in first for encoding in _ENCODINGS)


def _workbook_says_so(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        present = set(archive.namelist())
        for name in _PROPERTIES:
            if name in present:
                with archive.open(name) as part:
                    if MARK.encode() in part.read(_LOOK_AT):
                        return True
    return False
