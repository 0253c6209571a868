"""What the vault tells the desk: its tasks, its notices, its entry of the menu, and how a person is shown there (by code)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.desk.kinds import NoticeKind, TaskKind, register
from amparo.desk.providers import Described, NavEntry, register_navigation, register_subject
from amparo.vault import providers
from amparo.vault.models import CHILDREN


def describe(actor: Actor, people: Sequence[UUID]) -> Mapping[UUID, Described]:
    """The files of these people as far as the actor may know of them."""
    found = providers.describe(actor, CHILDREN, people)
    return {person: Described(said.url, context=said.code) for person, said in found.items()}


def register_all() -> None:
    """Called once, when the apps are ready."""
    here = frozenset({"possible_match", "possible_matches"})
    target = ("target_id",)
    decide = _("Otra unidad busca a alguien que puede ser la misma persona. Decida.")
    register(
        TaskKind("possible_match", decide, _("Decidir"), "possible_match", target, weight=65),
        NoticeKind("match_answered", _("Respondieron una búsqueda suya."), _("Leer"), "possible_match", target, answer=True),
    )
    register_subject("person", describe)
    hint = _("Con motivo; la búsqueda queda registrada.")
    register_navigation(NavEntry(_("Buscar por nombre"), "search_names", Verb.SEARCH_NAMES, 30, here, hint))
