"""Commitments of both sides as figures of a snapshot: how many in each state, and each one with its state and date."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Commitment, CommitmentStep, Compact, Party
from amparo.programme.queries import known
from amparo.programme.rules_commitments import Stand, days_late
from amparo.programme.states import COMMITMENT

NAMES = {"us": ("de los Estados Unidos", "of the United States"), "host": ("del país", "of the host country")}


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Counts by side and state, then each commitment in the order of its code, as its steps up to the cut-off left it and in the words it had then (three queries)."""
    stands = _stands(actor, compact, cut_off)
    rows = Commitment.every.visible_to(actor).filter(compact=compact).select_related("party").order_by("code")
    every = [(row, stands[row.pk]) for row in known.by(compact, cut_off).read(rows) if row.pk in stands]
    sides = Party.objects.visible_to(actor).filter(compact=compact).order_by("side").values_list("side", flat=True)
    return [*(one for side in sides for one in _counts(side, every, cut_off)), *(_each(row, stand) for row, stand in every)]


def _stands(actor: Actor, compact: Compact, cut_off: date) -> dict[UUID, Stand]:
    """How each commitment stood at the end of that day, by what was recorded by then; those not proposed yet are left out."""
    found: dict[UUID, list[CommitmentStep]] = defaultdict(list)
    steps = CommitmentStep.objects.visible_to(actor).filter(compact=compact, on__lte=cut_off)
    for step in known.by(compact, cut_off).facts(steps).order_by("on", "created_at", "id"):
        found[step.commitment_id].append(step)
    return {pk: Stand(steps[-1].state, steps[-1].due, steps[-1].done) for pk, steps in found.items()}


def _counts(side: str, every: Sequence[tuple[Commitment, Stand]], cut_off: date) -> list[Frozen]:
    own = [stand for row, stand in every if row.party.side == side]
    es, en = NAMES[side]
    counted = [("total", f"Compromisos {es}", f"Commitments {en}", len(own))]
    for state in COMMITMENT:
        label_es, label_en = _words(state)
        number = sum(stand.state == state for stand in own)
        counted.append((state, f"Compromisos {es}: {label_es.lower()}", f"Commitments {en}: {label_en.lower()}", number))
    late = sum(days_late(stand.state, stand.due, cut_off) is not None for stand in own)
    counted.append(("overdue", f"Compromisos {es}: vencidos", f"Commitments {en}: overdue", late))
    as_of = PartialDate.from_date(cut_off)
    return [
        Frozen("commitments", f"commitments:{side}:{name}", label_es, label_en, Decimal(number), "number", as_of=as_of)
        for name, label_es, label_en, number in counted
    ]  # fmt: skip


def _each(row: Commitment, stand: Stand) -> Frozen:
    state_es, state_en = _words(stand.state)
    due_es = f"Vence: {describe(stand.due, 'es')}" if stand.due else "No se sabe para cuándo"
    due_en = f"Due: {describe(stand.due, 'en')}" if stand.due else "Nobody knows when it is due"
    count_es = f" ({_plain(stand.done)} de {_plain(row.wanted)} {row.counted_es})" if row.wanted is not None else ""
    count_en = (
        f" ({_plain(stand.done)} of {_plain(row.wanted)} {row.counted_en or row.counted_es})" if row.wanted is not None else ""
    )
    return Frozen(
        "commitments", f"commitment:{row.code}", f"{row.code}. {row.text_es}", f"{row.code}. {row.text_en or row.text_es}",
        words_es=state_es + count_es, words_en=state_en + count_en, source=row.source_id, as_of=row.as_of, verified=row.verified,
        footnote_es=due_es, footnote_en=due_en,
    )  # fmt: skip


def _words(state: str) -> tuple[str, str]:
    with override("es"):
        spanish = codelists.label("commitment_state", state)
    with override("en"):
        return spanish, codelists.label("commitment_state", state)


def _plain(number: Decimal | None) -> str:
    return "?" if number is None else f"{number.normalize():f}"
