"""Shapes: what a pattern vouches for is canonical, and nothing that is not gets by it."""

import json
import random
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calls import called
from tests.test_canonical import VALUES
from timeline.canonical import JSON, canonical_bytes, parse_canonical
from timeline.content import content_id
from timeline.errors import CodecError, IntegrityError
from timeline.log.shapes import ENOUGH, MOST_ALIKE, Shapes


def row(position: int, body: JSON, **more: Any) -> bytes:
    """Return the canonical bytes of a row."""
    plain: dict[str, JSON] = {"kind": "event", "version": 1, "body": body, **more}
    at, nonce = "2024-11-01T12:00:00.000000Z", "A" * 22
    fields: dict[str, JSON] = {"at": at, "nonce": nonce, "pos": position, "v": 1, **plain}
    return canonical_bytes({"id": content_id(plain), **fields})


def taught(body: JSON) -> Shapes:
    """Return shapes that have met rows of a body often enough to know its shape."""
    shapes = Shapes()
    for position in range(1, ENOUGH + 2):
        shapes.told(position, row(position, body))
    return shapes


def vouched(shapes: Shapes, data: bytes) -> bool:
    """Return whether a pattern matches a row."""
    return any(match(data) for alike in shapes._patterns.values() for match in alike)


@pytest.mark.parametrize(
    "known,other",
    [
        ({"a": "x"}, {"a": "Вибух “там” 🦔"}),
        ({"a": "x"}, {"a": 'says "no"\\\n\t\b\f\r\x00\x0b\x0e\x1f\x7f'}),
        ({"a": "x"}, {"a": ""}),
        ({"a": 1}, {"a": 0}),
        ({"a": 1}, {"a": -(10**14)}),
        ({"a": [1]}, {"a": [1, 2, 3]}),
        ({"a": [1]}, {"a": []}),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}, {"b": "z"}]}),
        ({"a": [1, "x"]}, {"a": [2, "y"]}),
        ({"é.*": True, "b": None}, {"é.*": True, "b": None}),
    ],
)
def test_row_of_a_known_shape_is_vouched_for(known: JSON, other: JSON) -> None:
    """Texts, integers and lengths of lists of one shape may differ."""
    assert vouched(taught(known), row(999, other))


@pytest.mark.parametrize("text", ["y", "Вибух “там” 🦔"])
def test_row_that_is_vouched_for_is_not_parsed(text: str) -> None:
    """That is what patterns are for; whichever of several shapes with as many braces it has."""
    shapes = taught({"a": "x"})
    for position in range(1, ENOUGH + 2):
        shapes.told(position, row(position, {"b": [position]}))
    first, second = row(998, {"a": text}), row(999, {"b": [7, 8]})
    for position, data in [(998, first), (999, second), (998, first)]:
        assert "_parsed" not in called(partial(shapes.told, position, data))


@pytest.mark.parametrize(
    "known,other",
    [
        ({"a": "x"}, {"b": "x"}),
        ({"a": "x"}, {"a": 1}),
        ({"a": "x"}, {"a": None}),
        ({"a": "x"}, {"a": ["x"]}),
        ({"a": "x"}, {"a": "x", "b": "x"}),
        ({"a": True}, {"a": False}),
        ({"a": 1}, {"a": 10**15}),
        ({"a": [1, "x"]}, {"a": [1, "x", 1, "x"]}),
        ({"é.*": 1}, {"éxx": 1}),
    ],
)
def test_row_of_another_shape_is_parsed(known: JSON, other: JSON) -> None:
    """Another key, another sort of value: the parser says."""
    shapes, data = taught(known), row(999, other)
    assert not vouched(shapes, data)
    assert shapes.told(999, data)[1].decode() == json.loads(data)["id"]


@given(VALUES, st.data())
def test_what_is_vouched_for_is_canonical(body: Any, data: st.DataObject) -> None:
    """Whatever bytes are put into a row of a known shape, a match is canonical UTF-8."""
    known = row(7, body)
    shapes = taught(body)
    at = data.draw(st.integers(0, len(known)))
    put = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b"\\", b" ", b"0", b"-", b","]))
    changed = known[:at] + put + known[at + data.draw(st.integers(0, 3)) :]
    try:
        canonical = parse_canonical(changed)
    except CodecError:
        with pytest.raises(IntegrityError):
            shapes.told(7, changed)
    else:
        assert isinstance(canonical, dict)


@given(VALUES)
def test_vouched_row_says_what_the_parsed_one_says(body: Any) -> None:
    """Instant, id and content hash are the same on both ways."""
    data = row(7, body)
    shapes = taught(body)
    assert shapes.told(7, data) == Shapes().told(7, data)


def test_right_id_is_that_of_the_content() -> None:
    """It is computed from the slice of the body, not taken from the row."""
    shapes, right = taught({"a": "x"}), row(7, {"a": "y"})
    forged = right.replace(b'"a":"y"', b'"a":"z"')
    _, identity, computed, _ = shapes.told(7, forged)
    assert vouched(shapes, forged)
    assert identity.decode() == json.loads(right)["id"]
    assert computed.decode() == content_id(json.loads(forged))


@pytest.mark.parametrize("more", [{"by": "me"}, {"clock": "x"}, {"erased": [1]}])
def test_row_with_more_fields_is_parsed(more: dict[str, JSON]) -> None:
    """A pattern is made of plain rows alone, so what else a row says is never passed over."""
    shapes, data = taught({"a": "x"}), row(7, {"a": "x"}, **more)
    assert not vouched(shapes, data)
    assert shapes.told(7, data)[3] == ((1,) if "erased" in more else ())


def test_row_of_another_position_is_refused() -> None:
    """A pattern takes any position; the row has to be at its own."""
    with pytest.raises(IntegrityError, match="position 8: its bytes are those of another"):
        taught({"a": "x"}).told(8, row(7, {"a": "x"}))


def test_row_that_is_too_long_is_refused() -> None:
    """A pattern takes texts of any length; a record has a longest one."""
    data = row(7, {"a": "x"}).replace(b'"a":"x"', b'"a":"' + b"x" * 1024 * 1024 + b'"')
    shapes = taught({"a": "x"})
    assert vouched(shapes, data)
    with pytest.raises(IntegrityError, match="are more than 1048576"):
        shapes.told(7, data)


def test_log_of_many_shapes_keeps_few_patterns() -> None:
    """A log made to be slow costs a bounded number of tries a row."""
    shapes, draw = Shapes(), random.Random(1)
    for position in range(1, 2_000):
        body: JSON = {f"key-{draw.randrange(10**9)}": "x"}
        shapes.told(position, row(position, body))
    assert max(len(alike) for alike in shapes._patterns.values()) == MOST_ALIKE
