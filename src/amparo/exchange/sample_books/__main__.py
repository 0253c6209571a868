"""python -m amparo.exchange.sample_books --seed 7 [--folder samples]"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from amparo.exchange.sample_books import write_budget, write_donor, write_partner


def main() -> None:
    """Writes the samples, and says what is in them."""
    parser = argparse.ArgumentParser(prog="python -m amparo.exchange.sample_books")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=Path("samples"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    books = {"libro-socio.xlsx": write_partner, "desembolsos-eeuu.csv": write_donor, "presupuesto-socio.xlsx": write_budget}
    for name, write in books.items():
        lines = write(options.folder / name, options.seed)
        faults = Counter(line.fault.value for line in lines if line.fault)
        told = ", ".join(f"{fault} {count}" for fault, count in sorted(faults.items()))
        sys.stdout.write(f"{name}: {len(lines)} filas; {told}\n")


if __name__ == "__main__":
    main()
