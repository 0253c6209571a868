"""Figures frozen as of a day: written once, compared with the ones before, never made anew over what was frozen.

The digest is a SHA-256 over the figures in their order, so that two snapshots are equal when it is.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from amparo.access.actors import Actor
from amparo.programme.figures import dialogue as of_dialogue
from amparo.programme.figures.base import Collector, Frozen
from amparo.programme.figures.collect import collect
from amparo.programme.models import Compact, Dialogue, Snapshot, SnapshotFigure

FINE = Decimal("0.0001")
_LABEL_SAYS = ("question:", "agreement:stated:")
_FOOTNOTE_SAYS = ("claim:", "commitment:")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is not as in the snapshot before. `old` None: it was added; `new` None: it is gone."""

    key: str
    old: Frozen | None
    new: Frozen | None

    @property
    def figure(self) -> Frozen:
        """The figure it speaks of, as it is now or, where it is gone, as it was."""
        return self.new or self.old  # type: ignore[return-value]

    @property
    def noted(self) -> bool:
        """Whether the footnote is part of what changed."""
        return self.key.startswith(_FOOTNOTE_SAYS)


def gather(actor: Actor, dialogue: Dialogue, cut_off: date, *, collectors: Sequence[Collector] = ()) -> tuple[Frozen, ...]:
    """What a snapshot of this dialogue holds: of the indicators only the chosen ones (of a recorded dialogue, all)."""
    found = collect(actor, dialogue.compact, cut_off, collectors=collectors)
    table = of_dialogue.chosen(actor, dialogue, cut_off)
    codes = {figure.key.partition(":")[2] for figure in table if figure.key.startswith("chosen:")}
    kept = [figure for figure in found if figure.section != "indicators" or not codes or _code(figure) in codes]
    return tuple(
        [figure for figure in kept if figure.section != "dialogue"]
        + list(table)
        + [figure for figure in kept if figure.section == "dialogue"]
    )


def write(
    id: UUID, *, compact: Compact, kind: str, cut_off: date, figures: Iterable[Frozen], by: Actor, **row: object
) -> Snapshot:
    """Writes a snapshot and its figures. `row`: reach, award, subaward. Inside an action, which records it."""
    kept = [_as_kept(figure) for figure in figures]
    own = {"compact": compact, "unit_id": by.unit_id, "by": by.user_code, **row}
    snapshot = Snapshot(id=id, kind=kind, cut_off=cut_off, digest=digest(kept), **own)
    snapshot.save(force_insert=True)
    SnapshotFigure.objects.bulk_create([_row(snapshot, place, figure, own) for place, figure in enumerate(kept)])
    return snapshot


def read(actor: Actor, snapshot: Snapshot) -> tuple[Frozen, ...]:
    """The figures of a snapshot in their order (one query)."""
    rows = SnapshotFigure.objects.visible_to(actor).filter(snapshot=snapshot).order_by("position")
    return tuple(_frozen(row) for row in rows)


def digest(figures: Iterable[Frozen]) -> str:
    """SHA-256 over the figures in their order."""
    made = hashlib.sha256()
    for figure in figures:
        made.update(json.dumps(_plain(figure), ensure_ascii=False, sort_keys=True).encode())
        made.update(b"\n")
    return made.hexdigest()


def changes(old: Iterable[Frozen], new: Iterable[Frozen]) -> tuple[Change, ...]:
    """What is different, in the order of the new one; what is gone comes last.

    A label in other words is no change, except where the label is what was said (a question, a statement); nor is a footnote, except
    where it is part of the answer (why a statement differs from the ledger, when a commitment is due).
    """
    before: Mapping[str, Frozen] = {figure.key: figure for figure in old}
    after = {figure.key: figure for figure in new}
    found = [
        Change(key, before.get(key), figure)
        for key, figure in after.items()
        if key not in before or _said(before[key]) != _said(figure)
    ]
    return (*found, *(Change(key, figure, None) for key, figure in before.items() if key not in after))


def _said(figure: Frozen) -> tuple[object, ...]:
    said: tuple[object, ...] = (figure.value, figure.measured_in, figure.words_es, figure.words_en)
    if figure.key.startswith(_LABEL_SAYS):
        said += (figure.label_es, figure.label_en)
    if figure.key.startswith(_FOOTNOTE_SAYS):
        said += (figure.footnote_es, figure.footnote_en)
    return said


def _code(figure: Frozen) -> str:
    return figure.key.split(":")[1] if ":" in figure.key else ""


def _as_kept(figure: Frozen) -> Frozen:
    """As the table will give it back: four digits after the point."""
    values = {name: getattr(figure, name) for name in Frozen.__dataclass_fields__}
    values["value"] = None if figure.value is None else Decimal(figure.value).quantize(FINE)
    return Frozen(**values)


def _plain(figure: Frozen) -> dict[str, object]:
    plain = asdict(figure)
    plain["as_of"] = str(figure.as_of) if figure.as_of else None
    plain["value"] = None if figure.value is None else str(figure.value)
    return plain


def _row(snapshot: Snapshot, place: int, figure: Frozen, own: dict[str, object]) -> SnapshotFigure:
    return SnapshotFigure(
        snapshot=snapshot, position=place, section=figure.section, key=figure.key, label_es=figure.label_es,
        label_en=figure.label_en, value=figure.value, measured_in=figure.measured_in, words_es=figure.words_es,
        words_en=figure.words_en, source_id=figure.source, as_of=figure.as_of, verified=figure.verified,
        footnote_es=figure.footnote_es, footnote_en=figure.footnote_en, **own,
    )  # fmt: skip


def _frozen(row: SnapshotFigure) -> Frozen:
    return Frozen(
        section=row.section, key=row.key, label_es=row.label_es, label_en=row.label_en,
        value=None if row.value is None else row.value.quantize(FINE), measured_in=row.measured_in, words_es=row.words_es,
        words_en=row.words_en, source=row.source_id, as_of=row.as_of, verified=row.verified, footnote_es=row.footnote_es,
        footnote_en=row.footnote_en,
    )  # fmt: skip
