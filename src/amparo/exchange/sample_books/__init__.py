"""Dirty books of money as a partner and a donor would keep them, and what each row really is.

python -m amparo.exchange.sample_books --seed 7      writes samples/libro-socio.xlsx, desembolsos-eeuu.csv, presupuesto-socio.xlsx

partner  what the recipient of an award obligated, spent and paid, in soles and dollars; Spanish, day first, comma for cents
budget   what the recipient plans for the demonstration's award and its sub-award
donor    what the government awarded and disbursed; English, month first, point for cents
"""

from amparo.exchange.sample_books.budget import budget_lines, write_budget
from amparo.exchange.sample_books.donor import donor_lines, write_donor
from amparo.exchange.sample_books.line import BookLine, Fault
from amparo.exchange.sample_books.partner import partner_lines, write_partner

__all__ = ["BookLine", "Fault", "budget_lines", "donor_lines", "partner_lines", "write_budget", "write_donor", "write_partner"]
