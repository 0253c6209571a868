"""The questions of a screening: yes, no, not known. There is no field for her story, and there must never be one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from amparo.cases.queries.screening import Question
from amparo.ui.forms import UNKNOWN, ActionForm, yes_no_unknown


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
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions under their headings."""
        found: dict[str, list[forms.BoundField]] = {}
        for question in self.questions:
            found.setdefault(question.group, []).append(self[question.name])
        return list(found.items())

    def answers(self) -> dict[tuple[str, str], str]:
        """(kind, code) → yes, no, unknown, as the action takes it."""
        return {(q.kind, q.code): self.cleaned_data.get(q.name) or UNKNOWN for q in self.questions}
