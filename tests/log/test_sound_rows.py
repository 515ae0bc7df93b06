"""Sound rows: what is told of a row by its bytes is what decoding it gives, and never more."""

import json
import re
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.canonical import JSON
from timeline.errors import IntegrityError
from timeline.log import MemoryStore, Row
from timeline.log.glances import SILENT, UNSEEN, WITHOUT, Glances, Positions
from timeline.log.reading import Reader
from timeline.log.sound_rows import SOUND
from timeline.log.sound_values import KEY, TEXT
from timeline.projections.shares import has_figure, stated
from timeline.records import (
    Deployment,
    Event,
    EventRecord,
    Evidence,
    Place,
    Quantity,
    Source,
    Speaker,
    Statement,
    Strike,
)
from timeline.resolution.index.intake import Intake
from timeline.resolution.index.taken import Taken
from timeline.resolution.status import is_to_come
from timeline.testing.events import event_records
from timeline.testing.rows import genesis, rows

FIGURES = ("killed", "launched", "strength", "lost", "nothing")
ONE: Positions = np.array([1], np.int64)
ODD: tuple[Any, ...] = (
    *("", " ", "\u00a0", "\u0085", "a#b", "a\u2028b", "tab\t", "Z\u00fcrich", "ongoing", "planned"),
    *("2024-02-30", "2024-02-30T00:00:00.000000Z", "2023-02-29T10:00:00.000000Z", "x"),
    *("2024-13-01T10:00:00.000000Z", "2024-12-31T24:00:00.000000Z", "2024-12-31T23:00:00Z"),
    *(None, True, 0, 1, 10**15, [], {}, [""], ["x", "x"], [{}]),
    *({"unknown": 1}, {"unknown": True}, {"exactly": 1, "at_least": 1}, {"exactly": "1"}),
    *({"exactly": "1.50"}, {"between": [5, 5]}, {"exactly": 10**15}, {"exactly": 1, "unit": ""}),
    *({"killed": {"exactly": 1}}, {"lost": {"exactly": 1}}, {"a#b": {"exactly": 1}}),
    *({"name": "x"}, {"name": "x", "country": "XX"}, {"name": "x", "latitude": "91"}),
    *({"publisher": "P", "x": "y"}, {"text": "2024", "zone": "UTC"}, {"quote": "q"}),
    *({"text": "2024", "zone": "Nowhere"}, {"text": "2024", "zone": "UTC", "assumed_by": " "}),
)
CANONICAL: dict[str, Any] = {
    "ensure_ascii": False,
    "sort_keys": True,
    "separators": (",", ":"),
}
BYTES = (*(bytes([each]) for each in b' ",}{\\]0#\n\x00\xff'), b"\xc2\x85")


SIGNS = [chr(each) for each in range(0x20, 0x110000) if not 0xD800 <= each < 0xE000]
"""Every sign that UTF-8 has, but for those that JSON never has as they are."""


def store_of(*bodies: bytes | None) -> MemoryStore:
    """Return a store whose rows, behind the genesis, have those bytes."""
    store = MemoryStore()
    given = [genesis(), *(("", Row(at, body, b"", b"")) for at, body in enumerate(bodies, 1))]
    with store.writing() as writer:
        writer.add(given)
    return store


def body_of(record: EventRecord) -> bytes:
    """Return the bytes of the first row of a log, when a record is in it."""
    return rows([record])[1][1].body or b""


def seen(body: bytes, figure: str) -> int | Quantity:
    """Return what a glance tells of a row: the figure, or what stands for it."""
    glance = Glances(store_of(body)).glance(ONE, figure)
    code = int(glance.stated[0])
    return glance.figures[code] if code >= 0 else code


def decoded(body: bytes, figure: str) -> int | Quantity:
    """Return what decoding a row tells of a figure, as a glance may tell it."""
    store = store_of(body)
    record = Reader(store).entry(1).record
    assert isinstance(record, EventRecord)
    found = stated(record, figure)
    if is_to_come(record) or (found is not None and isinstance(record, Statement)):
        return UNSEEN
    silent = SILENT if has_figure(_class(record), figure) else WITHOUT
    return silent if found is None else found


def _class(record: EventRecord) -> type:
    return type(record)


def is_read_by_the_index(body: bytes) -> bool:
    """Return whether the index takes a row, without which nobody would look at it."""
    store = store_of(body)
    try:
        return bool(list(Intake(Taken()).batches(store.rows())))
    except (IntegrityError, ValueError):
        return False


def places_in(plain: JSON, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path to each value within a plain form."""
    inside: list[tuple[str | int, JSON]] = []
    if isinstance(plain, dict):
        inside = list(plain.items())
    if isinstance(plain, list):
        inside = list(enumerate(plain))
    return [
        place for name, each in inside for place in ((*path, name), *places_in(each, (*path, name)))
    ]


@st.composite
def spoilt_bodies(draw: st.DrawFn) -> bytes:
    """Return rows in which a value was replaced, put in or taken out, or a byte was."""
    body = body_of(draw(event_records()))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        return body[:at] + draw(st.sampled_from(BYTES)) + body[at + draw(st.integers(0, 1)) :]
    plain: Any = json.loads(body)
    path = draw(st.sampled_from(places_in(plain)))
    inner = plain
    for name in path[:-1]:
        inner = inner[name]
    if draw(st.booleans()) and isinstance(inner, dict):
        inner[draw(st.sampled_from(["extra", "figures", "killed", "zone"]))] = draw(
            st.sampled_from(ODD)
        )
    inner[path[-1]] = draw(st.sampled_from(ODD))
    return json.dumps(plain, **CANONICAL).encode()


@given(event_records(), st.sampled_from(FIGURES))
def test_what_is_seen_is_what_decoding_gives(record: EventRecord, figure: str) -> None:
    """Of every kind, with all fields in play; a glance may leave a row alone, but never err."""
    body = body_of(record)
    assert seen(body, figure) in {UNSEEN, decoded(body, figure)}


@given(spoilt_bodies(), st.sampled_from(FIGURES))
def test_what_is_seen_of_a_spoilt_row_decodes_too(body: bytes, figure: str) -> None:
    """A row that the index takes, and that could not be decoded, is left to who decodes it."""
    if is_read_by_the_index(body) and (found := seen(body, figure)) != UNSEEN:
        assert found == decoded(body, figure)


def test_every_field_of_every_kind_has_a_pattern() -> None:
    """A field that is new makes rows that are decoded, until somebody says what it may hold."""
    for sound in SOUND.values():
        kind: type = sound.record
        fields = attrs.fields_dict(sound.record)
        assert sound.fields.keys() == fields.keys()
        assert set(sound.own) == {name for name in fields if has_figure(kind, name)}


SOURCE = Source(
    publisher="Суспільне",
    address="https://example.org/a?b=c",
    title="“Вибух”",
    language="uk-UA",
    via=Source(publisher="Reuters", sha256="a" * 64, via="AFP"),
    archived="https://archive.example/1",
)
WHOLE: dict[str, Any] = {
    "key": "Вибух – порт 2",
    "happened": "2024-10-28",
    "published": "2024-10-31T15:10:59.5Z",
    "source": SOURCE,
    "summary": "a line",
    "places": [
        Place(name="Київ", country="UA", latitude="50.45", longitude="30.52", precision="town")
    ],
    "actors": ["A", "B"],
    "figures": {"lost": "2 to 3 drones", "held": "about 5"},
    "modality": "ongoing",
    "evidence": [Evidence(quote="q", sha256="b" * 64), Evidence(address="x", locator="p. 3")],
    "tags": "grain",
    "speaker": Speaker(person="P", role="R", organization="O"),
}
FULL = (
    Event(**WHOLE),
    Strike(
        **WHOLE,
        attacker="x",
        target="y",
        weapons=["drone", "missile"],
        launched="about 100 (90 to 120)",
        intercepted="more than 3",
        killed="unknown",
        injured="at most 2.5 people",
        damage="z",
    ),
    Deployment(
        **WHOLE,
        force="x",
        side="y",
        strength="10,900 to 12,000",
        origin=Place(name="here"),
        destination=Place(name="there", region="r"),
        purpose="z",
    ),
    Statement(**WHOLE, about=["a", "b#killed"], stance="does not deny", venue="v", medium="m"),
)


@pytest.mark.parametrize("record", FULL, ids=lambda record: type(record).__name__)
def test_row_with_every_field_is_seen(record: EventRecord) -> None:
    """Whatever a kind can say in plain signs; if this fails, sums are slow, and right."""
    assert seen(body_of(record), "nothing") == WITHOUT


def test_row_that_was_taken_over_is_seen() -> None:
    """It says where it was before, which bears on no figure."""
    plain = json.loads(body_of(FULL[0]))
    plain["imported_from"] = {"leaf": "a" * 64, "origin": "example.org/x", "pos": 12}
    body = json.dumps(plain, **CANONICAL).encode()
    assert seen(body, "lost") == Quantity.between(2, 3, unit="drones")


@pytest.mark.parametrize("zone", [{"zone": "Europe/Kyiv"}, {"zone": "+03:00", "assumed_by": "us"}])
def test_time_with_a_zone_is_seen(zone: dict[str, str]) -> None:
    """As it is stored where the zone is not in its text."""
    plain = json.loads(body_of(FULL[0]))
    plain["body"]["happened"] = {"text": "2024-10-28", **zone}
    body = json.dumps(plain, **CANONICAL).encode()
    assert seen(body, "nothing") == WITHOUT


def test_text_is_not_blank_by_its_first_sign() -> None:
    """Of every sign that needs no escape: what is white space to Python is not taken for text."""
    pattern = re.compile(TEXT).fullmatch
    found = {sign for sign in SIGNS if pattern(f'"{sign}"'.encode()) is not None}
    assert found == {sign for sign in SIGNS if sign.strip()} - {*'"\\\x7f'}


def test_key_has_no_sign_that_a_key_may_not_have() -> None:
    """Of every sign: one that breaks a line, the `#` of a figure, and what would be escaped."""
    pattern = re.compile(KEY).fullmatch
    refused = {sign for sign in SIGNS if pattern(f'"a{sign}"'.encode()) is None}
    assert refused == {*'"\\#\x7f\x85\u2028\u2029'}


@pytest.mark.parametrize(
    "name,value",
    [
        ("figures", {"killed": {"exactly": 1}}),
        ("figures", {"a#b": {"exactly": 1}}),
        ("published", "2023-02-29T10:00:00.000000Z"),
        ("published", "2024-04-31T10:00:00.000000Z"),
        ("published", "2024-13-01T10:00:00.000000Z"),
        ("published", "0000-01-01T10:00:00.000000Z"),
        ("published", "2024-12-31T24:00:00.000000Z"),
        ("published", "2024-12-31T23:60:00.000000Z"),
        ("published", "2024-12-31T23:00:00Z"),
        ("places", [{"country": "XX", "name": "x"}]),
        ("places", [{"latitude": "91", "longitude": "0", "name": "x"}]),
        ("speaker", {}),
        ("evidence", [{}]),
        ("key", "a#b"),
        ("tags", [" "]),
        ("source", "P"),
        ("killed", 3),
        ("killed", {"between": [5, 5]}),
        ("weapon", "x"),
    ],
)
def test_row_with_what_a_field_may_not_hold_is_left_to_others(name: str, value: JSON) -> None:
    """Whoever decodes it says what is wrong."""
    plain = json.loads(body_of(FULL[1]))
    assert seen(json.dumps(plain, **CANONICAL).encode(), "nothing") == WITHOUT
    plain["body"][name] = value
    assert seen(json.dumps(plain, **CANONICAL).encode(), "nothing") == UNSEEN
