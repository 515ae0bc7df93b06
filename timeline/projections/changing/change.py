"""One change of one line: what stood, what stands, which records and amendments are behind it."""

from enum import StrEnum

from attrs import field, frozen

from timeline.projections.changing.line import Line
from timeline.records import Modality, Quantity, When
from timeline.resolution import Status
from timeline.resolution.explained.grounds import Ground


class ChangeKind(StrEnum):
    """What sort of change it is; stable, for programs."""

    NEW = "new"
    """A line that was not there, and nothing of it was."""

    GONE = "gone"
    """A line that is no longer there, without a retraction: its reports moved, or are not yet."""

    MERGED = "merged"
    """What were other lines is this one now."""

    SPLIT = "split"
    """What was one line is this and others now."""

    REPORTED_AGAIN = "reported again"
    """A further report of the line."""

    CORRECTED = "corrected"
    """An account of a report that stands in the place of another one."""

    RETRACTED = "retracted"
    """A report, or with its last report the line, was withdrawn."""

    REINSTATED = "reinstated"
    """A report, or with it the line, stands again: what withdrew or replaced it is itself
    withdrawn, or is not there at the moment of the later view."""

    REPORT_GONE = "report gone"
    """A report is not there, and nothing withdrew it: the later view is of an earlier moment."""

    REDATED = "re-dated"
    REWORDED = "reworded"
    RECLASSIFIED = "reclassified"
    """The line is of another kind."""

    MODALITY = "modality"
    """Whether it took place, goes on, or is to come."""

    STATED = "stated"
    """A figure that no report gave."""

    UNSTATED = "no longer stated"
    """A figure that no report gives any more."""

    RAISED = "raised"
    LOWERED = "lowered"
    CERTAINTY = "certainty"
    """A figure that is more or less certain, and neither higher nor lower for sure."""

    DISPUTED = "newly disputed"
    """The status became disputed or denied, and was neither."""

    STATUS = "status"
    REORDERED = "re-ordered"
    """The line stands before or behind others than it did."""


@frozen(kw_only=True)
class Said:
    """
    A report of a line.

    Args:
        id: Id of its account.
        words: Who says what.
    """

    id: str
    words: str

    def __str__(self) -> str:
        return self.words


Value = Line | tuple[Line, ...] | Said | When | Quantity | Status | Modality | str | None
"""What stood or stands: of the type that fits the kind of change."""


@frozen(kw_only=True)
class Change:
    """
    One change of one line.

    Args:
        kind: What sort of change.
        key: Key of the line, in the later view where it is still there.
        words: What changed, in words.
        before: What stood; None where there was nothing. A whole line where it is gone, lines
            where they merged or split, else what the kind names.
        after: What stands now; None where nothing does.
        figure: Name of the figure that changed; empty where none did.
        follows: Key of the line in front of it in the later view, where it was put there, empty
            where it was put first; None where it stands where it stood.
        line: The line as it stood, or where it is new, as it stands.
        according: Who says what stands now, and since when, where one account says it.
        ids: The records behind it.
        grounds: The amendments that caused it, in the order of their positions.
    """

    kind: ChangeKind
    key: str
    words: str
    before: Value = field(repr=False)
    after: Value = field(repr=False)
    figure: str = ""
    follows: str | None = None
    line: Line = field(repr=False)
    according: tuple[str, ...] = field(default=(), repr=False)
    ids: tuple[str, ...]
    grounds: tuple[Ground, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}: {self.words}"


def in_words(value: Value) -> str:
    """Return what stood or stands, in words."""
    words = getattr(value, "words", None)
    if callable(words):
        return str(words())
    return str(getattr(value, "value", value))
