"""The commands: show, explain, compare, write, cite, verify and prove a log."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import BinaryIO, NoReturn, ParamSpec, TypedDict, TypeVar, Unpack

from timeline.chronology import Chronology
from timeline.clock_commands import late_command, versions_command
from timeline.errors import MissingExtraError, TimelineError
from timeline.ledger import Log
from timeline.log.bundle import check_bundle
from timeline.log.key_file import new_key, open_key
from timeline.move_commands import (
    adopt_command,
    bar,
    copy_command,
    in_words,
    known,
    log_name,
    there,
    which,
)
from timeline.projections import changes
from timeline.writers import FORMATS, show, write

try:
    import click
except ImportError:
    raise MissingExtraError("the command line", "cli") from None

P = ParamSpec("P")
C = TypeVar("C", bound=Callable[..., None])

FINDINGS = 1
"""Exit code where something was found or failed; 0 is well, 2 a wrong call."""

_LOG = click.argument("log", callback=log_name)
_PUBLISHED = click.option(
    "--published", metavar="INSTANT", help="Only what was published by then: 2024-10-29T00:00Z."
)
_RECORDED = click.option(
    "--recorded", metavar="INSTANT", help="Only what the log had taken in by then."
)
_POSITION = click.option(
    "--position", type=int, metavar="N", help="Only what the log had taken in up to position N."
)
_TOKEN = click.option(
    "--token", metavar="TOKEN", help="The chronology that was cited so; says all of that at once."
)
_VKEY = click.option(
    "--vkey", "vkeys", multiple=True, metavar="KEY", help="Verifier key, or a file of such keys."
)
_CHECKPOINT = click.option(
    "--checkpoint", type=click.File("rb"), help="File of the checkpoint to prove it by."
)
_RECORD = click.argument("record")
_KEY = click.Path(dir_okay=False)


class Moment(TypedDict):
    """What the options say of the moment that is meant, as `Log.as_of` takes it."""

    published: str | None
    recorded: str | None
    position: int | None
    token: str | None


def of_a_moment(command: C) -> C:
    """Return a command with the options that say which moment is meant."""
    return _PUBLISHED(_RECORDED(_POSITION(_TOKEN(command))))


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that tells the library's errors in one line, on standard error."""

    @wraps(command)
    def telling(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except TimelineError as error:
            _fail(str(error))

    return telling


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timeline-ledger", prog_name="timeline")
def main() -> None:
    """Say what happened, who says so, and what was known when.

    LOG is a file that the library made, such as case.db, or the address of a log on a server:
    postgresql://user@host/database?log=case_1. Instants are written with their offset.
    Exit codes: 0 well, 1 something was found or failed, 2 a wrong call.
    """


@main.command("show")
@_LOG
@of_a_moment
@told
def show_command(log: str, **moment: Unpack[Moment]) -> None:
    """Show the chronology of LOG as a table, and the token to cite it by."""
    with known(log) as opened:
        show(opened.as_of(**moment))


@main.command("cite")
@_LOG
@_PUBLISHED
@_RECORDED
@_POSITION
@told
def cite_command(
    log: str, published: str | None, recorded: str | None, position: int | None
) -> None:
    """Print the token of the chronology of LOG, to cite it by, and nothing else."""
    with known(log) as opened:
        cited = opened.as_of(published=published, recorded=recorded, position=position)
        click.echo(str(cited.token))


@main.command("explain")
@_LOG
@click.argument("key")
@of_a_moment
@told
def explain_command(log: str, key: str, **moment: Unpack[Moment]) -> None:
    """Say why the line of KEY reads as it does."""
    with known(log) as opened:
        click.echo(str(opened.as_of(**moment).explain(key)))


@main.command("changes")
@_LOG
@click.option("--since", required=True, metavar="WHEN", help="Known then, against")
@click.option("--until", metavar="WHEN", help="known then; everything if not given.")
@told
def changes_command(log: str, since: str, until: str | None) -> None:
    """Say what changed in LOG from one chronology to another.

    WHEN is an instant, for what was published by then, or the token of a chronology.
    """
    with known(log) as opened:
        before, after = _then(opened, since), _then(opened, until)
        for change in changes(before, after):
            click.echo(str(change))


@main.command("write")
@_LOG
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("--format", "name", type=click.Choice([each.name for each in FORMATS]))
@of_a_moment
@told
def write_command(log: str, path: str, name: str | None, **moment: Unpack[Moment]) -> None:
    """Write the chronology of LOG to PATH, in the format of its suffix; say what was lost."""
    with known(log) as opened:
        report = write(opened.as_of(**moment), path, name)
    click.echo(str(report), err=True)


@main.command("verify")
@_LOG
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.File("rb"),
    help="File of an earlier checkpoint; LOG must begin with what it covers.",
)
@_VKEY
@click.option("--token", metavar="TOKEN", help="Check, too, that the chronology cited was of LOG.")
@told
def verify_command(
    log: str, checkpoints: tuple[BinaryIO, ...], vkeys: tuple[str, ...], token: str | None
) -> None:
    """Compute every byte, hash, position and id of LOG again."""
    pins, keys = [each.read() for each in checkpoints], _keys(vkeys)
    with there(log) as opened, bar("verify") as progress:
        found = opened.verify(pins, keys=keys, token=token, progress=progress)
    click.echo(in_words(found))


@main.command("key")
@_LOG
@click.argument("key", type=_KEY)
@told
def key_command(log: str, key: str) -> None:
    """Make a signing KEY for LOG; print the verifier key, to give away."""
    with there(log) as opened:
        click.echo(str(new_key(key, name=opened.origin).verifier))


@main.command("checkpoint")
@_LOG
@click.option("--key", type=_KEY, metavar="KEY", help="File of the key to sign it with.")
@told
def checkpoint_command(log: str, key: str | None) -> None:
    """Verify LOG, and print its checkpoint, to send away."""
    signer = open_key(key) if key else None
    with there(log) as opened, bar("checkpoint") as progress:
        click.echo(str(opened.checkpoint(signer, progress=progress)), nl=False)


@main.command("prove")
@_LOG
@_RECORD
@_CHECKPOINT
@told
def prove_command(log: str, record: str, checkpoint: BinaryIO | None) -> None:
    """Print the proof that RECORD, a position or an id, is in LOG."""
    pin = checkpoint.read() if checkpoint else None
    with there(log) as opened:
        click.echo(opened.prove(which(record), pin), nl=False)


@main.command("bundle")
@_LOG
@_RECORD
@click.argument("path", type=click.Path(dir_okay=False))
@_CHECKPOINT
@_VKEY
@click.option("--stamp", "tokens", multiple=True, type=_KEY, help="Time stamp of the checkpoint.")
@told
def bundle_command(  # noqa: PLR0913, PLR0917 - click hands over each option by name
    log: str,
    record: str,
    path: str,
    checkpoint: BinaryIO | None,
    vkeys: tuple[str, ...],
    tokens: tuple[str, ...],
) -> None:
    """Write to PATH all that a stranger needs to check RECORD of LOG."""
    pin, keys = checkpoint.read() if checkpoint else None, _keys(vkeys)
    with there(log) as opened:
        opened.bundle(which(record), path, checkpoint=pin, keys=keys, tokens=tokens)


@main.command("check")
@click.argument("bundle", type=click.File("rb"))
@_VKEY
@told
def check_command(bundle: BinaryIO, vkeys: tuple[str, ...]) -> None:
    """Check an evidence BUNDLE against keys that you have from elsewhere."""
    found = check_bundle(bundle.read(), _keys(vkeys))
    trust = "signed by a key that was given" if vkeys else "its signature was not checked"
    pin = found.checkpoint
    click.echo(f"record {found.index} of {pin.size} of {pin.origin}; the checkpoint: {trust}")


main.command("copy")(told(copy_command))
main.command("adopt")(told(adopt_command))
main.command("versions")(told(versions_command))
main.command("late")(told(late_command))


def _keys(given: tuple[str, ...]) -> list[str]:
    texts = (
        Path(each).read_text(encoding="utf-8", errors="replace") if Path(each).is_file() else each
        for each in given
    )
    return [line for text in texts for line in text.splitlines()]


def _then(log: Log, when: str | None) -> Chronology:
    return log.as_of(token=when) if when and "/" in when else log.as_of(published=when)


def _fail(message: str) -> NoReturn:
    click.echo(f"timeline: {message}", err=True)
    sys.exit(FINDINGS)
