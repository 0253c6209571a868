"""The questions of a screening: yes, no, not known. There is no field for her story, and there must never be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from amparo.cases.queries.screening import Question
from amparo.ui.forms import UNKNOWN, ActionForm, yes_no_unknown

FEW = 3  # headings that a page shows open


@dataclass(frozen=True)
class Group:
    """Questions under a heading; `said`: how many have a yes or a no. Folded ones with an answer stand open."""

    name: str
    fields: Sequence[forms.BoundField]
    folded: bool
    said: int


class AnswersForm(ActionForm):
    """One step. Every question stands at "No se sabe" until somebody says otherwise."""

    def __init__(
        self, *args: Any, questions: Sequence[Question] = (), given: Mapping[tuple[str, str], str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            field = yes_no_unknown(question.text, required=False)
            field.initial = (given or {}).get((question.kind, question.code), UNKNOWN)
            self.fields[question.name] = field

    @property
    def groups(self) -> list[Group]:
        """The questions under their headings. Many headings are folded: one opens what one knows something about."""
        found: dict[str, list[forms.BoundField]] = {}
        for question in self.questions:
            found.setdefault(question.group, []).append(self[question.name])
        return [Group(name, fields, folded=len(found) > FEW, said=self._said(fields)) for name, fields in found.items()]

    def _said(self, fields: Sequence[forms.BoundField]) -> int:
        return sum(1 for bound in fields if bound.value() not in (None, "", UNKNOWN))

    def answers(self) -> dict[tuple[str, str], str]:
        """(kind, code) → yes, no, unknown, as the action takes it."""
        return {(q.kind, q.code): self.cleaned_data.get(q.name) or UNKNOWN for q in self.questions}
