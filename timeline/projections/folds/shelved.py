"""The form in which a state is kept: a line with its tally, then the state itself."""

import json
import secrets
from typing import TypeVar

from attrs import asdict

from timeline.errors import CodecError
from timeline.log import Kept
from timeline.projections.folds.basis import Basis
from timeline.projections.folds.folded import Folded, Tally
from timeline.projections.folds.folding import Folding

S = TypeVar("S")


def shelved(fold: Folding[S], folded: Folded[S], made: Basis) -> Kept:
    """
    Return what is kept of a state, under a mark that no other one has.

    Raises:
        CodecError: The state holds what it may not.
    """
    tally = json.dumps(asdict(folded.tally), separators=(",", ":")).encode()
    return Kept(
        basis=made.text,
        position=folded.position,
        digest=folded.digest,
        mark=secrets.token_hex(8),
        state=tally + b"\n" + fold.states.to_bytes(folded.state),
    )


def unshelved(fold: Folding[S], kept: Kept, version: int) -> Folded[S]:
    """
    Return the state that is kept.

    Args:
        fold: The projection.
        kept: What is kept.
        version: Version of the projection that made it.

    Raises:
        CodecError: It is of another form.
    """
    told, _, state = kept.state.partition(b"\n")
    try:
        tally = Tally(**json.loads(told))
    except (ValueError, TypeError) as error:
        raise CodecError("$", f"has no tally: {error}") from error
    return Folded(
        name=fold.name,
        version=version,
        state=fold.states.from_bytes(state),
        position=kept.position,
        digest=kept.digest,
        tally=tally,
    )
