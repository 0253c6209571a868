"""Forms as questions: the label asks, the hint helps, "No se sabe" is always a choice, the browser remembers nothing.

`ActionForm` carries the two hidden fields every action needs: the id made for this submission, which makes a second click
harmless, and the version the person saw.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.core.dates import PartialDate, parse_partial
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.ui.components import Fact

UNKNOWN = "unknown"
YES = "yes"
NO = "no"
# Fields that carry no words of the person; a conflict page does not show them back.
_SILENT = frozenset({"id", "seen", "csrfmiddlewaretoken", "password", "next"})

Text = str | Promise


@dataclass(frozen=True)
class Noted:
    """A choice's label with a line of explanation under it: `("today", Noted(_("Hoy"), _("Hay peligro…")))`."""

    label: Text
    note: Text

    def __str__(self) -> str:
        return str(self.label)


class _Choices:
    """What radios and boxes share: which values stand behind the dotted line, and whether they lie in one row."""

    unknown: frozenset[str]
    inline: bool

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        unknown: Sequence[str] = (UNKNOWN,),
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.unknown = frozenset(unknown)
        self.inline = inline


class Radios(_Choices, forms.RadioSelect):
    """One answer. Values in `unknown` ("unknown" unless told) are set apart."""


class Boxes(_Choices, forms.CheckboxSelectMultiple):
    """Several answers. Values in `unknown` are set apart."""


class PartialDateInput(forms.TextInput):
    """One field for a date known in part, with a box "No se sabe" beside it.

    Gives the text typed, or `UNKNOWN` where the box is ticked and nothing is typed.
    """

    template_name = "ui/form/partial_date.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        unknown = value == UNKNOWN
        context = super().get_context(name, "" if unknown else value, attrs)
        context["widget"]["unknown"] = unknown
        context["widget"]["can_be_unknown"] = not self.attrs.get("data-known")
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = (data.get(name) or "").strip()
        return UNKNOWN if not typed and data.get(f"{name}_unknown") else typed

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_unknown" not in data


class PartialDateField(forms.CharField):
    """A date as people know it. Cleans to a `PartialDate`, or None where it is not known.

    "15/03/2024", "marzo 2024" and "hace dos años" are read (core.dates). When required, leaving it empty is an error
    and ticking "No se sabe" is an answer.
    """

    widget = PartialDateInput
    default_hint = _("Por ejemplo: 15/03/2024, marzo 2024 o hace dos años.")

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", self.default_hint)
        options.setdefault("max_length", 60)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, PartialDate):
            return value
        if value.approximate or value.month is None:
            return str(value).replace("~", " aprox.")
        return f"{value.day}/{value.month}/{value.year}" if value.day else f"{value.month}/{value.year}"

    def clean(self, value: Any) -> PartialDate | None:
        if value == UNKNOWN:
            return None
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_partial(text, timezone.localdate())
        except Invalid as problem:
            raise ValidationError(problem.messages.get("", [])) from problem


class ActionForm(forms.Form):
    """A form behind an action. Build it with `initial=action_initial(seen=row.version)`."""

    use_required_attribute = False  # the server answers with a summary and links; the browser's bubbles say less

    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def action_initial(*, seen: int = 0, **values: Any) -> dict[str, Any]:
    """First values of an `ActionForm`: a new id for this submission, the version seen (0: nothing existed), and the rest."""
    return {"id": new_id(), "seen": seen, **values}


def yes_no_unknown(label: Text, help_text: Text = "", *, unknown: Text = "", required: bool = True) -> forms.ChoiceField:
    """A question answered "yes", "no" or "unknown", in one row."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        choices=[(YES, _("Sí")), (NO, _("No")), (UNKNOWN, unknown or _("No se sabe"))],
        widget=Radios(inline=True),
    )


def add_errors(form: forms.Form, messages: Mapping[str, Sequence[str]]) -> None:
    """Put the sentences of an `Invalid` beside their fields; those of no field of this form go above it."""
    for name, sentences in messages.items():
        form.add_error(name if name in form.fields else None, list(sentences))


def typed(form: forms.Form) -> list[Fact]:
    """What the person typed, as question and answer, for the conflict page. Hidden fields and passwords stay out."""
    return [
        Fact(term=str(bound.label), value=answer)
        for bound in form.visible_fields()
        if bound.name not in _SILENT and not isinstance(bound.field.widget, forms.PasswordInput)
        if (answer := spoken(bound))
    ]


def spoken(bound: BoundField) -> str:
    """The answer of one field in the words of its choices."""
    value = bound.value()
    if value in (None, "", []):
        return ""
    chosen = {str(part) for part in value} if isinstance(value, list | tuple | set) else {str(value)}
    if choices := getattr(bound.field, "choices", None):
        flat = [pair for choice in choices for pair in _flatten(choice)]
        return ", ".join(str(label) for key, label in flat if str(key) in chosen)
    if value == UNKNOWN:
        return str(_("No se sabe"))
    return ", ".join(sorted(chosen))


def _flatten(choice: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    key, label = choice
    return list(label) if isinstance(label, list | tuple) else [(key, label)]
