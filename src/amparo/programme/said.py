"""Texts kept in both languages, in the reader's."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import codelists


def said(row: Any, name: str) -> str:
    """`name`_es or `name`_en by the language of the request; the other one where the first is empty."""
    first, second = ("en", "es") if (get_language() or "es").startswith("en") else ("es", "en")
    text: str = getattr(row, f"{name}_{first}") or getattr(row, f"{name}_{second}")
    return text


def one_stop(text: str) -> str:
    """A sentence that ends with one full stop, also where its last word is an abbreviation ("EE. UU.")."""
    return f"{text.rstrip('.')}." if text.endswith("..") and not text.endswith("...") else text


def country(compact: Any, side: str) -> str:
    """A Participant by its country, in the language of the reader: short names of organisations are in one language."""
    return _("Estados Unidos") if side == "us" else codelists.label("compact_country", compact.country)
