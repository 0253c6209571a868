"""Rules of the agreement itself. Pure; each returns messages by field, empty where all is well."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.programme.rules import Messages

TERM = "term"
AMOUNT = "amount"
CHANGED = (TERM, AMOUNT, "territory", "partners", "objectives", "clause", "other")  # as the list `change_field`
_AMOUNT = re.compile(r"[A-Z]{3} \d{1,15}(\.\d{1,2})?")


def whole_sale(name: str, *texts: str) -> Messages:
    """A text in two languages: at least one of the two says something."""
    if any(text.strip() for text in texts):
        return {}
    return {name: [_("Escriba el texto en al menos un idioma.")]}


def term_of(text: str) -> PartialDate | None:
    """The date a change of term speaks of; None where it holds none. Raises nothing."""
    try:
        return PartialDate.from_text(text) if text else None
    except Invalid:
        return None


def money_of(text: str) -> tuple[Decimal, str] | None:
    """The amount and currency that "USD 1700000" speaks of; None where it holds none."""
    if not _AMOUNT.fullmatch(text):
        return None
    currency, amount = text.split(" ")
    return Decimal(amount), currency


def right_changes(changes: Iterable[tuple[str, str, str]]) -> Messages:
    """Each change (field, before, after) says something; a term is a date, an amount a currency and a number."""
    messages: Messages = {}
    listed = list(changes)
    if not listed:
        messages["changes"] = [_("Diga qué cambió: al menos una cosa.")]
    for field, before, after in listed:
        texts = [text for text in (before, after) if text]
        if field not in CHANGED:
            messages.setdefault("changes", []).append(_("Elija de la lista qué cambió."))
        if not after:
            messages.setdefault("changes", []).append(_("Diga a qué cambió."))
        if field == TERM and any(term_of(text) is None for text in texts):
            messages.setdefault("changes", []).append(_("El plazo se escribe como fecha, por ejemplo 2022-06."))
        if field == AMOUNT and not all(_AMOUNT.fullmatch(text) for text in texts):
            messages.setdefault("changes", []).append(_("El monto se escribe con su moneda, por ejemplo USD 1700000."))
    return messages


def amended_term(*, begins: PartialDate | None, effective: PartialDate | None, ends: PartialDate | None) -> Messages:
    """The new end comes neither before the compact begins nor before the amendment itself takes effect."""
    if ends is None:
        return {}
    if begins is not None and ends.latest() < begins.earliest():
        return {"ends": [_("El nuevo término es anterior al inicio de la alianza. Cambie la fecha.")]}
    if effective is not None and ends.latest() < effective.earliest():
        return {"ends": [_("La adenda termina antes de empezar. Cambie una de las dos fechas.")]}
    return {}


def free_number(number: int, taken: Iterable[int]) -> Messages:
    """An amendment's number is its own."""
    return {"number": [_("Ya hay una adenda con ese número. Use otro.")]} if number in set(taken) else {}


def prime_of_another(role: str, organisation: object, prime: object) -> Messages:
    """A sub-recipient works under another organisation, never under itself; a prime under nobody."""
    if prime is not None and prime == organisation:
        return {"prime": [_("Una organización no puede ser subreceptora de sí misma. Elija otra.")]}
    if role == "prime" and prime is not None:
        return {"prime": [_("Un socio principal no depende de otro. Deje vacío este campo.")]}
    return {}


def known_region(country: str, region: str, *, known: bool, label: str) -> Messages:
    """In Peru a region is a code of INEI with two digits; elsewhere the place is named in words."""
    if country == "PE" and not (known and len(region) == 2):
        return {"region": [_("Elija una región del Perú.")]}
    if country != "PE" and (region or not label):
        return {"label": [_("Escriba el nombre del lugar.")]}
    return {}


def apart(
    since: PartialDate | None, until: PartialDate | None, others: Sequence[tuple[PartialDate | None, PartialDate | None]]
) -> Messages:
    """A region is not begun twice at once: an earlier period has ended, surely, when the next begins."""
    for began, ended in others:
        if (ended is None or since is None or since.earliest() <= ended.earliest()) and (
            until is None or began is None or began.latest() <= until.latest()
        ):
            return {"region": [_("Esa región ya está en la alianza en esas fechas. Termine primero el período anterior.")]}
    return {}


def known_by(when: PartialDate | None, day: date) -> bool:
    """Whether something dated in part had surely happened by the end of `day`; what has no date counts always."""
    return when is None or when.latest() <= day


def seat_fits(capacity: str, *, named: bool, acts: bool, regions: Sequence[str]) -> Messages:
    """Who carries work out does it for an organisation (`named`) for which its unit `acts`; a commission has a region."""
    if capacity in ("partner", "subrecipient") and not named:
        return {"organisation": [_("Diga por qué organización actúa la unidad: sin ella no verá su adjudicación.")]}
    if named and not acts:
        return {"organisation": [_("Por esa organización actúa otra unidad, o ninguna todavía.")]}
    if capacity == "commission" and not regions:
        return {"regions": [_("Elija la región de la comisión.")]}
    return {}
