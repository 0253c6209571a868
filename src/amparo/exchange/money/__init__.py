"""Movements of money from a workbook or a csv, read before anything is posted.

fields      what a column may feed
cells       an amount, a day: the value, or the code of what is wrong
movement    a row understood
books       what the ledger and the agreement say now, held in memory: awards, limits, closed periods, vouchers
understand  from the cells of a row to a movement
plan        every row of a file classed, in the order of its days
figures     what would be posted by award and kind, and the balances after
"""
