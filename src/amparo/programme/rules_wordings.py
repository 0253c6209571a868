"""Rules for correcting what a commitment or a line of the work plan says. Pure; empty where all is well."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from amparo.programme.rules import Messages

# A promise that was kept or taken back says what it said; one that both sides agreed on changes by an amendment only.
REWORDED = ("proposed", "agreed", "in_progress", "rescheduled", "partly", "not_met")
PLANNED = ("planned", "under_way", "postponed")


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The texts (field → as it stood) that say something else now."""
    return {name: text for name, text in before.items() if after[name] != text}


def says_otherwise(before: Mapping[str, str], after: Mapping[str, str], *, needed: tuple[str, ...]) -> Messages:
    """What is needed is not left empty, and something is corrected."""
    empty = {name: [_("Escriba el texto.")] for name in needed if not after[name]}
    if empty or changed(before, after):
        return empty
    return {needed[0]: [_("Es el mismo texto. Corrija algo, o déjelo como está.")]}


def reason_given(why: str) -> Messages:
    """A correction says why."""
    return {} if why.strip() else {"why": [_("Diga por qué se corrige.")]}


def by_amendment(*, agreed: bool, amended: bool) -> Messages:
    """What both sides agreed on, or the other one verified, changes by an amendment only."""
    if agreed and not amended:
        return {
            "amendment": [_("La otra parte ya lo acordó: el texto cambia solo con una modificación del acuerdo. Elija cuál.")]
        }
    return {}
