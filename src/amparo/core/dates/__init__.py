"""Dates that say how well they are known.

A child seldom knows the day; a register seldom says how it knew. `PartialDate` keeps the year, the month or the
day, and whether it is an estimate. An unknown date is `None`, never a made-up first of January.

    value   PartialDate, from_excel_serial, birth_from_age, age_at, describe
    words   parse_partial: what people write, in Spanish or English
    field   PartialDateField: one short text column that sorts as the value does
"""

from amparo.core.dates.field import PartialDateField
from amparo.core.dates.value import PartialDate, age_at, birth_from_age, describe, from_excel_serial
from amparo.core.dates.words import parse_partial

__all__ = [
    "PartialDate",
    "PartialDateField",
    "age_at",
    "birth_from_age",
    "describe",
    "from_excel_serial",
    "parse_partial",
]
