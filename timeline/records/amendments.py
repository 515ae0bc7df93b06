"""Amendments: what was later decided about records; each is itself a record with a history."""

from enum import Enum

from attrs import field, frozen

from timeline.errors import FieldError
from timeline.records.event import EventRecord, event_record
from timeline.records.fields import key_text, member, named, record_identity, text
from timeline.records.instants import Instant, Instantish, instant
from timeline.records.kinds import register
from timeline.records.source import Source, source


class Cause(Enum):
    """Why a record no longer stands."""

    WITHDRAWN = "withdrawn"
    DELETED_UPSTREAM = "deleted upstream"
    CODED_IN_ERROR = "coded in error"


class Verdict(Enum):
    """Whether two keys name one happening."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


def cause(value: Cause | str) -> Cause:
    """Return a cause; its words may be given."""
    return member(Cause, value)


def verdict(value: Verdict | str) -> Verdict:
    """Return a verdict; its word may be given."""
    return member(Verdict, value)


def optional_instant(value: Instantish | None) -> Instant | None:
    """Return an instant, or None where the publisher had no part in the amendment."""
    return None if value is None else instant(value)


def optional_identity(value: str | None) -> str | None:
    """Return the id of a record, or None."""
    return None if value is None else record_identity(value)


@frozen(kw_only=True, field_transformer=named)
class Amendment:
    """Base of all amendments; its `reason` says why, in one line."""

    @property
    def clock(self) -> Instant | None:
        """When its publisher made it public; None where it is our own and always visible."""
        return getattr(self, "published", None)


@register("correction", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Correction(Amendment):
    """
    Puts an account in the place of another one.

    Args:
        corrects: Id of an event record, or of an earlier correction whose account it replaces.
        replacement: The whole account as it now stands.
        reason: Why.
        published: When the publisher changed its story; None for our own coding mistake, which
            on the published clock is mended from the original's date.

    Raises:
        FieldError: `published` differs from the replacement's own.
    """

    corrects: str = field(converter=record_identity)
    replacement: EventRecord = field(converter=event_record)
    reason: str = field(converter=text)
    published: Instant | None = field(default=None, converter=optional_instant)

    def __attrs_post_init__(self) -> None:
        if self.published is not None and self.published != self.replacement.published:
            problem = "differs from replacement.published; give both the moment of the change"
            raise FieldError("Correction", "published", problem)


@register("retraction", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Retraction(Amendment):
    """
    Withdraws a record of any kind, an amendment included.

    Args:
        retracts: Id of the record.
        cause: Withdrawn by the publisher, deleted upstream, or coded in error by us.
        reason: Why.
        published: When the publisher withdrew it; None for our own mistake.
    """

    retracts: str = field(converter=record_identity)
    cause: Cause = field(converter=cause)
    reason: str = field(converter=text)
    published: Instant | None = field(default=None, converter=optional_instant)


@register("reinstatement", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Reinstatement(Amendment):
    """
    Withdraws a retraction, so that what it named stands again.

    Args:
        reinstates: Id of the retraction.
        reason: Why.
        published: When the publisher put it back; None for our own decision.
    """

    reinstates: str = field(converter=record_identity)
    reason: str = field(converter=text)
    published: Instant | None = field(default=None, converter=optional_instant)


@register("judgement", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Judgement(Amendment):
    """
    A verdict on whether two keys name one happening.

    Args:
        left: A key.
        right: Another key.
        verdict: Same, different or unsure; *different* survives every re-import.
        reason: Why.
        by: Who judged.

    Raises:
        FieldError: Both keys are the same text.
    """

    left: str = field(converter=key_text)
    right: str = field(converter=key_text)
    verdict: Verdict = field(converter=verdict)
    reason: str = field(converter=text)
    by: str = field(converter=text)

    def __attrs_post_init__(self) -> None:
        if self.left == self.right:
            raise FieldError("Judgement", "right", "is the same key as left; judge two keys")


@register("precedence", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Precedence(Amendment):
    """
    Says that one happening began before another, where their dates alone do not tell.

    Args:
        earlier: Key of the one that came first.
        later: Key of the other.
        reason: Why.
        source: Who says so; a text is the publisher.

    Raises:
        FieldError: Both keys are the same text.
    """

    earlier: str = field(converter=key_text)
    later: str = field(converter=key_text)
    reason: str = field(converter=text)
    source: Source = field(converter=source)

    def __attrs_post_init__(self) -> None:
        if self.earlier == self.later:
            raise FieldError("Precedence", "later", "is the same key as earlier; name two keys")


@register("erasure", version=1, identity=())
@frozen(kw_only=True, field_transformer=named)
class Erasure(Amendment):
    """
    Lawful removal of a record's body; its position and digest stay.

    Args:
        erases: Id of the record.
        authority: By whose order.
        reason: Why.
        corrected: What the erased record corrected, where it was a correction; later corrections
            that name it then act on that, although its body is gone.
    """

    erases: str = field(converter=record_identity)
    authority: str = field(converter=text)
    reason: str = field(converter=text)
    corrected: str | None = field(default=None, converter=optional_identity)
