"""States: what may be one, each in its one plain form, and what is refused with its place."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Optional

import attrs
import pytest

import timeline
from timeline.errors import CodecError
from timeline.projections.folds.states import states
from timeline.records import Figures


@attrs.frozen
class Nothing:
    """Has no fields."""


@attrs.frozen
class Node:
    """Has others of its kind in it."""

    name: str
    under: "tuple[Node, ...]" = ()
    beside: "Node | None" = None


@attrs.frozen
class Hidden:
    """Has a field that is given under another name."""

    _count: int = 0


class Level(Enum):
    """Numbered."""

    LOW = 1
    HIGH = 2


@attrs.frozen
class Parts:
    """A field of each sort that has parts, and some of the older spelling."""

    names: tuple[str, ...] = ("b", "a")
    level: Level = Level.HIGH
    levels: Mapping[str, Level] = attrs.field(factory=dict)
    maybe: Optional[int] = None  # noqa: UP045 - people write it
    figures: Figures = attrs.field(factory=lambda: Figures({"killed": timeline.quantity(3)}))


TREE = Node("a", under=(Node("b"), Node("c", under=(Node("d"),))), beside=Node("e"))


@pytest.mark.parametrize(
    "state,data",
    [
        (3, b"3"),
        (True, b"true"),
        ("\u00dc", '"\u00dc"'.encode()),
        (Decimal("1.50"), b'"1.50"'),
        (Level.HIGH, b"2"),
        (datetime(2024, 10, 28, 19, tzinfo=UTC), b'"2024-10-28T19:00:00.000000Z"'),
        (timeline.When("2024-10", zone="Europe/Kyiv"), None),
        (timeline.quantity("about 5"), None),
        (Figures({"killed": timeline.quantity(3)}), None),
        (Nothing(), b"{}"),
        (Hidden(count=3), b'{"_count":3}'),
        (Node("a", beside=Node("b")), None),
        (TREE, None),
        (
            Parts(levels={"x": Level.LOW}, maybe=0),
            b'{"names":["b","a"],"level":2,"levels":{"x":1},"maybe":0,"figures":{"killed":{"exactly":3}}}',
        ),
    ],
)
def test_state_comes_back_from_its_bytes(state: object, data: bytes | None) -> None:
    """Which are plain and short JSON."""
    form = states(state)
    assert form.from_bytes(form.to_bytes(state)) == state
    assert data is None or form.to_bytes(state) == data


def test_no_state_is_a_number_where_none_is_one() -> None:
    """Nothing in a field that may be empty is nothing, and 0 is 0."""
    form = states(Parts())
    for each in (None, 0, 3):
        state = Parts(maybe=each)
        assert form.from_bytes(form.to_bytes(state)).maybe == each


@attrs.frozen
class Pair:
    """Has a tuple of two."""

    both: tuple[int, str] = (1, "a")


@attrs.frozen
class Bare:
    """Has a mapping of who knows what."""

    it: Mapping = attrs.field(factory=dict)  # type: ignore[type-arg]  # that is the test


@attrs.frozen
class Made:
    """Has a field that is not given."""

    count: int = 0
    twice: int = attrs.field(init=False, default=0)


@attrs.frozen
class Lost:
    """Names a class that is nowhere."""

    it: "Nowhere | None" = None  # type: ignore[name-defined]  # noqa: F821 - that is the test


class Shade(Enum):
    """Has a member of another sort."""

    DARK = "dark"
    LIGHT = 0.5


@attrs.frozen
class Shaded:
    """Has a shade, inside a mapping."""

    by: Mapping[str, Shade] = attrs.field(factory=dict)


@attrs.frozen
class Several:
    """May be one of three, or nothing."""

    it: int | str | None = None


@attrs.define(init=False)
class Careful:
    """Is not frozen, and refuses to be changed in its own way."""

    count: int

    def __init__(self) -> None:
        object.__setattr__(self, "count", 0)

    def __setattr__(self, name: str, value: object) -> None:
        raise RuntimeError(name, value)


@pytest.mark.parametrize(
    "initial,match",
    [
        (Pair(), r"is no tuple\[X, \.\.\.\].* @ \$\.both"),
        (Bare(), r"Mapping cannot be kept.* @ \$\.it"),
        (Made(), r"is not given to the class; init=False @ \$\.twice"),
        (Lost(), r"the annotations of Lost: .*Nowhere"),
        (Shade.DARK, r"Shade has a member that is no text and no integer @ \$"),
        (Shaded(), r"Shade has a member that .* @ \$\.by\{\}"),
        (Careful(), r"Careful can be changed; use @attrs\.frozen @ \$"),
        (Several(), r"may be several things.* @ \$\.it"),
        (Decimal("NaN"), "NaN is no number"),
        (Decimal("Infinity"), "Infinity is no number"),
        (Hidden(count=Decimal(1)), r"is a Decimal, no int @ \$\._count"),  # type: ignore[arg-type]
        (Node(1), r"1 is a int, no str @ \$\.name"),  # type: ignore[arg-type]  # the slip
        (Node("a", under=(1,)), r"1 is a int, no Node @ \$\.under\[0\]"),  # type: ignore[arg-type]
        (Node("a", under=(TREE, 1)), r"@ \$\.under\[1\]"),  # type: ignore[arg-type]  # the slip
        (Node("a", under=[]), r"is a list, no tuple @ \$\.under"),  # type: ignore[arg-type]
        (Parts(levels=3), r"3 is no mapping @ \$\.levels"),  # type: ignore[arg-type]  # the slip
        (Parts(levels={1: Level.LOW}), r"1 is a int, no str @ \$\.levels: key"),  # type: ignore[dict-item]
        (Parts(levels={"x": 1}), r"1 is a int, no Level @ \$\.levels\.x"),  # type: ignore[dict-item]
        (Parts(maybe="x"), r"is a str, no int @ \$\.maybe"),  # type: ignore[arg-type]  # the slip
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(initial: object, match: str) -> None:
    """When the fold is made, not at the thousandth record."""
    with pytest.raises(CodecError, match=match):
        states(initial)


def one_more(count: int) -> int:
    """Return the next number."""
    return count + 1


@attrs.frozen
class Growing:
    """Is one more each time that it is made."""

    count: int = attrs.field(default=0, converter=one_more)


def test_state_that_does_not_come_back_as_it_was_is_refused() -> None:
    """A class may make something else of what it is given."""
    with pytest.raises(CodecError, match="does not come back as it was"):
        states(Growing())


@pytest.mark.parametrize(
    "initial,data",
    [
        (Parts(), b"[]"),
        (Parts(), b"{}"),
        (Node("a"), b'{"beside":null,"name":"a"}'),
        (Node("a"), b'{"beside":null,"name":"a","under":[],"more":1}'),
        (Node("a"), b'{"beside":null,"name":1,"under":[]}'),
        (Node("a"), b'{"beside":null,"name":"a","under":{}}'),
        (Node("a"), b'{"beside":null,"name":"a","under":[null]}'),
        (Level.LOW, b"3"),
        (3, b"true"),
        (True, b"1"),
        ("a", b"null"),
        (Decimal(1), b'"x"'),
        (Decimal(1), b"["),
        (timeline.quantity(3), b'{"lowest":3}'),
        (timeline.When("2024"), b'{"text":"2024"}'),
    ],
)
def test_bytes_of_something_else_are_refused(initial: object, data: bytes) -> None:
    """Nothing is guessed, and the error is always the same."""
    with pytest.raises(CodecError):
        states(initial).from_bytes(data)


def test_mapping_that_was_read_is_read_only() -> None:
    """A function that changes it in place would change what was kept."""
    form = states(Parts())
    back: Any = form.from_bytes(form.to_bytes(Parts(levels={"x": Level.LOW})))
    with pytest.raises(TypeError):
        back.levels["y"] = Level.HIGH
