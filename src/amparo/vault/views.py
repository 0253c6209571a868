"""Three pages: reveal one identity with a reason, look for a name, decide whether two are the same."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from amparo.access.actors import Actor
from amparo.access.gate import needs
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid
from amparo.ui.components import Fact, Link
from amparo.ui.forms import action_initial, add_errors
from amparo.vault import actions, providers, queries
from amparo.vault.forms import DecideForm, RevealForm, SearchForm
from amparo.vault.models import DocumentKind, IdentityStatus, Person
from amparo.vault.rules import REVEAL_FOR, Identity

SEXES = {"f": gettext_lazy("Mujer"), "m": gettext_lazy("Hombre"), "x": gettext_lazy("Otro")}


@needs(Verb.REVEAL_IDENTITY)
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, person: UUID) -> HttpResponse:
    """Asks for the reason; with it, gives leave for ten minutes and goes to the identity."""
    actor: Actor = request.actor
    row = queries.person_in_sight(actor, person)
    if not queries.may(actor, Verb.REVEAL_IDENTITY, row):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    form = RevealForm(request.POST or None, initial=action_initial())
    if request.method == "POST" and form.is_valid():
        actions.reveal(**form.cleaned_data, person=person, by=actor)
        return redirect("identity", person=person)
    return render(request, "ui/confirm.html", {
        "form": form, "title": _("Ver su identidad"), "button": _("Ver su identidad"), "back": _file_of(actor, row),
        "lead": _("Verá el nombre de una sola persona durante %(minutes)s minutos.") % {"minutes": REVEAL_FOR.seconds // 60},
        "consequences": [
            _("Queda escrito quién la vio, cuándo y para qué. Nadie puede borrarlo."),
            _("No la copie en mensajes ni en papeles que no sean del expediente."),
        ],
    })  # fmt: skip


@needs(Verb.REVEAL_IDENTITY)
@require_GET
def identity(request: HttpRequest, person: UUID) -> HttpResponse:
    """One identity, while the leave lasts."""
    actor: Actor = request.actor
    row = queries.person_in_sight(actor, person)
    if queries.live_reveal(actor, person) is None:
        return redirect("reveal", person=person)
    seen = queries.revealed_identity(actor, person)
    return render(request, "vault/identity.html", {
        "facts": _facts(seen.identity), "until": seen.until, "back": _file_of(actor, row),
    })  # fmt: skip


@needs(Verb.SEARCH_NAMES)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Looks for a name; the answer is on the page that answers the form, so that nothing typed is ever in an address."""
    actor: Actor = request.actor
    form = SearchForm(request.POST or None, initial=action_initial())
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = actions.search_names(id=sent["id"], seen=sent["seen"], query=form.query(), purpose=sent["purpose"], by=actor)
        except Invalid as problem:
            add_errors(form, problem.messages)
        else:
            people = [said for _person, said in queries.found_by(actor, made)]
            return render(request, "vault/found.html", {"people": people, "too_common": made.too_common})
    return render(request, "ui/form.html", {
        "form": form, "title": _("Buscar por nombre"), "button": _("Buscar"),
        "lead": _("Encuentra expedientes de su unidad por código. La búsqueda y su motivo quedan registrados."),
        "cancel": Link(_("Ver coincidencias por decidir"), reverse("possible_matches")),
    })  # fmt: skip


@needs(Verb.SEARCH_NAMES)
@require_GET
def matches(request: HttpRequest) -> HttpResponse:
    """Possible matches that wait for this unit, and answers it got."""
    actor: Actor = request.actor
    waiting, answered = queries.open_matches(actor), queries.answered_matches(actor)
    return render(request, "vault/matches.html", {"waiting": waiting, "answered": answered})


@needs(Verb.SEARCH_NAMES)
@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, match: UUID) -> HttpResponse:
    """One possible match: the holder decides; who asked reads whom to call."""
    actor: Actor = request.actor
    row = queries.match_in_sight(actor, match)
    if not row.mine:
        holder = Unit.objects.filter(pk=row.match.decided_unit_id).first()
        return render(request, "vault/match_told.html", {"row": row, "holder": holder})
    form = DecideForm(request.POST or None, initial=action_initial(seen=row.match.version))
    if request.method == "POST" and form.is_valid():
        actions.resolve_match(**form.cleaned_data, match=match, by=actor)
        messages.success(request, _("Decisión guardada."))
        return redirect("possible_matches")
    return render(request, "vault/match.html", {
        "form": form, "row": row, "asking": Unit.objects.get(pk=row.match.asking_unit_id), "title": _("¿Es la misma persona?"),
        "back": Link(_("Coincidencias"), reverse("possible_matches")), "button": _("Guardar decisión"),
        "consequences": [
            _("Si dice que sí, o que los llamen, la otra unidad sabrá a quién llamar. No verá el expediente ni el nombre."),
            _("Si dice que no, la otra unidad no sabrá nada."),
        ],
    })  # fmt: skip


def _file_of(actor: Actor, row: Person) -> Link | None:
    said = providers.describe(actor, row.realm, [row.pk]).get(row.pk)
    return Link(said.code, said.url) if said and said.url else None


def _facts(seen: Identity) -> list[Fact]:
    texts = {
        _("Nombres"): seen.given_names,
        _("Primer apellido"): seen.first_surname,
        _("Segundo apellido"): seen.second_surname,
        _("Apodos"): ", ".join(seen.aliases),
        _("Sexo"): str(SEXES.get(seen.sex, "")),
        _("Nacimiento"): seen.birth.replace("~", f" ({_('aproximado')})"),
        _("Contacto"): seen.contact,
        _("Dirección"): seen.address,
        _("Cuán segura es esta identidad"): str(IdentityStatus(seen.status).label),
    }
    facts = [Fact(term, value or _("No se sabe")) for term, value in texts.items()]
    return facts + [Fact(str(DocumentKind(document.kind).label), document.number) for document in seen.documents]
