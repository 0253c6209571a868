"""The menu entries of referrals, places, centres and counts, and the start page of commissions."""

from django.utils.translation import gettext_lazy as _

from amparo.access.verbs import Verb
from amparo.cases.views.counts import counts
from amparo.desk import providers
from amparo.desk.providers import NavEntry

ENTRIES = (
    NavEntry(_("Derivaciones"), "referral_list", Verb.OPEN_FILE, 30, frozenset({"referral", "referral_step", "referral_new"}), _("Servicios pedidos y por responder.")),
    NavEntry(_("Mi centro"), "centre", Verb.MANAGE_CENTRE, 35, frozenset({"centre_arrange", "bed_reserve", "stay_step"}), _("Plazas, llegadas y pedidos.")),
    NavEntry(_("Plazas"), "place_board", Verb.SEE_PLACES, 40, frozenset(), _("Centros con sitio. Nunca su dirección.")),
    NavEntry(_("Conteos"), "counts", Verb.SEE_COUNTS, 45, frozenset(), _("Cuántos expedientes hay y qué está vencido.")),
)  # fmt: skip


def register_all() -> None:
    """Called once, when the apps are ready."""
    providers.register_navigation(*ENTRIES)
    providers.register_start(("crtp", "cmnp"), counts)
