"""The half of an open log that speaks to strangers: checkpoints, proofs, evidence bundles."""

import os
from collections.abc import Iterable
from pathlib import Path

from timeline.errors import ProofError, StoreError
from timeline.log import attesting
from timeline.log.bundle import bundle, token_files
from timeline.log.checkpoints import Checkpoint
from timeline.log.key_file import KeyFile
from timeline.log.port import Store
from timeline.log.signing import Keys
from timeline.log.verification import Progress


class AttestedLog:
    """What an open log can prove by its rows alone."""

    _store: Store

    @property
    def origin(self) -> str:
        """
        Name of the log, as its genesis bears it.

        Raises:
            IntegrityError: The genesis is damaged.
        """
        return attesting.origin(self._store)

    def checkpoint(
        self, signer: KeyFile | None = None, *, progress: Progress | None = None
    ) -> Checkpoint:
        """
        Return what the log is now: its name, its size and its root, computed of all its bytes.

        With a signer it is signed, and the log must continue what that key signed last.

        Args:
            signer: Key to sign with, as `open_key` gives it; none for the unsigned form.
            progress: Is told now and then how many rows are done, and of how many.

        Raises:
            IntegrityError: The log was changed, or does not continue what the key signed last;
                then nothing is signed.
            ProofError: What is kept beside the key is not signed by it.
            StoreError: Another program is signing, or the files beside the key refuse.
        """
        return attesting.present(self._store, signer, progress)

    def prove(self, record: int | str, checkpoint: Checkpoint | bytes | str | None = None) -> str:
        """
        Return the proof that a record is in this log, as text (C2SP tlog-proof).

        `timeline.log.proofs.check_record` checks it, and needs no log for that.

        Args:
            record: Its position or its id.
            checkpoint: The checkpoint to prove it by, best a signed one; the log as it is now,
                unsigned, if not given.

        Raises:
            IntegrityError: The log was changed, or is not what the checkpoint covers.
            NoteError: The checkpoint is none.
            ProofError: There is no such record, or the checkpoint does not cover it.
        """
        position = attesting.position_of(self._store, record)
        return str(attesting.inclusion(self._store, position, _one(checkpoint)))

    def consistency(
        self,
        old: Checkpoint | bytes | str,
        checkpoint: Checkpoint | bytes | str | None = None,
    ) -> str:
        """
        Return the proof that this log continues an older state of itself, as text.

        The form is what C2SP tlog-witness sends; `timeline.log.proofs.check_continuation` checks
        it, and needs no log for that.

        Args:
            old: The older checkpoint, which somebody holds.
            checkpoint: The newer one; the log as it is now, unsigned, if not given.

        Raises:
            IntegrityError: The log was changed, or is not what the checkpoints cover.
            NoteError: A checkpoint is none.
            ProofError: The older one is larger.
        """
        before = attesting.given(old, ())[0]
        return str(attesting.consistency(self._store, before, _one(checkpoint)))

    def bundle(
        self,
        record: int | str,
        path: str | os.PathLike[str],
        *,
        checkpoint: Checkpoint | bytes | str | None = None,
        keys: Keys = (),
        tokens: Iterable[str | os.PathLike[str]] = (),
    ) -> None:
        """
        Write an evidence bundle of one record: all that a stranger needs to check it.

        Args:
            record: Its position or its id.
            path: Where to write the zip file.
            checkpoint: The checkpoint to prove it by; the log as it is now, unsigned, if not
                given.
            keys: Verifier keys of those who signed the checkpoint.
            tokens: Files that others made of the checkpoint file, such as time stamps.

        Raises:
            IntegrityError: The log was changed, or is not what the checkpoint covers.
            NoteError: The checkpoint or a key is none.
            ProofError: There is no such record, its bytes are gone, the checkpoint does not
                cover it, or bears no signature of the keys.
            StoreError: A token cannot be read, or the bundle cannot be written.
            MissingExtraError: Keys are given, and the extra `sign` is not installed.
        """
        position = attesting.position_of(self._store, record)
        row = next(iter(self._store.rows(position, position + 1)))
        if row.body is None:
            problem = "has lost its bytes: it was erased, or is withheld from this copy"
            raise ProofError(f"position {position}", problem, "only log.prove() is left of it")
        proof = attesting.inclusion(self._store, position, _one(checkpoint))
        data = bundle(row.body, proof, keys=keys, tokens=token_files(tokens))
        try:
            Path(path).write_bytes(data)
        except OSError as error:
            advice = "check that the folder exists and can be written"
            raise StoreError(os.fspath(path), error.strerror or str(error), advice) from error


def _one(checkpoint: Checkpoint | bytes | str | None) -> Checkpoint | None:
    found = attesting.given(checkpoint, ())
    return found[0] if found else None
