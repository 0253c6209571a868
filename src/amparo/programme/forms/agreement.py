"""What is asked about an agreement. Each form gives the facts of its action (`facts`)."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access.models import DemoMark
from amparo.core import codelists, places
from amparo.core.models import Source
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import (
    AmendmentFacts,
    Change,
    ClauseFacts,
    DocumentFacts,
    ObjectiveFacts,
    PartnerFacts,
    SignatoryFacts,
    StatedFacts,
    TerritoryFacts,
)
from amparo.programme.models import Organisation
from amparo.ui.forms import ActionForm, PartialDateField

Text = str | Promise


def line(label: Text, help_text: Text = "", *, most: int = 200, required: bool = True) -> forms.CharField:
    """One line of words."""
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required)


def words(label: Text, help_text: Text = "", *, required: bool = False) -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": 6}))


def day(label: Text, help_text: Text = "", *, required: bool = False) -> PartialDateField:
    """A date as far as it is known."""
    return PartialDateField(label=label, required=required, **({"help_text": help_text} if help_text else {}))


def listed(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Fills a choice with what there is now, after a first empty one."""
    form.fields[name].choices = [("", _("Elija")), *choices]  # type: ignore[attr-defined]


class ToldForm(ActionForm):
    """What every fact is asked besides: where it was read, and of which date that speaks."""

    source = forms.ChoiceField(label=_("¿Dónde se leyó?"), required=False)
    as_of = day(_("¿De qué fecha habla la fuente?"))

    field_order_last = ("source", "as_of")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Source.objects.order_by("title").values_list("code", "title")
        self.fields["source"].choices = [("", _("En ninguna fuente pública")), *rows]  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name not in self.field_order_last] + list(self.field_order_last))

    @property
    def told(self) -> dict[str, Any]:
        """Source and date."""
        return {"source": self.cleaned_data["source"] or None, "as_of": self.cleaned_data["as_of"]}

    def cells(self, *names: str) -> dict[str, Any]:
        """These answers."""
        return {name: self.cleaned_data[name] for name in names}


class ObjectiveForm(ToldForm):
    """An objective."""

    number = forms.IntegerField(label=_("Número"), min_value=1, max_value=20)
    title_es = line(_("Título en español"), most=120)
    title_en = line(_("Título en inglés"), most=120, required=False)
    text_es = words(_("Texto en español"))
    text_en = words(_("Texto en inglés"))

    def facts(self) -> ObjectiveFacts:
        """The facts of `set_objective`."""
        return ObjectiveFacts(**self.cells("number", "title_es", "title_en", "text_es", "text_en"), **self.told)


class ClauseForm(ToldForm):
    """A clause in both languages."""

    number = forms.SlugField(label=_("Número"), max_length=12)
    position = forms.IntegerField(label=_("Lugar en el texto"), min_value=0, max_value=30000, initial=0)
    heading_es = line(_("Título en español"))
    heading_en = line(_("Título en inglés"), required=False)
    text_es = words(_("Texto en español"), _("Déjelo vacío si nadie ha visto el texto."))
    text_en = words(_("Texto en inglés"), _("Déjelo vacío si nadie ha visto el texto."))

    def facts(self) -> ClauseFacts:
        """The facts of `set_clause`."""
        return ClauseFacts(**self.cells("number", "position", "heading_es", "heading_en", "text_es", "text_en"), **self.told)


class SignatoryForm(ToldForm):
    """Who signed."""

    side = forms.ChoiceField(
        label=_("¿Por qué parte firmó?"), choices=[("us", _("Estados Unidos")), ("host", _("País anfitrión"))]
    )
    name = line(_("Nombre, como está en el acto público"), most=120)
    office_es = line(_("Cargo en español"), most=160)
    office_en = line(_("Cargo en inglés"), most=160)
    signed_on = day(_("¿Cuándo firmó?"))

    def facts(self) -> SignatoryFacts:
        """The facts of `add_signatory`."""
        return SignatoryFacts(**self.cells("side", "name", "office_es", "office_en", "signed_on"), **self.told)


class TerritoryForm(ToldForm):
    """A region where the compact works."""

    region = forms.ChoiceField(label=_("¿Qué región?"), required=False)
    label = line(
        _("¿Cómo la nombra el acto?"),
        _("Solo si no es el nombre de la región. Fuera del Perú, escriba aquí el lugar."),
        most=80,
        required=False,
    )
    whole = forms.BooleanField(
        label=_("Toda la alianza trabaja allí"),
        help_text=_("Desmarque si son solo actividades seleccionadas."),
        required=False,
        initial=True,
    )
    since = day(_("¿Desde cuándo?"))
    until = day(_("¿Hasta cuándo?"))
    amendment = forms.IntegerField(label=_("¿Con qué número de adenda entró?"), required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(place.ubigeo, place.name) for place in places.index().by_code.values() if len(place.ubigeo) == 2]
        listed(self, "region", sorted(found))

    def facts(self) -> TerritoryFacts:
        """The facts of `set_territory`."""
        return TerritoryFacts(**self.cells("region", "label", "whole", "since", "until", "amendment"), **self.told)


class TerritoryEndForm(ActionForm):
    """Until when a region is in the compact."""

    until = day(_("¿Hasta cuándo?"), required=True)


class PartnerForm(ToldForm):
    """Who carries work out."""

    organisation = forms.ChoiceField(label=_("¿Qué organización?"))
    role = forms.ChoiceField(label=_("¿Con qué papel?"))
    prime = forms.ChoiceField(
        label=_("¿De quién recibe?"),
        help_text=_("Solo para un subreceptor. Déjelo vacío si ninguna fuente lo dice."),
        required=False,
    )
    since = day(_("¿Desde cuándo?"))
    until = day(_("¿Hasta cuándo?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(Organisation.objects.exclude(kind="government").order_by("name_es").values_list("code", "name_es"))
        for name in ("organisation", "prime"):
            listed(self, name, known)
        listed(self, "role", codelists.choices("partner_role"))

    def facts(self) -> PartnerFacts:
        """The facts of `set_partner_period`."""
        return PartnerFacts(**self.cells("organisation", "role", "prime", "since", "until"), **self.told)


class DocumentForm(ToldForm):
    """A document by its address."""

    kind = forms.ChoiceField(label=_("¿Qué documento es?"))
    title_es = line(_("Título en español"), most=300)
    title_en = line(_("Título en inglés"), most=300, required=False)
    dated = day(_("¿De qué fecha es?"))
    url = forms.URLField(label=_("Dirección pública"), max_length=500, required=False, assume_scheme="https")
    language = forms.ChoiceField(
        label=_("Idioma"), required=False, choices=[("", "—"), ("es", _("Español")), ("en", _("Inglés"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed(self, "kind", codelists.choices("document_kind"))

    def facts(self) -> DocumentFacts:
        """The facts of `add_document`."""
        return DocumentFacts(**self.cells("kind", "title_es", "title_en", "dated", "url", "language"), **self.told)


class StatedForm(ToldForm):
    """What was said about results."""

    about = forms.SlugField(
        label=_("¿De qué habla?"),
        help_text=_("Una palabra, la misma cada vez que se hable de lo mismo. Por ejemplo: shelters."),
        max_length=30,
    )
    text_es = line(_("Qué se dijo, en español"), most=300)
    text_en = line(_("Qué se dijo, en inglés"), most=300, required=False)
    value = forms.DecimalField(label=_("Cuánto"), required=False, max_digits=18, decimal_places=4)
    bound = forms.ChoiceField(label=_("¿Cómo lo dice?"))
    speaker = line(_("¿Quién lo dijo?"), _("El cargo o la institución."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed(self, "bound", codelists.choices("claim_bound"))

    def facts(self) -> StatedFacts:
        """The facts of `state_fact`."""
        return StatedFacts(**self.cells("about", "text_es", "text_en", "value", "bound", "speaker"), **self.told)


class AmendmentForm(ToldForm):
    """An instrument and what it changed. Empty answers changed nothing."""

    number = forms.IntegerField(label=_("Número de la adenda"), min_value=1, max_value=99)
    instrument_es = line(_("¿Con qué instrumento? En español"))
    instrument_en = line(_("¿Con qué instrumento? En inglés"), required=False)
    signed_on = day(_("¿Cuándo se firmó?"))
    effective_on = day(_("¿Desde cuándo vale?"))
    ends = day(_("¿Cuál es el nuevo término?"), _("Solo si cambió el plazo. Por ejemplo: junio 2028."))
    currency = forms.ChoiceField(
        label=_("¿En qué moneda cambió el monto?"),
        required=False,
        choices=[("", "—"), ("USD", _("Dólares")), ("PEN", _("Soles"))],
    )
    amount_before = forms.DecimalField(label=_("Monto anterior"), required=False, min_value=0, max_digits=15, decimal_places=2)
    amount = forms.DecimalField(label=_("Monto nuevo"), required=False, min_value=0, max_digits=15, decimal_places=2)
    territory_before = line(_("Territorio anterior"), most=300, required=False)
    territory = line(_("Territorio nuevo"), most=300, required=False)
    other_before = line(_("Otra cosa que cambió: cómo era"), most=300, required=False)
    other = line(_("Otra cosa que cambió: cómo es"), most=300, required=False)

    def clean(self) -> dict[str, Any]:
        """An amount has its currency."""
        found = super().clean() or {}
        if found.get("amount") is not None and not found.get("currency"):
            self.add_error("currency", _("Elija la moneda del monto."))
        return found

    def changes(self) -> tuple[Change, ...]:
        """What the answers say that changed."""
        told, found = self.cleaned_data, []
        if told["ends"] is not None:
            found.append(Change("term", str(told["ends"])))
        if told["amount"] is not None:
            before = f"{told['currency']} {told['amount_before']}" if told["amount_before"] is not None else ""
            found.append(Change("amount", f"{told['currency']} {told['amount']}", before))
        found += [Change(name, told[name], told[f"{name}_before"]) for name in ("territory", "other") if told[name]]
        return tuple(found)

    def facts(self) -> AmendmentFacts:
        """The facts of `amend_compact`."""
        cells = self.cells("number", "instrument_es", "instrument_en", "signed_on", "effective_on")
        return AmendmentFacts(**cells, changes=self.changes(), **self.told)


class SignForm(ActionForm):
    """When the compact was signed."""

    signed_on = day(_("¿Cuándo se firmó?"), required=True)


class OrganisationForm(ToldForm):
    """An organisation."""

    code = forms.SlugField(label=_("Código corto"), help_text=_("Letras, números y guiones. Por ejemplo: oit."), max_length=60)
    kind = forms.ChoiceField(label=_("¿Qué tipo de organización es?"))
    name_es = line(_("Nombre en español"))
    name_en = line(_("Nombre en inglés"))
    short_name = line(_("Nombre corto"), most=60)
    country = line(_("País"), _("Dos letras, por ejemplo PE."), most=2, required=False)
    identifier = line(_("Identificador IATI"), most=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed(self, "kind", codelists.choices("organisation_kind"))

    def facts(self) -> OrganisationFacts:
        """The facts of `register_organisation`."""
        return OrganisationFacts(
            **self.cells("code", "kind", "name_es", "name_en", "short_name", "country", "identifier"), **self.told
        )


class CompactForm(ToldForm):
    """A compact as its record begins; `sides` only where it follows no other one."""

    code = forms.SlugField(label=_("Código corto"), help_text=_("País y año. Por ejemplo: peru-2017."), max_length=40)
    country = forms.ChoiceField(label=_("¿Con qué país?"))
    title_es = line(_("Título en español"))
    title_en = line(_("Título en inglés"))
    starts = day(_("¿Cuándo empieza?"))
    ends = day(_("¿Cuándo termina?"))
    us = forms.ChoiceField(label=_("¿Quién es la parte que da los fondos?"), required=False)
    host = forms.ChoiceField(label=_("¿Quién es la parte anfitriona?"), required=False)

    def __init__(self, *args: Any, follows: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed(self, "country", codelists.choices("compact_country"))
        if follows:
            del self.fields["us"], self.fields["host"]
            return
        known = [
            (str(pk), name)
            for pk, name in Organisation.objects.filter(kind="government").order_by("name_es").values_list("pk", "name_es")
        ]
        for name in ("us", "host"):
            listed(self, name, known)

    def facts(self) -> CompactFacts:
        """The facts of `begin_compact` and `begin_successor`. What begins in a demonstration is marked as one."""
        cells = self.cells("code", "country", "title_es", "title_en", "starts", "ends")
        return CompactFacts(**cells, is_demo=DemoMark.objects.exists(), **self.told)

    def sides(self) -> tuple[tuple[str, Any], ...]:
        """The two Participants, where both were named."""
        return tuple((side, self.cleaned_data[side]) for side in ("us", "host") if self.cleaned_data[side])
