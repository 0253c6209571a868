"""`python -m amparo.config.cli COMMAND …`: lists the commands, or runs one. Expected troubles end in one sentence and code 1."""

import importlib
import sys
from collections.abc import Sequence

from amparo.config.server.postgres import out_of_space
from amparo.config.server.texts import Trouble, complain, say, tell

COMMANDS = {  # name: module of this package with `main(arguments) -> exit code`
    "start": "start",
    "test": "test",
    "bench": "bench",
    "audit": "doors",
    "vault": "doors",
    "import": "doors",
    "pack": "doors",
    "manage": "doors",
    "prepare-database": "prepare",
    "lock": "lock",
}


def main(arguments: Sequence[str]) -> int:
    """Run the command named first; without one, list them all."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        tell(listing())
        return 0
    name = arguments[0]
    if name not in COMMANDS:
        complain(say("unknown", name=name))
        return 2
    try:
        code: int = importlib.import_module(f"amparo.config.cli.{COMMANDS[name]}").main(list(arguments))
    except Trouble as trouble:
        complain(trouble)
        return 1
    except OSError as error:
        if not out_of_space(error):
            raise
        complain(Trouble("disk.full.now", path=error.filename or "/tmp"))
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def listing() -> str:
    """Return the commands, a line each."""
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{say(f'cmd.{name}')}" for name in COMMANDS]
    return "\n".join([say("usage"), "", say("commands"), *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
