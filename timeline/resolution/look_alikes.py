"""Keys that a reader takes for each other, and keys that hide how they read: never joined."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from timeline.resolution.identity import Identity
from timeline.resolution.problems import Problem, ProblemCode
from timeline.resolution.skeletons import BIDI_CONTROLS, confusables, looks

MOST_SHOWN = 4
"""How many keys of one group a message shows; `Problem.keys` has all of them."""

_MOST_ESCAPES = 8
_LONGEST_RUN = 48
_RUN_END = 16


def look_alikes(keys: Iterable[str], identity: Identity) -> Iterator[Problem]:
    """
    Return the keys that a reader takes for each other, and those that hold bidi control characters.

    Keys look alike if one of their two `looks` is equal: the skeleton of UTS #39, or the same with
    case left aside. Those of one happening, and those of two happenings that a standing judgement
    calls different, are passed over; the rest of each group is one problem.

    Args:
        keys: Every key that leads to an entry, folded.
        identity: The standing judgements.
    """
    told = sorted(set(keys))
    if len(told) > 1:
        pairs = [looks(key) for key in told]
        for group in dict.fromkeys(_widest(_groups(told, pairs, identity))):
            yield _look_alike(group)
    for key in told:
        if not BIDI_CONTROLS.isdisjoint(key):
            yield _hiding(key)


def _groups(
    keys: Sequence[str], pairs: Sequence[tuple[str, str]], identity: Identity
) -> Iterator[tuple[str, ...]]:
    for look in (0, 1):
        alike: dict[str, list[str]] = {}
        for key, both in zip(keys, pairs, strict=True):
            alike.setdefault(both[look], []).append(key)
        for group in alike.values():
            open_keys = tuple(_unjudged(group, identity)) if len(group) > 1 else ()
            if open_keys:
                yield open_keys


def _unjudged(keys: Sequence[str], identity: Identity) -> Iterator[str]:
    """Return those of a group to which some other happening is neither joined nor kept apart."""
    names = [identity.name(key) for key in keys]
    here = frozenset(names)
    for key, name in zip(keys, names, strict=True):
        judged = sum(other in here and other != name for other in identity.apart.get(name, ()))
        if judged < len(here) - 1:
            yield key


def _widest(groups: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Leave out each group that another one holds; a key stands in two groups at most."""
    found = list(groups)
    holding: dict[str, list[tuple[str, ...]]] = {}
    for group in found:
        for key in group:
            holding.setdefault(key, []).append(group)
    for group in found:
        others = (each for each in holding[group[0]] if len(each) > len(group))
        if not any(set(group) <= set(each) for each in others):
            yield group


def _look_alike(keys: tuple[str, ...]) -> Problem:
    shown = ", ".join(f"'{each}'" for each in spelled(keys[:MOST_SHOWN]))
    more = f" and {len(keys) - MOST_SHOWN} more" if len(keys) > MOST_SHOWN else ""
    message = (
        f"{len(keys)} keys look alike: {shown}{more}; they stay apart:"
        " judge them the same or different"
    )
    return Problem(code=ProblemCode.LOOK_ALIKE_KEYS, message=message, ids=(), keys=keys)


def _hiding(key: str) -> Problem:
    message = (
        f"the key '{spelled([key])[0]}' holds bidi control characters, which hide how it reads;"
        " correct its records to a key without them, and retract judgements on it"
    )
    return Problem(code=ProblemCode.LOOK_ALIKE_KEYS, message=message, ids=(), keys=(key,))


def spelled(keys: Sequence[str]) -> list[str]:
    r"""
    Return keys with what nobody sees, and what tells them apart, as `[U+0000 NAME]`.

    Long stretches that are the same in all of them are cut.

    >>> spelled(["strike-1", "strike-l"])
    ['strike-[U+0031 DIGIT ONE]', 'strike-[U+006C LATIN SMALL LETTER L]']
    >>> spelled(["dam\N{ZERO WIDTH SPACE}"])
    ['dam[U+200B ZERO WIDTH SPACE]']
    """
    seen = [[sign for sign in key if not _is_unseen(sign)] for key in keys]
    return [_escaped(key, odd) for key, odd in zip(keys, _differing(seen), strict=True)]


def _differing(texts: Sequence[Sequence[str]]) -> list[set[int]]:
    """Return the places of the signs in which texts differ: one by one, if they are as long."""
    if len({len(each) for each in texts}) == 1:
        places = {at for at, signs in enumerate(zip(*texts, strict=True)) if len(set(signs)) > 1}
        return [places] * len(texts)
    start = _alike(texts)
    behind = _alike([each[start:][::-1] for each in texts])
    middles = [set(each[start : len(each) - behind]) for each in texts]
    shared = set.intersection(*middles)
    return [
        {at for at in range(start, len(each) - behind) if each[at] not in shared} for each in texts
    ]


def _alike(texts: Sequence[Sequence[str]]) -> int:
    """Return how many signs all texts begin with."""
    return sum(1 for _ in takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False)))


def _escaped(key: str, odd: set[int]) -> str:
    parts, plain, at = list[str](), "", 0
    for sign in key:
        unseen = _is_unseen(sign)
        if not unseen and at not in odd:
            plain += sign
        elif len(parts) == 2 * _MOST_ESCAPES:
            return "".join([*parts, "…"])
        else:
            name = unicodedata.name(sign, "without a name")
            parts += [_cut(plain), f"[U+{ord(sign):04X} {name}]"]
            plain = ""
        at += not unseen
    return "".join([*parts, _cut(plain)])


def _cut(run: str) -> str:
    return run if len(run) <= _LONGEST_RUN else f"{run[:_RUN_END]}…{run[-_RUN_END:]}"


def _is_unseen(sign: str) -> bool:
    return not sign.isprintable() or ord(sign) in confusables().ignorable
