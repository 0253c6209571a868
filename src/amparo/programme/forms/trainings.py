"""Trainings: a course, a training, who came one by one or as a list, and the check of a certificate."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from amparo.programme.actions.trainings import CourseFacts, TrainingFacts
from amparo.programme.attendance_list import BadLine, ReadList, read
from amparo.programme.forms.activities import (
    Day,
    Quantity,
    UnderForm,
    choose,
    coded,
    items_for,
    objectives_for,
    regions,
    regions_field,
    uuid_of,
)
from amparo.programme.rules_activities import AttendanceFacts
from amparo.programme.said import said
from amparo.ui.forms import ActionForm

MOST_BYTES = 400_000


class CourseForm(ActionForm):
    """A course."""

    title_es = forms.CharField(label=_("¿Cómo se llama el curso?"), max_length=200)
    title_en = forms.CharField(label=_("En inglés"), max_length=200, required=False)
    objective = forms.ChoiceField(label=_("¿A qué objetivo sirve?"), required=False)
    hours = Quantity(label=_("¿Cuántas horas dura?"), min_value=1, max_value=2000, required=True)
    passing = forms.DecimalField(
        label=_("¿Con qué nota se aprueba?"),
        help_text=_("De 0 a 100, en la prueba final."),
        initial=60,
        min_value=0,
        max_value=100,
    )
    code = forms.CharField(label=_("Código"), max_length=20, required=False, help_text=_("Si no tiene, lo ponemos."))

    def __init__(self, *args: Any, objectives: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        objectives_for(self, objectives, empty=now_("Ninguno en especial"))

    def facts(self) -> CourseFacts:
        """What the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen")}
        return CourseFacts(**{**own, "objective": uuid_of(own["objective"])})


class TrainingForm(UnderForm):
    """A course given once."""

    course = forms.ChoiceField(label=_("¿Qué curso?"))
    starts = Day(label=_("¿Cuándo empieza?"))
    ends = Day(label=_("¿Cuándo termina?"))
    hours = Quantity(label=_("¿Cuántas horas?"), min_value=1, max_value=2000, required=True)
    regions = regions_field()
    place = forms.CharField(label=_("¿Dónde?"), max_length=120, required=False, help_text=_("La sede o la ciudad."))
    work_item = forms.ChoiceField(label=_("¿De qué actividad del plan?"), required=False)

    def __init__(self, *args: Any, courses: Any = (), items: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "course", [("", now_("Elija")), *((row.pk, said(row, "title")) for row in courses)])
        items_for(self, items)
        choose(self, "regions", self.regions_of())

    def facts(self) -> TrainingFacts:
        """What the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen", "under")}
        own |= {"course": UUID(own["course"]), "work_item": uuid_of(own["work_item"]), "regions": tuple(own["regions"])}
        return TrainingFacts(**own, under=self.under_facts())


class AttendForm(ActionForm):
    """One official who came. The browser keeps nothing of it."""

    document = forms.CharField(
        label=_("Documento"), max_length=20, help_text=_("DNI de 8 cifras, carné de extranjería o pasaporte.")
    )
    name = forms.CharField(label=_("Nombre completo"), max_length=120)
    institution = forms.ChoiceField(label=_("Institución"))
    post = forms.ChoiceField(label=_("Puesto"))
    sex = forms.ChoiceField(label=_("Sexo"))
    region = forms.ChoiceField(label=_("Región donde trabaja"), required=False)
    hours = Quantity(label=_("Horas que asistió"), min_value=1, max_value=2000, required=True)
    before = forms.DecimalField(
        label=_("Prueba inicial"),
        help_text=_("De 0 a 100. Si no hubo, déjela en blanco."),
        required=False,
        max_digits=7,
        decimal_places=2,
    )
    after = forms.DecimalField(
        label=_("Prueba final"),
        help_text=_("De 0 a 100. Si no hubo, déjela en blanco."),
        required=False,
        max_digits=7,
        decimal_places=2,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, institution="official_institution", post="official_post", sex="official_sex")
        choose(self, "region", [("", now_("No se sabe")), *regions()])

    def facts(self) -> AttendanceFacts:
        """What the action takes."""
        return AttendanceFacts(**{name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen")})


class AttendListForm(ActionForm):
    """A whole list, pasted or uploaded. What cannot be read is shown in `bad`, and what was typed stays."""

    rows = forms.CharField(
        label=_("Pegue la lista"), required=False, max_length=MOST_BYTES, strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Una persona por línea: documento; nombre; institución; puesto; sexo; región; horas; prueba inicial; prueba final. Puede copiarla de una hoja de cálculo."),
    )  # fmt: skip
    file = forms.FileField(label=_("O suba un archivo de texto o CSV"), required=False)

    def __init__(self, *args: Any, given: int, files: Any = None, **options: Any) -> None:
        super().__init__(*args, files=files, **options)
        self.given = given
        self.bad: list[BadLine] = []
        self.found = ReadList((), ())

    def clean(self) -> dict[str, Any]:
        """Reads the list. An uploaded one moves into the text, so that it can be mended there."""
        told: dict[str, Any] = super().clean() or {}
        text = told.get("rows") or ""
        if upload := told.get("file"):
            text = _text_of(upload)
            self.data = self.data.copy()
            self.data["rows"] = text
        if "rows" in self.errors or "file" in self.errors:
            return told
        if not text.strip():
            self.add_error("rows", now_("Pegue la lista o suba un archivo."))
            return told
        self.found = read(text, self.given)
        self.bad = list(self.found.bad)
        if self.bad:
            self.add_error(
                "rows", now_("Hay líneas que no se pueden leer. Las mostramos aparte, con lo que falta. No se guardó ninguna.")
            )
        elif not self.found.rows:
            self.add_error("rows", now_("La lista está vacía."))
        return told

    def facts(self) -> tuple[AttendanceFacts, ...]:
        """What the action takes."""
        return tuple(self.found.rows)


class CertificateForm(forms.Form):
    """The code on a certificate."""

    code = forms.CharField(
        label=_("Código del certificado"), max_length=40, help_text=_("Está al pie del certificado. Por ejemplo: CER-7K3Q9DM-X.")
    )


def _text_of(upload: Any) -> str:
    """What an uploaded list says: UTF-8, or the code page that spreadsheets on Windows write. Too much, or no text: nothing."""
    raw = upload.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES or b"\0" in raw:
        raise forms.ValidationError({"file": now_("Suba un archivo de texto o CSV de menos de 400 KB.")})
    try:
        return str(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return str(raw.decode("cp1252", errors="replace"))
