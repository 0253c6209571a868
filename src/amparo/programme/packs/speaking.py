"""Figures in the reader's form, and the footnotes under them. Call inside `translation.override(language)`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import codelists, money
from amparo.core.dates import describe
from amparo.core.models import Source
from amparo.programme.figures.base import Frozen
from amparo.programme.packs.shapes import Note, Shown
from amparo.ui import amounts


def english() -> bool:
    """Whether the pack is in English."""
    return (get_language() or "es").startswith("en")


def label(figure: Frozen) -> str:
    """What the figure is."""
    return figure.label_en if english() else figure.label_es


def words(figure: Frozen) -> str:
    """The figure's words, "" where it has none."""
    return (figure.words_en or figure.words_es) if english() else (figure.words_es or figure.words_en)


def number(value: Decimal | None, measured_in: str, *, bare: bool = False) -> str:
    """ "S/ 8 000 000", "57 %", "120 personas" (`bare`: "120"); that nobody knows it where it is None."""
    if value is None:
        return _("No se sabe")
    if measured_in in money.CURRENCIES:
        return amounts.money(value, measured_in)
    text = _short(value)
    if measured_in == "percent":
        return f"{text}%" if english() else f"{text}{amounts.NO_BREAK_SPACE}%"
    unit = codelists.label("indicator_unit", measured_in) if measured_in and not bare else ""
    return text if measured_in in ("", "number") or not unit else f"{text} {unit}"


def said(figure: Frozen, *, bare: bool = False) -> str:
    """The figure as it is read: its number, its words, or both."""
    text = words(figure)
    if figure.value is None:
        return text or _("No se sabe")
    amount = number(figure.value, figure.measured_in, bare=bare)
    return f"{amount} · {text}" if text else amount


def _short(value: Decimal) -> str:
    places = max(0, min(2, -int(value.normalize().as_tuple().exponent)))
    return amounts.decimal(value, places)


class Footnotes:
    """Gives each figure its footnote; equal footnotes are one. Remembers which figures were printed."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[tuple[str, str], int] = {}
        self.placed: list[str] = []

    def show(self, figure: Frozen, text: str = "", *, tone: str = "", bare: bool = False) -> Shown:
        """The figure printed in its place, with its footnote. `text`: in other words than its own."""
        self.placed.append(figure.key)
        return self.again(figure, text, tone=tone, bare=bare)

    def again(self, figure: Frozen, text: str = "", *, tone: str = "", bare: bool = False) -> Shown:
        """The figure where it is only repeated (first page, comparison), with the same footnote."""
        quiet = "quiet" if figure.value is None and not words(figure) and not text else ""
        return Shown(text or said(figure, bare=bare), (self._number(figure),), tone or quiet)

    def notes(self) -> tuple[Note, ...]:
        """All footnotes in the order of their numbers."""
        return tuple(Note(place, text, url) for (text, url), place in self._numbers.items())

    def _number(self, figure: Frozen) -> int:
        text, url = self._text(figure), ""
        source = self._sources.get(figure.source or "")
        if source is not None:
            url = source.url
        return self._numbers.setdefault((text, url), len(self._numbers) + 1)

    def _text(self, figure: Frozen) -> str:
        source = self._sources.get(figure.source or "")
        parts = [source.title if source else _("Registro de la alianza en Amparo, sin documento de fuente")]
        if source and source.publisher and source.publisher not in source.title:
            parts.append(source.publisher)
        day = _("dato del %(when)s") if figure.as_of and figure.as_of.day else _("dato de %(when)s")
        parts.append(day % {"when": describe(figure.as_of, get_language() or "es")} if figure.as_of else _("sin fecha"))
        state = _("Verificado.") if figure.verified else _("Por verificar.")
        more = (figure.footnote_en or figure.footnote_es) if english() else (figure.footnote_es or figure.footnote_en)
        return " ".join(part for part in (f"{', '.join(parts)}.", state, more) if part)


def count_words(found: Sequence[tuple[int, str, str]]) -> str:
    """ "3 cumplen la meta, 1 no llega": of each (n, singular, plural) those that are not zero."""
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in found if n)
