"""The commands that move records between logs, and the bar that shows how far a long one is."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from timeline.errors import MissingExtraError
from timeline.ledger import Log, open_log
from timeline.log.opening import check_there
from timeline.log.postgres_address import is_address
from timeline.log.verification import Progress, Verified

try:
    import click
except ImportError:
    raise MissingExtraError("the command line", "cli") from None

FEWEST = 2_000
"""Rows from which on there is a bar; fewer are done before anybody looks."""

_MOST_NAMED = 10
_FILE = click.Path(exists=True, dir_okay=False)


def log_name(context: click.Context, argument: click.Parameter, value: str) -> str:
    """
    Return the name of a log that is there: a file, or the address of a server.

    Raises:
        BadParameter: There is no such file.
    """
    return value if is_address(value) else str(_FILE.convert(value, argument, context))


@click.argument("log", callback=log_name)
@click.argument("target")
@click.option("--withhold", multiple=True, metavar="RECORD", help="What the copy shall not have.")
def copy_command(log: str, target: str, withhold: tuple[str, ...]) -> None:
    """Copy LOG to TARGET, each a file or an address, with the same chain and root.

    Where TARGET holds the beginning of LOG, the copy goes on behind it: so one that was
    stopped is taken up again, and a copy of last week is brought up to date.
    """
    with there(log) as opened, bar("copy") as progress:
        found = opened.copy(target, withhold=[which(each) for each in withhold], progress=progress)
    click.echo(in_words(found))


@click.argument("log", callback=log_name)
@click.argument("other", callback=log_name)
@click.argument("records", nargs=-1, metavar="[RECORD]...")
def adopt_command(log: str, other: str, records: tuple[str, ...]) -> None:
    """Record in LOG what OTHER, the log of another team, has: each RECORD, or all.

    OTHER is verified first. What is left out is told on standard error.
    """
    with there(log) as opened, there(other) as theirs, bar("verify") as progress:
        done = opened.adopt(theirs, *map(which, records), progress=progress)
    for each in done.left_out:
        click.echo(f"left out: {each}", err=True)
    left = f", {len(done.left_out)} left out" if done.left_out else ""
    known = f", {done.duplicates} here already" if done.duplicates else ""
    click.echo(f"{done.appended} records taken over{known}{left}; position {done.position}")


def there(target: str) -> Log:
    """
    Open a log; where there is none, none is made.

    Raises:
        StoreError: There is none, or the store refuses.
    """
    check_there(target)
    return open_log(target)


@contextmanager
def known(target: str) -> Iterator[Log]:
    """Return an open log that has taken in all its rows; a bar shows how far it is with that."""
    with there(target) as log:
        with bar("index") as progress:
            log.refresh(progress=progress)
        yield log


@contextmanager
def bar(what: str) -> Iterator[Progress | None]:
    """Return what draws a bar on standard error; None where nobody is looking at it."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        drawn: list[Progress] = []

        def draw(done: int, total: int) -> None:
            if not drawn and total >= FEWEST:
                drawn.append(stack.enter_context(_drawn(what)))
            for each in drawn:
                each(done, total)

        yield draw


@contextmanager
def _drawn(what: str) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - slow to import, and rarely needed
    from rich.progress import Progress as Bar  # noqa: PLC0415 - as above

    with Bar(console=Console(stderr=True), transient=True) as drawing:
        task = drawing.add_task(what, total=None)
        yield lambda done, total: drawing.update(task, completed=done, total=total)


def in_words(found: Verified) -> str:
    """Return what a verification found, in a line."""
    erased = f", {found.erased} of them erased" if found.erased else ""
    named = ", ".join(map(str, found.withheld[:_MOST_NAMED]))
    more = ", …" if found.withheld[_MOST_NAMED:] else ""
    withheld = f", {len(found.withheld)} of them withheld ({named}{more})" if named else ""
    return f"{found.records} records{erased}{withheld}; position {found.position}, {found.digest}"


def which(named: str) -> int | str:
    """Return the position or the id that a word on the command line names."""
    return int(named) if named.isdecimal() else named
