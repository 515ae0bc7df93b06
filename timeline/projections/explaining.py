"""Explaining as a function of a chronology, beside the other answers that are taken from one."""

from timeline.chronology import Chronology
from timeline.resolution import Entry
from timeline.resolution.explained.explanation import Explanation


def explain(chronology: Chronology, line: Entry | str, field: str | None = None) -> Explanation:
    """
    Return why a line of a chronology reads as it does: what `Chronology.explain` returns.

    Args:
        chronology: Where the line stands.
        line: The entry, its key, or a key joined to it.
        field: What alone is asked for: `happened`, `order`, `summary`, `status`, or the name of a
            figure such as `killed`; everything if not given.

    Raises:
        FieldError: The line has no such field or figure.
        UnknownKeyError: No entry there has that key.
    """
    return chronology.explain(line, field)
