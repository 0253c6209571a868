"""Two dirty registers of children who do not exist, as two institutions would keep them, and the truth about each row.

python -m amparo.exchange.sample_registers --seed 7      writes samples/registro-policial.xlsx and registro-upe.csv

police      a row per child: merged and doubled headings, event number repeated or only in a merged cell
protection  a row per event: several children in one cell, semicolons, Latin-1
scribble    how a clerk writes a date, a name, a place, an age
truth       what each row really is, for the tests of the import
"""

from amparo.exchange.sample_registers.police import police_truth, write_police, write_police_stream
from amparo.exchange.sample_registers.protection import protection_truth, write_protection
from amparo.exchange.sample_registers.truth import RowTruth, Truth

__all__ = [
    "RowTruth",
    "Truth",
    "police_truth",
    "protection_truth",
    "write_police",
    "write_police_stream",
    "write_protection",
]
