"""python -m amparo.exchange.sample_registers --seed 7 [--folder samples] [--rows 300] [--long FILE.xlsx --rows 50000]"""

import argparse
import sys
from pathlib import Path

from amparo.exchange.sample_registers import write_police, write_police_stream, write_protection
from amparo.exchange.sample_registers.truth import Truth


def main() -> None:
    """Writes both samples, or one long register for a speed test, and says what is in them."""
    parser = argparse.ArgumentParser(prog="python -m amparo.exchange.sample_registers")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=Path("samples"))
    parser.add_argument("--rows", type=int)
    parser.add_argument("--long", type=Path)
    options = parser.parse_args()
    if options.long:
        write_police_stream(options.long, options.seed, options.rows or 50_000)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    rows = options.rows or 300
    _tell("registro-policial.xlsx", write_police(options.folder / "registro-policial.xlsx", options.seed, rows))
    _tell("registro-upe.csv", write_protection(options.folder / "registro-upe.csv", options.seed, rows))


def _tell(name: str, truth: Truth) -> None:
    counts = f"{len(truth.rows)} filas, {truth.events} operativos o expedientes, {truth.children} niñas y niños"
    faults = ", ".join(f"{fault.value} {count}" for fault, count in sorted(truth.faults.items()))
    sys.stdout.write(f"{name}: {counts}, {truth.duplicates} repetidas; {faults}\n")


if __name__ == "__main__":
    main()
