"""
The equality with the naive definition, on as many generated logs as are asked for.

    python tests/scores/oracle_equality.py 20000
    python tests/scores/oracle_equality.py 500 --seed 17
    python tests/scores/oracle_equality.py 20000 --small

Each log grows batch by batch in an order of its own and is asked in between. Every answer is held
against that of an index built anew over the same store, against resolution of the view by itself,
and against the naive oracle: lines, their order, problems and selections. Logs are made in slices
of at most 500; each slice has a seed of its own, so that one that failed can be run again alone.
With `--small` the index turns to tiers and crowds after a few rows already, as it does in logs of
a million.
"""

import argparse
import sys
import time
from collections import Counter

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.anew import ANEW
from tests.resolution.equality import Step, check_growth, growths, orders
from tests.resolution.oracle import World
from tests.resolution.richness import FEATURES, features, kinds
from timeline.codec import record_id
from timeline.resolution.index.growing import Index
from timeline.resolution.index.limits import Limits

SLICE = 500
SMALL = Limits(largest=4, most_steps=40, fewest=2, share=2, ratio=2)


@define
class Tally:
    """
    What was compared.

    Args:
        seen: What stood in each log, in its order, to tell repeated logs.
        counts: Logs, records, steps and points.
        kinds: Records of each kind.
        features: Logs that hold each hard case.
    """

    seen: set[tuple[str, ...]] = field(factory=set)
    counts: Counter[str] = field(factory=Counter)
    kinds: Counter[str] = field(factory=Counter)
    features: Counter[str] = field(factory=Counter)

    def compare(self, steps: tuple[Step, ...]) -> None:
        """Let a log grow, compare it at every point asked, and count it."""
        log = check_growth(steps).log
        records = [each for step in steps for each in step.records]
        entries = log.read()
        self.seen.add(tuple(record_id(each) for each in records))
        self.counts["logs"] += 1
        self.counts["records"] += len(records)
        self.counts["batches"] += len(steps)
        asked = [len(step.asked) for step in steps]
        self.counts["points asked"] += sum(asked)
        self.counts["points asked before the log grew on"] += sum(asked[:-1])
        self.counts["points in the past of the log"] += _past(steps)
        self.kinds += kinds(records)
        world = World(entries=entries, by=None, orders=orders(entries))
        self.features.update(features(log.as_of(), world))

    def __str__(self) -> str:
        logs = self.counts["logs"]
        return "\n".join(
            [
                *(f"{number:>9,} {name}" for name, number in self.counts.items()),
                f"{len(self.seen):>9,} different logs",
                *(f"{number:>9,} of kind {name}" for name, number in sorted(self.kinds.items())),
                *(f"{self.features[name] / logs:>9.1%} {name}" for name in FEATURES),
            ]
        )


def compare(count: int, number: int, tally: Tally) -> None:
    """Compare so many logs, made from a seed."""
    quick = settings(
        max_examples=count,
        deadline=None,
        database=None,
        backend=ANEW,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(quick(given(growths())(tally.compare)))()


def _past(steps: tuple[Step, ...]) -> int:
    last, found = 0, 0
    for step in steps:
        last += len(step.records)
        found += sum(each.position < last for each in step.asked)
    return found


def main() -> None:
    """Read the command line, compare, and print what was compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument(
        "--seed", type=int, default=0, help="of the first slice; the next is one on"
    )
    parser.add_argument("--small", action="store_true", help="tiers and crowds of a few rows")
    given_ = parser.parse_args()
    if given_.small:
        usual = Index.__init__.__kwdefaults__
        assert usual is not None
        usual["limits"] = SMALL
    tally, begun = Tally(), time.monotonic()
    for number, start in enumerate(range(0, given_.count, SLICE), given_.seed):
        count = min(SLICE, given_.count - start)
        print(f"seed {number}: {count} logs", file=sys.stderr, flush=True)
        compare(count, number, tally)
    print(tally)
    print(f"no difference; {time.monotonic() - begun:,.0f} s")


if __name__ == "__main__":
    main()
