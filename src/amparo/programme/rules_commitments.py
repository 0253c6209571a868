"""What is right and wrong about commitments, what the host country gives, and practices that last. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.programme.rules import Messages
from amparo.programme.states import COMMITMENT

OPEN = frozenset({"agreed", "in_progress", "rescheduled", "partly", "not_met"})  # promised and not kept in full
KEPT = "met"
# the phases of the public budget, each a part of the one before
PHASES = ("pia", "pim", "certified", "committed", "accrued", "paid")
# stage → what must be shown to stand on it
SHOWN: Mapping[str, tuple[str, ...]] = {
    "adopted": ("norm",),
    "funded": ("norm", "budget_line"),
    "institutional": ("norm", "budget_line"),
}
STAGES = ("baseline", "adopted", "funded", "institutional")

# ---------------------------------------------------------------- commitments


@dataclass(frozen=True, slots=True)
class Stand:
    """How a commitment stands: its state, when it is due, how much of it is done."""

    state: str
    due: PartialDate | None = None
    done: Decimal | None = None


def replayed(steps: Iterable[tuple[str, Stand]]) -> Stand | None:
    """How a commitment stands after these steps (step, what it left). Raises `Invalid` where one could not follow the other."""
    now: Stand | None = None
    for step, left in steps:
        state = "proposed" if now is None else move(COMMITMENT, now.state, step)
        if (now is None) != (step == "propose") or state != left.state:
            raise Invalid(_("Los pasos de este compromiso no siguen uno a otro."))
        now = left
    return now


def days_late(state: str, due: PartialDate | None, today: date) -> int | None:
    """Days since it fell due and is not met; None where nothing is late, or no date was agreed."""
    if due is None or state not in OPEN or due.latest() >= today:
        return None
    return (today - due.latest()).days


def says_what(text_es: str) -> Messages:
    """A commitment says what was promised."""
    return {} if text_es.strip() else {"text_es": [_("Escriba a qué se compromete la parte.")]}


def counts_something(wanted: Decimal | None, done: Decimal | None, counted: str) -> Messages:
    """What is counted has a number above zero and a name; what is done is not below zero."""
    if wanted is not None and wanted <= 0:
        return {"wanted": [_("Escriba cuántos se prometen, más de cero, o deje el espacio vacío.")]}
    if wanted is not None and not counted.strip():
        return {"counted_es": [_("Diga qué se cuenta, por ejemplo: centros abiertos.")]}
    if done is not None and (wanted is None or done < 0):
        return {"done": [_("Este compromiso no se cuenta, o la cantidad es menor que cero.")]}
    return {}


def agrees_with_count(step: str, wanted: Decimal | None, done: Decimal | None) -> Messages:
    """Met is what reached its number; partly met is what did not."""
    if wanted is None:
        return {}
    if step == "meet" and (done is None or done < wanted):
        return {"done": [_("Todavía no llega a lo prometido. Registre cuántos hay, o que se cumplió en parte.")]}
    if step == "meet_partly" and done is not None and done >= wanted:
        return {"done": [_("Ya llegó a lo prometido. Registre que se cumplió.")]}
    return {}


def moved_rightly(step: str, before: PartialDate | None, after: PartialDate | None, *, amended: bool) -> Messages:
    """A date moves by an amendment only, and to a later one."""
    if step != "reschedule":
        return {}
    if not amended:
        return {"amendment": [_("Un compromiso se reprograma solo con una modificación del acuerdo. Elija cuál.")]}
    if after is None or (before is not None and after.latest() <= before.latest()):
        return {"due": [_("Escriba una fecha posterior a la que tenía.")]}
    return {}


def in_its_time(on: date, last: date | None, today: date) -> Messages:
    """A step is recorded once it happened, and not before the step it follows."""
    if on > today:
        return {"on": [_("Esa fecha todavía no llega. Registre el paso cuando ocurra.")]}
    if last is not None and on < last:
        return {"on": [_("Esa fecha es anterior al paso anterior de este compromiso.")]}
    return {}


# ---------------------------------------------------------------- the pledge


def quarter_exists(quarter: int) -> Messages:
    """A year has four quarters."""
    return {} if quarter in (1, 2, 3, 4) else {"quarter": [_("El trimestre va de 1 a 4.")]}


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year, 3 * quarter, {1: 31, 2: 30, 3: 30, 4: 31}[quarter])


def quarter_began(year: int, quarter: int, today: date) -> Messages:
    """Posts are counted in quarters that have begun, of this century."""
    if quarter_exists(quarter):
        return quarter_exists(quarter)
    if not 2000 <= year <= today.year or date(year, 3 * quarter - 2, 1) > today:
        return {"year": [_("Ese trimestre todavía no llega, o el año no es correcto.")]}
    return {}


def posts_are_counted(posts: Iterable[tuple[str, int | None]]) -> Messages:
    """At least one function; each once; none below zero. None: the entity does not know."""
    every = list(posts)
    if not every:
        return {"": [_("Escriba los puestos de al menos una función, o que no se sabe.")]}
    if len({function for function, _number in every}) < len(every) or any(
        number is not None and number < 0 for _f, number in every
    ):
        return {"": [_("Cada función va una vez, con un número desde cero.")]}
    return {}


def kind_is_valued(kind: str, valuation: str) -> Messages:
    """What is given in kind says how it was valued."""
    if kind == "in_kind" and not valuation.strip():
        return {"valuation": [_("Diga cómo se valoró lo entregado en especie.")]}
    return {}


def shares_sum(shares: Iterable[Decimal]) -> Messages:
    """The shares of a contribution by objective are above zero and make 100 together."""
    every = list(shares)
    if every and (any(share <= 0 for share in every) or sum(every) != 100):
        text = _("Los porcentajes suman %(total)s y tienen que sumar 100, cada uno mayor que cero.")
        return {"shares": [text % {"total": f"{sum(every, Decimal(0)).normalize():f}"}]}
    return {}


def split(amount: Decimal, shares: Iterable[Decimal]) -> list[Decimal]:
    """The amount in parts, to the cent; what rounding leaves goes to the last. The parts sum to the amount, always."""
    cent, parts = Decimal("0.01"), []
    every = list(shares)
    for share in every[:-1]:
        parts.append((amount * share / 100).quantize(cent))
    return [*parts, amount - sum(parts, Decimal(0))]


def phase_warnings(amounts: Mapping[str, Decimal | None]) -> list[tuple[str, str]]:
    """(phase, earlier phase) wherever a phase is above the one before that is known. A warning, not a lock: the source may say so.

    The modified budget may be above the opening one: that is what it is for.
    """
    found: list[tuple[str, str]] = []
    known = [(phase, amounts[phase]) for phase in PHASES[1:] if amounts.get(phase) is not None]
    for (before, most), (phase, amount) in zip(known, known[1:], strict=False):
        if amount is not None and most is not None and amount > most:
            found.append((phase, before))
    return found


# ---------------------------------------------------------------- practices


def stage_is_shown(stage: str, norm: str, budget_line: str) -> Messages:
    """From "adopted" on there is a norm or protocol; from "funded" on also a budget line."""
    messages: Messages = {}
    needed = SHOWN.get(stage, ())
    if "norm" in needed and not norm.strip():
        messages["norm"] = [_("Escriba la norma o el protocolo: desde que se adopta tiene que haber uno.")]
    if "budget_line" in needed and not budget_line.strip():
        messages["budget_line"] = [_("Escriba la línea de presupuesto: desde esta etapa tiene que haber una.")]
    return messages


def somebody_owns(stage: str, *, owned: bool) -> Messages:
    """What is institutional belongs to somebody."""
    if stage == "institutional" and not owned:
        return {"owner": [_("Diga primero quién la asume: una práctica institucional tiene responsable.")]}
    return {}


def has_come(on: PartialDate | None, today: date) -> Messages:
    """A stage is recorded once it was reached."""
    return {"on": [_("Esa fecha todavía no llega. Registre el paso cuando ocurra.")]} if on and on.earliest() > today else {}


def takeover_late(stage: str, takes_over_on: PartialDate | None, today: date) -> int | None:
    """Days since the owner should have taken over what is not institutional yet; None where nothing is late."""
    if takes_over_on is None or stage == "institutional" or takes_over_on.latest() >= today:
        return None
    return (today - takes_over_on.latest()).days
