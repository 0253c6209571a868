"""Those who watch: changes of roles, and the audit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amparo.access import queries, verify
from amparo.access.gate import needs
from amparo.access.labels import deed
from amparo.access.verbs import Verb


@needs(Verb.SEE_ROLE_CHANGES)
@require_GET
def role_changes(request: HttpRequest) -> HttpResponse:
    """Every change of somebody's access, with who proposed and who confirmed."""
    return render(request, "access/role_changes.html", {"changes": queries.role_changes(request.actor)})


@needs(Verb.READ_AUDIT)
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Lines of the audit by chain and unit, codes only; with `verificar`, whether the chain holds."""
    chain, unit = request.GET.get("cadena", ""), request.GET.get("unidad", "").strip()[:60]
    before = request.GET.get("antes", "")
    chains = queries.audit_months(request.actor)
    lines = queries.audit_lines(request.actor, chain=chain, unit=unit, before=int(before) if before.isdigit() else 0)
    shown = lines[: queries.PAGE]
    page = {
        "chains": chains,
        "chain": chain,
        "unit": unit,
        "lines": [(line, deed(line.verb)) for line in shown],
        "next": shown[-1].pk if len(lines) > queries.PAGE else 0,
        "findings": verify.chain(chain) if chain in chains and "verificar" in request.GET else None,
    }
    return render(request, "access/audit.html", page)
