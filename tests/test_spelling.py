"""The text of a record written straight from its fields, held against that of its plain form."""

import sys
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest
from hypothesis import given

from timeline.canonical import DEEPEST, canonical_bytes, canonical_member
from timeline.codec import Record, content_of, to_plain_record
from timeline.content import content
from timeline.errors import CodecError
from timeline.records import (
    Correction,
    Event,
    EventRecord,
    Evidence,
    Figures,
    Place,
    Quantity,
    Source,
    Speaker,
    Strike,
    UnknownRecord,
    When,
)
from timeline.records.instants import instant
from timeline.records.kinds import kinds
from timeline.spelling import is_ours, spelled
from timeline.testing.histories import histories

GIVEN = {"key": "k", "happened": "2024-10-28", "published": "2024-10-28T19:10Z", "summary": "hit"}
HARD = 'a "quoted" \\ line\nbreak\ttab \x00\x1f\x7f \u2028 é 😀 </script>'


def strike(**fields: object) -> Strike:
    """Return a strike with some fields."""
    return Strike(**({"source": "P"} | GIVEN | fields))  # type: ignore[arg-type]  # any field


def repeated(times: int) -> Source:
    """Return a source that repeats another, and so on."""
    found = Source(publisher="P0")
    for number in range(times):
        found = Source(publisher=f"P{number + 1}", via=found)
    return found


def by_its_plain_form(record: Record) -> bytes:
    """Return the canonical bytes of a body, the plain way."""
    return canonical_member("body", to_plain_record(record)["body"])


@given(histories(most=12))
def test_records_are_spelled_as_their_plain_form_is(history: tuple[Record, ...]) -> None:
    """Of every kind; and so the ids are the same, whichever way they were computed."""
    for record in history:
        if isinstance(record, UnknownRecord) or not is_ours(record):
            continue
        assert spelled(record) in {by_its_plain_form(record), None}
        assert content_of(record) == content(to_plain_record(record))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"summary": "Знову 'й'"},
        {"source": repeated(9)},
        {"source": Source(publisher="P", via="Q"), "speaker": Speaker(person="A", role="B")},
        {"happened": When("2024-10-28T09:00/..", zone="Europe/Kyiv", assumed_by="desk")},
        {"happened": When("2024-10-28", zone="+03:00")},
        {"published": instant("2024-10-28T19:10:00.000001+05:30")},
        {"places": [Place(name="K", latitude=Decimal("1.50"), longitude=Decimal(2))]},
        {"places": [Place(name="K", country="UA", precision="town"), Place(name="L")]},
        {"killed": "more than 3", "injured": "at least 13 people", "launched": "about 10,000"},
        {"killed": Quantity.unknown(unit="people"), "launched": Quantity.between(3, 5)},
        {"killed": Quantity.estimate(low=1, best=2, high=5)},
        {"figures": Figures({"zulu": 1, "alpha": "1.50 t", 'with "quotes"': 0})},
        {"figures": Figures({"change": Quantity.exactly(-3)}), "modality": "planned"},
        {"figures": Figures(), "actors": ("B", "A"), "tags": ["x", "\x7f"], "weapons": "drone"},
    ],
    ids=lambda fields: ", ".join(fields) or "nothing more",
)
def test_each_value_is_spelled_in_its_form(fields: dict[str, object]) -> None:
    """Hedges, zones, decimals, choices and nested sources, straight from the fields."""
    assert spelled(strike(**fields)) == by_its_plain_form(strike(**fields))


@pytest.mark.parametrize(
    "fields,kind",
    [({}, Source), ({"speaker": Speaker(person="A")}, Speaker)],
    ids=["source", "speaker"],
)
def test_what_is_equal_is_spelled_once(fields: dict[str, object], kind: type) -> None:
    """Thousands of records name one source: it is written for the first of them."""
    records = [strike(**fields, summary=f"Hit {at}") for at in range(3)]
    spelled(records[0])
    seen = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == "spell":
            seen.append(type(frame.f_locals["value"]))

    sys.setprofile(note)
    try:
        for each in records:
            spelled(each)
    finally:
        sys.setprofile(None)
    assert seen.count(Strike) == 3
    assert kind not in seen


def test_equal_places_may_be_spelled_otherwise() -> None:
    """A decimal is stored as written: what is remembered of one value is not told of its equal."""
    one, other = (Place(name="K", latitude=each, longitude=0) for each in ("1.5", "1.50"))
    for each in (strike(places=[one]), strike(places=[other])):
        assert spelled(each) == by_its_plain_form(each)


def test_correction_is_spelled_with_its_replacement() -> None:
    """The account in the place of another has its kind and version beside it."""
    order = Correction(corrects="sha256:" + "0" * 64, replacement=strike(killed=2), reason="r")
    assert spelled(order) == by_its_plain_form(order)
    assert b'"kind":"strike"' in (spelled(order) or b"")


@pytest.mark.parametrize(
    "fields",
    [{"summary": HARD}, {"evidence": [Evidence(quote=f"Q{at}") for at in range(DEEPEST)]}],
    ids=["astral", "many"],
)
def test_what_needs_a_closer_look_goes_by_its_plain_form(fields: dict[str, object]) -> None:
    """Signs beyond the basic plane may stand in a key, and many braces may be deep ones."""
    assert spelled(strike(**fields)) is None
    assert content_of(strike(**fields)) == content(to_plain_record(strike(**fields)))


@pytest.mark.parametrize(
    "fields, where",
    [
        ({"source": repeated(DEEPEST)}, "deeper than"),
        ({"figures": Figures({"lost 😀": 1})}, "basic plane"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_place(
    fields: dict[str, object], where: str
) -> None:
    """The plain form names the path; nothing is written that could not be read."""
    with pytest.raises(CodecError, match=where):
        content_of(strike(**fields))


@pytest.mark.parametrize("times", [60, 61, 62, 63, 64])
def test_deepest_record_is_the_same_either_way(times: int) -> None:
    """A body is one level within its row; up to there it is written, and no further."""
    record = strike(source=repeated(times))
    if times <= DEEPEST - 3:
        assert content_of(record) == content(to_plain_record(record))
    else:
        with pytest.raises(CodecError, match="deeper than 64"):
            content_of(record)


def test_wide_integer_is_refused_as_the_plain_form_is() -> None:
    """An integer beyond 2^53−1 that got into a figure all the same is not written."""
    record = strike(killed=1)
    object.__setattr__(record.killed, "low", 2**53)
    object.__setattr__(record.killed, "best", 2**53)
    object.__setattr__(record.killed, "high", 2**53)
    assert spelled(record) is None
    with pytest.raises(CodecError, match="beyond 2"):
        content_of(record)


def test_half_a_character_is_refused_as_the_plain_form_is() -> None:
    """A text that got past the checks of its field is not written."""
    record = strike()
    object.__setattr__(record, "summary", "\ud800")
    assert spelled(record) is None
    with pytest.raises(CodecError, match="half a character"):
        content_of(record)


def test_kind_of_somebody_else_is_not_spelled() -> None:
    """Its fields may hold anything, so that they are looked at in their plain form."""

    class Other(Event):
        pass

    other = Other(**(GIVEN | {"source": "P"}))  # type: ignore[arg-type]  # its fields
    assert not is_ours(other)
    assert spelled(other) is None


def test_every_built_in_kind_is_spelled() -> None:
    """A new field whose type nothing spells is noticed here."""
    ours = [each for each in kinds() if each.record.__module__.startswith("timeline.")]
    assert len(ours) >= 10
    needed: dict[str, Any] = GIVEN | {"source": "P"}
    more: dict[str, dict[str, Any]] = {
        "statement": {"speaker": Speaker(person="A"), "stance": "asserts"},
        "deployment": {"force": "F"},
    }
    for each in (kind for kind in ours if issubclass(kind.record, EventRecord)):
        record = each.record(**needed, **more.get(each.name, {}))
        assert spelled(record) == by_its_plain_form(record), each.name


def test_bytes_are_canonical() -> None:
    """The body is a value in its one form, sorted and without white space."""
    found = spelled(strike(killed=2, tags="b"))
    plain = to_plain_record(strike(killed=2, tags="b"))["body"]
    assert found == canonical_bytes(plain)
