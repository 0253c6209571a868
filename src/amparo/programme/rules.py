"""Rules every part of the partnership shares. Pure; each returns messages by field, empty where all is well."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate

Messages = dict[str, list[str]]

# A Peruvian identity number, an e-mail, a file's code: none belongs in the words of the partnership.
_SOMEBODY = re.compile(r"(?<!\d)\d{8}(?!\d)|[\w.+-]+@[\w-]+\.\w|\b(?:AMP|AVI|DER)-[0-9A-Z]{7}-[0-9A-Z]\b")

_CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\/]+(/[^\s<>\"\\]*)?", re.IGNORECASE)


def gone() -> str:
    """The one sentence for what is not there and for what is not theirs."""
    return _("La página no existe, cambió de lugar o no es parte de su trabajo.")


def about_nobody(**texts: str) -> Messages:
    """Words of the partnership speak of no person: a number of eight digits, an e-mail or the code of a file is sent back."""
    words = _("Quite el número de documento, el correo o el código de expediente. Aquí no se escribe sobre una persona.")
    return {name: [words] for name, text in texts.items() if _SOMEBODY.search(text or "")}


def public_address(**urls: str) -> Messages:
    """A link leads to a page: nothing but http and https, whichever way the row comes in."""
    wrong = [_("Escriba la dirección completa, desde https://.")]
    return {name: wrong for name, url in urls.items() if url and not _ADDRESS.fullmatch(url)}


def plain_code(**codes: str) -> Messages:
    """A code stands in addresses and in the audit: letters, digits, hyphens, and no person's number."""
    wrong = [_("Escriba el código con letras, números y guiones.")]
    return {name: wrong for name, code in codes.items() if code and (not _CODE.fullmatch(code) or _SOMEBODY.search(code))}


def why(reason: str) -> Messages:
    """A correction says why, in words about nobody."""
    if not reason.strip():
        return {"reason": [_("Explique por qué cambia el dato. El anterior queda a la vista.")]}
    return about_nobody(reason=reason)


def in_order(first: date | None, last: date | None, *, field: str = "ends") -> Messages:
    """An end does not come before its beginning."""
    if first is not None and last is not None and last < first:
        return {field: [_("Termina antes de empezar. Cambie una de las dos fechas.")]}
    return {}


def dates_in_order(first: PartialDate | None, last: PartialDate | None, *, field: str = "ends") -> Messages:
    """As `in_order`, for dates known to the month or the year: only what cannot be right is sent back."""
    if first is not None and last is not None and last.latest() < first.earliest():
        return {field: [_("Termina antes de empezar. Cambie una de las dos fechas.")]}
    return {}


def merged(found: Iterable[Messages]) -> Messages:
    """All messages of several rules, field by field."""
    every: Messages = {}
    for messages in found:
        for name, texts in messages.items():
            every.setdefault(name, []).extend(texts)
    return every
