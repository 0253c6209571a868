"""A unit's screening of a file: the one under way, the last one done, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.cases.coded import REVIEW, STEPS
from amparo.cases.models import Screening, ScreeningAnswer
from amparo.cases.queries.file import Sheet
from amparo.core import codelists

ORDER = (*STEPS, REVIEW)
NO_QUESTION = frozenset({"unknown", "none_seen"})
ALARMING = frozenset(
    {
        ("exploiter_near", "yes"),
        ("injured", "yes"),
        ("locked_in", "yes"),
        ("moved_soon", "yes"),
        ("suicide", "yes"),
        ("safe_tonight", "no"),
    }
)


@dataclass(frozen=True)
class Question:
    """Something asked or seen: the field's name carries kind and code."""

    kind: str
    code: str
    text: str
    group: str

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.code}"


def questions(step: str) -> list[Question]:
    """What a step asks, in the reader's language; indicators under their dimension."""
    asked = []
    for kind, code_list in STEPS[step]:
        known = {item.value: item for item in codelists.items(code_list)}
        parents = {item.parent for item in known.values() if item.parent}
        for item in known.values():
            if item.value not in parents and item.value not in NO_QUESTION and item.valid_on(None):
                group = known[item.parent].label if item.parent in known else kind
                asked.append(Question(kind, item.value, item.label, group))
    return asked


def under_way(sheet: Sheet) -> Screening | None:
    """The unit's screening that is not done."""
    rows = Screening.objects.visible_to(sheet.actor).filter(case=sheet.case, unit_id=sheet.actor.unit_id)
    return rows.exclude(state="done").first()  # type: ignore[no-any-return]


def last_done(sheet: Sheet) -> Screening | None:
    """The unit's last one that is done."""
    rows = Screening.objects.visible_to(sheet.actor).filter(case=sheet.case, unit_id=sheet.actor.unit_id, state="done")
    return rows.order_by("-finished_at").first()  # type: ignore[no-any-return]


def given(row: Screening, sheet: Sheet) -> dict[tuple[str, str], str]:
    """The answers so far, by kind and code."""
    rows = ScreeningAnswer.objects.visible_to(sheet.actor).filter(screening=row)
    return {(kind, code): value for kind, code, value in rows.values_list("kind", "code", "value")}


def in_danger(answers: Mapping[tuple[str, str], str]) -> bool:
    """Whether an answer about her safety asks for somebody now."""
    return any((code, value) in ALARMING for (kind, code), value in answers.items() if kind == "safety")
