"""Withheld records: rows of a copy that lost their bytes, and keep position, leaf and chain."""

from collections.abc import Collection

from timeline.errors import ProofError
from timeline.log.port import Row


def without_bytes(row: Row) -> Row:
    """Return what is left of a row whose bytes go."""
    return Row(row.position, None, row.chain, row.leaf)


def check_withheld(positions: Collection[int], last: int) -> None:
    """
    Check that the rows at some positions may be withheld from a copy.

    Args:
        positions: Which rows.
        last: Position of the log that is copied.

    Raises:
        ProofError: One of them is not in the log, or names it.
    """
    for each in sorted(positions):
        if not 0 < each <= last:
            problem = "names the log, and stays" if each == 0 else "is not in the log"
            raise ProofError(f"position {each}", problem, f"withhold 1 to {last}")
