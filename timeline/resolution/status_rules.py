"""Status rules: by which rule an entry gets its status; named, and replaced in one argument."""

import re
from collections.abc import Callable, Iterable, Sequence

from attrs import field, frozen

from timeline.errors import FieldError
from timeline.records import EventRecord
from timeline.records.fields import named, text
from timeline.resolution.revision import Account
from timeline.resolution.status import NEEDED, RULE, Standing, standing

Judging = Callable[[Sequence[Account], Iterable[Account], Iterable[EventRecord]], Standing]
"""Returns the standing of an entry from its reports, what is said about it, what was withdrawn."""

_MOST = 10**9
_NEEDING = re.compile(rf"{re.escape(RULE)}, confirmed by ([1-9][0-9]{{0,8}}) origins", re.ASCII)


@frozen(kw_only=True, field_transformer=named)
class StatusRule:
    """
    A named rule that says what may be said of an entry as a whole.

    Args:
        name: Name to print beside the status; it stands in tokens, so give a rule that answers
            otherwise than before a new one.
        judge: Returns the standing from the live reports of the entry, the live statements about
            it as a whole, and the reports of it that their publishers withdrew.

    Raises:
        FieldError: The name is blank, or that of a rule of the library.
    """

    name: str = field(converter=text)
    judge: Judging

    def __attrs_post_init__(self) -> None:
        known = _judging(self.name)
        if known is not None and known != self.judge:
            problem = f"{self.name!r} is a rule of the library; give yours another name"
            raise FieldError("StatusRule", "name", problem)


@frozen
class _Needing:
    """The rule of the library, with another number of origins that confirm."""

    needed: int

    def __call__(
        self,
        reports: Sequence[Account],
        about: Iterable[Account],
        withdrawn: Iterable[EventRecord],
    ) -> Standing:
        return standing(reports, about, withdrawn, needed=self.needed)

    @property
    def name(self) -> str:
        return f"{RULE}, confirmed by {self.needed} origins"


def _judging(name: str) -> Judging | None:
    if name == RULE:
        return standing
    needing = _NEEDING.fullmatch(name)
    return None if needing is None else _Needing(int(needing[1]))


def confirmed_by(origins: int) -> StatusRule:
    """
    Return the rule of the library, by which so many independent origins confirm a happening.

    Args:
        origins: How many; 2 is the rule of the library itself.

    Raises:
        FieldError: It is no whole number from 1 on.
    """
    if type(origins) is not int or not 1 <= origins < _MOST:
        raise FieldError("confirmed_by", "origins", "is no whole number from 1 on; write 2 or 3")
    if origins == NEEDED:
        return STANCES_AND_ORIGINS
    needing = _Needing(origins)
    return StatusRule(name=needing.name, judge=needing)


def is_of_library(rule: StatusRule) -> bool:
    """
    Return whether a rule is one of the library.

    By such a rule what one report tells, and nothing else bears on, is neither denied nor
    withdrawn upstream.
    """
    return _judging(rule.name) is not None


def status_rule_named(name: str) -> StatusRule | None:
    """Return the rule of the library that a token names; None where it has none of that name."""
    judging = _judging(name)
    if judging is None or name == RULE:
        return None if judging is None else STANCES_AND_ORIGINS
    return StatusRule(name=name, judge=judging)


STANCES_AND_ORIGINS = StatusRule(name=RULE, judge=standing)
"""The rule of the library: stances of statements, and how many independent origins there are."""
