"""How the pages of awards and sub-awards begin: the row is found as the actor may; forms get their choices; the way back."""

from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import rules
from amparo.programme.actions.granting import watching
from amparo.programme.models import Award, Compact, Organisation, Party, Solicitation, SubAward
from amparo.programme.queries import awards, subawards
from amparo.programme.queries.awards import Money
from amparo.programme.said import said
from amparo.programme.states import AWARD
from amparo.programme.views.flow import actor_of
from amparo.ui.components import Kind, Link, Step

Holder = Award | SubAward
Held = TypeVar("Held", Award, SubAward)
Figure = tuple[str, Decimal | None, str]  # what, how much (None: nobody knows it), the address of what it counts
ORDER = ("draft", "active", "closing", "closed")


def award_of(request: HttpRequest, pk: UUID) -> Award:
    """The award of this address. Raises `NotFound` outside the actor's sight, `Denied` by the matrix."""
    return _held(request, awards.found(actor_of(request), pk))


def subaward_of(request: HttpRequest, pk: UUID) -> SubAward:
    """As `award_of`, for a sub-award."""
    return _held(request, subawards.found(actor_of(request), pk))


def _held(request: HttpRequest, row: Held | None) -> Held:
    """What was found, for who may read about money."""
    if row is None:
        raise NotFound(rules.gone())
    policy.check(actor_of(request), Verb.SEE_COMPACT, group="money")
    return row


def holder_of(request: HttpRequest, award: UUID | None, subaward: UUID | None) -> Holder:
    """The award or the sub-award of this address."""
    return subaward_of(request, subaward) if subaward else award_of(request, award)  # type: ignore[arg-type]


def watched_of(request: HttpRequest, award: UUID | None, subaward: UUID | None) -> Holder:
    """As `holder_of`, for who watches over it. Raises `Denied` for everybody else."""
    row = holder_of(request, award, subaward)
    of = (row.award, row) if isinstance(row, SubAward) else (row, None)
    watching(actor_of(request), row.compact, of)
    return row


def ids_of(row: Holder) -> dict[str, UUID | None]:
    """`award` and `subaward` as the actions of the monitoring and of budgets want them."""
    return {"award": None, "subaward": row.pk} if isinstance(row, SubAward) else {"award": row.pk, "subaward": None}


def page_of(row: Holder | Solicitation) -> str:
    """The address of its page."""
    return reverse(type(row).__name__.lower(), args=[row.pk])


def to(row: Holder | Solicitation) -> Link:
    """The way back to it."""
    return Link(row.number, page_of(row))


def address(name: str, *args: Any) -> str:
    """An address of another part, "" where it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def choices(request: HttpRequest, compact: Compact, **narrow: Any) -> dict[str, Any]:
    """The choices of the forms: objectives, regions, organisations other than the two governments (two queries).

    Of `narrow`, "without" is the id of an organisation that cannot be chosen.
    """
    actor = actor_of(request)
    sides = Party.objects.visible_to(actor).filter(compact=compact).values("organisation")
    rows = Organisation.objects.exclude(pk__in=sides).exclude(pk=narrow.get("without")).order_by("short_name")
    return {
        "objectives_of": [(row.number, f"{row.number}. {said(row, 'title')}") for row in awards.objectives(actor, compact)],
        "regions_of": list(awards.regions().items()),
        "recipients": [(str(row.pk), f"{row.short_name} · {said(row, 'name')}") for row in rows],
    }


def states() -> dict[str, str]:
    """The states of an award and of a sub-award in words."""
    return {
        "draft": _("Borrador"), "active": _("En ejecución"), "closing": _("Por cerrar"), "closed": _("Cerrado"),
        "cancelled": _("Descartado"),
    }  # fmt: skip


def route(row: Holder) -> list[Step]:
    """The route of an award: what is done, where it is, what is to come."""
    words = {"draft": _("Borrador"), "active": _("Firma y ejecución"), "closing": _("Término"), "closed": _("Cierre")}
    if row.state == "cancelled":
        return [Step(_("Borrador"), "done"), Step(_("Descartado"), "now")]
    here = ORDER.index(row.state)
    return [Step(words[state], _knot(place, here)) for place, state in enumerate(ORDER)]


def _knot(place: int, here: int) -> Kind:
    if place < here or here == len(ORDER) - 1:
        return "done"
    return "now" if place == here else "wait"


def steps_left(row: Holder) -> tuple[str, ...]:
    """The steps its state allows."""
    return tuple(AWARD.get(row.state, {}))


def may_award(actor: Actor, row: Award) -> dict[str, Any]:
    """What the page of an award offers to the reader (no query: `awards.found` asked it with the row)."""
    donor, own = bool(row.given), row.recipient.unit_id == actor.unit_id  # type: ignore[attr-defined]  # annotated by the query
    return {
        "gives": donor, "watches": donor and not own, "approves": donor, "mine": actor.unit_id,
        "subgrants": own and row.state in ("active", "closing"), "proposes": own and row.state in ("active", "closing"),
    }  # fmt: skip


def may_subaward(actor: Actor, row: SubAward) -> dict[str, Any]:
    """What the page of a sub-award offers to the reader (no query)."""
    donor = bool(row.given)  # type: ignore[attr-defined]  # annotated by the query
    prime = row.award is not None and row.award.recipient.unit_id == actor.unit_id
    steers = prime or (donor and row.award_id is None)
    return {
        "gives": donor, "prime": prime, "steers": steers, "reporter": prime or donor, "watches": prime or donor,
        "approves": steers, "mine": actor.unit_id,
        "proposes": row.recipient.unit_id == actor.unit_id and row.state in ("active", "closing"),
    }  # fmt: skip


def journal_of(row: Holder) -> str:
    """The address of its transactions; of a sub-award those of its award, where the reader may see them."""
    award = row.award if isinstance(row, SubAward) else row
    return f"{address('money_journal', row.compact.code)}?adjudicacion={award.pk}" if award else ""


def figures(row: Holder, money: Money) -> list[Figure]:
    """What the ledger holds of it, each sum of an award with the address of the transactions it adds up."""
    sub = isinstance(row, SubAward)  # the journal is not narrowed to one sub-award: its sums lead nowhere that counts the same
    journal, found = ("", _SUB_ACCOUNTS) if sub else (journal_of(row), _ACCOUNTS)
    share = [] if isinstance(row, SubAward) or not row.cost_share else _SHARE
    nothing = Decimal(0) if money.sums else None  # of an award the ledger knows, no line means none; else nobody knows
    sums = [(str(label), name, money.of(name, sign)) for name, sign, label in [*found, *share]]
    return [
        (label, nothing if value is None else value, f"{journal}&cuenta={name}" if journal else "") for label, name, value in sums
    ]


_ACCOUNTS = [
    ("authorised", -1, lazy("Adjudicado")), ("expended", 1, lazy("Gastado")), ("unliquidated", 1, lazy("Por liquidar")),
    ("unobligated", 1, lazy("Sin comprometer")), ("receipts", -1, lazy("Desembolsado")), ("cash", 1, lazy("En caja")),
]  # fmt: skip
_SHARE = [("share_required", -1, lazy("Contrapartida exigida")), ("share_given", 1, lazy("Contrapartida dada"))]
_SUB_ACCOUNTS = [
    ("sub_authorised", -1, lazy("Monto")), ("sub_expended", 1, lazy("Gastado")), ("sub_unspent", 1, lazy("Por gastar")),
    ("sub_receipts", -1, lazy("Recibido")), ("sub_cash", 1, lazy("En caja")),
]  # fmt: skip
