"""How a page about a file begins and ends: the file is opened (and that is recorded), a form becomes an action."""

from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.models import Performed
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases.actions.file import subject_of
from amparo.cases.models import Case, Event
from amparo.cases.queries import file
from amparo.cases.queries.file import Sheet
from amparo.core import keyshelf
from amparo.core.errors import Denied, Invalid, Locked, NotFound
from amparo.desk import drafts
from amparo.ui.forms import ActionForm, action_initial

SIGHTS = UUID("6d0f5d2e-8f0c-5b8e-9a53-0f3f7c6f2c11")  # namespace of the ids under which looking at a file is recorded


def opened(request: HttpRequest, code: str) -> Sheet:
    """The file, opened by this reader. Raises `NotFound` and `Denied` as `open_file` does.

    Looking again within a quarter of an hour is the same look: the id is made of session, role, file and quarter.
    """
    actor = actor_of(request)
    case: Any = look(request, code)
    if not hasattr(case, "known_parts"):
        case = file.find(actor, code)
    if case is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    sheet = file.sheet(actor, case)
    policy.check(actor, Verb.OPEN_FILE, group="header", relations=sheet.relations)
    return sheet


def look(request: HttpRequest, code: str) -> Case:
    """Records that this reader opens a file. Raises as `open_file` does."""
    actor = actor_of(request)
    return act.open_file(id=_sight(request, actor, code), seen=0, code=code, by=actor)


def look_at_event(request: HttpRequest, code: str) -> Event:
    """An event of the reader's unit, opened: that is recorded too. Raises `NotFound`."""
    actor = actor_of(request)
    return act.open_event(id=_sight(request, actor, code), seen=0, code=code, by=actor)


def opened_for(request: HttpRequest, code: str, deed: tuple[Verb, str]) -> Sheet:
    """The file, for a page that acts on it. Raises `Denied` where the matrix does not allow the deed (verb, field group)."""
    sheet = opened(request, code)
    if not sheet.may(*deed):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    return sheet


def sent_before(request: HttpRequest) -> bool:
    """Whether this very form was already sent and done: after an act that ends the actor's own part, a second click."""
    key = request.POST.get("id", "")
    try:
        return request.method == "POST" and Performed.objects.filter(pk=UUID(key), user_code=actor_of(request).user_code).exists()
    except ValueError:
        return False


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def key_of(sheet: Sheet) -> bytes | None:
    """The key that opens the file's texts; None while keys are locked: the file is read without them."""
    try:
        return keyshelf.unwrap([sheet.case.key]).get(sheet.case.key)
    except Locked:
        return None


def bound(form: type[ActionForm], request: HttpRequest, seen: int, **more: Any) -> Any:
    """A form of an action: what was sent, or a fresh one that remembers the version seen.

    Of `more`, the names of fields are first values; the rest are what the form's own maker wants (choices).
    """
    initial = {name: value for name, value in more.items() if name in form.base_fields}
    options = {name: value for name, value in more.items() if name not in form.base_fields}
    return form(request.POST or None, initial=action_initial(seen=seen, **initial), **options)


def kept(form: type[ActionForm], request: HttpRequest, sheet: Sheet, *, slug: str) -> Any:
    """A form about a file that keeps a sealed draft: what was sent, what was typed before, or an empty one."""
    if request.method == "POST":
        return form(request.POST)
    return drafts.restore(request, form, slug, subject_of(sheet.case), initial=action_initial(seen=sheet.case.version))


def asked(request: HttpRequest) -> dict[str, Any]:
    """`id` and `seen` of a one-button form, and `by`. Raises `Invalid`."""
    try:
        return {"id": UUID(request.POST["id"]), "seen": int(request.POST["seen"]), "by": actor_of(request)}
    except (KeyError, ValueError) as error:
        raise Invalid(_("La página quedó incompleta. Ábrala otra vez y pruebe de nuevo.")) from error


def _sight(request: HttpRequest, actor: Actor, code: str) -> UUID:
    quarter = int(timezone.now().timestamp()) // 900
    return uuid5(SIGHTS, f"{request.session.session_key}|{actor.membership_id}|{code}|{quarter}")
