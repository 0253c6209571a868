"""Doors to Django's commands on the data folder, with its database running: manage, audit, vault, import."""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from amparo.config.cli.house import database, environment
from amparo.config.server.folder import DataFolder
from amparo.config.server.texts import complain, say

DOORS = {  # what the person types: the Django command behind it
    ("audit", "verify"): "audit_verify",
    ("audit", "head"): "audit_head",
    ("vault", "rotate"): "vault_rotate",
    ("import", "registro"): "import_registro",
    ("import", "dinero"): "import_dinero",
    ("import", "presupuesto"): "import_presupuesto",
    ("import", "compact"): "import_compact",
}
USAGES = {
    "audit": "audit verify [--head FILE] | audit head",
    "vault": "vault rotate",
    "import": "import registro FILE --perfil NAME [--apply] | import dinero FILE [--alianza CODE] [--unidad CODE] [--aplicar]"
    " | import presupuesto FILE [--alianza CODE] [--unidad CODE] [--aplicar]"
    " | import compact DIR [--unit CODE] [--bind ORGANISATION=UNIT]",
}


def main(arguments: Sequence[str]) -> int:
    """Run the Django command behind a door; its exit code is ours. `--data DIR` chooses the folder."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    options, words = parser.parse_known_args(arguments)
    command = behind(words)
    if command is None:
        complain(say("door.usage", usage=USAGES[words[0]]))
        return 2
    folder = DataFolder(options.data)
    with database(folder) as server:
        process = subprocess.Popen([sys.executable, "-m", "django", *command], env=environment(folder, server))
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the child got it too and says what it left; the database waits for it
                continue


def behind(words: Sequence[str]) -> list[str] | None:
    """Return the Django command for the words typed; None when there is no such door."""
    if words[0] == "manage":
        return list(words[1:]) or ["help"]
    if words[0] == "pack":
        return list(words)
    command = DOORS.get((words[0], words[1])) if len(words) > 1 else None
    return [command, *words[2:]] if command else None
