"""Everything that a kept state depends on, and why one does not fit: then it is folded anew."""

import json
from collections.abc import Iterator
from typing import TypeVar

from attrs import asdict, field, frozen

from timeline.projections.folds.folded import Tally
from timeline.projections.folds.folding import Folding, Otherwise
from timeline.records import Correction, EventRecord
from timeline.records.kinds import Kind, kinds
from timeline.records.upcasting import is_readable, missing_steps

S = TypeVar("S")

FORMAT = 1
"""Version of the stored form of a state and of its tally."""

Read = tuple[tuple[str, int, tuple[int, ...]], ...]
"""Kinds by name, with their version, and the versions from which an upcaster leads on."""


def read(value: object) -> Read:
    """Return kinds as they come from JSON."""
    given = value if isinstance(value, list | tuple) else ()
    return tuple((name, version, tuple(steps)) for name, version, steps in given)


@frozen(kw_only=True)
class Basis:
    """
    What a state depends on, besides the records of its log.

    Args:
        format: Version of its stored form.
        version: Version of the projection.
        initial: The initial state, as it is stored.
        otherwise: What is done with kinds that it has no function for.
        kinds: The kinds that go into it, as the program reads them.
        log: Digest of the log's genesis.
    """

    format: int
    version: int
    initial: str
    otherwise: str
    kinds: Read = field(converter=read)
    log: str

    @property
    def text(self) -> str:
        """It as text, as it is stored."""
        return json.dumps(asdict(self), sort_keys=True)

    def differences(self, kept: "Basis") -> Iterator[str]:
        """Yield in words what is not as it was for a kept state."""
        if kept.format != self.format:
            yield "another version of this library kept it"
        if kept.log != self.log:
            yield "it was folded of another log"
        if kept.version != self.version:
            yield f"version {kept.version} of the projection became {self.version}"
            return
        if (kept.initial, kept.otherwise) != (self.initial, self.otherwise):
            yield "its settings changed, and its version did not"
        if kept.kinds != self.kinds:
            changed = sorted({name for name, *_ in {*kept.kinds} ^ {*self.kinds}})
            yield f"it takes or reads these kinds otherwise: {', '.join(changed)}"


def basis(fold: Folding[S], log: str) -> Basis:
    """
    Return what a state of this fold depends on now.

    Args:
        fold: The fold.
        log: Digest of the log's genesis.
    """
    return Basis(
        format=FORMAT,
        version=fold.version,
        initial=fold.states.to_bytes(fold.initial).decode(),
        otherwise=fold.otherwise.value,
        kinds=tuple(_read(each) for each in kinds() if _goes_in(fold, each)),
        log=log,
    )


def read_basis(text: str) -> Basis | None:
    """Return a basis that was stored, or None where it is that of some other library version."""
    try:
        return Basis(**json.loads(text))
    except (ValueError, TypeError):
        return None


def now_known(tally: Tally, fold: Folding[S]) -> tuple[str, ...]:
    """Return the kinds that a fold passed over as unknown, and that the program knows by now."""
    if fold.otherwise is not Otherwise.COUNT:
        return ()
    named = (name.rpartition(" ") for name, _ in tally.unknown)
    return tuple(kind for kind, _, version in named if is_readable(kind, int(version)))


def _goes_in(fold: Folding[S], kind: Kind) -> bool:
    """Whether what becomes of a kind depends on how the program reads it."""
    within = issubclass(kind.record, EventRecord) and fold.step(Correction) is not None
    return within or fold.step(kind.record) is not None


def _read(kind: Kind) -> tuple[str, int, tuple[int, ...]]:
    gaps = missing_steps(kind.name)
    steps = (each for each in range(1, kind.version) if each not in gaps)
    return (kind.name, kind.version, tuple(steps))
