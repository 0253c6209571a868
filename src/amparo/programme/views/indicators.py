"""The indicators of a compact, and each one: definition, targets, what came out, quality of its data."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import relations, rules
from amparo.programme.forms.indicators import BaselineForm, IndicatorForm, QualityForm, TargetsForm, years_of
from amparo.programme.library import library
from amparo.programme.models import Compact, Indicator, Objective, QualityNote, Target
from amparo.programme.queries import indicators as queries
from amparo.programme.queries import results as values
from amparo.programme.queries.terms import term
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.ui.components import Link, Pages
from amparo.ui.submitting import submit

GROUP = "indicators"
PAGE = 25


@needs(Verb.SEE_COMPACT)
@require_GET
def indicators(request: HttpRequest, code: str) -> HttpResponse:
    """All indicators as of a day (`?corte=`), or those of one objective (`?sirve=sdg:16.2`)."""
    row, actor = compact_of(request, code, GROUP), actor_of(request)
    on = day_of(request)
    found = queries.progress(actor, row, on)
    serves = request.GET.get("sirve", "")
    shown = [one for one in found if not serves or serves in {f"{link.framework}:{link.reference}" for link in one.links}]
    return draw(
        request, row, "programme/indicators.html", found=shown, total=len(found), serves=serves.partition(":"), on=on,
        may_define=policy.can(actor, Verb.DEFINE_INDICATOR, group=GROUP),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def indicator(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """One indicator: its birth certificate, figure, years, regions, parts, every value with what it took the place of."""
    row, actor, on = compact_of(request, code, GROUP), actor_of(request), day_of(request)
    found = queries.one(actor, row, indicator, on=on)
    line = found.current
    paged = Paginator(values.values_of(actor, found.indicator), PAGE).get_page(request.GET.get("pagina"))
    listed, counted = list(paged.object_list), [one.pk for one in line.results] if line else []
    parts = values.parts_of(actor, [*counted, *(one.pk for one in listed)])
    party = relations.party_of(actor, row)
    return draw(
        request, row, "programme/indicator.html", progress=found, indicator=found.indicator, line=line, on=on, party=party,
        regions=values.by_region(found, line) if line else [],
        disaggregated=values.disaggregated(found, line, [part for pk in counted for part in parts.get(pk, ())]) if line else [],
        values=values.shown(actor, listed, parts, party=party),
        pages=Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("valores")),
        may_define=found.indicator.unit_id == actor.unit_id and policy.can(actor, Verb.DEFINE_INDICATOR, group=GROUP),
        may_record=policy.can(actor, Verb.RECORD_RESULT, group=GROUP), unit_id=actor.unit_id,
    )  # fmt: skip


@needs(Verb.DEFINE_INDICATOR)
@require_GET
def indicator_library(request: HttpRequest, code: str) -> HttpResponse:
    """The library of definitions, and which of them the compact has."""
    row, actor = compact_of(request, code, GROUP, verb=Verb.DEFINE_INDICATOR), actor_of(request)
    taken = set(Indicator.objects.visible_to(actor).filter(compact=row).values_list("code", flat=True))
    return draw(request, row, "programme/indicator_library.html", library=library().values(), taken=taken)


@needs(Verb.DEFINE_INDICATOR)
def indicator_define(request: HttpRequest, code: str) -> HttpResponse:
    """A new indicator, from the library (`?de=P2`) or with words of its own."""
    row, actor = compact_of(request, code, GROUP, verb=Verb.DEFINE_INDICATOR), actor_of(request)
    objectives = list(Objective.objects.visible_to(actor).filter(compact=row).order_by("number"))
    known = library().get(request.GET.get("de", ""))
    first = {**asdict(known), "links": [":".join(link) for link in known.links]} if known else {}
    first.pop("source", None)
    form = bound(IndicatorForm, request, objectives=objectives, **first)
    return submit(
        request, form,
        lambda data: act.define_indicator(id=data["id"], seen=data["seen"], compact=row.pk, facts=form.facts(), by=actor),
        to=lambda made: reverse("target_set", args=[code, made.code]), said=_("El indicador quedó definido. Ponga ahora sus metas."),
        title=_("Definir un indicador"), button=_("Definir"), back=back_to(row, "indicators", _("Indicadores")),
    )  # fmt: skip


@needs(Verb.DEFINE_INDICATOR)
def indicator_baseline(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Where the indicator starts from."""
    compact, row = own_of(request, code, indicator)
    form = bound(BaselineForm, request, row.version, value=row.baseline, year=row.baseline_year)
    return submit(
        request, form, lambda data: act.set_baseline(indicator=row.pk, source=None, by=actor_of(request), **data),
        to=page_of(compact, row), said=_("La línea base quedó guardada."), title=_("Línea base"), button=_("Guardar"),
        back=Link(said(row, "name"), page_of(compact, row)),
    )  # fmt: skip


@needs(Verb.DEFINE_INDICATOR)
def target_set(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The target of every year, of the country or of one region (`?region=08`)."""
    compact, row = own_of(request, code, indicator)
    actor, region = actor_of(request), request.GET.get("region", "")
    kept = Target.objects.visible_to(actor).filter(indicator=row, regions=[region] if region else [])
    known = {target.year: target.value for target in kept}
    first = {f"year_{year}": value for year, value in known.items()}
    form = bound(
        TargetsForm, request, row.version, years=years_of(term(actor, compact), known, timezone.localdate()), region=region
    )
    form.initial.update(first)
    return submit(
        request, form,
        lambda data: act.set_targets(
            id=data["id"], seen=data["seen"], indicator=row.pk, region=data["region"], targets=form.targets(),
            reason=data["reason"], by=actor,
        ),
        to=page_of(compact, row), said=_("Las metas quedaron guardadas."), title=_("Metas de cada año"), button=_("Guardar"),
        back=Link(said(row, "name"), page_of(compact, row)), lead=said(row, "definition"),
    )  # fmt: skip


@needs(Verb.RECORD_RESULT)
def indicator_quality(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """A note on the quality of the data."""
    compact, row = one_of(request, code, indicator, verb=Verb.RECORD_RESULT)
    return submit(
        request, bound(QualityForm, request),
        lambda data: act.note_quality(indicator=row.pk, result=None, by=actor_of(request), **data),
        to=page_of(compact, row), said=_("La nota quedó guardada."), title=_("Nota sobre la calidad del dato"), button=_("Guardar"),
        back=Link(said(row, "name"), page_of(compact, row)),
    )  # fmt: skip


@needs(Verb.RECORD_RESULT)
@require_POST
def indicator_mend(request: HttpRequest, note: UUID) -> HttpResponse:
    """What a note said was mended today."""
    row = QualityNote.objects.visible_to(actor_of(request)).filter(pk=note).select_related("indicator", "compact").first()
    if row is None:
        raise NotFound(rules.gone())
    act.mend_quality(note=note, on=timezone.localdate(), **asked(request))
    return redirect(page_of(row.compact, row.indicator))


def day_of(request: HttpRequest) -> date:
    """The cut-off asked for, today where none or an unreadable one is."""
    try:
        return date.fromisoformat(request.GET["corte"])
    except (KeyError, ValueError):
        return timezone.localdate()


def one_of(request: HttpRequest, code: str, indicator: str, *, verb: Verb) -> tuple[Compact, Indicator]:
    """The compact and its indicator. Raises `NotFound`, `Denied`."""
    compact = compact_of(request, code, GROUP, verb=verb)
    row: Indicator | None = (
        Indicator.objects.visible_to(actor_of(request)).filter(compact=compact, code=indicator).select_related("compact").first()
    )
    if row is None:
        raise NotFound(rules.gone())
    return compact, row


def own_of(request: HttpRequest, code: str, indicator: str) -> tuple[Compact, Indicator]:
    """As `one_of`, for who defined it: nobody is given a form that would be refused. Raises `NotFound`, `Denied`."""
    compact, row = one_of(request, code, indicator, verb=Verb.DEFINE_INDICATOR)
    relations.check(actor_of(request), Verb.DEFINE_INDICATOR, group=GROUP, row=row)
    return compact, row


def page_of(compact: Compact, row: Indicator) -> str:
    """The address of an indicator."""
    return reverse("indicator", args=[compact.code, row.code])
