"""What of the hard cases a log holds, told of its last view by the naive oracle."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.resolution.oracle import World, named_by
from timeline.chronology import Chronology
from timeline.codec import Record
from timeline.records import Correction, Reinstatement, Retraction

FEATURES = (
    "chain of three accounts or more",
    "chain of four accounts or more",
    "rival corrections",
    "withdrawn correction in the middle of a chain",
    "reinstatement that acts",
    "retraction that was reinstated and retracted again",
    "three keys or more joined",
    "contradicted judgement",
    "circle of precedences",
    "precedence against the dates",
    "erased body",
    "erased correction in the middle of a chain",
    "correction without published",
    "equal publications in one entry",
    "amendment of what is not there",
    "amendment of the wrong sort",
    "disputed or denied",
    "withdrawn upstream",
    "record of an unknown kind",
)
"""Every hard case that is looked for."""

_CODES = {
    "rival-corrections": "rival corrections",
    "contradicted-judgement": "contradicted judgement",
    "precedence-cycle": "circle of precedences",
    "precedence-against-dates": "precedence against the dates",
    "erased": "erased body",
    "dangling-target": "amendment of what is not there",
    "wrong-target": "amendment of the wrong sort",
    "unknown-kind": "record of an unknown kind",
}
_STATUSES = {
    "disputed": "disputed or denied",
    "denied": "disputed or denied",
    "withdrawn upstream": "withdrawn upstream",
}


def features(known: Chronology, world: World) -> set[str]:
    """Return the hard cases of a chronology, and of the log up to it."""
    told = {_CODES[each.code] for each in known.problems if each.code in _CODES}
    return told | set(_of_entries(known)) | set(_of_amendments(world))


def kinds(records: Sequence[Record]) -> Counter[str]:
    """Return how many records there are of each kind."""
    return Counter(type(each).__name__ for each in records)


def _of_entries(known: Chronology) -> Iterator[str]:
    for entry in known:
        longest = max(len(each.chain) for each in entry.accounts)
        if longest >= 3:
            yield "chain of three accounts or more"
        if longest >= 4:
            yield "chain of four accounts or more"
        if len(entry.keys) >= 3:
            yield "three keys or more joined"
        if len({each.published for each in entry.accounts}) < len(entry.accounts):
            yield "equal publications in one entry"
        if entry.status in _STATUSES:
            yield _STATUSES[entry.status]


def _of_amendments(world: World) -> Iterator[str]:
    for entry in world.entries:
        record = entry.record
        if isinstance(record, Correction) and record.published is None:
            yield "correction without published"
        if isinstance(record, Correction) and world.account(entry):
            yield from _passed(world, record)
        if isinstance(record, Reinstatement) and not world.is_withdrawn(entry.id):
            yield from _reinstated(world, record)


def _passed(world: World, correction: Correction) -> Iterator[str]:
    if world.acted_on(correction.corrects) != correction.corrects:
        erased = world.is_erased(correction.corrects)
        yield f"{'erased' if erased else 'withdrawn'} correction in the middle of a chain"


def _reinstated(world: World, record: Reinstatement) -> Iterator[str]:
    named = world.find(record.reinstates)
    if named is not None and isinstance(named.record, Retraction):
        back = str(named_by(named.record))
        if world.find(back):
            yield "reinstatement that acts"
        if world.is_withdrawn(back):
            yield "retraction that was reinstated and retracted again"
