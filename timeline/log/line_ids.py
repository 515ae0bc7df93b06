"""Where the ids of a JSON Lines log are: sixteen bytes a row, read when first asked for."""

import re
from binascii import unhexlify
from collections.abc import Mapping, Sequence
from itertools import count, pairwise

from timeline.canonical import JSON
from timeline.errors import IntegrityError, shown
from timeline.log.id_runs import Run, keys_of, likely, merged, run
from timeline.log.integrity import erased_positions, row_fields
from timeline.log.line_file import LineFile
from timeline.log.lines import ids, row

_MOST_RECENT = 65_536
"""Ids that are kept whole, before they join the sorted ones."""

_PREFIX = "sha256:"
_WELL_FORMED = re.compile(_PREFIX + "[0-9a-f]{64}")


class LineIds:
    """
    The positions of ids, negative where the record was erased.

    Of most ids only the first eight bytes are kept, sorted; the line itself tells the rest.

    Args:
        file: The lines.
    """

    def __init__(self, file: LineFile) -> None:
        self._file = file
        self._forget()

    def positions(self, asked: Sequence[str]) -> dict[str, int]:
        """
        Return the positions of those ids that the file holds.

        Raises:
            IntegrityError: A line is damaged.
        """
        well_formed = [each for each in asked if _WELL_FORMED.fullmatch(each)]
        if not well_formed:
            return {}
        if self._generation != self._file.generation:
            self._forget()
        self._extend()
        digits = [each.removeprefix(_PREFIX).encode() for each in well_formed]
        before = self._before(digits)
        known = (
            self._erased.get(each) or self._recent.get(each) or before.get(each) for each in digits
        )
        return {name: at for name, at in zip(well_formed, known, strict=True) if at}

    def _forget(self) -> None:
        self._generation, self._upto = self._file.generation, 1
        self._runs: list[Run] = []
        self._recent: dict[bytes, int] = {}
        self._erased: dict[bytes, int] = {}

    def _extend(self) -> None:
        runs = list(self._runs)
        while self._upto < len(self._file):
            block, cuts = self._file.block(self._upto, len(self._file))
            self._take(block, cuts)
            self._upto += len(cuts) - 1
            if len(self._recent) > _MOST_RECENT:
                first = runs[-1].last + 1 if runs else 0
                known = ((unhexlify(each), at) for each, at in self._recent.items())
                runs.append(run(first, self._upto - 1, known))
                self._recent = {}
        self._runs = [merged(runs)] if len(runs) > 1 else runs

    def _take(self, block: bytes, cuts: list[int]) -> None:
        digits = ids(block, len(cuts) - 1)
        if digits is not None:
            self._recent.update(zip(digits, count(self._upto), strict=False))
            return
        for position, (start, stop) in enumerate(pairwise(cuts), self._upto):
            found = row(position, block[start - cuts[0] : stop - cuts[0]])
            if found.body is not None:
                fields = row_fields(position, found.body)
                self._recent[_digits(position, fields.get("id"))] = position
                self._erased.update(_erased(position, fields))

    def _before(self, digits: Sequence[bytes]) -> dict[bytes, int]:
        """Return where those are that are kept by their first bytes; the lines tell the rest."""
        if not self._runs:
            return {}
        found: dict[bytes, int] = {}
        for which, at in likely(self._runs, keys_of(map(unhexlify, digits))):
            if digits[which] == self._digits_at(at):
                found.setdefault(digits[which], at)
        return found

    def _digits_at(self, position: int) -> bytes:
        (line,) = self._file.lines(position, position + 1)
        found = ids(line, 1)
        if found is not None:
            return found[0]
        return _digits(position, row_fields(position, row(position, line).body or b"").get("id"))


def _erased(position: int, fields: Mapping[str, JSON]) -> dict[bytes, int]:
    body = fields.get("body")
    named = body.get("erases") if isinstance(body, dict) else None
    return {_digits(position, named): -each for each in erased_positions(fields)}


def _digits(position: int, identity: JSON) -> bytes:
    if not isinstance(identity, str) or not _WELL_FORMED.fullmatch(identity):
        raise IntegrityError(position, f"{shown(identity)} is no id of a record")
    return identity.removeprefix(_PREFIX).encode()
