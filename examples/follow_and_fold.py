"""
A newsroom's running count, kept with the log and brought up to date whenever somebody reports.

The state is a few numbers for each publisher, so the page that shows them never reads the log.
A correction comes in, a function is mended, a record is erased: each time the count says what was
done, and whether it was built anew. All names and figures are made up.
Read `count` and `corrected` first: they are the whole fold.

    python examples/follow_and_fold.py
"""

from collections.abc import Mapping

import attrs

import timeline
from timeline.projections import CaughtUp, Projection

NOW = "2024-11-01T12:00Z"


@attrs.frozen(kw_only=True)
class Reported:
    """How many strikes each publisher reported, and how many reports were corrected since."""

    strikes: Mapping[str, int] = attrs.field(factory=dict)
    corrected: int = 0


def count(state: Reported, strike: timeline.Strike) -> Reported:
    """Count a report of its publisher."""
    publisher = strike.source.publisher
    strikes = {**state.strikes, publisher: state.strikes.get(publisher, 0) + 1}
    return attrs.evolve(state, strikes=strikes)


def corrected(state: Reported, _: timeline.Correction) -> Reported:
    """Count a correction."""
    return attrs.evolve(state, corrected=state.corrected + 1)


def reported(version: int) -> Projection[Reported]:
    """Return the fold; its first version did not know of corrections."""
    found = timeline.projection("reported", initial=Reported(), version=version)
    found.on(timeline.Strike)(count)
    if version > 1:
        found.on(timeline.Correction)(corrected)
    return found


def strike(day: int, publisher: str, launched: int) -> timeline.Strike:
    """Return a report."""
    return timeline.Strike(
        key=f"strike-{day}",
        happened=f"2024-10-{day}",
        published=f"2024-10-{day}T18:00Z",
        source=publisher,
        launched=launched,
        summary=f"{launched} drones",
    )


def told(heading: str, found: CaughtUp[Reported]) -> None:
    """Print what a catching up did."""
    counts = ", ".join(f"{name} {number}" for name, number in found.state.strikes.items())
    print(f"{heading}\n  {counts}; {found.state.corrected} corrected")
    print(f"  {found.taken} taken in, up to position {found.position}: {found.folded.tally}")
    for why in found.rebuilt:
        print(f"  from the beginning: {why}")
    print()


def main() -> None:
    """Let a log grow, and the count with it."""
    first, second = strike(27, "Gazette", 100), strike(28, "Courier", 48)
    with timeline.open_log(":memory:", clock=lambda: NOW) as log:
        log.append(first, second)
        told("The first two reports", reported(1).kept_in(log).catch_up())

        log.append(
            timeline.Correction(
                corrects=timeline.record_id(second),
                replacement=strike(28, "Courier", 84),
                reason="two digits were swapped",
            ),
            strike(29, "Gazette", 109),
        )
        told("A correction, and a third one", reported(1).kept_in(log).catch_up())
        told("The mended fold", reported(2).kept_in(log).catch_up())

        order = timeline.Erasure(
            erases=timeline.record_id(first), authority="City court", reason="names a minor"
        )
        log.append(order)
        told("After an erasure", reported(2).kept_in(log).catch_up())

        standing = reported(2).over(log.as_of()).state.strikes
        print("What stands:", ", ".join(f"{name} {number}" for name, number in standing.items()))


if __name__ == "__main__":
    main()
