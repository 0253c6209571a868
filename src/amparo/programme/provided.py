"""What the partnership gives to the desk: its entry in the menu, and where its rows open."""

from django.utils.translation import gettext_lazy as lazy

from amparo.access.verbs import Verb
from amparo.desk import providers as desk

PAGES: frozenset[str] = frozenset()


def register_all() -> None:
    """Called once, when the apps are ready."""
    hint = lazy("El acuerdo, el dinero, los compromisos y los indicadores.")
    desk.register_navigation(desk.NavEntry(lazy("Alianza"), "compact_list", Verb.SEE_COMPACT, 15, PAGES, hint))
