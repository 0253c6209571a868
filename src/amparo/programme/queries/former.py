"""What rows said before they were corrected: in which words, since when and until when, from which unit, and why it changed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate, describe
from amparo.programme import words_indicators
from amparo.programme.models.base import Kept
from amparo.programme.said import said
from amparo.ui import amounts, moments

Say = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier version, by what is different in the next one. `why` it changed, and by which instrument; empty where nobody said."""

    words: str
    unit: str
    since: datetime
    until: datetime
    why: str
    instrument: str


def earlier(actor: Actor, rows: Sequence[Kept]) -> Mapping[UUID, Sequence[Earlier]]:
    """What these rows, all of one table, said before, the last first, by the id of the row (one query; none where none was corrected)."""
    now = {row.pk: row for row in rows if row.corrected_at}
    if not now:
        return {}
    found: dict[UUID, list[Any]] = defaultdict(list)
    model = type(rows[0])
    related = ["unit", "corrected_in", *(["reworded_by"] if hasattr(model, "reworded_by") else [])]
    for row in model.every.visible_to(actor).filter(replaced_by__in=now).select_related(*related).order_by("replaced_at"):
        found[row.replaced_by_id].append(row)
    told = {pk: [_told(*pair) for pair in pairwise([*versions, now[pk]])] for pk, versions in found.items()}
    return {pk: [one for one in reversed(every) if one.words] for pk, every in told.items()}


def _told(older: Any, newer: Any) -> Earlier:
    by = getattr(newer, "reworded_by", None)
    return Earlier(
        different(older, newer), (older.corrected_in or older.unit).name, older.said_since, older.replaced_at, newer.reason,
        said(by, "instrument") if by else "",
    )  # fmt: skip


def different(older: Any, newer: Any) -> str:
    """What an earlier version said where the next one says something else."""
    shown = [
        f"{label}: {say(older)}" for names, label, say in SAYS.get(type(older).__name__, ())
        if any(getattr(older, name) != getattr(newer, name) for name in names)
    ]  # fmt: skip
    return ". ".join(shown)


def stated(row: Any) -> list[tuple[str, str]]:
    """What a row says now of all that may change: label and words."""
    return [(str(label), say(row)) for _names, label, say in SAYS.get(type(row).__name__, ())]


def _plain(value: object) -> str:
    if isinstance(value, PartialDate):
        return describe(value, "en" if (get_language() or "es").startswith("en") else "es")
    if isinstance(value, date):
        return moments.long_date(value)
    if isinstance(value, Decimal):
        return words_indicators.number(value)
    return _("No se sabe") if value in (None, "") else str(value)


def _field(name: str, label: Any) -> tuple[tuple[str, ...], Any, Say]:
    return (name,), label, lambda row: _plain(getattr(row, name))


def _both(name: str, label: Any) -> tuple[tuple[str, ...], Any, Say]:
    return (f"{name}_es", f"{name}_en"), label, lambda row: said(row, name) or _("No se sabe")


def _baseline(row: Any) -> str:
    year = f" ({row.baseline_year})" if row.baseline_year else ""
    return words_indicators.number(row.baseline, row.measured_in) + year


def _target(row: Any) -> str:
    return _("Sin meta") if row.value is None else words_indicators.number(row.value, row.indicator.measured_in)


def _amount(row: Any) -> str:
    return _("No se sabe") if row.amount is None else amounts.money(row.amount, row.currency)


def _claim(row: Any) -> str:
    return f"{_('Explicada')}: {said(row, 'explanation')}" if row.state == "explained" else _("Abierta")


# Kind of row → what may change in it: the columns, what it is called, how it is said. Who attended is not told here.
SAYS: dict[str, Sequence[tuple[tuple[str, ...], Any, Say]]] = {
    "Indicator": (
        _both("name", lazy("Nombre")), _both("definition", lazy("Definición")), _both("numerator", lazy("Numerador")),
        _both("denominator", lazy("Denominador")), _both("covers", lazy("Alcance")),
        (("baseline", "baseline_year"), lazy("Línea base"), _baseline),
    ),
    "Target": ((("value",), lazy("Meta"), _target),),
    "HeadCount": (_field("posts", lazy("Puestos")),),
    "BudgetPhase": ((("amount",), lazy("Monto"), _amount),),
    "MoneyClaim": ((("state", "explanation_es", "explanation_en"), lazy("Diferencia"), _claim),),
    "Objective": (_both("title", lazy("Título")), _both("text", lazy("Texto"))),
    "Clause": (_both("heading", lazy("Título")), _both("text", lazy("Texto"))),
    "Territory": (_field("until", lazy("Hasta")),),
    "Commitment": (_field("text_es", lazy("Texto en español")), _field("text_en", lazy("Texto en inglés"))),
    "WorkItem": (
        _both("title", lazy("Actividad")), _both("output", lazy("Producto")), _field("done", lazy("Va hecho")), _field("starts", lazy("Inicio")), _field("ends", lazy("Término")),
    ),
    "Campaign": (_field("reached", lazy("Alcance directo")), _field("indirect", lazy("Alcance indirecto"))),
}  # fmt: skip
