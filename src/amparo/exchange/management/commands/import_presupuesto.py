"""`./amparo import presupuesto FILE [--alianza CODE] [--unidad CODE] [--como EMAIL] [--aplicar]`: budgets of awards and sub-awards."""

from amparo.exchange.management.money import MoneyCommand
from amparo.exchange.models import About


class Command(MoneyCommand):
    """Budgets: each proposed with all its lines, in the place of the one that stands."""

    help = "Imports budgets (.xlsx or .csv): dry run first, --aplicar to propose them."
    about = About.BUDGETS
