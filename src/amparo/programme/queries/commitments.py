"""The board of commitments, one commitment with its steps, and what the actor may do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import describe
from amparo.core.errors import NotFound
from amparo.core.transitions import allowed
from amparo.programme.models import Commitment, CommitmentStep, Compact, Evidence, Party, Verdict
from amparo.programme.queries import evidence, former, verdicts
from amparo.programme.queries.verdicts import Standing
from amparo.programme.rules import gone
from amparo.programme.rules_commitments import days_late
from amparo.programme.rules_wordings import REWORDED
from amparo.programme.said import country, said
from amparo.programme.states import COMMITMENT
from amparo.ui import amounts, moments
from amparo.ui.components import Kind, Link, TimelineItem, day_key

KINDS: Mapping[str, Kind] = {
    "proposed": "new", "agreed": "wait", "in_progress": "now", "met": "done", "partly": "warn", "not_met": "warn",
    "rescheduled": "wait", "withdrawn": "no",
}  # fmt: skip
TOLD = {
    "propose": lazy("Se propuso."), "agree": lazy("La otra parte lo acordó."), "withdraw": lazy("Se retiró la propuesta."),
    "start": lazy("Empezó a cumplirse."), "advance": lazy("Avanzó."), "meet": lazy("Se cumplió."),
    "meet_partly": lazy("Se cumplió en parte."), "fail": lazy("No se cumplió."), "reschedule": lazy("Se reprogramó por una modificación."),
    "reopen": lazy("Se abrió otra vez."),
}  # fmt: skip
LATE, NO_DATE = "overdue", "no_date"  # what the board can be narrowed to besides the states


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to; "" is any. `state` may be `LATE` or `NO_DATE`."""

    state: str = ""
    kind: str = ""
    objective: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A commitment on the board: its badge, how late it is, whose turn it is, its evidence and the other side's word."""

    row: Commitment
    url: str
    kind: Kind
    word: str
    late: int | None
    turn: str
    evidence: Sequence[Evidence]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Side:
    """One column of the board."""

    party: Party
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Board:
    """Both columns, the counts over all commitments (each links to its rows), and what the filters can choose."""

    sides: Sequence[Side]
    counts: Sequence[Link]
    late: Sequence[Card]
    owners: Sequence[tuple[str, str]]

    @property
    def shown(self) -> int:
        return sum(len(side.cards) for side in self.sides)

    def narrowed(self, wanted: Wanted) -> "Board":
        """The same board with the cards that fit; counts and what is late stay those of all."""
        sides = [Side(side.party, [card for card in side.cards if _fits(card, wanted)]) for side in self.sides]
        return replace(self, sides=sides)


@dataclass(frozen=True, slots=True)
class Whole:
    """One commitment: its card, its steps (first one first), all verdicts, what it said before, and what the actor may do."""

    card: Card
    steps: Sequence[CommitmentStep]
    verdicts: Sequence[Verdict]
    may: Sequence[str]
    attach: Commitment | None
    earlier: Sequence[former.Earlier]
    rewords: bool

    @property
    def counted(self) -> str:
        """ "3 de 4 centros abiertos", or nothing where it is not counted."""
        return counted_words(self.card.row, self.card.row.done)

    @property
    def story(self) -> list[TimelineItem]:
        """The steps, the last first."""
        return [_told(self.card.row, step) for step in reversed(self.steps)]


def board(actor: Actor, compact: Compact, today: date) -> Board:
    """All commitments of both sides, host first (four queries)."""
    parties = sorted(
        Party.objects.visible_to(actor).filter(compact=compact).select_related("organisation"), key=lambda party: party.side
    )
    rows = _rows(actor, compact)
    cards = _cards(actor, compact, rows, today, parties)
    return Board(
        [Side(party, [card for card in cards if card.row.party_id == party.pk]) for party in parties],
        _counts(compact, cards),
        [card for card in cards if card.late is not None],
        sorted({(row.owner.code, row.owner.short_name) for row in rows if row.owner}),
    )


def one(actor: Actor, compact: Compact, code: str, *, today: date) -> Whole:
    """One commitment (eight queries). Raises `NotFound`."""
    found = row(actor, compact, code)
    parties = list(Party.objects.visible_to(actor).filter(compact=compact).select_related("organisation"))
    (card,) = _cards(actor, compact, [found], today, parties)
    steps = CommitmentStep.objects.visible_to(actor).filter(commitment=found).order_by("created_at", "on", "id")
    own = _own(actor, parties)
    return Whole(
        card, list(steps), verdicts.of(actor, found.pk), may(actor, found, own),
        found if evidence.may_attach(actor, found, about="commitment", party=own) else None,
        former.earlier(actor, [found]).get(found.pk, ()), may_reword(actor, found, own),
    )  # fmt: skip


def row(actor: Actor, compact: Compact, code: str) -> Commitment:
    """A commitment by its code (one query). Raises `NotFound`."""
    found = _rows(actor, compact, code=code)
    if not found:
        raise NotFound(gone())
    return found[0]


def may(actor: Actor, row: Commitment, own: Party | None) -> list[str]:
    """The steps the actor can take now: agree the other's proposal, withdraw one's own, all else for the side that promised."""
    if own is None or not policy.can(actor, Verb.COMMIT, group="commitments"):
        return []
    proposed_here = row.unit_id == actor.unit_id
    return [
        step for step in allowed(COMMITMENT, row.state)
        if (not proposed_here if step == "agree" else proposed_here if step == "withdraw" else row.party_id == own.pk)
    ]  # fmt: skip


def may_reword(actor: Actor, row: Commitment, own: Party | None) -> bool:
    """Whether the actor corrects its text: who proposed it until the other side agreed, then who promised."""
    if own is None or row.state not in REWORDED or not policy.can(actor, Verb.COMMIT, group="commitments"):
        return False
    return bool(row.unit_id == actor.unit_id if row.state == "proposed" else row.party_id == own.pk)


def next_code(actor: Actor, compact: Compact, party: Party) -> str:
    """The next free code of a side: "P-04" for Peru, "U-02" for the United States."""
    letter = "U" if party.side == "us" else (compact.country[:1] if compact.country[:1] != "U" else "H")
    taken = (
        Commitment.objects.visible_to(actor).filter(compact=compact, code__startswith=f"{letter}-").values_list("code", flat=True)
    )
    numbers = [int(code[2:]) for code in taken if code[2:].isdigit()]
    return f"{letter}-{max(numbers, default=0) + 1:02}"


def counted_words(row: Commitment, done: Decimal | None) -> str:
    """ "3 de 4 centros abiertos"; where nobody knows how many, it says so."""
    if row.wanted is None:
        return ""
    have = _("no se sabe cuántos") if done is None else _figure(done)
    return _("%(done)s de %(wanted)s %(what)s") % {"done": have, "wanted": _figure(row.wanted), "what": said(row, "counted")}


def _rows(actor: Actor, compact: Compact, **more: str) -> Sequence[Commitment]:
    rows = Commitment.objects.visible_to(actor).filter(compact=compact, **more)
    return list(
        rows.select_related("compact", "party__organisation", "owner", "objective", "source", "moved_by", "agreed_in").order_by(
            "code"
        )
    )


def _own(actor: Actor, parties: Sequence[Party]) -> Party | None:
    return next((party for party in parties if party.organisation.unit_id == actor.unit_id), None)


def _cards(actor: Actor, compact: Compact, rows: Sequence[Commitment], today: date, parties: Sequence[Party]) -> list[Card]:
    standings = verdicts.standings(actor, rows, about="commitment", party=_own(actor, parties))
    proofs = evidence.of(actor, [row.pk for row in rows])
    return [_card(compact, row, today, parties, proofs.get(row.pk, ()), standings[row.pk]) for row in rows]


def _card(
    compact: Compact, row: Commitment, today: date, parties: Sequence[Party], proofs: Sequence[Evidence], standing: Standing
) -> Card:
    late = days_late(row.state, row.due, today) if compact.state != "closed" else None
    kind, word = _badge(row, late)
    url = reverse("commitment", args=[compact.code, row.code])
    return Card(row, url, kind, word, late, _turn(row, late, parties, standing), proofs, standing)


def _badge(row: Commitment, late: int | None) -> tuple[Kind, str]:
    if late is not None:
        return "late", ngettext("Vencido, %(n)s día", "Vencido, %(n)s días", late) % {"n": late}
    if row.wanted is not None and row.state in ("in_progress", "partly", "rescheduled"):
        return KINDS[row.state], counted_words(row, row.done)
    return KINDS[row.state], codelists.label("commitment_state", row.state)


def _turn(row: Commitment, late: int | None, parties: Sequence[Party], standing: Standing) -> str:
    """Whose turn it is, where somebody must act."""
    other = next((party for party in parties if party.pk != row.party_id), row.party)
    if row.state == "proposed":
        promiser_wrote = row.unit_id == row.party.organisation.unit_id
        return _("Le toca acordarlo a %(who)s") % {"who": country(row.compact, (other if promiser_wrote else row.party).side)}
    if late is not None:
        owner = row.owner or row.party.organisation
        return _("Le toca a %(who)s") % {"who": owner.short_name or said(owner, "name")}
    if row.state == "met" and standing.verdict is None:
        return _("Le toca responder a %(who)s") % {"who": country(row.compact, other.side)}
    return ""


def _fits(card: Card, wanted: Wanted) -> bool:
    row = card.row
    state = {LATE: card.late is not None, NO_DATE: row.due is None}.get(wanted.state, wanted.state in ("", row.state))
    return (
        state and wanted.kind in ("", row.kind)
        and wanted.objective in ("", str(row.objective.number) if row.objective else "-")
        and wanted.owner in ("", row.owner.code if row.owner else "-")
    )  # fmt: skip


def _counts(compact: Compact, cards: Sequence[Card]) -> list[Link]:
    """ "23 en total", "11 cumplidos"… each the address of exactly those."""
    base = reverse("commitments", args=[compact.code])
    late = sum(card.late is not None for card in cards)
    undated = sum(card.row.due is None for card in cards)
    states: dict[str, int] = {}
    for card in cards:
        states[card.row.state] = states.get(card.row.state, 0) + 1
    found = [(_("En total"), "", len(cards))]
    found += [(codelists.label("commitment_state", state), state, states[state]) for state in KINDS if state in states]
    found += [(_("Vencidos"), LATE, late), (_("Sin fecha"), NO_DATE, undated)]
    return [
        Link(f"{label}: {number}", base + (f"?{urlencode({'estado': state})}" if state else ""))
        for label, state, number in found if number or not state
    ]  # fmt: skip


def _told(row: Commitment, step: CommitmentStep) -> TimelineItem:
    said_so = [str(TOLD[step.step])]
    if step.step == "reschedule":
        said_so.append(_("Nueva fecha: %(due)s.") % {"due": describe(step.due, get_language() or "es")})
    if row.wanted is not None and step.done is not None:
        said_so.append(f"{counted_words(row, step.done)}.")
    text = " ".join([*said_so, step.words])
    return TimelineItem(moments.long_date(step.on), text.strip(), kind=KINDS[step.state], iso=day_key(step.on))


def _figure(number: Decimal) -> str:
    return amounts.whole(int(number)) if number == number.to_integral_value() else amounts.decimal(number, 2)
