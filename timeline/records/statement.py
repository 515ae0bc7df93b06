"""Statements: what somebody said, and how it stands to what others say."""

from enum import Enum

from attrs import field, frozen

from timeline.errors import FieldError
from timeline.records.event import EventRecord, kind
from timeline.records.fields import member, named, optional_text, references


class Stance(Enum):
    """
    How a statement stands to what it is about.

    A comment takes it as given and says nothing for or against it; to decline is to be asked and
    not to say.
    """

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DISPUTES = "disputes"
    DOES_NOT_DENY = "does not deny"
    WARNS = "warns"
    EXPECTS = "expects"
    ANNOUNCES = "announces"
    COMMENTS = "comments"
    DECLINES = "declines"


def stance(value: Stance | str) -> Stance:
    """Return a stance; its words may be given."""
    return member(Stance, value)


@kind("statement", version=1, identity=("speaker", "happened", "summary"))
@frozen(kw_only=True, field_transformer=named)
class Statement(EventRecord):
    """
    Something said, written or announced; `happened` is when it was said.

    Args:
        speaker: Who said it; required.
        stance: How it stands to what it is about.
        about: Keys it speaks of, or one figure of one of them, as in `dprk-troops#strength`.
        venue: Where it was said.
        medium: Through what: a briefing, Telegram, an interview.

    Raises:
        FieldError: There is no speaker.
    """

    stance: Stance = field(default=Stance.ASSERTS, converter=stance)
    about: tuple[str, ...] = field(default=(), converter=references)
    venue: str | None = field(default=None, converter=optional_text)
    medium: str | None = field(default=None, converter=optional_text)

    def __attrs_post_init__(self) -> None:
        if self.speaker is None:
            problem = "is missing; a statement has a speaker: give Speaker(person=…)"
            raise FieldError("Statement", "speaker", problem)
        EventRecord.__attrs_post_init__(self)
