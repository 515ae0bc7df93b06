"""Rankings: what the policies of the library prefer one report to another for."""

from collections.abc import Sequence
from urllib.parse import unquote

from attrs import frozen

from timeline.errors import FieldError
from timeline.records import Quantity, When, every_figure
from timeline.records.fields import folded
from timeline.records.quantity import Hedge
from timeline.records.windows import Window
from timeline.resolution.origins import compared, origins
from timeline.resolution.revision import Account

_NAMED_FIRST = "named source first: "
_OPEN_HEDGES = frozenset({Hedge.AT_LEAST, Hedge.MORE_THAN, Hedge.AT_MOST, Hedge.FEWER_THAN})


def alike(_account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
    """Prefer none: then the latest published speaks."""
    return ()


def precision(account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
    """
    Prefer the account whose date leaves least open.

    More known windows are better than fewer, narrower ones better than wider; how long something
    lasted does not matter, and an end that is open since it still goes on leaves nothing open.
    """
    return date_precision(account.event.happened)


def date_precision(when: When) -> tuple[int, int]:
    """Return how little a time leaves open: how many of its windows are known, less their width."""
    widths = [_width(when.start), 0 if when.ongoing else _width(when.end)]
    known = [each for each in widths if each is not None]
    return len(known), -sum(known)


def figure_precision(
    figure: Quantity, _account: Account, _among: Sequence[Account], _name: str
) -> tuple[int, ...]:
    """
    Prefer the account that states a figure most narrowly.

    Exact figures are better than those between two bounds, these than one number that is only
    about right, then one bound, then none; of two between bounds the narrower one is better.
    """
    if figure.hedge is Hedge.EXACTLY:
        return (4, 0)
    if figure.low is not None and figure.high is not None:
        return (3, -int((figure.high - figure.low) * 10**6))
    if figure.best is not None:
        return (2, 0)
    return (int(figure.hedge in _OPEN_HEDGES), 0)


def backing(account: Account, among: Sequence[Account]) -> tuple[int, ...]:
    """Prefer the account whose date most independent origins give."""
    extent = account.event.happened.extent
    agreeing = (each.event for each in among if each.event.happened.extent == extent)
    return (len(origins(agreeing)),)


def figure_backing(
    figure: Quantity, _account: Account, among: Sequence[Account], name: str
) -> tuple[int, ...]:
    """Prefer the account whose figure most independent origins give."""
    agreeing = (each.event for each in among if every_figure(each.event).get(name) == figure)
    return (len(origins(agreeing)),)


@frozen
class SourcesFirst:
    """
    Prefers the reports of named publishers, in the order in which they are named.

    Args:
        publishers: Their names.
    """

    publishers: tuple[str, ...]

    def __call__(self, account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
        """Return how many of the publishers come behind the account's own, that one included."""
        wanted = [compared(each) for each in self.publishers]
        own = compared(account.event.source.publisher)
        return (len(wanted) - wanted.index(own) if own in wanted else 0,)

    @property
    def name(self) -> str:
        """The name of the policy, which has the publishers in it."""
        escaped = (each.replace("%", "%25").replace(",", "%2C") for each in self.publishers)
        return _NAMED_FIRST + ", ".join(escaped)

    @classmethod
    def of(cls, publishers: Sequence[str]) -> "SourcesFirst":
        """
        Return the ranking of some publishers.

        Raises:
            FieldError: None is named, or one of them is blank or named twice.
        """
        given = tuple(folded(each) for each in publishers)
        if not all(given) or not given:
            raise FieldError("source_first", "publishers", "nobody is named; name a publisher")
        if len({compared(each) for each in given}) < len(given):
            raise FieldError("source_first", "publishers", "one is named twice; name it once")
        return cls(given)

    @classmethod
    def named(cls, name: str) -> "SourcesFirst | None":
        """Return the ranking that a name of a policy tells of; None where it tells of another."""
        if not name.startswith(_NAMED_FIRST):
            return None
        publishers = (unquote(each) for each in name.removeprefix(_NAMED_FIRST).split(", "))
        found = cls(tuple(publishers))
        return found if found.name == name and all(found.publishers) else None


def _width(window: Window) -> int | None:
    if window.earliest is None or window.latest is None:
        return None
    return window.latest - window.earliest
