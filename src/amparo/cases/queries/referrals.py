"""Referrals as their two ends know them: what is asked, the conversation, what can be done now, and the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import labels, states
from amparo.cases.models import Case, Involvement, Referral, ReferralMessage, Stay
from amparo.cases.queries.file import Sheet
from amparo.cases.routing import TERMS
from amparo.core import norms
from amparo.core.clocks import Unit
from amparo.core.dates import PartialDate, describe
from amparo.core.sealed import read_sealed
from amparo.core.transitions import allowed
from amparo.desk.models import RunningClock
from amparo.ui import moments
from amparo.ui.components import Action, Fact, Kind, TimelineItem

PAGE = 25
WORDS: Mapping[str, tuple[Kind, str | Promise]] = {
    "sent": ("new", lazy("Enviada")),
    "seen": ("wait", lazy("Recibida")),
    "accepted": ("now", lazy("Aceptada")),
    "refused": ("no", lazy("No pueden")),
    "attended": ("done", lazy("Atendida")),
    "not_attended": ("warn", lazy("No se atendió")),
    "returned": ("done", lazy("Respondida")),
    "withdrawn": ("no", lazy("Retirada")),
}
# a turn of the conversation → what it did
TURNS: Mapping[str, tuple[Kind, str | Promise]] = {
    "see": ("done", lazy("La recibió.")),
    "accept": ("done", lazy("Aceptó.")),
    "refuse": ("no", lazy("No puede atender.")),
    "attend": ("done", lazy("La atendió.")),
    "not_attended": ("warn", lazy("No se atendió.")),
    "return": ("done", lazy("Devolvió la derivación con su resultado.")),
    "withdraw": ("no", lazy("Retiró la derivación.")),
    "say": ("new", ""),
}
LABELS: Mapping[str, str | Promise] = {
    "see": lazy("Marcar como recibida"),
    "accept": lazy("Aceptar"),
    "refuse": lazy("No podemos atender"),
    "attend": lazy("Se atendió"),
    "not_attended": lazy("No se atendió"),
    "return": lazy("Devolver con resultado"),
    "withdraw": lazy("Retirar la derivación"),
}
RECEIVERS = ("accept", "see", "attend", "return", "refuse", "not_attended")  # the main one first


@dataclass(frozen=True, slots=True)
class Asked:
    """What a referral asks, as words; the preview and the receiver's page are made from the same."""

    need: str
    urgency: str
    wanted: PartialDate | None
    interpreter: str
    opinion: str


def facts(case: Case, asked: Asked, *, service: str, sender: str) -> list[Fact]:
    """Everything the other unit is told about her. Nothing else leaves the file."""
    need = Fact(_("Pide"), asked.need) if asked.need.strip() else Fact(_("Pide"), _("Aún no lo ha escrito"), "late")
    return [
        Fact(_("Persona"), labels.who(case.age, case.sex)),
        need,
        Fact(_("Cuándo"), when(asked)),
        Fact(_("Lengua"), labels.label("language", case.language)),
        Fact(_("Intérprete"), {"yes": _("Sí"), "no": _("No")}.get(asked.interpreter, _("No se sabe"))),
        Fact(_("Su opinión"), labels.label("opinion", asked.opinion)),
        Fact(_("Responder a"), _("%(unit)s, %(term)s") % {"unit": sender, "term": term(service)}),
    ]


def when(asked: Asked) -> str:
    """How soon, in words."""
    if asked.urgency == "today":
        return _("Hoy")
    if asked.urgency == "date" and asked.wanted is not None:
        return _("Desde %(day)s") % {"day": describe(asked.wanted, get_language() or "es")}
    return _("No se sabe todavía") if asked.urgency == "unknown" else _("Aún no lo ha dicho")


def term(service: str) -> str:
    """In how long a service answers, as the rule in force says."""
    rule = norms.rule(TERMS.get(service, "referral_other"), timezone.now())
    if rule.amount is None:
        return _("sin plazo fijado")
    if rule.unit == Unit.HOURS:
        return ngettext("antes de %(n)s h", "antes de %(n)s h", rule.amount) % {"n": rule.amount}
    if rule.unit == Unit.WORKING_DAYS:
        return ngettext("antes de %(n)s día hábil", "antes de %(n)s días hábiles", rule.amount) % {"n": rule.amount}
    if rule.unit == Unit.MONTHS:
        return ngettext("antes de %(n)s mes", "antes de %(n)s meses", rule.amount) % {"n": rule.amount}
    return ngettext("antes de %(n)s día", "antes de %(n)s días", rule.amount) % {"n": rule.amount}


def find(actor: Actor, referral: UUID) -> Referral | None:
    """A referral within the actor's sight, with its ends and file (one query)."""
    rows = Referral.objects.visible_to(actor).filter(pk=referral).select_related("case", "unit", "to_unit", "sender")
    return rows.first()  # type: ignore[no-any-return]


def is_end(sheet: Sheet, row: Referral) -> bool:
    """Whether the reader's unit answers for the request or was asked. Who asked and handed over is none any more."""
    return sheet.actor.unit_id in (row.sender_id, row.to_unit_id)


def wrote(sheet: Sheet, row: Referral) -> bool:
    """Whether the reader's unit once asked."""
    return sheet.actor.unit_id == row.unit_id


def may_read(sheet: Sheet, row: Referral) -> bool:
    """Whether the reader may read what is asked and said now. Who was asked and is past keeps that it was asked."""
    return sheet.sees("referrals") or (is_end(sheet, row) and sheet.sees("own_referral"))


def asked_of(row: Referral, key: bytes | None) -> Asked:
    """What a referral asks, its words opened with the file's key."""
    need = read_sealed(row, "need", key=key) if key else labels.locked()
    return Asked(need, row.urgency, row.wanted, row.interpreter, row.opinion)


def turns(sheet: Sheet, row: Referral, key: bytes | None, *, whole: bool) -> list[TimelineItem]:
    """The conversation, the newest turn first; without `whole` only what the reader's own unit said (one query)."""
    rows = ReferralMessage.objects.visible_to(sheet.actor).filter(referral=row).select_related("unit").order_by("-at")
    if not whole:
        rows = rows.filter(unit_id=sheet.actor.unit_id)
    return [_turn(message, row, sheet.actor, key) for message in rows]


def _turn(message: ReferralMessage, row: Referral, actor: Actor, key: bytes | None) -> TimelineItem:
    kind, did = TURNS.get(message.step, TURNS["say"])
    words = [str(did)] if did else []
    if message.step == "refuse":
        words.append(
            _("Motivo: %(reason)s.") % {"reason": labels.in_sentence(labels.label("refusal_reason", row.refusal_reason))}
        )
    if message.text is not None:
        words.append(_("«%(text)s»") % {"text": read_sealed(message, "text", key=key)} if key else labels.locked())
    by = _("Su unidad") if message.unit_id == actor.unit_id else message.unit.name
    return TimelineItem(
        moments.moment(message.at, timezone.now()), " ".join(words), by, kind, iso=message.at.isoformat(timespec="minutes")
    )


def clock(actor: Actor, row: Referral) -> RunningClock | None:
    """The term of the answer while it runs (one query)."""
    rows = RunningClock.objects.visible_to(actor).filter(target_id=row.pk, state__in=("running", "suspended"))
    return rows.select_related("rule", "unit").first()  # type: ignore[no-any-return]


def actions(sheet: Sheet, row: Referral) -> list[Action]:
    """What the reader can do with it now; the first is the main one."""
    possible = allowed(states.REFERRAL, row.state)
    if row.to_unit_id == sheet.actor.unit_id and sheet.may(Verb.ANSWER, "own_referral"):
        steps = [step for step in RECEIVERS if step in possible]
        made = [_action(row, step, strong=place == 0) for place, step in enumerate(steps)]
        return [_reserve(row), *made[1:]] if _wants_bed(sheet.actor, row) else made
    if row.sender_id == sheet.actor.unit_id and "withdraw" in possible and sheet.may(Verb.REFER, "own_referral"):
        return [_action(row, "withdraw")]
    return []


def may_say(sheet: Sheet, row: Referral) -> bool:
    """Whether the reader writes in this conversation."""
    return is_end(sheet, row) and sheet.sees("own_referral") and row.state not in states.REFERRAL_ENDS


def _action(row: Referral, step: str, *, strong: bool = False) -> Action:
    url = reverse("referral_step", args=[row.pk, step])
    return Action(str(LABELS[step]), url, strong, step == "see", row.version, row.code)


def _reserve(row: Referral) -> Action:
    return Action(_("Reservar plaza"), reverse("bed_reserve", args=[row.pk]), True, about=row.code)


def _wants_bed(actor: Actor, row: Referral) -> bool:
    if row.service != "shelter_place" or row.state != "accepted":
        return False
    return not Stay.objects.visible_to(actor).filter(referral=row).exists()


def received(actor: Actor) -> QuerySet[Referral]:
    """Referrals that the actor's unit was asked, now or before."""
    return _listed(actor).filter(to_unit_id=actor.unit_id)


def sent(actor: Actor) -> QuerySet[Referral]:
    """Referrals that the actor's unit asked, or answers for since a hand-over."""
    return _listed(actor).filter(Q(unit_id=actor.unit_id) | Q(sender_id=actor.unit_id))


def _listed(actor: Actor) -> QuerySet[Referral]:
    """With the end of the answer's term, and whether the unit is still an end of it (`here`); what is due first, then the newest."""
    running: Any = RunningClock.objects.visible_to(actor).filter(target_id=OuterRef("pk"), state="running")
    rows = Referral.objects.visible_to(actor).select_related("case", "unit", "to_unit", "sender")
    due = Subquery(running.order_by("due_at").values("due_at")[:1])
    inside = Exists(Involvement.objects.visible_to(actor).filter(case=OuterRef("case"), unit_id=actor.unit_id, until=None))
    end = Q(sender_id=actor.unit_id) | Q(to_unit_id=actor.unit_id)
    rows = rows.annotate(due_at=due, here=ExpressionWrapper(Q(inside) & end, output_field=BooleanField()))
    return rows.order_by(F("due_at").asc(nulls_last=True), "-sent_at", "pk")  # type: ignore[no-any-return]


def word(state: str) -> tuple[Kind, str]:
    """Knot and word of a state."""
    kind, text = WORDS.get(state, ("unknown", state))
    return kind, str(text)


def state_choices() -> Sequence[tuple[str, str | Promise]]:
    """The states a list can be narrowed to."""
    return [(code, text) for code, (_kind, text) in WORDS.items()]
