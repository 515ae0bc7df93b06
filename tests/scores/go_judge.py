"""Go's own packages as a judge of notes, roots and proofs; there is none without Go."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PACKAGES = Path("/usr/share/gocode")
"""Where Debian's package `golang-golang-x-mod-dev` keeps the sources."""

WANTED = "golang-go and golang-golang-x-mod-dev"

_SOURCE = Path(__file__).parent / "judge"


def is_there() -> bool:
    """Return whether Go and the packages are installed."""
    found = PACKAGES / "src/golang.org/x/mod/sumdb/note"
    return shutil.which("go") is not None and found.is_dir()


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="judge-"))
    settings = {"GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOCACHE": str(folder / "cache")}
    program = folder / "judge"
    subprocess.run(  # noqa: S603 - our own program
        ["go", "build", "-o", str(program), "."],  # noqa: S607 - the one on the path
        cwd=_SOURCE,
        env={**os.environ, **settings, "GOFLAGS": ""},
        check=True,
    )
    return program


def answers(questions: Iterable[Mapping[str, object]]) -> list[str]:
    """Return `yes`, or `no` and why, for each question; bytes in it are sent as base64."""
    asked = "".join(json.dumps(each, default=_coded) + "\n" for each in questions)
    found = subprocess.run(  # noqa: S603 - our own program
        [str(_built())], input=asked.encode(), capture_output=True, check=True
    )
    return found.stdout.decode().splitlines()


def _coded(value: object) -> str:
    if not isinstance(value, bytes):
        raise TypeError(value)
    return base64.b64encode(value).decode()
