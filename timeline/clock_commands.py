"""The commands on what was known when: the life of a happening, and what came late."""

import re
from datetime import timedelta

from timeline.errors import MissingExtraError
from timeline.move_commands import known, log_name
from timeline.resolution.late import Lateness

try:
    import click
except ImportError:
    raise MissingExtraError("the command line", "cli") from None

_LENGTH = re.compile(
    r"(?:(?P<weeks>\d+)w)?(?:(?P<days>\d+)d)?(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)min)?",
    re.ASCII,
)
_UNITS = "weeks w, days d, hours h, minutes min: 2w, 7d, 36h, 1d12h, 90min"


def length(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> timedelta | None:
    """
    Return the length of time that a word names, the largest unit first; None where none is given.

    Raises:
        BadParameter: It is no length of time.
    """
    if value is None:
        return None
    match = _LENGTH.fullmatch(value)
    if match is None or not value:
        raise click.BadParameter(f"{value!r} is no length of time; write {_UNITS}")
    counted = {unit: int(count) for unit, count in match.groupdict(default="0").items()}
    try:
        return timedelta(**counted)
    except OverflowError:
        raise click.BadParameter(f"{value!r} is longer than two million years") from None


_LOG = click.argument("log", callback=log_name)


@_LOG
@click.argument("key")
@click.option(
    "--along",
    type=click.Choice(["published", "recorded"]),
    help="One clock only: what was public from when to when, as known now; or what LOG said.",
)
def versions_command(log: str, key: str, along: str | None) -> None:
    """Say what stood of KEY from when to when on both clocks, and which record ended it."""
    with known(log) as opened:
        life = opened.versions(key)
    if along is None:
        click.echo(str(life))
        return
    line = life.along_published() if along == "published" else life.along_recorded()
    for each in line:
        click.echo(str(each))


@_LOG
@click.option(
    "--published",
    callback=length,
    metavar="LENGTH",
    help=f"Recorded longer than this after it was published; {_UNITS}.",
)
@click.option(
    "--happened",
    callback=length,
    metavar="LENGTH",
    help="Or longer than this after it happened; units as above.",
)
@click.option(
    "--lateness",
    type=click.Choice([each.value for each in Lateness]),
    default=Lateness.CERTAIN.value,
    show_default=True,
    help="Where it is not known when it happened: late for certain, or possibly.",
)
def late_command(
    log: str, published: timedelta | None, happened: timedelta | None, lateness: str
) -> None:
    """List the records of LOG that came late, with their delays; give one length, or both."""
    if published is None and happened is None:
        raise click.UsageError("give --published, --happened, or both: for example --published 7d")
    with known(log) as opened:
        for each in opened.late(published=published, happened=happened, lateness=lateness):
            click.echo(str(each))
