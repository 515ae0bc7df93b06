"""Optional dependencies: a clear error before the import of one that is not installed."""

from importlib.util import find_spec

from timeline.errors import MissingExtraError


def require(package: str, *, feature: str, extra: str) -> None:
    """
    Do nothing where a package is installed.

    Raises:
        MissingExtraError: It is not; the message names the extra that brings it.
    """
    if find_spec(package) is None:
        raise MissingExtraError(feature, extra)
