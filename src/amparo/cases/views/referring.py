"""Asking for a service: which one, what she needs, a look at what the other unit will see, and only then sending it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access.gate import needs
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases import labels
from amparo.cases.actions.file import subject_of
from amparo.cases.forms.referral import ReferralForm, ServiceForm
from amparo.cases.models import Case
from amparo.cases.queries import referrals
from amparo.cases.routing import NATIONAL, SERVICES, providers
from amparo.cases.views.acts import case_for, to_file
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.desk import drafts
from amparo.ui.components import Step
from amparo.ui.forms import action_initial, add_errors


@needs(Verb.REFER)
def referral_new(request: HttpRequest, code: str) -> HttpResponse:
    """The steps of a referral: service, need, review, sent. Every step is a page; the last POST sends it."""
    case = case_for(request, Verb.REFER, "own_referral", code=code)
    service = request.GET.get("servicio", "")
    if service not in SERVICES:
        form = ServiceForm(request.GET or None)
        return render(
            request, "cases/referral_service.html", {"form": form, "steps": _steps(case, 0), "back": to_file(case), "case": case}
        )
    form = _form(request, case, service)
    request.form = form  # type: ignore[attr-defined]  # a conflict page gives back what was typed
    step = request.POST.get("paso", "")
    if request.method == "POST" and step != "corregir" and form.is_valid():
        if step != "enviar":
            return _page(request, case, form, "cases/referral_review.html", 2)
        if (sent := _send(request, case, form)) is not None:
            return redirect("referral", sent.pk)
    return _page(request, case, form, "cases/referral_form.html", 1)


def _form(request: HttpRequest, case: Case, service: str) -> ReferralForm:
    units = [unit for unit in providers(service, case.region) if unit.pk != request.actor.unit_id]  # type: ignore[attr-defined]
    near = (
        [unit for unit in units if any(case.region.startswith(area[:2]) for area in unit.ubigeo or NATIONAL)]
        if case.region
        else []
    )
    options: dict[str, Any] = {"service": service, "case": case, "units": units, "near": near}
    asked = request.GET.get("unidad", "")
    first = asked if any(unit.code == asked for unit in units) else units[0].code if len(units) == 1 else ""
    initial = action_initial(seen=case.version, to_unit=first, interpreter=_interpreter(case), opinion="not_asked")
    if request.method == "POST":
        sent = request.POST.copy()
        if sent.get("paso") == "corregir":
            options["initial"] = {**initial, **{name: sent.get(name) for name in ReferralForm.base_fields if name in sent}}
            return ReferralForm(**options)
        return ReferralForm(sent, initial=initial, **options)
    return drafts.restore(request, ReferralForm, _slug(service), subject_of(case), initial=initial, **options)


def _send(request: HttpRequest, case: Case, form: ReferralForm) -> Any:
    """Sends it; None where a rule says no, with the reason in the form."""
    data, actor = form.cleaned_data, request.actor  # type: ignore[attr-defined]
    unit: Unit = form.units[data["to_unit"]]
    try:
        sent = act.refer(id=data["id"], seen=data["seen"], case=case.pk, to_unit=unit.pk, need=form.asked(), by=actor)
    except Invalid as problem:
        add_errors(form, problem.messages)
        return None
    drafts.drop(actor, _slug(form.service), subject_of(case))
    return sent


def _page(request: HttpRequest, case: Case, form: ReferralForm, template: str, place: int) -> HttpResponse:
    service = labels.label("service", form.service)
    unit = form.unit
    return render(request, template, {
        "form": form, "case": case, "service": service, "unit": unit, "steps": _steps(case, place), "back": to_file(case),
        "crumb": _("Derivar a %(service)s") % {"service": labels.in_sentence(service)}, "title": _("Qué necesita"), "button": _("Seguir y revisar"),
        "draft_url": drafts.url_of(_slug(form.service), subject_of(case)),
        "preview": referrals.facts(case, _asked(form), service=form.service, sender=request.actor.unit_name),  # type: ignore[attr-defined]
        "reader": unit.name if unit else service,
    })  # fmt: skip


def _asked(form: ReferralForm) -> referrals.Asked:
    """What was typed so far, right or wrong; what the preview shows."""
    typed = {name: str(form[name].value() or "") for name in ("need", "urgency", "interpreter", "opinion")}
    wanted = getattr(form, "cleaned_data", {}).get("wanted")
    return referrals.Asked(wanted=wanted if isinstance(wanted, PartialDate) else None, **typed)


def _steps(case: Case, place: int) -> list[Step]:
    names = [_("Servicio"), _("Qué necesita"), _("Revisar"), _("Enviar")]
    first = reverse("referral_new", args=[case.code])
    return [
        Step(name, "done" if index < place else "now" if index == place else "wait", url=first if index == 0 and place else "")
        for index, name in enumerate(names)
    ]


def _interpreter(case: Case) -> str:
    """A guess that saves a click: nobody needs one who is known to speak Spanish."""
    return "no" if case.language == "spa" else ""


def _slug(service: str) -> str:
    return f"derivar-{service}"
