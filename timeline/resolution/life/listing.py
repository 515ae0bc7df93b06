"""Listings: so many things of a moment, of which each is found only when somebody looks."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

from attrs import define

T = TypeVar("T")


@define(frozen=True, slots=False, eq=False)
class Listing(Sequence[T]):
    """
    A sequence of known length that is listed at the first look, once for all.

    What stands at each of many moments would take as much memory as the moments times what
    stands; few of them are ever looked at.

    Args:
        number: How many they are.
        found: Finds them; the same ones at any time.
    """

    number: int
    found: Callable[[], Sequence[T]]

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._listed[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._listed)

    def __len__(self) -> int:
        return self.number

    @cached_property
    def _listed(self) -> Sequence[T]:
        return self.found()
