"""Which kind of file was given, by its first bytes and never by its name."""

from amparo.core.errors import Invalid
from amparo.exchange.reading import text, workbook
from amparo.exchange.reading.sentences import say
from amparo.exchange.reading.sheet import Sheet

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
MOST_BYTES = 64 * 1024 * 1024
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x1f\x8b")
PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")

__all__ = ["Sheet", "open_sheet"]


def open_sheet(content: bytes) -> Sheet:
    """The sheet of a register, ready to be read by rows. Raises `Invalid` with one sentence that says what to do."""
    if not content.strip():
        raise Invalid(say("empty"))
    if len(content) > MOST_BYTES:
        raise Invalid(say("too_large"))
    head = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if content.startswith(OLE):
        raise Invalid(say("password" if ENCRYPTED in content else "old_excel"))
    if content.startswith((ZIP, EMPTY_ZIP)):
        return workbook.open_workbook(content)
    if content.startswith(OTHERS) or head.startswith(PAGES):
        raise Invalid(say("other_kind"))
    return text.open_text(content)
