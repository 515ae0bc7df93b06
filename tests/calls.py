"""Which functions a use goes through: how a test sees that the quick way was taken."""

import sys
from collections.abc import Callable
from types import FrameType


def called(use: Callable[[], object]) -> set[str]:
    """Return the names of the functions that are called, wherever they are defined."""
    names = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            names.add(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        use()
    finally:
        sys.setprofile(before)
    return names
