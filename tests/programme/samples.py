"""Samples of the actions of the partnership, one module a part (`tests/programme/parts/`)."""

import importlib
from pathlib import Path

for file in sorted((Path(__file__).parent / "parts").glob("*.py")):
    importlib.import_module(f"tests.programme.parts.{file.stem}") if file.stem != "__init__" else None
