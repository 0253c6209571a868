"""A centre's own page: its places with who is in them, by code, and the requests that wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.cases import labels
from amparo.cases.models import Bed, Case, Centre, Referral, Stay
from amparo.cases.queries import clocks
from amparo.desk.models import RunningClock
from amparo.ui import moments
from amparo.ui.components import Action, Beads, Clock, Kind

WAITING = ("sent", "seen", "accepted")


@dataclass(frozen=True, slots=True)
class BedLine:
    """A place of the centre: free, or with the code of who has it. `away` asks somebody to act."""

    number: int
    kind: Kind
    word: str
    code: str = ""
    url: str = ""
    who: str = ""
    since: str = ""
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request for a place that still waits for something of the centre."""

    code: str
    url: str
    who: str
    sender: str
    kind: Kind
    word: str
    clock: Clock | None
    action: Action


def own(actor: Actor) -> Centre | None:
    """The centre of the actor's unit."""
    return Centre.objects.filter(unit_id=actor.unit_id).select_related("unit").first()


def stays(actor: Actor) -> QuerySet[Stay]:
    """The stays that go on in the actor's own centre."""
    rows = Stay.objects.visible_to(actor).filter(unit_id=actor.unit_id, until=None)
    return rows.select_related("case", "bed")  # type: ignore[no-any-return]


def requests(actor: Actor) -> QuerySet[Referral]:
    """Requests for a place that wait for an answer, or for a bed."""
    placed = Stay.objects.visible_to(actor).filter(referral=OuterRef("pk"))
    rows = Referral.objects.visible_to(actor).filter(
        ~Exists(placed), to_unit_id=actor.unit_id, service="shelter_place", state__in=WAITING
    )
    return rows.select_related("case", "sender").order_by("sent_at")  # type: ignore[no-any-return]


def lines(actor: Actor, centre: Centre) -> list[BedLine]:
    """The places in use, in order (two queries)."""
    taken = {stay.bed_id: stay for stay in stays(actor)}
    beds = Bed.objects.filter(centre=centre, in_use=True).order_by("number")
    now = timezone.now()
    return [_line(bed, taken.get(bed.pk), now) for bed in beds]


def beads(drawn: Sequence[BedLine]) -> Beads:
    """The places as beads."""
    taken = sum(1 for line in drawn if line.kind in ("done", "late"))
    return Beads(len(drawn), taken, sum(1 for line in drawn if line.kind == "warn"))


def _line(bed: Bed, stay: Stay | None, now: datetime) -> BedLine:
    if stay is None:
        return BedLine(bed.number, "wait", _("Libre"))
    kinds: dict[str, tuple[Kind, str]] = {
        "reserved": ("warn", _("Reservada")),
        "present": ("done", _("Ocupada")),
        "away": ("late", _("Salió sin permiso")),
    }
    kind, word = kinds[stay.state]
    moment = {"reserved": stay.since, "present": stay.arrived_at, "away": stay.away_since}[stay.state] or stay.since
    case = stay.case
    url = reverse("case", args=[case.code])
    return BedLine(
        bed.number, kind, word, case.code, url, labels.who(case.age, case.sex), moments.moment(moment, now), _acts(stay)
    )


def _acts(stay: Stay) -> list[Action]:
    def act(step: str, label: str, *, strong: bool = False, post: bool = False) -> Action:
        return Action(label, reverse("stay_step", args=[stay.pk, step]), strong, post, stay.version, stay.case.code)

    if stay.state == "reserved":
        return [act("arrive", _("Llegó"), strong=True, post=True), act("cancel", _("Ya no viene"))]
    if stay.state == "away":
        return [act("come_back", _("Volvió"), strong=True, post=True), act("end", _("Registrar egreso"))]
    return [act("leave_unannounced", _("Salió sin permiso")), act("end", _("Registrar egreso"))]


def request_lines(actor: Actor) -> list[RequestLine]:
    """The requests with their clock (two queries)."""
    rows = list(requests(actor))
    running = RunningClock.objects.visible_to(actor).filter(target_id__in=[row.pk for row in rows], state="running")
    due = {clock.target_id: clock for clock in running.select_related("rule", "unit")} if rows else {}
    return [_request(row, due.get(row.pk)) for row in rows]


def _request(row: Referral, clock: RunningClock | None) -> RequestLine:
    case: Case = row.case
    answer = Action(_("Responder"), reverse("referral", args=[row.pk]), True, about=case.code)
    word: tuple[Kind, str] = ("new", _("Espera su respuesta"))
    if row.state == "accepted":
        word = ("now", _("Aceptada, falta reservar"))
        answer = Action(_("Reservar plaza"), reverse("bed_reserve", args=[row.pk]), True, about=case.code)
    drawn = clocks.drawn(clock) if clock is not None else None
    shown = Clock("", drawn.main, "", drawn.kind, drawn.fraction, drawn.basis) if drawn else None
    return RequestLine(
        case.code, reverse("referral", args=[row.pk]), labels.who(case.age, case.sex), row.sender.name, *word, shown, answer
    )
