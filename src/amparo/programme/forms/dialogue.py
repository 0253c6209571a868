"""The forms of the dialogue room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.actions.choices import ChoiceFacts
from amparo.programme.actions.dialogue import DialogueFacts, Texts
from amparo.programme.actions.table import AgendaFacts, AgreementFacts, DelegateFacts
from amparo.programme.forms.money import Day
from amparo.ui.forms import ActionForm, PartialDateField, Radios

_BOTH = _("Se escribe en los dos idiomas: si hay uno, hace falta el otro.")
Choices = Sequence[tuple[str, Any]]
SIDES = [("us", _("Estados Unidos")), ("host", _("País anfitrión"))]


def _words(label: Any, *, size: int = 300, rows: int = 0, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=size, required=required, help_text=help_text, widget=widget)


class PlanForm(ActionForm):
    """When, how and where."""

    held_on = PartialDateField(label=_("¿Cuándo será?"), required=False, help_text=_("Puede ser un mes: «febrero 2027»."))
    mode = forms.ChoiceField(label=_("¿Cómo?"), required=False)
    place = _words(_("¿Dónde?"), size=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [("", _("Por fijar")), *codelists.choices("dialogue_mode")]  # type: ignore[attr-defined]

    def facts(self) -> DialogueFacts:
        """What was written."""
        return DialogueFacts(**{name: self.cleaned_data[name] for name in ("held_on", "mode", "place")})


class OpenChoiceForm(ActionForm):
    """Until when both sides choose."""

    choose_by = Day(
        label=_("¿Hasta qué día eligen las dos partes?"), help_text=_("Después nadie agrega indicadores ni preguntas.")
    )


class ChoiceForm(ActionForm):
    """An indicator or a question, one at a time."""

    indicator = forms.TypedChoiceField(label=_("Un indicador"), required=False, coerce=str, empty_value="")
    question_es = _words(_("O una pregunta, en español"), size=500, rows=2)
    question_en = _words(
        _("La misma pregunta, en inglés"),
        size=500,
        rows=2,
        help_text=_("Si la deja vacía, se lee en español en las dos versiones."),
    )

    def __init__(self, *args: Any, indicators: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("Ninguno: es una pregunta")), *indicators]  # type: ignore[attr-defined]

    def facts(self) -> ChoiceFacts:
        """What was written."""
        data = self.cleaned_data
        return ChoiceFacts(data["indicator"] or None, data["question_es"], data["question_en"])


class FreezeForm(ActionForm):
    """The day whose figures lie on the table."""

    cut_off = Day(
        label=_("¿Hasta qué día cuentan las cifras?"), help_text=_("Lo que se registre después se verá en el diálogo siguiente.")
    )


class HoldForm(ActionForm):
    """The day it was held."""

    held_on = Day(label=_("¿Qué día se realizó?"))


class DelegateForm(ActionForm):
    """An official in a delegation."""

    side = forms.ChoiceField(label=_("¿De qué parte?"), widget=Radios, choices=SIDES)
    name = _words(_("Nombre, como está en el acto público"), size=120, required=True)
    office_es = _words(_("Cargo, en español"), size=160)
    office_en = _words(_("Cargo, en inglés"), size=160)
    head = forms.BooleanField(label=_("Encabeza la delegación"), required=False)

    def facts(self) -> DelegateFacts:
        """What was written."""
        return DelegateFacts(**{name: self.cleaned_data[name] for name in ("side", "name", "office_es", "office_en", "head")})


class AgendaForm(ActionForm):
    """A point of the agenda."""

    title_es = _words(_("Punto, en español"), required=True)
    title_en = _words(_("Punto, en inglés"), required=True)
    minutes = forms.IntegerField(label=_("¿Cuántos minutos?"), required=False, min_value=1, max_value=600)
    side = forms.ChoiceField(label=_("¿Quién lo presenta?"), required=False, choices=[("", _("Las dos partes")), *SIDES])

    def facts(self) -> AgendaFacts:
        """What was written."""
        return AgendaFacts(**{name: self.cleaned_data[name] for name in ("title_es", "title_en", "minutes", "side")})


class AgreementForm(ActionForm):
    """What was agreed, who keeps it and until when."""

    text_es = _words(_("¿Qué se acordó? En español"), size=2000, rows=3, required=True)
    text_en = _words(_("Lo mismo, en inglés"), size=2000, rows=3, required=True)
    side = forms.ChoiceField(label=_("¿Qué parte lo cumple?"), required=False, choices=[("", _("Las dos partes")), *SIDES])
    owner = forms.TypedChoiceField(label=_("¿Quién responde?"), required=False, coerce=str, empty_value="")
    due = PartialDateField(label=_("¿Hasta cuándo?"), required=False)

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Todavía no se sabe")), *owners]  # type: ignore[attr-defined]

    def facts(self) -> AgreementFacts:
        """What was written."""
        data = self.cleaned_data
        return AgreementFacts(data["text_es"], data["text_en"], data["side"], data["owner"] or None, data["due"])


class KeepForm(ActionForm):
    """An agreement becomes a commitment."""

    kind = forms.ChoiceField(label=_("¿Qué clase de compromiso es?"), widget=Radios)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = codelists.choices("commitment_kind")  # type: ignore[attr-defined]


class FollowForm(ActionForm):
    """How an earlier agreement stands today."""

    state = forms.ChoiceField(label=_("¿Cómo va?"), widget=Radios)
    words_es = _words(_("En pocas palabras"), size=500, rows=2, required=True)
    words_en = _words(_("Lo mismo, en inglés"), size=500, rows=2, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = codelists.choices("commitment_state")  # type: ignore[attr-defined]


class MinutesForm(ActionForm):
    """The minutes and the joint statement, in both languages."""

    minutes_es = _words(_("Acta, en español"), size=20000, rows=8)
    minutes_en = _words(_("Acta, en inglés"), size=20000, rows=8, help_text=_BOTH)
    statement_es = _words(_("Declaración conjunta, en español"), size=20000, rows=5)
    statement_en = _words(_("Declaración conjunta, en inglés"), size=20000, rows=5, help_text=_BOTH)
    statement_url = forms.URLField(label=_("¿Dónde se publicó?"), required=False, assume_scheme="https")

    def texts(self) -> Texts:
        """What was written."""
        return Texts(**{name: self.cleaned_data[name] for name in Texts.__dataclass_fields__})
