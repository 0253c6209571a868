"""The indicators as they are frozen: baseline, and of every year target, value, variance, light, explanation."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.programme import words_indicators
from amparo.programme.figures.base import Frozen
from amparo.programme.light import light
from amparo.programme.models import Compact, Indicator, Result
from amparo.programme.queries.indicators import Progress, YearLine, progress

SECTION = "indicators"
EXACT = Decimal("0.0001")
LONGEST = 500


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Indicator by indicator in the order of the library, year by year up to the cut-off's; seven queries.

    A year without a target or a value is a figure that nobody knows (value None), never zero.
    """
    return [figure for one in progress(actor, compact, cut_off) for figure in _of(one, cut_off)]


def _of(one: Progress, cut_off: date) -> Iterable[Frozen]:
    row = one.indicator
    year = f" {row.baseline_year}" if row.baseline_year else ""
    yield _figure(
        row, "baseline", one.baseline, (f"Línea base{year}", f"Baseline{year}"), source=row.source_id, as_of=_year(row.baseline_year)
    )  # fmt: skip
    if (now := one.current) is not None:
        yield _figure(row, "light", None, (f"Cómo va {now.year}", f"How it goes {now.year}"), words=_light(now))
    for line in one.lines:
        if line.year > cut_off.year:
            continue
        yield _figure(
            row, f"{line.year}:target", line.target, (f"Meta {line.year}", f"Target {line.year}"), as_of=_year(line.year)
        )
        yield _actual(row, line, cut_off)
        yield _figure(
            row,
            f"{line.year}:variance",
            line.variance,
            (f"Diferencia {line.year}", f"Variance {line.year}"),
            as_of=_year(line.year),
        )
        if any(explained := (_explained(line, "es"), _explained(line, "en"))):
            yield _figure(
                row, f"{line.year}:explanation", None, (f"Explicación {line.year}", f"Explanation {line.year}"), words=explained
            )  # fmt: skip


def _actual(row: Indicator, line: YearLine, cut_off: date) -> Frozen:
    """The value with its birth certificate: the sources of its parts, what is missing, why it is so."""
    sources = sorted({result.source_id for result in line.results if result.source_id})
    exact = line.actual.value
    words = ("", "") if exact is not None else _both(lambda: words_indicators.reading(line.actual, row.measured_in))
    as_of = max((_day(result) for result in line.results), default=None)
    return _figure(
        row, f"{line.year}:actual", exact, (f"Logro {line.year}", f"Actual {line.year}"), words=words,
        source=sources[0] if len(sources) == 1 else None, as_of=PartialDate.from_date(min(as_of, cut_off)) if as_of else None,
        verified=bool(line.results) and all(result.verified for result in line.results),
        notes=(_note(line, "es"), _note(line, "en")),
    )  # fmt: skip


def _explained(line: YearLine, language: str) -> str:
    """Why it is so, in the words of who recorded the values."""
    said = (getattr(row, f"explanation_{language}") or row.explanation_es or row.explanation_en for row in line.results)
    return " ".join(dict.fromkeys(filter(None, said)))


def _note(line: YearLine, language: str) -> str:
    with override(language):
        methods = sorted({result.method.rstrip(".") + "." for result in line.results if result.method})
        titles = sorted({result.source.title.rstrip(".") + "." for result in line.results if result.source})
        open_year = [_("El año sigue abierto.")] if line.unfinished else []
        parts = (
            *titles,
            *methods,
            *open_year,
            words_indicators.missing(line.missing) or words_indicators.incomplete(line.actual),
        )
        return " ".join(dict.fromkeys(part for part in parts if part))[:LONGEST]


def _figure(row: Indicator, key: str, value: Decimal | None, what: tuple[str, str], **more: Any) -> Frozen:
    words, notes = more.pop("words", ("", "")), more.pop("notes", ("", ""))
    names = [f"{row.code}. {name}: {said}" for name, said in zip((row.name_es, row.name_en), what, strict=True)]
    return Frozen(
        SECTION, f"indicator:{row.code}:{key}", names[0], names[1], value=None if value is None else value.quantize(EXACT),
        measured_in=row.measured_in, words_es=words[0], words_en=words[1], footnote_es=notes[0], footnote_en=notes[1], **more,
    )  # fmt: skip


def _light(line: YearLine) -> tuple[str, str]:
    return _both(lambda: light(line.light.code).words)


def _both(say: Any) -> tuple[str, str]:
    found = []
    for language in ("es", "en"):
        with override(language):
            found.append(str(say()))
    return found[0], found[1]


def _day(result: Result) -> date:
    day: date = result.as_of.latest() if result.as_of else result.ends
    return day


def _year(year: int | None) -> PartialDate | None:
    return PartialDate(year) if year else None
