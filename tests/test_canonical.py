"""Canonical bytes: one form each, equal to RFC 8785, and nothing else is read back."""

import math
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.calls import called
from timeline.canonical import DEEPEST, JSON, LARGEST_INTEGER, LARGEST_RECORD, canonical_bytes
from timeline.canonical import parse_canonical as parsed
from timeline.errors import CodecError

SIGNS = st.characters(exclude_categories=["Cs"])
NAMES = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=5)
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
SCALARS = st.none() | st.booleans() | INTEGERS | st.text(SIGNS, max_size=10)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_bytes_are_those_of_rfc_8785(value: Any) -> None:
    """An independent implementation of JCS gives the same bytes."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(VALUES)
def test_value_comes_back(value: Any) -> None:
    """Value → bytes → value is the identity."""
    assert parsed(canonical_bytes(value)) == value


def test_control_characters_are_escaped_as_rfc_8785_says() -> None:
    """Short escapes where there are any, else four lower-case hex digits; nothing else."""
    assert canonical_bytes('\b\t\n\f\r\x00\x1f"\\/\x7f\u2028é') == (
        '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\x7f\u2028é"'.encode()
    )


@pytest.mark.parametrize("number", [9007199254740991, -9007199254740991, 0, -1])
def test_widest_integers_are_written_and_read(number: int) -> None:
    """Those that every reader of JSON takes for themselves: up to 2^53−1 on either side of 0."""
    assert canonical_bytes([number]) == f"[{number}]".encode()
    assert parsed(f"[{number}]".encode()) == [number]
    for wider in (9007199254740992, -9007199254740992):
        with pytest.raises(CodecError, match="beyond 2"):
            parsed(f"[{wider}]".encode())


def test_text_is_not_normalised() -> None:
    """Two spellings of one sign stay two texts."""
    assert canonical_bytes("\u00e9") != canonical_bytes("e\u0301")


@pytest.mark.parametrize(
    "value,words",
    [
        (1.5, "1.5 is a float; write text @ $"),
        (math.nan, "nan is a float"),
        ({"a": [1, 2.0]}, "@ $.a[1]"),
        (2**53, "is beyond 2^53-1; write it as text"),
        (-(2**53), "is beyond 2^53-1"),
        ("half \ud800", "holds half a character"),
        ({"a": ["\udc00"]}, "@ $.a[0]"),
        ({"a": "\ud7ff \ue000 😀", "b": "\udfff"}, "holds half a character; decode the text "),
        ({"a": "\ud7ff \ue000 😀", "b": "\udfff"}, "@ $.b"),
        (["\ue000", "\ud800"], "@ $[1]"),
        ({"\ud800": 1}, "holds half a character"),
        ({"😀": 1}, "cannot be a key"),
        ({1: 1}, "cannot be a key"),
        ({"a": {1, 2}}, "is a set"),
        (b"bytes", "is a bytes"),
        ("x" * LARGEST_RECORD, "are more than 1048576"),
    ],
)
def test_what_cannot_be_stored_is_refused(value: Any, words: str) -> None:
    """Each fault is named with its place."""
    with pytest.raises(CodecError) as caught:
        canonical_bytes(value)
    assert words in str(caught.value)


def test_nesting_has_an_end() -> None:
    """Sixty-four levels are stored, one more is refused."""
    value: Any = 0
    for _ in range(DEEPEST):
        value = [value]
    assert parsed(canonical_bytes(value)) == value
    with pytest.raises(CodecError, match="nested deeper than 64"):
        canonical_bytes([value])


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{ "a":1}',
        b"[1.0]",
        b"[1e2]",
        b"[01]",
        b"[-0]",
        b"[NaN]",
        b"[Infinity]",
        b'["\\u0041"]',
        b'["\\/"]',
        b'["\\u001F"]',
        b'["\\ud800"]',
        b"\xef\xbb\xbf[]",
        b"[]\n",
        b'["\xff"]',
        b"[" * 100_000,
        b"[" * (DEEPEST + 1) + b"0" + b"]" * (DEEPEST + 1),
        b'{"a":' * (DEEPEST + 1) + b"0" + b"}" * (DEEPEST + 1),
        '{"😀":1}'.encode(),
        '{"Ї":{"😀":"Ї"}}'.encode(),
        b"[-9007199254740992]",
        b"[" + b"9" * 5_000 + b"]",
        b"[9007199254740992]",
        b"",
        b"{",
        b'"' + b"x" * LARGEST_RECORD + b'"',
    ],
    ids=lambda data: repr(data[:20]),
)
def test_other_bytes_are_refused(data: bytes) -> None:
    """Whatever is not the one form of a value is an error of ours, and soon."""
    with pytest.raises(CodecError):
        parsed(data)


def test_longest_record_is_just_as_long_as_the_limit() -> None:
    """One byte more is refused, when it is written and when it is read."""
    longest = canonical_bytes("x" * (LARGEST_RECORD - 2))
    assert len(longest) == LARGEST_RECORD
    assert parsed(longest) == "x" * (LARGEST_RECORD - 2)
    with pytest.raises(CodecError, match="bytes are more than"):
        canonical_bytes("x" * (LARGEST_RECORD - 1))
    with pytest.raises(CodecError, match="bytes are more than"):
        parsed(longest[:-1] + b'x"')


def test_fault_of_json_is_told_with_its_character() -> None:
    """Characters are counted from 1."""
    with pytest.raises(CodecError, match="at character 6 @"):
        parsed(b'{"a":x}')


def nested(depth: int) -> Any:
    """Return lists and objects within each other, that many of them."""
    value: Any = "end"
    for at in range(depth):
        value = [value] if at % 2 else {"in": value}
    return value


ORDINARY: JSON = {
    "texts": ["a", "é", "Їжак", ""],
    "rest": [True, False, None, 0, -1, 999_999_999_999_999, {"deep": nested(DEEPEST - 4)}],
}
"""A value of every plain type, with as many lists and objects as may stand within each other."""


def test_ordinary_values_are_written_at_a_glance() -> None:
    """Only what is deep, or has signs that could stand in a key, is gone through for its place."""
    data = canonical_bytes(ORDINARY)
    assert data.count(b"{") + data.count(b"[") == DEEPEST
    assert "_check" not in called(lambda: canonical_bytes(ORDINARY))
    assert "_check" in called(lambda: canonical_bytes([ORDINARY]))
    assert "_check" in called(lambda: canonical_bytes("😀"))


def test_ordinary_bytes_are_read_at_a_glance() -> None:
    """Only integers of more digits, which may be too wide, are parsed with care."""
    data = canonical_bytes(ORDINARY)
    assert "_parsed_with_care" not in called(lambda: parsed(data))
    assert "_parsed_with_care" in called(lambda: parsed(b"1000000000000000"))
