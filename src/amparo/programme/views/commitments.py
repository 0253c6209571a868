"""The board of commitments, one commitment, and the forms that move it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms.commitments import BoardForm, ProposeForm, StepForm, TextForm
from amparo.programme.models import Compact
from amparo.programme.queries import choices, verdicts
from amparo.programme.queries import commitments as query
from amparo.programme.states import COMMITMENT
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.ui.components import Link
from amparo.ui.submitting import submit

# step → title of its form, its button, what is said when it is done
STEPS = {
    "agree": (lazy("Acordar el compromiso"), lazy("Acordar"), lazy("El compromiso quedó acordado.")),
    "withdraw": (lazy("Retirar la propuesta"), lazy("Retirar"), lazy("La propuesta quedó retirada.")),
    "start": (lazy("Empezar a cumplirlo"), lazy("Empezar"), lazy("El compromiso está en curso.")),
    "advance": (lazy("Registrar un avance"), lazy("Registrar avance"), lazy("El avance quedó registrado.")),
    "meet": (lazy("Registrar que se cumplió"), lazy("Se cumplió"), lazy("Quedó como cumplido. La otra parte lo verá.")),
    "meet_partly": (
        lazy("Registrar que se cumplió en parte"),
        lazy("Se cumplió en parte"),
        lazy("Quedó como cumplido en parte."),
    ),
    "fail": (lazy("Registrar que no se cumplió"), lazy("No se cumplió"), lazy("Quedó como no cumplido.")),
    "reschedule": (
        lazy("Reprogramar por una modificación"),
        lazy("Reprogramar"),
        lazy("La fecha cambió. La anterior queda en los pasos."),
    ),
    "reopen": (lazy("Abrirlo otra vez"), lazy("Abrir otra vez"), lazy("El compromiso está otra vez en curso.")),
}


def _may_propose(actor: Actor, compact: Compact) -> bool:
    return policy.can(actor, Verb.COMMIT, group="commitments") and choices.side_of(actor, compact) != ""


@needs(Verb.SEE_COMPACT)
@require_GET
def commitments(request: HttpRequest, code: str) -> HttpResponse:
    """Both sides' commitments in two columns."""
    compact, actor = compact_of(request, code, "commitments"), actor_of(request)
    everything = query.board(actor, compact, timezone.localdate())
    form = BoardForm(request.GET, objectives=choices.objective_numbers(actor, compact), owners=list(everything.owners))
    wanted = form.wanted()
    return draw(
        request, compact, "programme/commitments.html", board=everything.narrowed(wanted), form=form,
        narrowed=wanted != query.Wanted(), may_propose=_may_propose(actor, compact),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def commitment(request: HttpRequest, code: str, commitment: str) -> HttpResponse:
    """One commitment: what, who, until when; its steps, its evidence and the other side's word."""
    compact, actor = compact_of(request, code, "commitments"), actor_of(request)
    whole = query.one(actor, compact, commitment, today=timezone.localdate())
    offers = [Link(str(STEPS[step][1]), reverse("commitment_step", args=[code, commitment, step])) for step in whole.may]
    if whole.rewords:
        offers.append(Link(_("Corregir el texto"), reverse("commitment_text", args=[code, commitment])))
    return draw(request, compact, "programme/commitment.html", whole=whole, card=whole.card, row=whole.card.row, offers=offers)


@needs(Verb.COMMIT)
def commitment_new(request: HttpRequest, code: str) -> HttpResponse:
    """Proposes a commitment."""
    compact, actor = compact_of(request, code, "commitments"), actor_of(request)

    def do(data: dict[str, Any]) -> object:
        id, seen = data.pop("id"), data.pop("seen")
        return act.propose_commitment(id=id, seen=seen, compact=compact.pk, facts=act.CommitmentFacts(**data), by=actor)

    form = bound(
        ProposeForm, request, parties=choices.parties(actor, compact), owners=choices.organisations(),
        objectives=choices.objectives(actor, compact),
    )  # fmt: skip
    return submit(
        request, form, do, to=reverse("commitments", args=[code]), said=_("El compromiso quedó propuesto. Le toca a la otra parte."),
        title=_("Proponer un compromiso"), button=_("Proponer"), back=back_to(compact, "commitments", _("Compromisos")),
    )  # fmt: skip


@needs(Verb.COMMIT)
def commitment_text(request: HttpRequest, code: str, commitment: str) -> HttpResponse:
    """Corrects what a commitment says; what it said before stays readable."""
    compact, actor = compact_of(request, code, "commitments"), actor_of(request)
    row = query.row(actor, compact, commitment)

    def do(data: dict[str, Any]) -> object:
        id, seen = data.pop("id"), data.pop("seen")
        return act.reword_commitment(id=id, seen=seen, commitment=row.pk, facts=act.CommitmentWords(**data), by=actor)

    agreed = row.state != "proposed" or verdicts.accepted(row)
    form = bound(
        TextForm, request, row.version, agreed=agreed, amendments=choices.amendments(actor, compact) if agreed else [],
        text_es=row.text_es, text_en=row.text_en,
    )  # fmt: skip
    page = reverse("commitment", args=[code, commitment])
    return submit(
        request, form, do, to=page, said=_("El texto quedó corregido. El anterior se sigue leyendo."), title=_("Corregir el texto"),
        lead=_("Lo que decía antes queda a la vista de todos. La otra parte recibe un aviso."), button=_("Corregir"), back=Link(row.code, page),
    )  # fmt: skip


@needs(Verb.COMMIT)
def commitment_step(request: HttpRequest, code: str, commitment: str, step: str) -> HttpResponse:
    """Moves a commitment one step along, where the actor's side may."""
    compact, actor = compact_of(request, code, "commitments"), actor_of(request)
    row = query.row(actor, compact, commitment)
    if step not in STEPS or not any(step in steps for steps in COMMITMENT.values()):
        raise NotFound(rules.gone())

    def do(data: dict[str, Any]) -> object:
        id, seen = data.pop("id"), data.pop("seen")
        return act.step_commitment(id=id, seen=seen, commitment=row.pk, step=step, facts=act.StepFacts(**data), by=actor)

    amendments = choices.amendments(actor, compact) if step == "reschedule" else []
    form = bound(
        StepForm,
        request,
        row.version,
        of=step,
        counted=row.wanted is not None,
        amendments=amendments,
        on=timezone.localdate(),
        done=row.done,
    )
    page, (title, button, said) = reverse("commitment", args=[code, commitment]), STEPS[step]
    return submit(
        request, form, do, to=page, said=str(said), title=title, lead=row.text_es, button=button, back=Link(row.code, page)
    )
