"""A batch in words and numbers: the same on the page and in the terminal."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.access.actors import Actor
from amparo.exchange.messages import CLASSES, MESSAGES
from amparo.exchange.models import Batch
from amparo.exchange.queries import rows_of


@dataclass(frozen=True, slots=True)
class Said:
    """A doubt or reason with how many rows have it."""

    code: str
    text: str
    rows: int


def law(batch: Batch) -> str:
    """The sum that always holds, with its numbers."""
    return _(
        "%(released)d para crear + %(quarantined)d en espera + %(duplicates)d repetidas + %(merged)d unidas = %(rows)d filas"
    ) % {name: getattr(batch, name) for name in ("released", "quarantined", "duplicates", "merged", "rows")}


def classes(batch: Batch) -> list[tuple[str, str, int]]:
    """(class, its name, rows) in the order of the law."""
    numbers = {
        "released": batch.released,
        "quarantined": batch.quarantined,
        "duplicate": batch.duplicates,
        "merged": batch.merged,
    }
    return [(code, str(CLASSES[code]), number) for code, number in numbers.items()]


def still_waiting(batch: Batch) -> str:
    """What applying leaves behind."""
    told = ngettext(
        "%(count)d fila sigue en espera; nada se pierde.",
        "%(count)d filas siguen en espera; nada se pierde.",
        batch.quarantined,
    )
    return told % {"count": batch.quarantined}


def doubts(actor: Actor, batch: Batch) -> list[Said]:
    """Every doubt and reason of a batch, the most frequent first."""
    counted: Counter[str] = Counter()
    rows = rows_of(actor, batch).exclude(kind="aside").values_list("doubts", "reasons")
    for row_doubts, reasons in rows.iterator(chunk_size=2000):
        counted.update({*row_doubts, *reasons})
    return [Said(code, str(MESSAGES.get(code, code)), number) for code, number in counted.most_common()]
