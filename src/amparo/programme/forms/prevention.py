"""Prevention: campaigns, work with schools, transport and lodging, places of risk, signals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from amparo.programme.actions.prevention import CampaignFacts, OutreachFacts, ReachFacts, RiskPlaceFacts
from amparo.programme.actions.signals import SignalFacts
from amparo.programme.forms.activities import (
    Day,
    District,
    Quantity,
    UnderForm,
    choose,
    coded,
    items_for,
    objectives_for,
    regions_field,
    uuid_of,
)
from amparo.ui.forms import ActionForm, Boxes, PartialDateField

_REACH = ("reached", "reached_how", "indirect", "indirect_how")


class ReachForm(ActionForm):
    """How many people were reached, and how they were counted."""

    reached = Quantity(label=_("¿A cuántas personas llegó de forma directa?"), help_text=_("Si no se sabe, déjelo en blanco."))
    reached_how = forms.ChoiceField(label=_("¿Cómo se contó?"), required=False)
    indirect = Quantity(
        label=_("¿A cuántas de forma indirecta?"),
        help_text=_("Por ejemplo, familias o audiencia. Si no se sabe, déjelo en blanco."),
    )
    indirect_how = forms.ChoiceField(label=_("¿Cómo se contó la indirecta?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, reached_how="reach_method", indirect_how="reach_method")

    def reach(self) -> ReachFacts:
        """What the action takes."""
        return ReachFacts(**{name: self.cleaned_data[name] for name in _REACH})


class CampaignForm(UnderForm, ReachForm):
    """A campaign or community work."""

    kind = forms.ChoiceField(label=_("¿Qué tipo de trabajo es?"))
    title_es = forms.CharField(label=_("¿Cómo se llama?"), max_length=200)
    title_en = forms.CharField(label=_("En inglés"), max_length=200, required=False)
    objective = forms.ChoiceField(label=_("¿A qué objetivo sirve?"), required=False)
    work_item = forms.ChoiceField(label=_("¿De qué actividad del plan?"), required=False)
    starts = Day(label=_("¿Cuándo empezó?"))
    ends = Day(label=_("¿Cuándo terminó?"))
    regions = regions_field()
    languages = forms.MultipleChoiceField(label=_("¿En qué lenguas?"), required=False, widget=Boxes(inline=True))
    materials = forms.CharField(label=_("¿Qué materiales se usaron?"), max_length=300, required=False)

    def __init__(self, *args: Any, objectives: Any = (), items: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, kind="campaign_kind", languages="material_language")
        objectives_for(self, objectives, empty=now_("Ninguno en especial"))
        items_for(self, items)
        choose(self, "regions", self.regions_of())
        self.order_fields(["under", *(name for name in self.fields if name not in _REACH and name != "under"), *_REACH])

    def facts(self) -> CampaignFacts:
        """What the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen", "under", *_REACH)}
        own |= {name: tuple(own[name]) for name in ("regions", "languages")}
        own |= {name: uuid_of(own[name]) for name in ("objective", "work_item")}
        return CampaignFacts(**own, under=self.under_facts(), reach=self.reach())


class OutreachForm(UnderForm):
    """Work with schools, transport or lodging."""

    sector = forms.ChoiceField(label=_("¿Con qué sector?"))
    on = Day(label=_("¿Qué día?"))
    district = District(label=_("¿En qué distrito?"))
    places = Quantity(label=_("¿Cuántos lugares se visitaron?"), required=True)
    committed = Quantity(label=_("¿Cuántos firmaron un compromiso?"), required=True, initial=0)
    people = Quantity(label=_("¿Con cuántas personas?"), help_text=_("Si no se sabe, déjelo en blanco."))
    work_item = forms.ChoiceField(label=_("¿De qué actividad del plan?"), required=False)
    words = forms.CharField(
        label=_("Nota"), max_length=300, required=False, help_text=_("Sin nombres de personas ni direcciones.")
    )

    def __init__(self, *args: Any, items: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, sector="outreach_sector")
        items_for(self, items)

    def facts(self) -> OutreachFacts:
        """What the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen", "under")}
        return OutreachFacts(**{**own, "work_item": uuid_of(own["work_item"])}, under=self.under_facts())


class RiskPlaceForm(UnderForm):
    """A place of risk: kind and district, no address."""

    kind = forms.ChoiceField(label=_("¿Qué tipo de lugar es?"))
    district = District(label=_("¿En qué distrito?"))
    level = forms.ChoiceField(label=_("¿Cuánto riesgo hay?"))
    when = PartialDateField(label=_("¿Cuándo se vio?"), required=False)
    words = forms.CharField(
        label=_("Nota"), max_length=300, required=False, help_text=_("Sin nombres de personas ni direcciones.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, kind="risk_place_kind", level="risk_rating")

    def facts(self) -> RiskPlaceFacts:
        """What the action takes."""
        told = self.cleaned_data
        return RiskPlaceFacts(told["kind"], told["district"], told["level"], self.under_facts(), told["when"], told["words"])


class SignalForm(UnderForm):
    """What a community watch saw: kind, district and day. It asks for no words, so that nobody is in it."""

    kind = forms.ChoiceField(label=_("¿Qué vio la vigilancia comunitaria?"))
    district = District(label=_("¿En qué distrito?"))
    when = PartialDateField(label=_("¿Cuándo se vio?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        coded(self, kind="signal_kind")

    def facts(self) -> SignalFacts:
        """What the action takes."""
        told = self.cleaned_data
        return SignalFacts(told["kind"], told["district"], self.under_facts(), told["when"])
