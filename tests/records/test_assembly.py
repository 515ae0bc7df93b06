"""Records put together of parts that are right: as the constructor makes them, or not at all."""

import json

import attrs
import pytest
from hypothesis import given

from timeline.canonical import JSON
from timeline.codec import Record, from_plain_record, record_id, to_plain_record
from timeline.errors import CodecError
from timeline.records import Source, Strike
from timeline.records.assembly import assembling, assembly
from timeline.testing.histories import histories

STRIKE = Strike(
    key="s",
    happened="2024-10-28",
    published="2024-10-28T19:10Z",
    source=Source(publisher="P", via="Q"),
    summary="hit",
    weapons=("drone", "missile"),
    killed=3,
)


@given(histories(most=12))
def test_records_read_are_those_that_were_made(history: tuple[Record, ...]) -> None:
    """Field by field, of every kind, also where many share their sources."""
    for record in history:
        plain = json.loads(json.dumps(to_plain_record(record)))
        back = from_plain_record(plain)
        assert (back, type(back), record_id(back)) == (record, type(record), record_id(record))


def test_record_read_has_every_field() -> None:
    """Those that were left out have their defaults, as the constructor converts them."""
    back = from_plain_record(to_plain_record(STRIKE))
    assert isinstance(back, Strike)
    made = Strike(
        **{
            name: getattr(STRIKE, name)
            for name in ("key", "happened", "published", "source", "summary", "weapons", "killed")
        }
    )
    assert repr(back) == repr(made)


@pytest.mark.parametrize(
    "name, value, problem",
    [
        ("summary", " ", "is empty"),
        ("summary", 3, "is not stored as str"),
        ("colour", "red", "unknown field"),
        ("killed", {"exactly": True}, "bool"),
        ("source", {"publisher": ""}, "is empty"),
        ("source", {"publisher": "P", "colour": "red"}, "unknown field"),
        ("published", "2024-10-28T19:10Z", "is not stored as"),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_constructor(
    name: str, value: JSON, problem: str
) -> None:
    """Also after the same was met before: nothing that was refused is kept."""
    plain = to_plain_record(STRIKE)
    body = {**dict(plain["body"]), name: value}  # type: ignore[arg-type]  # it is an object
    for _ in range(2):
        with pytest.raises(CodecError, match=problem):
            from_plain_record({**plain, "body": body})


def test_number_that_equals_another_is_not_taken_for_it() -> None:
    """True is 1 in Python, and no stored figure."""
    plain = to_plain_record(STRIKE)
    one: JSON = {"exactly": 1}
    true: JSON = {"exactly": True}
    bodies = [{**dict(plain["body"]), "killed": each} for each in (one, true)]  # type: ignore[arg-type]  # likewise
    from_plain_record({**plain, "body": bodies[0]})
    with pytest.raises(CodecError):
        from_plain_record({**plain, "body": bodies[1]})


def test_class_that_makes_its_own_default_is_left_to_its_constructor() -> None:
    """What a default makes of the other fields, nothing here could know."""

    @attrs.frozen
    class Doubled:
        one: int
        two: int = attrs.Factory(lambda self: self.one * 2, takes_self=True)

    assert assembly(Doubled, lambda _: repr) is None
    read = assembling(Doubled, lambda plain, _: Doubled(**plain), lambda _: repr)  # type: ignore[arg-type]  # a dict
    assert read({"one": 2}, Doubled) == Doubled(2, 4)
