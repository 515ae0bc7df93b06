"""The address of a log in PostgreSQL: server, database, and which of the logs in it."""

import re
from typing import Final
from urllib.parse import unquote

from attrs import field, frozen

from timeline.errors import StoreError, shown

DEFAULT_LOG: Final = "timeline"
LONGEST_NAME: Final = 54
"""Characters of a log's name: with the prefix of its channel it is a PostgreSQL name of 63."""

_SCHEMES = re.compile(r"(?i)postgres(ql)?:|[a-z0-9:+.-]*(postgre|pgsql|psql)[a-z0-9+.-]*:/")
_NAME = re.compile(rf"(?!pg_|information_schema$)[a-z_][a-z0-9_]{{0,{LONGEST_NAME - 1}}}")
_HOSTS = re.compile(r"(\[[^]]*\]|[^:,@]*)(:\d*)?(,(\[[^]]*\]|[^:,@]*)(:\d*)?)*")
_SETTING = re.compile(r"[a-z_]+=[^@]*|host=@[^@]*|user=.*")
_SHOWN = frozenset({"host", "hostaddr", "port", "service", "user"})
_HIDDEN = "postgresql://…"
_FORM = "write postgresql://user@host:5432/database?log=name"


def is_address(target: str) -> bool:
    """Return whether a target names a PostgreSQL server, be it well or badly written."""
    return _SCHEMES.match(target) is not None


@frozen(kw_only=True)
class Address:
    """
    What a PostgreSQL address says.

    Args:
        connection: The address for the server's own library, which knows no `log`. It may hold a
            password, so it is never shown.
        log: Name of the log: of the schema that holds its tables.
        target: The address for people: without passwords and settings.
    """

    connection: str = field(repr=False)
    log: str
    target: str


def address(text: str) -> Address:
    """
    Return what an address says.

    A message never repeats an address that cannot be read: a part of a password that holds a bare
    `@` or `/` could be taken for a host.

    Args:
        text: `postgresql://user@host/database?log=name`; the log is `timeline` if not named.

    Raises:
        StoreError: It cannot be read, or names the log by what is no name.
    """
    scheme, found, rest = text.partition("://")
    if not found or scheme not in {"postgres", "postgresql"}:
        raise StoreError(_HIDDEN, "is no address of a PostgreSQL log, given as text", _FORM)
    place, _, query = rest.partition("?")
    host, _, database = place.partition("/")
    user, _, hosts = host.rpartition("@")
    settings = [each for each in query.split("&") if each]
    readable = _HOSTS.fullmatch(hosts) and all(_SETTING.fullmatch(each) for each in settings)
    if "@" in user + database or not readable:
        advice = "write @ : / ? # and % in names and passwords as %40 %3A %2F %3F %23 and %25"
        raise StoreError(_HIDDEN, "cannot be told apart into user, host and database", advice)
    log = _log([_value(each) for each in settings if _key(each) == "log"])
    passed = "&".join(each for each in settings if _key(each) != "log")
    told = [each for each in settings if _key(each) in _SHOWN] + [f"log={log}"]
    who = user.partition(":")[0]
    name = f"{who}@{hosts}" if who else hosts
    return Address(
        connection=f"{scheme}://{place}?{passed}",
        log=log,
        target=f"postgresql://{name}/{database}?{'&'.join(told)}",
    )


def _key(setting: str) -> str:
    return setting.partition("=")[0]


def _value(setting: str) -> str:
    return unquote(setting.partition("=")[2])


def _log(names: list[str]) -> str:
    name = names[-1] if names else DEFAULT_LOG
    if len(set(names)) > 1 or not _NAME.fullmatch(name):
        problem = "names several logs" if len(set(names)) > 1 else f"names the log {shown(name)}"
        advice = (
            f"write log= and up to {LONGEST_NAME} lower-case letters, digits or _, as in case_1"
        )
        raise StoreError(_HIDDEN, problem, f"{advice}, not beginning with a digit or pg_")
    return name
