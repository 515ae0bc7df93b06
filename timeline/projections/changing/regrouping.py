"""Changes of what one line is made of: lines that merged, lines that split, and who judged so."""

from collections.abc import Iterator, Mapping

from timeline.log import Recorded
from timeline.projections.changing.change import Change, ChangeKind
from timeline.projections.changing.counterparts import Counterparts
from timeline.projections.changing.fates import Fates
from timeline.projections.changing.line import line
from timeline.resolution import Entry
from timeline.resolution.explained.grounds import grounds


def regrouped(entry: Entry, parts: Counterparts, fates: Fates, follows: str | None) -> Change:
    """
    Return that a line is what were several, or one of several that were one.

    Args:
        entry: The line as it stands.
        parts: What it was, and what became of that.
        fates: What became of the records that bear on it.
        follows: Key of the line in front of it, if it was put there.
    """
    olds = tuple(map(line, parts.olds))
    is_split = len(olds) == 1 and len(parts.parts) > 1
    became = " and ".join(parts.parts) if is_split else entry.key
    turned = _turned(entry, parts)
    by_id = {**fates.before.by_id, **fates.after.by_id}
    told = line(entry)
    return Change(
        kind=ChangeKind.SPLIT if is_split else ChangeKind.MERGED,
        key=entry.key,
        words=f"{' and '.join(each.key for each in olds)} → {became}",
        before=olds,
        after=told,
        follows=follows,
        line=olds[0],
        ids=tuple(sorted({*told.reports, *turned})),
        grounds=grounds(_acting(turned, fates), by_id),
    )


def _turned(entry: Entry, parts: Counterparts) -> Mapping[str, Recorded]:
    """Return the judgements that join the keys in one view only."""
    before = {each.id: each for old in parts.olds for each in old.judgements}
    after = {each.id: each for each in entry.judgements}
    alone = before.keys() ^ after.keys()
    return {identity: {**before, **after}[identity] for identity in sorted(alone)}


def _acting(turned: Mapping[str, Recorded], fates: Fates) -> Iterator[Recorded]:
    """Return what made them count or not: their retractions, or else the judgements themselves."""
    for identity, judgement in turned.items():
        retractions = fates.withdrawing(identity)
        yield from retractions or (judgement,)
