"""The rules of the route: pure functions, each with a test; they return messages or values and never touch the database."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.core.dates import PartialDate

Messages = dict[str, list[str | Promise]]

ADULT = 18
MOST_CHILDREN_AN_ALERT = 30
MOST_PLACES = 200


def minor(age: int | None, source: str, doubt: bool) -> str:
    """`presumed`, `documented` or `adult`. Doubt about age means presumed minor; only a document makes an adult.

    Source: domain parts B.1 and E.3; issue 2 part 5.
    """
    if age is None or doubt:
        return "presumed"
    if age >= ADULT:
        return "adult" if source == "document" else "presumed"
    return "documented" if source == "document" else "presumed"


def not_in_future(happened: PartialDate | None, today: PartialDate) -> Messages:
    """A date that has been cannot begin after today."""
    if happened is not None and happened.earliest() > today.latest():
        return {"happened": [_("Ponga una fecha que ya pasó, o la de hoy.")]}
    return {}


def children_counted(count: int) -> Messages:
    """An alert is about at least one child, and about no more than can be recorded in one go."""
    if count < 1:
        return {"children": [_("Registre al menos una niña, niño o adolescente.")]}
    if count > MOST_CHILDREN_AN_ALERT:
        return {"children": [_("Registre hasta 30 en un aviso. Para más, haga otro aviso del mismo hecho.")]}
    return {}


def presumption(answers: Mapping[tuple[str, str], str], weights: Mapping[str, tuple[str, str]], is_minor: bool) -> str:
    """What the ticked indicators propose: `presumed`, `unclear` or `no_signs`. A person decides.

    answers  (kind, code) → yes, no, unknown
    weights  indicator code → (dimension, S | M | W)
    A dimension is positive with two strong; one strong and one other; three medium; or two medium and one weak. A child
    needs an act and positive exploitation, or an act and a purpose; means are recorded and not required (Código Penal
    129-A inc. 3). Source: ILO/EC operational indicators 2009, as in methods §5.
    """
    said = {key for key, value in answers.items() if value == "yes"}
    acts = any(kind == "act" for kind, _code in said)
    purposes = any(kind == "purpose" for kind, _code in said)
    means = any(kind == "means" for kind, _code in said)
    positive = positive_dimensions({code for kind, code in said if kind == "indicator"}, weights)
    if acts and (purposes or "exploitation" in positive) and (is_minor or means):
        return "presumed"
    return "unclear" if said - {key for key in said if key[0] in ("safety", "observation")} or positive else "no_signs"


def positive_dimensions(ticked: Collection[str], weights: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """The dimensions that are positive under the Delphi rule of the ILO indicators."""
    tally: dict[str, dict[str, int]] = {}
    for code in ticked:
        dimension, weight = weights.get(code, ("", ""))
        if dimension:
            counts = tally.setdefault(dimension, {"S": 0, "M": 0, "W": 0})
            counts[weight] = counts.get(weight, 0) + 1
    return frozenset(dimension for dimension, n in tally.items() if _positive(n["S"], n["M"], n["W"]))


def _positive(strong: int, medium: int, weak: int) -> bool:
    return strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def referral_needs(need: str, urgency: str, wanted: PartialDate | None, today: PartialDate) -> Messages:
    """What a referral must say: what is needed, and a day from today on if one is named."""
    messages: Messages = {}
    if not need.strip():
        messages["need"] = [_("Escriba qué necesita la niña.")]
    if urgency == "date" and wanted is None:
        messages["wanted"] = [_("Ponga desde qué fecha la pueden atender, o elija «No se sabe todavía».")]
    if wanted is not None and wanted.latest() < today.earliest():
        messages["wanted"] = [_("Ponga una fecha desde hoy.")]
    return messages


def refusal_has_reason(reason: str) -> Messages:
    """Who refuses says why, so that the sender can look elsewhere."""
    return {} if reason else {"refusal_reason": [_("Elija por qué no pueden atender. Así quien derivó busca otra opción.")]}


def fits_centre(age: int | None, sex: str, sexes: str, ages: tuple[int, int]) -> Messages:
    """Why a centre's profile does not fit; a warning, since an unsuitable roof can be better than a police station."""
    messages: Messages = {}
    if sexes != "any" and sex in ("female", "male") and sex != sexes:
        messages["centre"] = [_("Este centro recibe otro perfil.")]
    if age is not None and not ages[0] <= age <= ages[1]:
        messages.setdefault("centre", []).append(_("Este centro recibe otras edades."))
    return messages


def centre_in_order(age_from: int, age_to: int, places: int) -> Messages:
    """A centre receives an age span that begins before it ends, in a number of places that can be."""
    messages: Messages = {}
    if age_from > age_to:
        messages["age_to"] = [_("Ponga una edad mayor o igual que la primera.")]
    if not 0 <= places <= MOST_PLACES:
        messages["places"] = [_("Ponga un número de plazas entre 0 y 200.")]
    return messages


def in_order(earlier: datetime | None, later: datetime, message: str | Promise) -> Messages:
    """A step cannot come before the one it follows."""
    return {"": [message]} if earlier is not None and later < earlier else {}
