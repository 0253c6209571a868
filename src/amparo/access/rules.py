"""What must hold for the people and the units, each rule once: pure functions that return sentences, or nothing."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from amparo.access.roles import ROLES, Role

Messages = dict[str, list[str]]


def role_of_nobody_else(*, holder: int, proposer: int) -> Messages:
    """Nobody grants himself a role."""
    return {"": [_("Nadie se da una función a sí mismo. Pídala a otra administradora.")]} if holder == proposer else {}


def second_person(*, actor: int, proposer: int | None, holder: int | None = None) -> Messages:
    """Who confirms is neither who proposed nor who receives (nobody does where it is about a unit)."""
    if actor == holder:
        return {"": [_("Esto es sobre su propia cuenta: lo confirma otra persona.")]}
    if actor == proposer:
        return {"": [_("Usted lo propuso: lo confirma otra persona.")]}
    return {}


def role_in_unit(*, role: str, institution_kind: str, unit_active: bool) -> Messages:
    """A role that sees cases is held in an institution of its kind, and no role in a unit that closed."""
    known = ROLES.get(role)
    if known is None:
        return {"role": [_("Elija una función de la lista.")]}
    if not unit_active:
        return {"unit": [_("Esta unidad está cerrada. Elija otra.")]}
    if known.sees_cases and known.kind != institution_kind:
        return {"role": [_("Esta función no corresponde a ese tipo de institución.")]}
    return {}


def active_at_once(role: Role, *, administrators: int) -> bool:
    """Whether one administrator is enough: no case is seen and nobody's access decided, or there is no second one yet."""
    return not role.guarded or (administrators < 2 and role.code == "admin")


def name_follows(*, valid_from: date, present_from: date | None, today: date) -> Messages:
    """A new name begins after the present one did, and not in the future."""
    if valid_from > today:
        return {"valid_from": [_("Escriba el nombre cuando ya rija: la fecha está en el futuro.")]}
    if present_from and valid_from <= present_from:
        return {"valid_from": [_("El nombre actual rige desde esa fecha o después. Elija una fecha posterior.")]}
    return {}


def parent_fits(*, path: Collection[int], parent_path: Sequence[int], same_institution: bool) -> Messages:
    """A unit hangs below a unit of its own institution, never below itself. `path` is empty for a new unit."""
    if parent_path and not same_institution:
        return {"parent": [_("La unidad superior debe ser de la misma institución.")]}
    if path and next(iter(path)) in parent_path:
        return {"parent": [_("Una unidad no puede depender de sí misma.")]}
    return {}


def stays_hidden(*, leaves: bool) -> Messages:
    """A unit does not leave the part of the tree from which a file is hidden: that would show it the file again."""
    if leaves:
        return {"parent": [_("Esta unidad no se puede mover ahora. Consulte con la oficial de datos personales.")]}
    return {}


def unit_takes_two(*, institution_kind: str, unit_kind: str) -> bool:
    """Whether a unit of this house and kind can have to do with cases: alerts and services are sent to it by its kind."""
    seeing = [role for role in ROLES.values() if role.sees_cases]
    return institution_kind in {role.kind for role in seeing} or unit_kind in {name for r in seeing for name in (r.kind, r.code)}


def one_change(*, waiting: bool) -> Messages:
    """A unit has one proposal at a time."""
    return {"": [_("Ya hay un cambio de esta unidad en espera de la segunda persona.")]} if waiting else {}


def unit_open(*, active: bool) -> Messages:
    """A closed unit stays as it was, and nothing is hung below it."""
    return {} if active else {"": [_("Esta unidad está cerrada. Elija otra.")]}


def can_close(*, children: int, people: int, resting: Sequence[str] = ()) -> Messages:
    """A unit closes when no file rests on it, nothing hangs below it and nobody works in it.

    `resting` says in words what still rests on it, small numbers already masked.
    """
    if resting:
        text = _(
            "Esta unidad todavía tiene %(what)s. Sus personas lo entregan antes a otra unidad, con «Entregar a otra unidad»."
        )
        return {"": [text % {"what": ", ".join(resting)}]}
    if children:
        return {"": [_("Primero mueva o cierre las unidades que dependen de esta.")]}
    if people:
        return {"": [_("Primero termine las funciones de las personas de esta unidad.")]}
    return {}


def leaves_nothing_behind(*, resting: Sequence[str]) -> Messages:
    """The last person who works on the files of a unit stays until they are somebody else's. `resting` as in `can_close`."""
    if not resting:
        return {}
    text = _(
        "Es la última persona que trabaja con expedientes en esta unidad, y todavía tiene %(what)s. Dé antes la función a otra "
        "persona. Si no puede esperar, cierre su cuenta: los expedientes pasan a la unidad que sigue."
    )
    return {"": [text % {"what": ", ".join(resting)}]}


def ubigeo_prefixes(codes: Sequence[str]) -> Messages:
    """A jurisdiction is a list of INEI prefixes: department (2), province (4) or district (6 digits)."""
    wrong = [code for code in codes if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6))]
    return {"ubigeo": [_("Use códigos INEI de 2, 4 o 6 cifras: departamento, provincia o distrito.")]} if wrong else {}


def keeps_an_administrator(*, remaining: int) -> Messages:
    """There is always somebody left who can administer."""
    return {"": [_("Es la última cuenta de administración. Nombre antes a otra persona.")]} if remaining < 1 else {}


def account_open(*, active: bool) -> Messages:
    """A closed account gets nothing new."""
    return {} if active else {"user": [_("Esta cuenta está cerrada.")]}


def not_held(*, held: bool) -> Messages:
    """The same role in the same unit is held or proposed once."""
    return {"role": [_("Esta persona ya tiene esa función en esa unidad, o está propuesta.")]} if held else {}


def not_own_account(*, actor: int, user: int) -> Messages:
    """Nobody closes his own account."""
    return {"": [_("No puede cerrar su propia cuenta.")]} if actor == user else {}


def never_used(*, has_password: bool) -> Messages:
    """A new link is for an account that was never opened; else it would be a way into somebody's account."""
    return (
        {"": [_("Esta cuenta ya tiene contraseña: su titular la recupera desde la página de ingreso.")]} if has_password else {}
    )


def address_free(*, taken: bool) -> Messages:
    """One account an e-mail address."""
    return {"email": [_("Ya hay una cuenta con ese correo.")]} if taken else {}


def unit_or_person(*, unit: int | None, user: int | None) -> Messages:
    """An exclusion keeps out a unit (with those below it) or one person."""
    return {} if bool(unit) != bool(user) else {"unit": [_("Elija una unidad o una persona, no las dos.")]}


def keeps_own_sight(*, hides: bool) -> Messages:
    """Nobody hides a file from the unit he works in without naming himself as let in: who would lift it again?"""
    return {"": [_("Su propia unidad depende de esa: usted también dejaría de ver el expediente.")]} if hides else {}


def code_free(*, taken: bool) -> Messages:
    """Codes are given once."""
    return {"code": [_("Ese código ya existe. Elija otro.")]} if taken else {}


def one_reset(*, waiting: bool) -> Messages:
    """One open request at a time."""
    return {"": [_("Ya hay un pedido en espera de la segunda persona.")]} if waiting else {}


def no_administrator(*, administrators: int) -> Messages:
    """The first door is open only while nobody administers."""
    return {"": [_("Ya hay quien administra. Pida una cuenta a esa persona.")]} if administrators else {}
