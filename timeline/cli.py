"""The commands: show, explain, compare, write and verify a log that is a file."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec

from timeline.chronology import Chronology
from timeline.errors import MissingExtraError, TimelineError
from timeline.ledger import Log, open_log
from timeline.projections import changes
from timeline.writers import FORMATS, show, write

try:
    import click
except ImportError:
    raise MissingExtraError("the command line", "cli") from None

P = ParamSpec("P")

FINDINGS = 1
"""Exit code where something was found or failed; 0 is well, 2 a wrong call."""

_LOG = click.argument("log", type=click.Path(exists=True, dir_okay=False))
_PUBLISHED = click.option(
    "--published", metavar="INSTANT", help="Only what was published by then: 2024-10-29T00:00Z."
)
_RECORDED = click.option(
    "--recorded", metavar="INSTANT", help="Only what the log had taken in by then."
)
_POSITION = click.option(
    "--position", type=int, metavar="N", help="Only what the log had taken in up to position N."
)


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

    LOG is a file that the library made, such as case.db. Instants are written with their
    offset. Exit codes: 0 well, 1 something was found or failed, 2 a wrong call.
    """


@main.command("show")
@_LOG
@_PUBLISHED
@_RECORDED
@_POSITION
@told
def show_command(
    log: str, published: str | None, recorded: str | None, position: int | None
) -> None:
    """Show the chronology of LOG as a table."""
    with open_log(log) as opened:
        show(_known(opened, published, recorded, position))


@main.command("explain")
@_LOG
@click.argument("key")
@_PUBLISHED
@_RECORDED
@_POSITION
@told
def explain_command(
    log: str, key: str, published: str | None, recorded: str | None, position: int | None
) -> None:
    """Say why the line of KEY reads as it does."""
    with open_log(log) as opened:
        click.echo(_known(opened, published, recorded, position).explain(key))


@main.command("changes")
@_LOG
@click.option("--since", required=True, metavar="INSTANT", help="Published by then, against")
@click.option("--until", metavar="INSTANT", help="published by then; everything if not given.")
@told
def changes_command(log: str, since: str, until: str | None) -> None:
    """Say what changed in LOG between two dates of publication."""
    with open_log(log) as opened:
        before, after = opened.as_of(published=since), opened.as_of(published=until)
        for change in changes(before, after):
            click.echo(str(change))


@main.command("write")
@_LOG
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("--format", "name", type=click.Choice([each.name for each in FORMATS]))
@_PUBLISHED
@_RECORDED
@_POSITION
@told
def write_command(  # noqa: PLR0913, PLR0917 - click hands over each option by name
    log: str,
    path: str,
    name: str | None,
    published: str | None,
    recorded: str | None,
    position: int | None,
) -> None:
    """Write the chronology of LOG to PATH, in the format of its suffix; say what was lost."""
    with open_log(log) as opened:
        report = write(_known(opened, published, recorded, position), path, name)
    click.echo(str(report), err=True)


@main.command("verify")
@_LOG
@told
def verify_command(log: str) -> None:
    """Compute every byte, hash, position and id of LOG again."""
    with open_log(log) as opened:
        found = opened.verify()
    erased = f", {found.erased} of them erased" if found.erased else ""
    click.echo(f"{found.records} records{erased}; position {found.position}, {found.digest}")


def _known(
    log: Log, published: str | None, recorded: str | None, position: int | None
) -> Chronology:
    return log.as_of(published=published, recorded=recorded, position=position)


def _fail(message: str) -> NoReturn:
    click.echo(f"timeline: {message}", err=True)
    sys.exit(FINDINGS)
