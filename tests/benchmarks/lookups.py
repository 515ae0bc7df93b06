"""
How looking for one key grows with the log, and the history of a figure with its corrections.

    python tests/benchmarks/lookups.py

Among so many strikes one is denied in a statement under another key. Measured in processor time
on one thread, over a chronology of which nothing was decoded yet; the ratio is that of the
doubled to the single size: 2 is linear.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import timeline

SIZES = (10_000, 20_000, 40_000)
CORRECTIONS = (1_000, 2_000, 4_000)
START = datetime(2024, 1, 1, tzinfo=UTC)


def strike(key: str, minute: int, killed: int) -> timeline.Strike:
    """Return a made-up strike, published so many minutes after the first."""
    return timeline.Strike(
        key=key,
        happened="2024-01-01",
        published=START + timedelta(minutes=minute),
        source="Made up",
        summary="A strike",
        killed=killed,
        modality="planned" if killed % 1000 == 1 else "happened",
    )


def denied(count: int) -> timeline.Log:
    """Return a log of so many strikes, one of which a ministry denies."""
    log = timeline.open_log(":memory:")
    denial = timeline.Statement(
        happened="2024-01-02",
        published=START + timedelta(days=1),
        source="Made up",
        speaker=timeline.Speaker(organization="Ministry"),
        summary="It denies it",
        stance="denies",
        about="s7",
    )
    log.append(*(strike(f"s{at}", at, at) for at in range(count)), denial)
    log.as_of()
    return log


def corrected(count: int) -> timeline.Log:
    """Return a log of one strike, whose account was corrected so often."""
    log = timeline.open_log(":memory:")
    report = strike("s", 0, 0)
    records: list[timeline.EventRecord | timeline.Correction] = [report]
    last = timeline.record_id(report)
    for at in range(1, count + 1):
        replacement = strike("s", at, at)
        when = replacement.published
        records.append(
            timeline.Correction(
                corrects=last, replacement=replacement, reason="more", published=when
            )
        )
        last = timeline.record_id(records[-1])
    log.append(*records)
    return log


def reported(count: int) -> timeline.Log:
    """Return a log of one strike that was reported so often."""
    log = timeline.open_log(":memory:")
    log.append(*(strike("s", at, 1000 + at) for at in range(count)))
    return log


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def tell(name: str, sizes: Sequence[int], taken: Sequence[float]) -> None:
    """Print how long each size took, and how it grew."""
    told = ", ".join(
        f"{size:,}: {each * 1e3:.1f} ms" for size, each in zip(sizes, taken, strict=True)
    )
    grown = ", ".join(f"{b / a:.2f}" for a, b in pairwise(taken))
    print(f"{name:>32}  {told}  ratios {grown}", flush=True)


def main() -> None:
    """Print all growths."""
    logs = [denied(size) for size in SIZES]
    asked: dict[str, Callable[[timeline.Chronology], object]] = {
        "positions": lambda known: timeline.positions(known, "s7"),
        "support": lambda known: timeline.support(known, "s7"),
        "plans, every entry looked at": lambda known: timeline.plans(known, at="2025"),
    }
    for name, work in asked.items():
        tell(name, SIZES, [seconds(partial(work, log.as_of())) for log in logs])
    for name, made in {"corrections": corrected, "reports": reported}.items():
        happenings = [made(size) for size in CORRECTIONS]
        told = partial(timeline.figure_history, key="s", figure="killed")
        taken = [seconds(partial(told, log)) for log in happenings]
        tell(f"figure_history, {name}", CORRECTIONS, taken)


if __name__ == "__main__":
    main()
