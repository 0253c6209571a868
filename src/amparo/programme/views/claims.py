"""Pages of what was said about the money, each beside the ledger."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

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
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme import money_words, rules
from amparo.programme.forms.claims import ClaimForm, ExplainForm
from amparo.programme.models import Compact, MoneyClaim
from amparo.programme.queries import former, ledger
from amparo.programme.queries.claims import Beside, compared
from amparo.programme.queries.former import Earlier
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.programme.views.money_shown import claims_said, link
from amparo.ui.submitting import submit


@needs(Verb.SEE_COMPACT)
@require_GET
def claims(request: HttpRequest, code: str) -> HttpResponse:
    """Every statement beside the ledger's figure of its day: explained, open, or in conflict with an earlier one."""
    compact = compact_of(request, code, "claims")
    actor = actor_of(request)
    rows = compared(actor, compact)
    whole, before = ledger.sees_all(actor, compact), former.earlier(actor, [row.claim for row in rows])
    balances = ledger.balances(actor, compact, timezone.localdate()) if whole else []
    page = {
        "rows": [_shown(compact, row, before) for row in rows], "whole": whole, "charts": _charts(rows, balances),
        "open": sum(row.is_open for row in rows), "may_claim": policy.can(actor, Verb.CLAIM_MONEY, group="claims"),
    }  # fmt: skip
    return draw(request, compact, "programme/claims.html", **page)


@needs(Verb.CLAIM_MONEY)
def claim_new(request: HttpRequest, code: str) -> HttpResponse:
    """A statement made elsewhere is written down as it was said."""
    compact = compact_of(request, code, "claims")
    form = bound(ClaimForm, request, currency="USD", sources=list(Source.objects.order_by("title").values_list("code", "title")))
    page = {
        "title": _("Anotar una cifra pública"), "button": _("Anotar"), "back": back_to(compact, "claims", _("Cifras públicas")),
        "lead": _("Anótela como se dijo. No cambia el libro: se muestra a su lado."),
    }  # fmt: skip
    return submit(
        request, form,
        lambda data: act.state_claim(id=data["id"], seen=data["seen"], compact=compact.pk, facts=form.facts(), by=actor_of(request)),
        to=reverse("claims", args=[compact.code]), said=_("La cifra quedó anotada."), **page,
    )  # fmt: skip


@needs(Verb.CLAIM_MONEY)
def claim_explain(request: HttpRequest, code: str, claim: Any) -> HttpResponse:
    """Why the statement and the ledger differ."""
    compact = compact_of(request, code, "claims")
    row = _claim(request, compact, claim)
    form = bound(ExplainForm, request, row.version, explanation_es=row.explanation_es, explanation_en=row.explanation_en)
    page = {
        "title": _("Explicar la diferencia"),
        "button": _("Guardar"),
        "back": back_to(compact, "claims", _("Cifras públicas")),
    }
    return submit(
        request, form, lambda data: act.explain_claim(
            id=data["id"], seen=data["seen"], claim=row.pk, explanation_es=data["explanation_es"],
            explanation_en=data["explanation_en"], by=actor_of(request),
        ),
        to=reverse("claims", args=[compact.code]), said=_("La explicación quedó guardada."), **page,
    )  # fmt: skip


@needs(Verb.CLAIM_MONEY)
@require_POST
def claim_reopen(request: HttpRequest, code: str, claim: Any) -> HttpResponse:
    """The explanation did not hold."""
    compact = compact_of(request, code, "claims")
    act.reopen_claim(claim=_claim(request, compact, claim).pk, **asked(request))
    return redirect("claims", compact.code)


def _claim(request: HttpRequest, compact: Compact, pk: Any) -> MoneyClaim:
    row: MoneyClaim | None = MoneyClaim.objects.visible_to(actor_of(request)).filter(pk=pk, compact=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def _shown(compact: Compact, row: Beside, before: Mapping[UUID, Sequence[Earlier]]) -> dict[str, Any]:
    url = link(compact, row.account, row.on) if row.ledger is not None else ""
    return {"beside": row, "claim": row.claim, "side": money_words.SIDES.get(row.claim.side, row.claim.side), "url": url,
            "account": money_words.ACCOUNTS.get(row.account, ""), "earlier": before.get(row.claim.pk, ())}  # fmt: skip


def _charts(rows: list[Beside], balances: list[ledger.Balance]) -> list[dict[str, Any]]:
    """One axis for each side and currency with figures that differ; today's figure of the ledger beside them."""
    found = []
    for side, base in sorted({(row.claim.side, row.claim.currency) for row in rows}, key=lambda one: (one[0] != "us", one[1])):
        these = [row for row in rows if (row.claim.side, row.claim.currency) == (side, base) and row.claim.cumulative]
        now = ledger.total(balances, "authorised" if side == "us" else "host_given", base)
        now = -now if now is not None and side == "us" else now
        axis = claims_said(these, now, base)
        if axis:
            found.append({"side": money_words.SIDES[side], "axis": axis, "count": len({row.claim.amount for row in these}), "now": now,
                          "base": base, "rows": these, "css": "us" if side == "us" else "pe"})  # fmt: skip
    return found
