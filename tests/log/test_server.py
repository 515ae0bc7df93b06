"""The server that the tests start: it leaves nothing behind, whatever becomes of the tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.log.server import PATIENCE, needed, running

_PROGRAM = """
import os, signal
from tests.log.server import running
with running() as server:
    print(server.home, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = needed


def test_server_is_gone_after_its_block() -> None:
    """Neither its folder nor its process stays."""
    with running() as server:
        process = server._process
        assert process is not None
        assert process.poll() is None
    assert process.poll() is not None
    assert not server.home.exists()


def test_server_is_gone_after_its_starter_was_killed() -> None:
    """A janitor stops it and clears up, also where a test run is killed."""
    killed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
        text=True,
    )
    home = Path(killed.stdout.strip())
    assert home.name.startswith("timeline-pg-"), killed.stderr
    until = time.monotonic() + PATIENCE
    while home.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not home.exists()
    assert not _servers_in(home)


def _servers_in(home: Path) -> list[str]:
    """Return the command lines of processes that still run in a folder; Linux alone tells."""
    if not Path("/proc").is_dir():
        return []
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            try:
                found.append((process / "cmdline").read_text())
            except OSError:
                continue
    return [each for each in found if f"{home}/data" in each]
