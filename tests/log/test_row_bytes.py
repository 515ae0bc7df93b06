"""The bytes of a row: one canonical object, whatever optional keys it has."""

import hashlib
from itertools import combinations

import pytest

from timeline.canonical import DEEPEST, JSON, LARGEST_RECORD, canonical_bytes
from timeline.content import Content, content, content_id
from timeline.errors import CodecError
from timeline.log.integrity import parse_canonical, row_bytes

AT = "2024-10-28T19:00:00.000000Z"
OPTIONAL: dict[str, JSON] = {
    "by": "desk",
    "clock": "2024-10-28T18:00:00.000000Z",
    "erased": [1],
    "imported_from": {"leaf": "0" * 64, "origin": "example.org/other", "position": 3},
}


def said(body: JSON) -> Content:
    """Return the content of a record with a body."""
    return content({"kind": "event", "version": 1, "body": body})


@pytest.mark.parametrize(
    "names", [each for count in range(5) for each in combinations(OPTIONAL, count)]
)
def test_row_is_canonical_with_any_optional_keys(names: tuple[str, ...]) -> None:
    """Each key is at its place in the order of all keys, and comes back."""
    extra = {name: OPTIONAL[name] for name in names}
    fields = parse_canonical(row_bytes(7, AT, said({"summary": "é 😀"}), extra))
    assert isinstance(fields, dict)
    nonce = fields.pop("nonce")
    assert isinstance(nonce, str)
    assert len(nonce) == 22
    assert fields == {
        "v": 1,
        "pos": 7,
        "at": AT,
        "id": said({"summary": "é 😀"}).id,
        "kind": "event",
        "version": 1,
        "body": {"summary": "é 😀"},
        **extra,
    }


@pytest.mark.parametrize(
    "kind,version",
    [("event", 1), ("event", True), (["event"], 1), ("event", [1]), ({"a": "b"}, None), (1, "1")],
)
def test_id_is_the_hash_of_what_was_said(kind: JSON, version: JSON) -> None:
    """Also of what another program stored as kind and version, so that `verify` can judge it."""
    plain: dict[str, JSON] = {"kind": kind, "version": version, "body": {"summary": "é"}}
    digest = hashlib.sha256(b"\x03" + canonical_bytes(plain)).hexdigest()
    assert content_id(plain) == f"sha256:{digest}"


def test_longest_record_has_an_id() -> None:
    """One byte more, and it is refused."""
    around = len(canonical_bytes({"kind": "event", "version": 1, "body": ""}))
    assert content({"kind": "event", "version": 1, "body": "x" * (LARGEST_RECORD - around)}).id
    with pytest.raises(CodecError, match="1048577 bytes are more than 1048576"):
        content({"kind": "event", "version": 1, "body": "x" * (LARGEST_RECORD - around + 1)})


def test_no_two_rows_have_the_same_nonce() -> None:
    """The same record at the same place has other bytes each time, so its hash tells nothing."""
    assert len({row_bytes(7, AT, said({"summary": "s"})) for _ in range(50)}) == 50


def nested(depth: int) -> JSON:
    """Return a value of that many objects within each other."""
    value: JSON = "end"
    for _ in range(depth):
        value = {"in": value}
    return value


def test_body_may_be_nested_as_deeply_as_its_row_can_be_read() -> None:
    """The body is one level within the row, and both together keep the limit."""
    assert parse_canonical(row_bytes(1, AT, said(nested(DEEPEST - 1))))
    with pytest.raises(CodecError, match=r"nested deeper than 64 @ \$\.body\.in\.in"):
        said(nested(DEEPEST))


def test_row_that_is_too_long_is_refused() -> None:
    """A body just within the limit can be too long with what the row adds to it."""
    body: JSON = {"summary": "x" * (LARGEST_RECORD - 60)}
    with pytest.raises(CodecError, match="bytes are more than"):
        row_bytes(1, AT, said(body))


def test_place_of_what_cannot_be_stored_is_told() -> None:
    """Where in the record it is, from its top."""
    with pytest.raises(CodecError, match=r"is a float; write text @ \$\.body\.a\[1\]"):
        said({"a": [1, 1.5]})  # type: ignore[list-item]  # what is to be refused
