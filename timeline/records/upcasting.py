"""Upcasting: bodies of older versions of a kind, brought to the current one as they are read."""

from collections.abc import Callable, Mapping

from timeline.canonical import JSON
from timeline.errors import CodecError, KindError, shown
from timeline.records.kinds import Upcaster, kind_named

_UPCASTERS: dict[tuple[str, int], Upcaster] = {}


def upcaster(kind: str, version: int) -> Callable[[Upcaster], Upcaster]:
    """
    Return a decorator that registers how a body of `version` becomes one of `version + 1`.

    Stored bytes and ids never change: a body is upcast in memory when it is read.

    Raises:
        KindError: That step exists already, the kind is unknown, or the step lies at or beyond
            the current version of the kind.
    """

    def registered(step: Upcaster) -> Upcaster:
        known = kind_named(kind)
        if known is None:
            raise KindError(kind, "is not registered; register the kind before its upcasters")
        if not 1 <= version < known.version:
            problem = f"no step from version {version}; the kind stands at {known.version}"
            raise KindError(kind, problem)
        before = _step(kind, version)
        if before is not None and _path(before) != _path(step):
            raise KindError(kind, f"has a step from version {version} already")
        _UPCASTERS[kind, version] = step
        return step

    return registered


def missing_steps(kind: str) -> tuple[int, ...]:
    """Return the versions of a kind from which no upcaster leads on: gaps in its chain."""
    known = kind_named(kind)
    steps = range(1, known.version) if known else range(0)
    return tuple(version for version in steps if _step(kind, version) is None)


def read_as(kind: str, version: int) -> int:
    """Return the version that bodies of a version are read as here; 0 where they cannot be."""
    known = kind_named(kind)
    if known is None or version > known.version:
        return 0
    whole = all(_step(kind, each) is not None for each in range(version, known.version))
    return known.version if whole else 0


def is_readable(kind: str, version: int) -> bool:
    """Whether a body of a version of a kind can be brought to the current version here."""
    return read_as(kind, version) > 0


def why_unreadable(kind: str, version: int) -> str:
    """Return in words why a body of a version of a kind cannot be read here, and what to do."""
    known, named = kind_named(kind), f"kind {kind!r} version {version}"
    if known is None:
        advice = "import the module that registers it"
        return f"{named}, which this program does not know; {advice}"
    if version > known.version:
        advice = "use a newer version of the program that registers it"
        return f"{named}, which is newer than version {known.version} that is known here; {advice}"
    gap = next((each for each in missing_steps(kind) if each >= version), None)
    if gap is not None:
        advice = f"register the upcaster from version {gap}"
        return f"{named}, from which no chain of upcasters leads to {known.version}; {advice}"
    return f"{named}, and holds a record of a kind that this program cannot read"


def current_body(plain: Mapping[str, JSON]) -> dict[str, JSON] | None:
    """
    Return the body of a plain form as the current version of its kind has it.

    None where the kind, its version, or the kind of a replacement is not known here.

    Raises:
        CodecError: It is no plain form of a record.
    """
    name, version, body = plain_parts(plain)
    kind = kind_named(name)
    current = _upcast(name, version, body, kind.version) if kind else None
    return None if current is None or _holds_unknown(current) else current


def plain_parts(plain: Mapping[str, JSON]) -> tuple[str, int, dict[str, JSON]]:
    """
    Return kind, version and body of a plain form.

    Raises:
        CodecError: It is no plain form of a record.
    """
    name, version, body = plain.get("kind"), plain.get("version"), plain.get("body")
    if not isinstance(name, str) or type(version) is not int or not isinstance(body, dict):
        raise CodecError("$", "has no kind, version and body of a record")
    return name, version, body


def _upcast(kind: str, version: int, body: dict[str, JSON], current: int) -> dict[str, JSON] | None:
    while version < current:
        step = _step(kind, version)
        if step is None:
            return None
        body, version = _stepped(kind, version, step, body), version + 1
    return body if version == current else None


def _stepped(kind: str, version: int, step: Upcaster, body: dict[str, JSON]) -> dict[str, JSON]:
    try:
        after: object = step(dict(body))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        problem = f"the upcaster from version {version} failed: {type(error).__name__}: {error}"
        raise CodecError(f"$.{kind}", problem) from error
    if not isinstance(after, dict):
        problem = f"the upcaster from version {version} returned {shown(after)}, and no body"
        raise CodecError(f"$.{kind}", f"{problem}; return the dict")
    return after


def _holds_unknown(body: dict[str, JSON]) -> bool:
    inner = body.get("replacement")
    if not isinstance(inner, dict) or inner.keys() != {"kind", "version", "body"}:
        return False
    return current_body(inner) is None


def _step(kind: str, version: int) -> Upcaster | None:
    known = kind_named(kind)
    found = known.upcasters.get(version) if known else None
    return found or _UPCASTERS.get((kind, version))


def _path(step: Upcaster) -> str:
    return f"{step.__module__}.{step.__qualname__}"
