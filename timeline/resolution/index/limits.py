"""Where the index turns from one way of computing to another; no answer depends on it."""

from attrs import frozen


@frozen(kw_only=True)
class Limits:
    """
    Sizes at which the index turns from one way of computing to another.

    Args:
        largest: Most rows of a cluster whose rectangles are computed; a larger one is a crowd,
            which is looked at for each moment.
        most_steps: Most rows times strips of such a cluster.
        fewest: All is computed anew when more rows than these came since that was done,
        share: and more than one in so many.
        ratio: A tier is computed together with a later one unless it has more than so many times
            its keys.
    """

    largest: int = 256
    most_steps: int = 4_096
    fewest: int = 1_024
    share: int = 16
    ratio: int = 4


USUAL = Limits()
