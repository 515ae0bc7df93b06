"""A signing key in a file, with the last checkpoint that it signed beside it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from attrs import field, frozen

from timeline.errors import NoteError, StoreError
from timeline.log.checkpoints import Checkpoint, read_checkpoint
from timeline.log.disk import Disk
from timeline.log.locks import LONGEST_WAIT, LockFile
from timeline.log.signing import Signer, Verifier, new_signer, read_signer


@frozen(kw_only=True)
class KeyFile:
    """
    A signing key, and what it signed last.

    Three files stand together: `case.key` is secret, `case.key.pub` is the verifier key to give
    away, and `case.key.last` is the last checkpoint that was signed. With the last one a key
    never signs two histories, unless somebody takes that file away.

    Args:
        path: Where the secret key is.
        signer: The key.
    """

    path: Path = field(converter=Path)
    signer: Signer

    @property
    def verifier(self) -> Verifier:
        """The public key; its `str` is what others need."""
        return self.signer.verifier

    @property
    def last(self) -> Checkpoint | None:
        """
        The last checkpoint that was signed; None where there was none.

        Raises:
            NoteError: The file beside the key is no checkpoint.
            ProofError: The file beside the key is not signed by it.
            StoreError: The file beside the key cannot be read.
        """
        try:
            data = self._beside("last").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _refused(self._beside("last"), error) from error
        return read_checkpoint(data, [self.verifier])

    @contextmanager
    def held(self, wait: float = LONGEST_WAIT) -> Iterator[None]:
        """
        Return a block in which no other program signs with this key.

        Args:
            wait: Seconds to wait for another program.

        Raises:
            StoreError: Another program has been signing for that long.
        """
        lock = LockFile(self._beside("lock"), str(self.path), Disk())
        with ExitStack() as stack:
            try:
                stack.enter_context(lock.held(wait))
            except StoreError:
                advice = "try again when it has finished"
                raise StoreError(str(self.path), "another program signs with it", advice) from None
            except OSError as error:
                raise _refused(self._beside("lock"), error) from error
            yield

    def keep(self, checkpoint: Checkpoint) -> None:
        """
        Keep what is about to be handed out, durably, in the place of the last one.

        Raises:
            StoreError: It cannot be written.
        """
        fresh = self._beside("new")
        try:
            with suppress(FileNotFoundError):
                fresh.unlink()
            _write(fresh, str(checkpoint), 0o644)
            fresh.replace(self._beside("last"))
            _sync(self.path.parent)
        except OSError as error:
            raise _refused(fresh, error) from error

    def _beside(self, what: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{what}")


def new_key(path: str | os.PathLike[str], *, name: str) -> KeyFile:
    """
    Make a key, in a file that only its owner may read, and its verifier key beside it.

    Args:
        path: Where to; nothing is overwritten.
        name: Name of the key: the origin of the log that it is to sign for.

    Raises:
        NoteError: No key may bear that name.
        StoreError: There is such a file already, or it cannot be written.
        MissingExtraError: The extra `sign` is not installed.
    """
    made = KeyFile(path=Path(path), signer=new_signer(name))
    try:
        _write(made.path, made.signer.secret + "\n", 0o600)
        _write(made.path.with_name(f"{made.path.name}.pub"), f"{made.verifier}\n", 0o644)
    except OSError as error:
        raise _refused(made.path, error) from error
    return made


def open_key(path: str | os.PathLike[str]) -> KeyFile:
    """
    Return the key of a file.

    Raises:
        NoteError: The file holds no signing key.
        StoreError: It cannot be read.
        MissingExtraError: The extra `sign` is not installed.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise NoteError("signing key", None, "is not UTF-8; name the file of the key") from None
    except OSError as error:
        raise _refused(Path(path), error) from error
    return KeyFile(path=Path(path), signer=read_signer(text.strip()))


def _write(path: Path, text: str, mode: int) -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(path: Path, error: OSError) -> StoreError:
    advice = {
        FileExistsError: "name another file; no key is overwritten",
        FileNotFoundError: "check the name, and that its folder exists",
    }.get(type(error), "check that the file and its folder can be read and written")
    return StoreError(str(error.filename or path), error.strerror or str(error), advice)
