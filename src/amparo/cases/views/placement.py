"""The board of places, and a centre's own page."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.cases import actions as act
from amparo.cases import states
from amparo.cases.actions.centre import free_beds
from amparo.cases.forms.placement import BedForm, BoardForm, CentreForm, EndStayForm
from amparo.cases.forms.protection import PlainForm
from amparo.cases.models import Stay
from amparo.cases.queries import centre as own
from amparo.cases.queries import places
from amparo.cases.views.acts import case_for, missing, submit
from amparo.core.transitions import allowed
from amparo.ui import moments
from amparo.ui.components import Link, Pages
from amparo.ui.forms import action_initial

PAGE = 10
AT_ONCE = ("arrive", "come_back")  # one click does them
STEPS = {
    "leave_unannounced": (
        lazy("Salió sin permiso"),
        lazy("Dar la alarma"),
        lazy("La alarma está dada. Llame también por teléfono."),
    ),
    "cancel": (lazy("Ya no viene"), lazy("Soltar la plaza"), lazy("La plaza quedó libre.")),
    "end": (lazy("Registrar el egreso"), lazy("Registrar egreso"), lazy("El egreso quedó registrado. La plaza está libre.")),
}


@needs(Verb.SEE_PLACES)
@require_GET
def place_board(request: HttpRequest) -> HttpResponse:
    """Centres with free places; with `?para=` how each suits a child."""
    code = request.GET.get("para", "")
    child = case_for(request, Verb.REFER, "own_referral", code=code) if code else None
    form = BoardForm(request.GET)
    paged = Paginator(places.board(form.wanted(), child), PAGE).get_page(request.GET.get("pagina"))
    query = {key: value for key, value in request.GET.items() if value and key != "pagina"}
    return render(request, "cases/place_board.html", {
        "form": form, "places": paged.object_list, "total": paged.paginator.count, "child": child,
        "child_words": places.child_words(child) if child else "", "cut_off": moments.moment(timezone.now(), timezone.now()),
        "pages": Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("centros"), query),
    })  # fmt: skip


@needs(Verb.MANAGE_CENTRE)
@require_GET
def centre(request: HttpRequest) -> HttpResponse:
    """The actor's own centre: places, who is there by code, requests that wait."""
    row = own.own(request.actor)
    if row is None:
        return render(request, "cases/centre_none.html", {})
    lines = own.lines(request.actor, row)
    return render(request, "cases/centre.html", {
        "centre": row, "profile": places.profile(row), "beds": lines, "beads": own.beads(lines),
        "requests": own.request_lines(request.actor), "away": [line for line in lines if line.kind == "late"],
    })  # fmt: skip


@needs(Verb.MANAGE_CENTRE)
def centre_arrange(request: HttpRequest) -> HttpResponse:
    """Profile and number of places of the own centre."""
    row = own.own(request.actor)
    known = {}
    if row is not None:
        known = {name: getattr(row, name) for name in ("sexes", "age_from", "age_to", "with_baby")}
        known |= {"specialised": "yes" if row.specialised else "no", "places": row.beds.filter(in_use=True).count()}
    form = CentreForm(request.POST or None, initial=action_initial(seen=row.version if row else 0, **known))
    return submit(
        request, form,
        lambda data: act.arrange_centre(
            id=data["id"], seen=data["seen"], profile=form.profile(), places=data["places"], by=request.actor
        ),
        to=reverse("centre"), said=_("El perfil del centro quedó guardado."), title=_("Perfil y plazas del centro"),
        button=_("Guardar"), back=Link(_("Mi centro"), reverse("centre")),
        lead=_("Así lo ven quienes buscan una plaza. La dirección no se muestra nunca."),
    )  # fmt: skip


@needs(Verb.PLACE)
def bed_reserve(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Keeps a place for the child of an accepted request."""
    row = own.requests(request.actor).filter(pk=referral, state="accepted").first()
    centre = own.own(request.actor)
    if row is None or centre is None:
        raise missing()
    beds = [(bed.pk, _("Plaza %(n)s") % {"n": bed.number}) for bed in free_beds(centre, request.actor)]
    form = BedForm(request.POST or None, beds=beds, initial=action_initial(seen=row.version))
    return submit(
        request, form, lambda data: act.reserve_bed(referral=row.pk, by=request.actor, **data),
        to=reverse("centre"), said=_("La plaza está reservada."), title=_("Reservar plaza"), button=_("Reservar"),
        back=Link(_("Mi centro"), reverse("centre")), template="cases/bed_reserve.html", code=row.case.code, none_free=not beds,
    )  # fmt: skip


@needs(Verb.PLACE)
def stay_step(request: HttpRequest, stay: UUID, step: str) -> HttpResponse:
    """She arrived, left without leave, came back, left: one click, or a page that says what will happen."""
    row = Stay.objects.visible_to(request.actor).filter(pk=stay).select_related("case").first()
    if row is None or step not in (*AT_ONCE, *STEPS):
        raise missing()
    to = reverse("centre") if row.unit_id == request.actor.unit_id else reverse("case", args=[row.case.code])
    if step in AT_ONCE:
        if request.method == "POST":
            act.move_stay(stay=row.pk, step=step, **asked(request))
        return redirect(to)
    if step not in allowed(states.STAY, row.state) and request.method != "POST":
        raise missing()
    title, button, said = STEPS[step]
    form = (EndStayForm if step == "end" else PlainForm)(request.POST or None, initial=action_initial(seen=row.version))
    return submit(
        request, form, lambda data: act.move_stay(stay=row.pk, step=step, by=request.actor, **data), to=to, said=said,
        template="ui/confirm.html", title=title, button=button, back=Link(_("Mi centro"), to), danger=step == "leave_unannounced",
        lead=row.case.code, consequences=_consequences(step),
    )  # fmt: skip


def _consequences(step: str) -> list[str]:
    if step == "leave_unannounced":
        return [
            _("Se avisa en el acto a la unidad de protección y a la policía del lugar."),
            _("Empieza a correr el plazo para actuar."),
            _("Su plaza se guarda hasta que vuelva o se registre el egreso."),
        ]
    if step == "end":
        return [_("Su plaza queda libre."), _("Su centro deja de ver lo nuevo del expediente. Conserva lo que escribió.")]
    return [_("La plaza queda libre para otra persona.")]
