"""The register of practices by stage, and one practice with the stages it reached and lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import describe
from amparo.core.errors import NotFound
from amparo.core.transitions import allowed
from amparo.programme import relations
from amparo.programme.models import Compact, Evidence, Practice, PracticeStep, Verdict
from amparo.programme.queries import evidence, verdicts
from amparo.programme.queries.verdicts import Standing
from amparo.programme.rules import gone
from amparo.programme.rules_commitments import STAGES, takeover_late
from amparo.programme.states import PRACTICE
from amparo.ui.components import Kind, Step, TimelineItem

KINDS: Mapping[str, Kind] = {"baseline": "wait", "adopted": "new", "funded": "now", "institutional": "done"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A practice in the register; `late`: days since it should have been taken over, in days and in words."""

    row: Practice
    url: str
    kind: Kind
    late: int | None
    late_words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the practices that stand on it."""

    code: str
    kind: Kind
    practices: Sequence[Kept]


@dataclass(frozen=True, slots=True)
class Whole:
    """One practice: its place on the way, its steps, evidence, the other side's word, what the actor may do."""

    kept: Kept
    steps: Sequence[PracticeStep]
    evidence: Sequence[Evidence]
    standing: Standing
    verdicts: Sequence[Verdict]
    may: Sequence[str]

    @property
    def route(self) -> list[Step]:
        """The four stages, the reached ones done, the present one lit."""
        here = STAGES.index(self.kept.row.stage)
        states: list[Kind] = [
            "done" if n < here or (n == here == len(STAGES) - 1) else "now" if n == here else "wait" for n in range(len(STAGES))
        ]
        return [Step(codelists.label("practice_stage", code), states[n]) for n, code in enumerate(STAGES)]

    @property
    def story(self) -> list[TimelineItem]:
        """The stages as they were reached and lost, the last first."""
        before = [None, *self.steps[:-1]]
        return [_told(step, last) for step, last in reversed(list(zip(self.steps, before, strict=True)))]


def register(actor: Actor, compact: Compact, today: date) -> list[Stage]:
    """All practices by stage, the furthest first (one query)."""
    rows = (
        Practice.objects.visible_to(actor).filter(compact=compact).select_related("owner", "objective", "source").order_by("code")
    )
    kept = [_kept(compact, row, today) for row in rows]
    return [Stage(code, KINDS[code], [one for one in kept if one.row.stage == code]) for code in reversed(STAGES)]


def row(actor: Actor, compact: Compact, code: str) -> Practice:
    """A practice by its code (one query). Raises `NotFound`."""
    rows = Practice.objects.visible_to(actor).filter(compact=compact, code=code)
    found: Practice | None = rows.select_related("compact", "owner", "objective", "source").first()
    if found is None:
        raise NotFound(gone())
    return found


def one(actor: Actor, compact: Compact, code: str, *, today: date) -> Whole:
    """A practice (six queries). Raises `NotFound`."""
    found = row(actor, compact, code)
    party = relations.party_of(actor, compact)
    standing = verdicts.standings(actor, [found], about="practice", party=party)[found.pk]
    steps = PracticeStep.objects.visible_to(actor).filter(practice=found).select_related("source").order_by("created_at", "id")
    return Whole(
        _kept(compact, found, today), list(steps), evidence.of(actor, [found.pk]).get(found.pk, ()), standing,
        verdicts.of(actor, found.pk), may(actor, found),
    )  # fmt: skip


def may(actor: Actor, row: Practice) -> list[str]:
    """The steps open to the unit that wrote the practice and to the one that takes it over."""
    if row.owner is not None and row.owner.unit_id == actor.unit_id:
        mine = policy.can(actor, Verb.SUSTAIN, group="activities")
    else:
        held = relations.relations_to(actor, row) & {policy.Relation.RESPONSIBLE}
        mine = policy.can(actor, Verb.SUSTAIN, group="activities", relations=held)
    return list(allowed(PRACTICE, row.stage)) if mine else []


def next_code(actor: Actor, compact: Compact) -> str:
    """The next free code: "S-04"."""
    taken = Practice.objects.visible_to(actor).filter(compact=compact, code__startswith="S-").values_list("code", flat=True)
    return f"S-{max((int(code[2:]) for code in taken if code[2:].isdigit()), default=0) + 1:02}"


def _kept(compact: Compact, row: Practice, today: date) -> Kept:
    late = takeover_late(row.stage, row.takes_over_on, today) if compact.state != "closed" else None
    words = (
        "" if late is None else ngettext("Debió asumirse hace %(n)s día", "Debió asumirse hace %(n)s días", late) % {"n": late}
    )
    return Kept(row, reverse("practice", args=[compact.code, row.code]), KINDS[row.stage], late, words)


def _told(step: PracticeStep, before: PracticeStep | None) -> TimelineItem:
    fell = before is not None and STAGES.index(step.stage) < STAGES.index(before.stage)
    text = _("Retrocedió a: %(stage)s.") if fell else _("Llegó a: %(stage)s.")
    shown = ". ".join(part for part in (step.norm, step.budget_line) if part)
    when = describe(step.on, get_language() or "es")
    told = text % {"stage": codelists.label("practice_stage", step.stage)}
    return TimelineItem(when, f"{told} {shown}".strip(), kind="warn" if fell else KINDS[step.stage])
