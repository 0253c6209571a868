"""`./amparo bench NAME`: the door of every benchmark.

A benchmark is a module `amparo.<app>.benches.<NAME>` with

    def run(quick: bool, report: Callable[[str], None]) -> Result | Mapping

It measures the product and its yardstick in the same call, on a throw-away private server that is migrated and empty, as
`amparo_app` (`AMPARO_OWNER_URL` is in the environment for what only an owner may do).
`run` returns rows, figures, ratios and goals; whether a goal holds is worked out here, from the figure or ratio of its name.
"""

import argparse
import importlib
import json
import operator
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

from amparo.config.server.folder import SOURCE
from amparo.config.server.keys import make_keys
from amparo.config.server.testing import ThrowAwayServer
from amparo.config.server.texts import Trouble, complain, say, tell

NAME = "amparo_bench"
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
}


@dataclass(frozen=True)
class Result:
    """What a benchmark measured. goals: name of a figure or ratio -> "<= 0.33"."""

    rows: int
    figures: Mapping[str, float] = field(default_factory=dict)
    ratios: Mapping[str, float] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    """Run a benchmark and print what it found; with --json the last line is one JSON object. Code 0 when it ran to its end."""
    parser = argparse.ArgumentParser(prog="./amparo bench", description=say("cmd.bench"))
    parser.add_argument("name", help=say("opt.bench"))
    parser.add_argument("--quick", action="store_true", help=say("opt.quick"))
    parser.add_argument("--json", action="store_true", help=say("opt.json"))
    options = parser.parse_args(arguments[1:])
    known = benches()
    if options.name not in known:
        raise Trouble("bench.none", name=options.name, names=", ".join(sorted(known)) or "-")
    result = measure(known[options.name], options.quick)
    answer = summary(options.name, result)
    for line in table(answer):
        tell(line)
    if options.json:
        tell(json.dumps(answer, ensure_ascii=False))
    return 0


def benches() -> dict[str, str]:
    """Return the benchmarks there are: name -> module."""
    files = SOURCE.glob("*/benches/*.py")
    return {path.stem: f"amparo.{path.parent.parent.name}.benches.{path.stem}" for path in files if path.stem != "__init__"}


def measure(module_name: str, quick: bool) -> Result:
    """Start a throw-away server, migrate it, run the benchmark on it, and leave nothing behind."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.config.settings"
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as data:
        make_keys(Path(data) / "keys")
        server = ThrowAwayServer(settings={"shared_buffers": "512MB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB"})
        try:
            server.prepare_database(NAME)
            os.environ |= {"AMPARO_DATA": data, "DATABASE_URL": server.app_url(NAME), "AMPARO_OWNER_URL": server.owner_url(NAME)}
            for command in (["migrate", "--verbosity", "0"], ["load_reference"]):
                owner = {**os.environ, "AMPARO_AS_OWNER": "1"}
                step = [sys.executable, "-m", "django", *command]
                subprocess.run(step, env=owner, check=True, stdout=subprocess.DEVNULL)
            django.setup()
            result = importlib.import_module(module_name).run(quick=quick, report=report)
        finally:
            server.stop()
    return result if isinstance(result, Result) else Result(**result)


def report(line: str) -> None:
    """Say how far a benchmark is, beside its result."""
    complain(line)


def summary(name: str, result: Result) -> dict[str, Any]:
    """Return the object printed with --json. A goal whose figure is missing does not hold."""
    measured = {**result.figures, **result.ratios}
    holds = {goal: bool(goal in measured and meets(measured[goal], text)) for goal, text in result.goals.items()}
    return {
        "bench": name,
        "rows": result.rows,
        "figures": dict(result.figures),
        "ratios": dict(result.ratios),
        "goals": dict(result.goals),
        "holds": holds,
    }


def meets(value: float, goal: str) -> bool:
    """Tell whether a value meets a goal such as "<= 0.33" or ">= .98". Raises ValueError for a goal that says nothing."""
    found = re.fullmatch(r"\s*(<=|>=|<|>|==)\s*([0-9.]+(?:e-?\d+)?)\s*", goal)
    if not found:
        raise ValueError(f"not a goal: {goal!r}")
    return COMPARE[found[1]](value, float(found[2]))


def table(answer: Mapping[str, Any]) -> list[str]:
    """Return the result as lines for a person."""
    lines = [f"{answer['bench']}: {answer['rows']}"]
    for name, value in {**answer["figures"], **answer["ratios"]}.items():
        goal = answer["goals"].get(name)
        verdict = f"  ({goal}: {say('bench.holds' if answer['holds'][name] else 'bench.fails')})" if goal else ""
        lines.append(f"  {name:<32} {value:>12.4g}{verdict}" if isinstance(value, (int, float)) else f"  {name:<32} {value}")
    return lines
