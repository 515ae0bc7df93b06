"""States of projections in files beside a text log, each replaced whole; an erasure takes all."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from timeline.log.committing import put_in_place, write_new
from timeline.log.disk import Disk
from timeline.log.keeping import Kept, Shelf

SUFFIX: Final = ".projection"
_SPARE: Final = ".new"


def side_path(log: Path, name: str) -> Path:
    """Return where the states of a projection stand: beside the log."""
    return log.with_name(f"{log.name}.{name}{SUFFIX}")


def read_shelf(path: Path) -> Shelf:
    """Return what a file keeps; an empty shelf where there is none, or one that was damaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Shelf()
    checksum, _, told = data.partition(b"\n")
    if checksum != _checksum(told):
        return Shelf()
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(told)
        return Shelf(standing=_kept(found["standing"]), building=_kept(found["building"]))
    return Shelf()


def write_shelf(disk: Disk, log: Path, path: Path, shelf: Shelf) -> None:
    """
    Put a file with these states in the place of the one before; its bytes are flushed first.

    Raises:
        OSError: The system refuses; what was kept before is still there.
    """
    spare = path.with_name(path.name + _SPARE)
    disk.remove(spare)
    if shelf == Shelf():
        disk.remove(path)
        disk.sync_folder(path.parent)
        return
    plain = {"standing": _plain(shelf.standing), "building": _plain(shelf.building)}
    told = json.dumps(plain, sort_keys=True).encode()
    status = disk.look(log) or os.stat(log.parent)  # noqa: PTH116 - as Disk.look returns it
    write_new(disk, spare, status, [_checksum(told), b"\n", told])
    put_in_place(disk, spare, path)


def remove_all(disk: Disk, log: Path) -> None:
    """
    Remove every state beside a log, also one that was being written, durably.

    Raises:
        OSError: The system refuses.
    """
    start, ends = f"{log.name}.", (SUFFIX, SUFFIX + _SPARE)
    found = [each for each in log.parent.iterdir() if _is_one(each.name, start, ends)]
    for each in found:
        disk.remove(each)
    if found:
        disk.sync_folder(log.parent)


def _is_one(name: str, start: str, ends: tuple[str, ...]) -> bool:
    return name.startswith(start) and name.endswith(ends)


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _plain(kept: Kept | None) -> dict[str, str | int] | None:
    if kept is None:
        return None
    return {
        "basis": kept.basis,
        "position": kept.position,
        "digest": kept.digest,
        "mark": kept.mark,
        "state": kept.state.decode(),
    }


def _kept(plain: dict[str, Any] | None) -> Kept | None:
    return None if plain is None else Kept(**{**plain, "state": plain["state"].encode()})
