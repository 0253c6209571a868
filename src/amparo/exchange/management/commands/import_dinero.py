"""`./amparo import dinero FILE [--alianza CODE] [--unidad CODE] [--como EMAIL] [--aplicar]`: movements of money, tried first."""

from amparo.exchange.management.money import MoneyCommand
from amparo.exchange.models import About


class Command(MoneyCommand):
    """Movements of money: posted one by one in the order of their days."""

    help = "Imports movements of money (.xlsx or .csv): dry run first, --aplicar to post them."
    about = About.ENTRIES
