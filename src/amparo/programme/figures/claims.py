"""What was said elsewhere about the money, as it is frozen: the statement, the ledger's figure beside it, what differs."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as lazy

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.programme import money_words
from amparo.programme.figures.base import Frozen
from amparo.programme.figures.money import LONGEST, Text, both
from amparo.programme.models import Compact
from amparo.programme.queries.claims import Beside, compared


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Every statement made by the end of a day, in the order of their days; one of unknown day is left out."""
    return [_frozen(row) for row in compared(actor, compact, until=cut_off)]


def _frozen(row: Beside) -> Frozen:
    claim = row.claim
    kinds = {choice.value: choice for choice in (*codelists.items("claim_kind"), *codelists.items("claim_bound"))}
    kind, bound = kinds[claim.kind], kinds[claim.bound]
    who = both(money_words.SIDES[claim.side])
    words = f" «{claim.words}»" if claim.words else ""
    notes = [both(text, **values) for text, values in _notes(row)]
    why = [(claim.explanation_es, claim.explanation_en or claim.explanation_es)] if claim.state == "explained" else []
    es, en = (". ".join(text for text in texts if text) for texts in zip(*notes, *why, strict=True))
    return Frozen(
        "claims", f"claim:{claim.pk}", f"{who[0]}: {kind.label_es}", f"{who[1]}: {kind.label_en}", value=claim.amount,
        measured_in=claim.currency, words_es=f"{bound.label_es}{words}", words_en=f"{bound.label_en}{words}", source=claim.source_id,
        as_of=claim.said_on, verified=claim.verified, footnote_es=es[:LONGEST], footnote_en=en[:LONGEST],
    )  # fmt: skip


def _notes(row: Beside) -> list[tuple[Text, dict[str, object]]]:
    """Sentences of the footnote, each with what it fills in."""
    claim, found = row.claim, list[tuple[Text, dict[str, object]]]()
    if claim.speaker:
        found.append((lazy("Lo dice: %(who)s"), {"who": claim.speaker}))
    if row.ledger is None:
        found.append((lazy("El libro no tiene esa cifra en esa moneda a esa fecha"), {}))
    else:
        values: dict[str, object] = {"sum": row.ledger, "base": claim.currency, "less": row.difference}
        found.append((lazy("El libro ese día: %(sum)s %(base)s; diferencia: %(less)s"), values))
    if row.falls_from is not None:
        values = {"sum": row.falls_from.amount, "day": row.falls_from.said_on}
        found.append((lazy("Conflicto: antes se dijo %(sum)s (%(day)s) y un total acumulado no baja"), values))
    if row.is_open:
        found.append((lazy("La diferencia sigue abierta"), {}))
    return found
