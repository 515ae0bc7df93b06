"""What one writer adds to a JSON Lines log and erases from it, until the block ends."""

from collections.abc import Sequence

from timeline.errors import IntegrityError
from timeline.log.line_file import LineFile
from timeline.log.line_ids import LineIds
from timeline.log.port import Row


class LineWriter:
    """
    Rows on their way into a file that nobody else writes meanwhile.

    Args:
        file: The lines that are there.
        ids: Their ids.
    """

    def __init__(self, file: LineFile, ids: LineIds) -> None:
        self._file, self._ids = file, ids
        self._first = len(file)
        self._known: dict[str, int] = {}
        self.added: list[Row] = []
        self.erased: dict[int, Row] = {}

    def tail(self) -> Row | None:
        """Return the last row, or None in a new log."""
        if self.added:
            return self.added[-1]
        return self.erased.get(self._first - 1) or self._file.tail()

    def positions(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the positions of those ids that are there, negative for erased ones."""
        found = self._ids.positions([each for each in ids if each not in self._known])
        return found | {each: self._known[each] for each in ids if each in self._known}

    def row(self, position: int) -> Row:
        """Return the row at a position that exists."""
        if position >= self._first:
            return self.added[position - self._first]
        return self.erased.get(position) or self._file.row(position)

    def add(self, rows: Sequence[tuple[str, Row]]) -> None:
        """Add rows behind the last one."""
        for at, (_, row) in enumerate(rows, self._first + len(self.added)):
            if row.position != at:
                raise IntegrityError(at, f"was given the row of position {row.position}")
        self.added += [row for _, row in rows]
        for identity, row in rows:
            if identity:
                self._known[identity] = row.position if row.body is not None else -row.position

    def erase(self, identity: str, row: Row) -> None:
        """Take the bytes of a row away; position, leaf and chain stay."""
        left = Row(row.position, None, row.chain, row.leaf)
        if row.position >= self._first:
            self.added[row.position - self._first] = left
        else:
            self.erased[row.position] = left
        self._known[identity] = -row.position
