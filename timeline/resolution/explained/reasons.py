"""Reasons: why a line has its date, its figures, its status and its place in the order."""

from enum import StrEnum

from attrs import field, frozen

from timeline.log import Imported
from timeline.records import Instant, Quantity, Relation, When
from timeline.resolution.explained.grounds import Ground
from timeline.resolution.status import Status


@frozen(kw_only=True)
class Speaking:
    """
    The report that speaks for a line, or states a figure of it.

    Args:
        id: Id of its account.
        by: Who says it, in words.
        published: When it was made public.
    """

    id: str
    by: str
    published: Instant


@frozen(kw_only=True)
class Choice:
    """
    How one report was chosen among several.

    Args:
        policy: Name of the policy.
        speaking: The report that it prefers.
        reports: How many reports there are.
        contents: How many different contents they have.
    """

    policy: str
    speaking: Speaking
    reports: int
    contents: int


@frozen(kw_only=True)
class DateReason:
    """
    Why a line has its date.

    Args:
        happened: The date, as it is written.
        words: As a person would say it.
        speaking: The report that it is from.
        assumptions: What was assumed to read it: zones, wall times, marks that widen nothing.
    """

    happened: When
    words: str
    speaking: Speaking
    assumptions: tuple[str, ...]


@frozen(kw_only=True)
class Rival:
    """
    Another account of a figure: by a report, or by a statement about that figure.

    Args:
        figure: What it states; None where a statement only takes a stance.
        stance: How the statement stands to the figure; None for a report.
        speaking: Who says it.
    """

    figure: Quantity | None
    stance: str | None
    speaking: Speaking


@frozen(kw_only=True)
class FigureReason:
    """
    Why a figure of a line is what it is.

    Args:
        name: Its name.
        figure: The figure.
        speaking: The report that it is from.
        rivals: What other reports state, and statements about it, in the order of publication.
    """

    name: str
    figure: Quantity
    speaking: Speaking
    rivals: tuple[Rival, ...]


@frozen(kw_only=True)
class Voiced:
    """
    A statement about a line under another key.

    Args:
        stance: How it stands to the line.
        speaking: Who says it.
    """

    stance: str
    speaking: Speaking


@frozen(kw_only=True)
class StatusReason:
    """
    Why a line has its status.

    Args:
        status: The status.
        rule: Name of the rule.
        supporting: Names of the origins for it.
        denying: Names of the origins against it.
        statements: What was said about it under other keys.
    """

    status: Status
    rule: str
    supporting: tuple[str, ...]
    denying: tuple[str, ...]
    statements: tuple[Voiced, ...]


class Deciding(StrEnum):
    """Which part of the sort key, or what else, puts one line before another."""

    START_EARLIEST = "the earliest moment at which each can have begun"
    START_LATEST = "the latest moment at which each can have begun"
    END_EARLIEST = "the earliest moment at which each can have ended"
    END_LATEST = "the latest moment at which each can have ended"
    KEY = "their keys, since their dates say the same"
    PRECEDENCE = "a precedence"


@frozen(kw_only=True)
class Neighbour:
    """
    A line directly before or behind another one, and why it stands on that side.

    Args:
        key: Its key.
        summary: What it tells.
        decided_by: What put the two in that order.
        relation: What their dates alone say of the two, seen from the earlier line.
        precedences: The precedences that did it, where any did.
    """

    key: str
    summary: str
    decided_by: Deciding
    relation: Relation
    precedences: tuple[Ground, ...] = field(default=())


@frozen(kw_only=True)
class OrderReason:
    """
    Why a line stands where it does.

    Args:
        place: Its place in the chronology that was asked, from 1.
        count: How many lines that has.
        before: The line in front of it; None for the first.
        after: The line behind it; None for the last.
        precedences: All standing precedences that name it.
    """

    place: int
    count: int
    before: Neighbour | None
    after: Neighbour | None
    precedences: tuple[Ground, ...]


@frozen(kw_only=True)
class Replaced:
    """
    One step in the life of a report: an account, and what was put in its place.

    Args:
        before: Id of the account.
        after: Id of the one in its place.
        difference: What it says otherwise, in words.
        correction: The correction that put it there.
    """

    before: str
    after: str
    difference: str
    correction: Ground


@frozen(kw_only=True)
class ReportReason:
    """
    One report of a line.

    Args:
        speaking: Who says it.
        position: Where in the log.
        recorded: When the log took it in.
        origin: Whose word it is in the end.
        replaced: What it stands in the place of, step by step.
        evidence: The pieces that support it, in words.
        imported_from: Which log it was taken over from; None where it was recorded here first.
    """

    speaking: Speaking
    position: int
    recorded: Instant
    origin: str
    replaced: tuple[Replaced, ...]
    evidence: tuple[str, ...]
    imported_from: Imported | None


@frozen(kw_only=True)
class Undone:
    """
    A report of a line that was published, and does not stand.

    Args:
        speaking: Who said it.
        by: The amendments that withdraw it.
    """

    speaking: Speaking
    by: tuple[Ground, ...]
