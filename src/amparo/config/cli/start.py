"""`./amparo start`: the whole product on this machine, until Ctrl-C."""

import argparse
import http.client
import os
import secrets
import socket
import sys
import time
from collections.abc import Sequence

from amparo.config.cli.house import environment, own_server
from amparo.config.server.folder import SOURCE, DataFolder, fingerprint
from amparo.config.server.keys import make_keys, missing_keys
from amparo.config.server.postgres import Postgres
from amparo.config.server.processes import RUN, stop_marked
from amparo.config.server.supervisor import (
    DatabasePart,
    ProgramPart,
    Supervisor,
    ignore_signals,
    interrupt_on_signals,
    run_step,
)
from amparo.config.server.texts import Trouble, language, say, tell

HOST = "127.0.0.1"
PATIENCE = 60.0
GRANIAN = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--runtime-threads", "1", "--no-ws")
QUIET = ("--no-access-log", "--log-level", "warning", "--backlog", "128")


def main(arguments: Sequence[str]) -> int:
    """Start everything and watch it. Ends with 0 when asked to stop, with 1 and one sentence on trouble."""
    options = parse(arguments[1:])
    interrupt_on_signals()
    folder = DataFolder(options.data)
    supervisor = Supervisor(tell)
    try:
        begin(options, folder, supervisor)
        supervisor.watch()
    except KeyboardInterrupt:
        ignore_signals()
        tell("\n" + say("start.stopping"))
    finally:
        ignore_signals()
        supervisor.stop()
        folder.release()
    tell(say("start.stopped"))
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser(prog="./amparo start", description=say("cmd.start"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("AMPARO_PORT") or 8000), help=say("opt.port"))
    parser.add_argument("--data", metavar="DIR", help=say("opt.data"))
    parser.add_argument("--empty", action="store_true", help=say("opt.empty"))
    parser.add_argument("--cases", type=int, metavar="N", help=say("opt.cases"))
    parser.add_argument("--seed", type=int, metavar="N", help=say("opt.seed"))
    return parser.parse_args(arguments)


def begin(options: argparse.Namespace, folder: DataFolder, supervisor: Supervisor) -> None:
    """Everything up to the printed address."""
    folder.claim()
    clean_up(folder)
    check_port(options.port)
    folder.check_space()
    if options.empty and folder.setup.get("kind") == "demo":
        raise Trouble("folder.demo", path=folder.path)
    run = secrets.token_hex(8)
    folder.write("run", {"run": run})
    if not folder.setup:
        tell(say("start.first", data=folder.path))
        make_keys(folder.keys)
    for path in missing_keys(folder.keys):
        tell(say("keys.unreadable", path=path))
    server = open_database(folder, supervisor)
    set_up(options, folder, server)
    env = environment(folder, server) | {RUN: run, "AMPARO_PORT": str(options.port)}
    supervisor.add(web(folder, env, options.port))
    if any((SOURCE / "desk" / name).exists() for name in ("jobs.py", "jobs/__init__.py")):
        command = [sys.executable, "-m", "amparo.config.worker"]
        supervisor.add(ProgramPart("worker", command, env, folder.log / "worker.log"))
    wait_for_web(folder, supervisor, options.port)
    welcome(folder, env, options.port)


def clean_up(folder: DataFolder) -> None:
    """Stop what a killed supervisor of this folder left running."""
    run = folder.read("run").get("run")
    if run:
        stop_marked(run)


def check_port(port: int) -> None:
    """Raise Trouble when the port cannot be ours."""
    if not 0 < port < 65536:
        raise Trouble("port.forbidden", port=port)
    if port_free(port):
        return
    other = next((one for one in range(port + 1, min(port + 100, 65536)) if port_free(one)), 0)
    raise Trouble("port.taken", port=port, other=other)


def port_free(port: int) -> bool:
    """Tell whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Trouble("port.forbidden", port=port) from error
        except OSError:
            return False
    return True


def open_database(folder: DataFolder, supervisor: Supervisor) -> Postgres | None:
    """Start the private server, unless an administrator gave us one."""
    if own_server():
        if not folder.setup:
            tell(say("start.postgres.own"))
        return None
    server = Postgres(folder.postgres)
    server.make()
    supervisor.add(DatabasePart(server))
    if not folder.setup:
        tell(say("start.postgres", major=server.programs.major, where=server.programs.origin))
    return server


def set_up(options: argparse.Namespace, folder: DataFolder, server: Postgres | None) -> None:
    """Run the set-up in a child where anything changed since the last complete one; always on a server not ours."""
    now = fingerprint()
    if server and folder.setup.get("fingerprint") == now:
        return
    command = [sys.executable, "-m", "amparo.config.setup", "--fingerprint", now, *(["--empty"] if options.empty else [])]
    for name in ("cases", "seed"):
        if getattr(options, name) is not None:
            command += [f"--{name}", str(getattr(options, name))]
    if run_step(command, environment(folder, server, step=True)) or not folder.setup:
        raise SystemExit(1)  # the child has said why


def web(folder: DataFolder, env: dict[str, str], port: int) -> ProgramPart:
    """The web server: one process for Django, few threads, on this machine only."""
    command = [sys.executable, "-m", "granian", *GRANIAN, *QUIET, "--host", HOST, "--port", str(port)]
    return ProgramPart("web", [*command, "amparo.config.wsgi:application"], env, folder.log / "web.log")


def wait_for_web(folder: DataFolder, supervisor: Supervisor, port: int) -> None:
    """Wait until the first page answers. Raises Trouble when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answers(port):
            return
        supervisor.look()
        time.sleep(0.05)
    raise Trouble("web.silent", log=folder.log / "web.log")


def answers(port: int) -> bool:
    """Tell whether the front page answers without an error."""
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(folder: DataFolder, env: dict[str, str], port: int) -> None:
    """Print address, cast or first link, where the data is, and how to stop."""
    tell("\n" + say("start.ready", url=f"http://{HOST}:{port}/"))
    setup = folder.setup
    if setup["kind"] == "demo":
        tell(say("start.demo.note"))
        if setup["cast"].get(language()):
            tell("\n" + setup["cast"][language()] + "\n")
    elif (SOURCE / "access" / "management" / "commands" / "first_admin_link.py").exists():
        address = env | {"AMPARO_ADDRESS": f"http://{HOST}:{port}"}
        run_step([sys.executable, "-m", "django", "first_admin_link"], address, folder.log / "setup.log")
    tell(say("start.data", data=folder.path))
    tell(say("start.stop"))
