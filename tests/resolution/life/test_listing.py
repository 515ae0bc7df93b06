"""Listings: counted at once, listed at the first look."""

from timeline.resolution.life.listing import Listing


def test_nothing_is_listed_before_somebody_looks() -> None:
    """How many they are is known without; then they are found once for all."""
    looks: list[None] = []

    def found() -> tuple[str, ...]:
        looks.append(None)
        return ("a", "b", "c")

    listing = Listing(3, found)
    assert (len(listing), looks) == (3, [])
    assert (tuple(listing), listing[1], listing[1:]) == (("a", "b", "c"), "b", ("b", "c"))
    assert looks == [None]
