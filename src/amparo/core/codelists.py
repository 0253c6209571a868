"""Choices as forms and pages need them, in the reader's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core.errors import Invalid, NotFound
from amparo.core.kept import Kept
from amparo.core.models import Code, CodeList

Asked = tuple[str | Collection[str], str | Iterable[str]]  # a list's code or the choices, and what was given


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `weight` is S, M, W or ""; `verified` says whether somebody checked it against its source."""

    value: str
    label_es: str
    label_en: str
    help_es: str
    help_en: str
    parent: str
    weight: str
    maps_to: str
    is_unknown: bool
    verified: bool
    valid_from: date | None
    valid_to: date | None

    @property
    def label(self) -> str:
        """The label in the language of the request."""
        return self.label_en if _english() else self.label_es

    @property
    def help(self) -> str:
        """The explanation in the language of the request."""
        return self.help_en if _english() else self.help_es

    def valid_on(self, day: date | None) -> bool:
        """Whether it can be chosen for a fact of `day`; None asks for today's list without dates."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def choices(code_list: str, on: date | None = None) -> list[tuple[str, str]]:
    """(value, label) pairs of a list for a form, in the list's order. Raises NotFound for a list that is not there."""
    return [(choice.value, choice.label) for choice in items(code_list) if choice.valid_on(on)]


def items(code_list: str) -> list[Choice]:
    """All choices of a list, past ones too. Raises NotFound for a list that is not there."""
    found = _KEPT.get(code_list)
    if found is None:
        raise NotFound(code_list)
    return list(found.values())


def label(code_list: str, value: str) -> str:
    """The label of a value; the value itself when the list does not know it (old rows stay readable)."""
    choice = (_KEPT.get(code_list) or {}).get(value)
    return value if choice is None else choice.label


def labels(code_list: str, values: list[str]) -> list[str]:
    """The labels of several values, in the list's order."""
    wanted = set(values)
    known = [choice.label for choice in items(code_list) if choice.value in wanted]
    return known + sorted(wanted - {choice.value for choice in items(code_list)})


def is_valid(code_list: str, value: str, on: date | None = None) -> bool:
    """Whether `value` can be chosen."""
    choice = (_KEPT.get(code_list) or {}).get(value)
    return choice is not None and choice.valid_on(on)


def unknown(**asked: Asked) -> dict[str, list[str]]:
    """What is wrong with coded values, by field: `risk=("risk", value)`, or with the choices themselves in place of a list.

    Several values of a field are given as a tuple. A list holds what can be chosen today; `past(list)` what ever could.
    """
    wrong = {
        field
        for field, (known, given) in asked.items()
        for value in ((given,) if isinstance(given, str) else given)
        if not (is_valid(known, value) if isinstance(known, str) else value in known)
    }
    return {field: [_("Elija una de las opciones.")] for field in asked if field in wrong}


def check(**asked: Asked) -> None:
    """Refuses what `unknown` finds: raises `Invalid`. Every action that takes a code of a list or a choice calls this."""
    if messages := unknown(**asked):
        raise Invalid(messages)


def past(code_list: str) -> frozenset[str]:
    """All values a list ever had: for a register, which tells of years ago."""
    return frozenset(_KEPT.get(code_list) or ())


def _read(code_list: str) -> dict[str, Choice] | None:
    if not CodeList.objects.filter(pk=code_list).exists():
        return None
    rows = Code.objects.filter(list=code_list).order_by("position", "id")
    return {row.value: Choice(**{name: getattr(row, name) for name in Choice.__slots__}) for row in rows}


def _english() -> bool:
    return (get_language() or "es").startswith("en")


_KEPT = Kept(_read)
