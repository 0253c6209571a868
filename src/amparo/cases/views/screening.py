"""The screening: her safety, what is seen, signs, acts and purposes. It stops and is taken up again; it never asks for her story."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases import labels
from amparo.cases.forms.screening import AnswersForm
from amparo.cases.models import Screening
from amparo.cases.queries import screening as asked_of
from amparo.cases.queries.file import Sheet
from amparo.cases.views.acts import missing, to_file
from amparo.cases.views.flow import asked, bound, opened_for
from amparo.ui.components import Kind, Step

TITLES: Mapping[str, tuple[str | Promise, str | Promise, str | Promise]] = {  # step → (short, heading, hint)
    "safety": (lazy("Seguridad"), lazy("Primero, su seguridad"), lazy("Pregúntele solo lo necesario para que esté a salvo hoy.")),
    "observations": (
        lazy("Lo que se ve"),
        lazy("Lo que se ve, sin preguntar"),
        lazy("Anote lo que usted observa. No hace falta preguntarle."),
    ),
    "indicators": (
        lazy("Señales"),
        lazy("Señales que ya conoce"),
        lazy(
            "Abra solo los grupos de los que sabe algo por lo que vio, oyó o le contaron otros. Lo demás queda en «No se sabe»."
        ),
    ),
    "facts": (
        lazy("Qué hicieron"),
        lazy("Conductas, medios y fines"),
        lazy("Con una niña o adolescente los medios no son necesarios. Si se saben, se anotan."),
    ),
    "review": (lazy("Revisar"), lazy("Revise y termine"), ""),
}
GROUPS = {
    "act": lazy("Qué hicieron con ella"),
    "means": lazy("Con qué medios (no son necesarios antes de los 18)"),
    "purpose": lazy("Para qué"),
}
DECIDED: Mapping[str, tuple[Kind, str | Promise, str | Promise]] = {  # outcome → (knot, headline, what it rests on)
    "presumed": (
        "warn",
        lazy("Hay señales de trata"),
        lazy("Hay una conducta y un fin de explotación. Antes de los 18 años los medios no hacen falta."),
    ),
    "unclear": (
        "unknown",
        lazy("Las señales no alcanzan todavía"),
        lazy("Hay señales sueltas. Puede retomarlo cuando sepa más."),
    ),
    "no_signs": ("wait", lazy("No se ven señales de trata"), lazy("No verlas no significa que no las haya.")),
}


@needs(Verb.SCREEN)
@require_GET
def screening(request: HttpRequest, code: str) -> HttpResponse:
    """Where the unit's screening stands: to begin, to take up again, or what it proposes."""
    sheet = opened_for(request, code, (Verb.SCREEN, "screening"))
    row = asked_of.under_way(sheet)
    if row is not None and row.state == "begun":
        return redirect("screening_step", code, row.step)
    done = asked_of.last_done(sheet) if row is None else None
    page: dict[str, Any] = {"sheet": sheet, "back": to_file(sheet.case), "row": row, "done": done, "steps": _steps("")}
    if row is not None:
        page["stopped_at"] = TITLES[row.step][0]
    if done is not None:
        page["outcome"] = DECIDED[done.outcome]
        page["may_decide"] = sheet.may(Verb.DECIDE_STATUS, "status")
    return render(request, "cases/screening.html", page)


@needs(Verb.SCREEN)
@require_POST
def screening_begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begins one, or goes on with the one that is there."""
    sheet = opened_for(request, code, (Verb.SCREEN, "screening"))
    row = asked_of.under_way(sheet)
    if row is None:
        row = act.begin_screening(case=sheet.case.pk, **asked(request))
    return redirect("screening_step", code, row.step)


@needs(Verb.SCREEN)
def screening_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One step: shown with what was answered, kept with what is answered now."""
    sheet = opened_for(request, code, (Verb.SCREEN, "screening"))
    row = asked_of.under_way(sheet)
    if row is None or step not in asked_of.ORDER:
        return _gone(step, code)
    given = asked_of.given(row, sheet)
    if step == asked_of.REVIEW:
        return _review(request, sheet, row, given)
    form = bound(AnswersForm, request, row.version, questions=asked_of.questions(step), given=given)
    if request.method == "POST" and form.is_valid():
        return _keep(request, sheet, row, step, form)
    return _page(request, sheet, step, form=form, danger=asked_of.in_danger(given))


@needs(Verb.SCREEN)
@require_POST
def screening_finish(request: HttpRequest, code: str) -> HttpResponse:
    """Ends it: the rule proposes, a person decides."""
    sheet = opened_for(request, code, (Verb.SCREEN, "screening"))
    row = asked_of.under_way(sheet)
    if row is not None:
        act.finish_screening(screening=row.pk, **asked(request))
    return redirect("screening", code)


def _keep(request: HttpRequest, sheet: Sheet, row: Screening, step: str, form: AnswersForm) -> HttpResponse:
    stop = request.POST.get("go") == "stop"
    following = asked_of.ORDER[asked_of.ORDER.index(step) + 1]
    data = form.cleaned_data
    request.form = form  # type: ignore[attr-defined]
    act.answer_screening(
        id=data["id"],
        seen=data["seen"],
        screening=row.pk,
        step=step if stop else following,
        answers=form.answers(),
        pause=stop,
        by=sheet.actor,
    )
    if stop:
        messages.success(request, _("Guardado. Puede retomarlo cuando ella esté lista."))
        return redirect("case", sheet.case.code)
    return redirect("screening_step", sheet.case.code, following)


def _review(request: HttpRequest, sheet: Sheet, row: Screening, given: Mapping[tuple[str, str], str]) -> HttpResponse:
    known = {(q.kind, q.code): q for step in asked_of.STEPS for q in asked_of.questions(step)}
    lines: dict[str, list[str]] = {}
    for step, kinds in asked_of.STEPS.items():
        names = {kind for kind, _list in kinds}
        said = [known[key].text for key, value in given.items() if value == "yes" and key[0] in names and key in known]
        lines[step] = said
    said_yes = [(step, TITLES[step][0], lines[step]) for step in asked_of.STEPS]
    unanswered = sum(1 for value in given.values() if value == "unknown")
    return _page(
        request,
        sheet,
        asked_of.REVIEW,
        said=said_yes,
        unanswered=unanswered,
        version=row.version,
        danger=asked_of.in_danger(given),
    )


def _page(request: HttpRequest, sheet: Sheet, step: str, **page: Any) -> HttpResponse:
    _short, title, hint = TITLES[step]
    place = asked_of.ORDER.index(step)
    back = reverse("screening_step", args=[sheet.case.code, asked_of.ORDER[place - 1]]) if place else ""
    shown = {"title": title, "hint": hint, "steps": _steps(step), "back": to_file(sheet.case), "before": back, "headings": GROUPS}
    template = "cases/screening_review.html" if step == asked_of.REVIEW else "cases/screening_step.html"
    return render(request, template, {"sheet": sheet, "who": labels.who(sheet.case.age, sheet.case.sex), **shown, **page})


def _steps(here: str) -> list[Step]:
    place = asked_of.ORDER.index(here) if here else -1
    return [
        Step(str(TITLES[step][0]), "done" if n < place else "now" if n == place else "wait")
        for n, step in enumerate(asked_of.ORDER)
    ]


def _gone(step: str, code: str) -> HttpResponse:
    if step not in asked_of.ORDER:
        raise missing()
    return redirect("screening", code)
