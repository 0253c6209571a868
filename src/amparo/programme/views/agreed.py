"""What was agreed about an indicator, its definition, baseline and targets: the other side's word, and what was said before."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.programme import actions as act
from amparo.programme import relations
from amparo.programme.forms.indicators import WordingForm
from amparo.programme.models import Target
from amparo.programme.queries import former, verdicts
from amparo.programme.rules_indicators import WordingFacts
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, bound, draw
from amparo.programme.views.indicators import GROUP, one_of, own_of
from amparo.ui.components import Link
from amparo.ui.submitting import submit


@needs(Verb.SEE_COMPACT)
@require_GET
def indicator_agreed(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Definition and baseline, then every target: who accepted or disputed it, and the earlier versions (eight queries)."""
    compact, row = one_of(request, code, indicator, verb=Verb.SEE_COMPACT)
    actor = actor_of(request)
    party = relations.party_of(actor, compact)
    rows = Target.objects.visible_to(actor).filter(indicator=row).select_related("compact", "indicator", "source", "unit")
    targets = list(rows.order_by("year", "regions"))
    words = verdicts.standings(actor, targets, about="target", party=party)
    before = former.earlier(actor, targets)
    return draw(
        request, compact, "programme/indicator_agreed.html", indicator=row, stated=former.stated(row),
        standing=verdicts.standings(actor, [row], about="indicator", party=party)[row.pk],
        earlier=former.earlier(actor, [row]).get(row.pk, ()),
        targets=[(one, words[one.pk], before.get(one.pk, ())) for one in targets],
        may_define=row.unit_id == actor.unit_id and policy.can(actor, Verb.DEFINE_INDICATOR, group=GROUP),
    )  # fmt: skip


@needs(Verb.DEFINE_INDICATOR)
def indicator_reword(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The words of the definition, written better."""
    compact, row = own_of(request, code, indicator)
    names = WordingFacts.__dataclass_fields__
    form = bound(WordingForm, request, row.version, **{name: getattr(row, name) for name in names})
    page = reverse("indicator_agreed", args=[compact.code, row.code])
    return submit(
        request, form,
        lambda data: act.reword_indicator(
            id=data["id"], seen=data["seen"], indicator=row.pk, facts=WordingFacts(**{name: data[name] for name in names}),
            reason=data["reason"], by=actor_of(request),
        ),
        to=page, said=_("La definición quedó guardada."), title=_("Corregir la definición"), button=_("Guardar"),
        lead=_("Cómo se cuenta no cambia: eso sería otro indicador."), back=Link(said(row, "name"), page),
    )  # fmt: skip
