"""`./amparo import dinero FILE [--alianza CODE] [--unidad CODE] [--como EMAIL] [--aplicar]`: movements of money, tried first."""

from django.utils.translation import gettext as _

from amparo.exchange.management.money import MoneyCommand
from amparo.exchange.models import About


class Command(MoneyCommand):
    """Movements of money: posted one by one in the order of their days."""

    help = "Imports movements of money (.xlsx or .csv): dry run first, --aplicar to post them."
    about = About.ENTRIES

    def said(self, done: int) -> tuple[str, str]:
        """What is said of a trial, and of what was posted."""
        trial = _("Es solo una prueba: no se registró nada. Para registrar los movimientos agregue --aplicar.")
        return trial, _("Listo: %(entries)d movimientos.") % {"entries": done}
