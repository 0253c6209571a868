"""The forms of the house and of the own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from amparo.access.models import Institution, Unit, User
from amparo.access.roles import ROLES
from amparo.ui.forms import ActionForm


class InstitutionForm(ActionForm):
    """A new institution."""

    code = forms.SlugField(
        label=_("¿Con qué código se la conoce?"), help_text=_("Letras minúsculas, sin espacios. No cambia nunca.")
    )
    kind = forms.ChoiceField(label=_("¿Qué hace en la ruta?"))
    name = forms.CharField(label=_("¿Cómo se llama?"), max_length=200)
    short_name = forms.CharField(label=_("¿Y en corto?"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {role.kind: role.name for role in reversed(ROLES.values()) if not role.supervises}
        self.fields["kind"].choices = sorted(kinds.items(), key=lambda pair: str(pair[1]))  # type: ignore[attr-defined]


class NameForm(ActionForm):
    """A new name of an institution."""

    name = forms.CharField(label=_("¿Cómo se llama ahora?"), max_length=200)
    short_name = forms.CharField(label=_("¿Y en corto?"), max_length=60)
    valid_from = forms.DateField(label=_("¿Desde qué día?"), help_text=_("Por ejemplo 15/03/2024."))
    source = forms.CharField(label=_("¿Qué norma o documento lo dice?"), max_length=300, required=False)


class UnitForm(ActionForm):
    """A new unit of an institution."""

    code = forms.SlugField(
        label=_("¿Con qué código se la conoce?"), help_text=_("Letras minúsculas, sin espacios. No cambia nunca.")
    )
    name = forms.CharField(label=_("¿Cómo se llama?"), max_length=160)
    kind = forms.ChoiceField(
        label=_("¿Qué hace esta unidad?"), help_text=_("De esto depende qué avisos y derivaciones le llegan.")
    )
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("¿De qué unidad depende?"), required=False)
    ubigeo = forms.CharField(
        label=_("¿Qué lugares atiende?"), help_text=_("Códigos INEI separados por espacios; vacío: todo el país."), required=False
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = institution.units.filter(active=True)  # type: ignore[attr-defined]
        works = [(code, role.name) for code, role in ROLES.items() if role.kind == institution.kind and not role.supervises]
        self.fields["kind"].choices = [*works, ("headquarters", _("Sede o coordinación"))]  # type: ignore[attr-defined]

    def clean_ubigeo(self) -> list[str]:
        return self.cleaned_data["ubigeo"].replace(",", " ").split()


class MoveForm(ActionForm):
    """Another place in the tree."""

    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("¿De qué unidad depende?"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.filter(institution=unit.institution_id, active=True).exclude(pk=unit.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class InviteForm(ActionForm):
    """An account for a colleague."""

    display_name = forms.CharField(label=_("¿Cómo se llama?"), max_length=120)
    email = forms.EmailField(label=_("¿Cuál es su correo de trabajo?"))
    language = forms.ChoiceField(label=_("¿En qué idioma le escribimos?"), choices=settings.LANGUAGES)


class RoleForm(ActionForm):
    """A role for somebody else."""

    role = forms.ChoiceField(label=_("¿Qué función?"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("¿En qué unidad?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(code, role.name) for code, role in ROLES.items()]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(active=True).order_by("name")  # type: ignore[attr-defined]


class LanguageForm(ActionForm):
    """The language of messages."""

    language = forms.ChoiceField(label=_("¿En qué idioma le escribimos?"), choices=settings.LANGUAGES)


class PasswordForm(ActionForm):
    """A first password, typed twice."""

    password = forms.CharField(
        label=_("Elija una contraseña"),
        help_text=_("Doce caracteres o más. Una frase que solo usted diría es buena."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    password_again = forms.CharField(
        label=_("Escríbala otra vez"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password", "")
        if password and cleaned.get("password_again") and password != cleaned["password_again"]:
            self.add_error("password_again", _("Las dos contraseñas no son iguales."))
        if password:
            try:
                password_validation.validate_password(password, self.user or User(**self.about(cleaned)))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def about(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Who the password must not resemble."""
        return {name: cleaned.get(name) or "" for name in ("email", "display_name")}


class FirstAdministratorForm(PasswordForm):
    """The first account of an installation."""

    display_name = forms.CharField(label=_("¿Cómo se llama usted?"), max_length=120)
    email = forms.EmailField(label=_("¿Cuál es su correo de trabajo?"))
    field_order = ["display_name", "email", "password", "password_again"]
