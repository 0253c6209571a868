"""The steps of a dialogue as a cord: what is done, where it stands, what is still to come."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amparo.programme.models import Dialogue
from amparo.ui.components import Step

ORDER = ("planned", "choosing", "chosen", "prepared", "held", "closed")


def steps(row: Dialogue) -> Sequence[Step]:
    """Six knots, one of them lit."""
    names = (_("Planificado"), _("Se elige"), _("Elegido"), _("Cifras congeladas"), _("Realizado"), _("Cerrado"))
    here = ORDER.index(row.state)
    return [Step(name, "done" if place < here else "now" if place == here else "wait") for place, name in enumerate(names)]
