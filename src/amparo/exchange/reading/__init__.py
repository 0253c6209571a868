"""From bytes to rows of text: what kind of file, its sheet, its table.

kinds     which kind of file it is; says what to do with the ones we do not take
workbook  xlsx: measured first (zip and XML), then read by python-calamine
text      csv: encoding and separator found out
table     where the heading is, what is data and what is furniture
"""

from amparo.exchange.reading.kinds import Sheet, open_sheet
from amparo.exchange.reading.table import RawRow, Table, find_table

__all__ = ["RawRow", "Sheet", "Table", "find_table", "open_sheet"]
