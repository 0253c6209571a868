"""The start set of indicators as data: a definition in both languages, what it serves, how it adds up (`data/indicator_library.csv`).

Source: domain part E.5, after GAO-23-105390; SDG 16.2, 8.7 and 5.2; the national policy to 2030 (DS 009-2021-IN).
"""

import csv
import functools
from importlib import resources
from typing import Any

from amparo.programme.rules_indicators import FRAMEWORKS, IndicatorFacts


@functools.cache
def library() -> dict[str, IndicatorFacts]:
    """All definitions by their code, in the order of the file. A compact takes one over as it is, or changes its words."""
    text = resources.files("amparo.programme").joinpath("data", "indicator_library.csv").read_text("utf-8")
    return {line["code"]: _facts(line) for line in csv.DictReader(text.splitlines())}


def _facts(line: dict[str, str]) -> IndicatorFacts:
    links = tuple((framework, reference) for framework in FRAMEWORKS for reference in line.pop(framework).split())
    words: dict[str, Any] = {name: value for name, value in line.items() if name != "disaggregations"}
    return IndicatorFacts(**words, disaggregations=tuple(line["disaggregations"].split()), links=links)
