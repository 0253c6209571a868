"""`./amparo import presupuesto FILE [--alianza CODE] [--unidad CODE] [--como EMAIL] [--aplicar]`: budgets of awards and sub-awards."""

from django.utils.translation import gettext as _

from amparo.exchange.management.money import MoneyCommand
from amparo.exchange.models import About


class Command(MoneyCommand):
    """Budgets: each proposed with all its lines, in the place of the one that stands."""

    help = "Imports budgets (.xlsx or .csv): dry run first, --aplicar to propose them."
    about = About.BUDGETS

    def said(self, done: int) -> tuple[str, str]:
        """What is said of a trial, and of what was proposed."""
        trial = _("Es solo una prueba: no se propuso nada. Para proponer los presupuestos agregue --aplicar.")
        return trial, _("Listo: %(lines)d líneas propuestas.") % {"lines": done}
