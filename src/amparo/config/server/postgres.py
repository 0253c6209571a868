"""One private PostgreSQL server: made, started, found again after a crash, stopped.

Nothing listens on the network. The socket lies in a folder only the server's account can enter. The log never holds a value
of a row: neither details, nor statements, nor parameters, nor the text of an error. Programs are run directly (`initdb`,
`postgres`), as an unprivileged account when root calls.
"""

import contextlib
import errno
import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from amparo.config.server.account import Account, choose_account
from amparo.config.server.processes import alive, die_with_parent, wait_gone, working_in
from amparo.config.server.programs import Programs, find_programs, reachable_programs
from amparo.config.server.texts import Trouble

SUPERUSER, OWNER, APP = "amparo_super", "amparo_owner", "amparo_app"
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")
QUIET = {  # what keeps the record out of the log; `prepare_database` sets the same on the roles, for servers not ours
    "log_min_messages": "log",  # above ERROR: "invalid input syntax … <value>" is never written
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
SETTINGS = {
    **QUIET,
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "log_timezone": "UTC",
    "timezone": "UTC",
    # little memory: one laptop runs everything
    "shared_buffers": "48MB",
    "max_connections": "40",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "max_worker_processes": "2",
    "max_logical_replication_workers": "0",
    "autovacuum_max_workers": "2",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "80MB",
    "max_wal_size": "512MB",
}
BY_MAJOR = {18: {"io_method": "sync"}}  # the default keeps three processes for reading ahead
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "80"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C", "LC_ALL": "C", "TZ": "UTC"}


class Postgres:
    """A server whose files lie in `home`.

    `durable=False` is for tests: nothing is forced to disk. `settings` override those above.
    Folders: home (ours), home/data and home/socket (the account's), home/programs (a copy where needed), home/log.
    """

    def __init__(
        self, home: Path, *, choice: str | None = None, durable: bool = True, settings: Mapping[str, str] | None = None
    ) -> None:
        self.home = home
        self.choice = choice
        self.durable = durable
        self.extra = dict(settings or {})
        self.data = home / "data"
        self.log = home / "log" / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._programs: Programs | None = None
        self._account: Account | None = None

    # what it is made of

    @property
    def account(self) -> Account:
        """The user that runs the server."""
        if self._account is None:
            self._account = choose_account(self.data)
        return self._account

    @property
    def made_by(self) -> int | None:
        """The major version that made the data; None before there is any."""
        with contextlib.suppress(FileNotFoundError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    @property
    def programs(self) -> Programs:
        """The programs in use. Raises Trouble when there are none, or none for the version of the data."""
        if self._programs is None:
            programs = find_programs(self.choice, self.made_by)
            if self.made_by not in (None, programs.major):
                raise Trouble("postgres.major", path=self.home.parent, made=self.made_by, found=programs.major)
            self._programs = reachable_programs(programs, self.account, self.home / "programs")
        return self._programs

    @property
    def secrets(self) -> dict[str, str]:
        """Socket folder, and the password of each role; written once, readable by the caller alone."""
        saved: dict[str, str] = json.loads((self.home / "server.json").read_text())
        return saved

    def url(self, role: str, database: str) -> str:
        """Return the connection address of a role to a database."""
        saved = self.secrets
        return f"postgresql://{role}:{saved[role]}@/{database}?host={quote(saved['socket'], safe='')}"

    # life

    def make(self) -> bool:
        """Make folders, passwords and data where missing; tell whether data was made. A half-made one is made again."""
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.account.dropped or self.home.stat().st_uid == os.geteuid():
            self.home.chmod(0o711)
        if not self.account.can_enter(self.home):
            raise Trouble("folder.unreachable", path=self.home.parent)
        if not self.account.dropped and self.data.is_dir() and self.data.stat().st_uid != self.account.uid:
            raise Trouble("folder.owner", path=self.home.parent)
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        self._save_secrets()
        if self.made_by is not None:
            return False
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.account.give(fresh)
        self._initdb(fresh)
        os.rename(fresh, self.data)
        return True

    def start(self, seconds: float = 60) -> None:
        """Start the server and wait until it takes connections. A server left behind by a killed supervisor is stopped first."""
        self.stop_orphan()
        programs, socket = self.programs, self._socket_folder()
        settings = SETTINGS | BY_MAJOR.get(programs.major, {}) | ({} if self.durable else CARELESS) | self.extra
        command = [programs.path("postgres"), "-D", str(self.data), "-k", str(socket)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        end = time.monotonic() + seconds
        while True:
            self._launch(command)
            if self._wait_ready(end):
                return
            if time.monotonic() > end - seconds / 2:  # backends of a killed server may hold its memory for a moment
                self.stop()
                raise self._failure("postgres.start")
            time.sleep(0.3)

    def stop(self, seconds: float = 30) -> None:
        """Stop the server we started: disconnect clients, write everything down; insist when it takes too long."""
        process, self.process = self.process, None
        if process is None:
            return
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
                return

    def running(self) -> int | None:
        """Return the process id of a server alive on this data, whoever started it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None
        if not alive(pid):
            return None
        with contextlib.suppress(OSError):
            return pid if os.path.samefile(f"/proc/{pid}/cwd", self.data) else None
        return pid

    def ready(self) -> bool:
        """Tell whether a live server says it takes connections."""
        if self.running() is None:
            return False
        with contextlib.suppress(OSError, IndexError):
            return (self.data / "postmaster.pid").read_text().split("\n")[7].strip() == "ready"
        return False

    def stop_orphan(self) -> None:
        """Stop a server that outlived its supervisor and the backends that outlived it; then clear what they left.

        The marks of a dead server are removed only when no process works in the data folder any more: that is what they guard.
        """
        pid = self.running()
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if pid is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            if wait_gone(pid, 15):
                pid = None
        for left in working_in(self.data):
            if not wait_gone(left, 5):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(left, signal.SIGKILL)
                wait_gone(left, 5)
        if Path("/proc/self/cwd").exists() and not working_in(self.data):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for folder in {self.home / "socket", Path(self.secrets["socket"] or "/nonexistent")}:
                for name in (".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
                    (folder / name).unlink(missing_ok=True)

    # steps

    def _save_secrets(self) -> None:
        path = self.home / "server.json"
        if path.exists():
            return
        saved = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP)} | {"socket": ""}
        self._write_secrets(saved)

    def _write_secrets(self, saved: Mapping[str, str]) -> None:
        path, draft = self.home / "server.json", self.home / "server.json.new"
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(saved, file)
        os.replace(draft, path)

    def _socket_folder(self) -> Path:
        """Return the private folder of the socket: in `home` if the path is short enough, else an unpredictable one in /tmp."""
        saved = self.secrets
        folder = self.home / "socket"
        if len(os.fsencode(folder.absolute())) > LONGEST_SOCKET:
            folder = Path(saved["socket"]) if saved["socket"] else Path("/nonexistent")
            if not self._private(folder):
                folder = Path(tempfile.mkdtemp(prefix="amparo-", dir="/tmp"))
                self.account.give(folder)
        elif not folder.exists():
            folder.mkdir(mode=0o700)
            self.account.give(folder)
        if str(folder.absolute()) != saved["socket"]:
            self._write_secrets({**saved, "socket": str(folder.absolute())})
        return folder.absolute()

    def _private(self, folder: Path) -> bool:
        with contextlib.suppress(OSError):
            found = folder.lstat()
            return stat.S_ISDIR(found.st_mode) and found.st_uid == self.account.uid and not found.st_mode & 0o077
        return False

    def _initdb(self, folder: Path) -> None:
        number, name = tempfile.mkstemp(prefix="amparo-")
        try:
            os.write(number, self.secrets[SUPERUSER].encode())
            if self.account.dropped:
                os.fchown(number, self.account.uid, self.account.gid)
            command = [self.programs.path("initdb"), "-D", str(folder), "-U", SUPERUSER, "--pwfile", name, "--locale=C"]
            command += ["--encoding=UTF8", "--auth=scram-sha-256", *([] if self.durable else ["--no-sync"])]
            with self.log.open("ab") as log:
                done = subprocess.run(
                    command, cwd="/", env=ENVIRONMENT, stdout=log, stderr=log, check=False, **self.account.options()
                )
        finally:
            os.close(number)
            os.unlink(name)
        if done.returncode:
            raise self._failure("postgres.init")

    def _launch(self, command: list[str]) -> None:
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            os.replace(self.log, self.log.with_suffix(".log.1"))
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),
                **self.account.options(),
            )

    def _wait_ready(self, end: float) -> bool:
        while self.process is not None and self.process.poll() is None and time.monotonic() < end:
            if self.ready() and self.running() == self.process.pid:
                return True
            time.sleep(0.02)
        return False

    def _failure(self, key: str) -> Trouble:
        with contextlib.suppress(OSError), self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 4000))
            if b"No space left on device" in file.read():
                return Trouble("disk.full.now", path=self.home.parent)
        return Trouble(key, log=self.log)


def out_of_space(error: BaseException) -> bool:
    """Tell whether an error means that the disk is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
