"""Record ↔ bytes: round trips, ids, upcasting, unknown kinds, and faults with their place."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given

from timeline.canonical import JSON, canonical_bytes, parse_canonical
from timeline.codec import (
    Record,
    from_plain_record,
    record_id,
    to_plain_record,
)
from timeline.errors import CodecError, KindError
from timeline.ledger import open_log
from timeline.records import (
    Correction,
    Event,
    EventRecord,
    Quantity,
    Retraction,
    Strike,
    UnknownRecord,
    When,
    kind,
)
from timeline.records.kinds import _BY_CLASS, _BY_NAME, Kind
from timeline.records.upcasting import _UPCASTERS, missing_steps, upcaster
from timeline.testing.events import event_records
from timeline.testing.histories import histories

EVENT = Event(
    key="pact", happened="2024-06", published="2024-10-28T19:00Z", source="VOA", summary="Signed"
)
PLAIN: dict[str, JSON] = {
    "kind": "event",
    "version": 1,
    "body": {
        "key": "pact",
        "happened": "2024-06",
        "published": "2024-10-28T19:00:00.000000Z",
        "source": {"publisher": "VOA"},
        "summary": "Signed",
    },
}


def through_bytes(record: Record) -> Record:
    """Return a record after it was stored and read."""
    plain = parse_canonical(canonical_bytes(to_plain_record(record)))
    assert isinstance(plain, dict)
    return from_plain_record(plain)


def changed(**fields: JSON) -> dict[str, JSON]:
    """Return the plain form of the event with some fields of its body changed."""
    body = PLAIN["body"]
    assert isinstance(body, dict)
    return {**PLAIN, "body": {**body, **fields}}


@given(event_records())
def test_event_records_come_back(record: EventRecord) -> None:
    """Record → bytes → record is the identity, whatever fields it has."""
    assert through_bytes(record) == record


@given(histories(erasures=True))
def test_amendments_come_back(history: tuple[Record, ...]) -> None:
    """Record → bytes → record is the identity for every amendment."""
    assert tuple(through_bytes(each) for each in history) == history


@given(event_records())
def test_id_survives_bytes(record: EventRecord) -> None:
    """The id is of the content, so it is the same after reading."""
    assert record_id(through_bytes(record)) == record_id(record)


def test_defaults_are_left_out() -> None:
    """The stored body holds what was said, and nothing else."""
    assert to_plain_record(EVENT) == PLAIN


def test_id_is_the_documented_hash() -> None:
    """`sha256:` and the hash of 0x03 before the canonical kind, version and body."""
    stored = (
        b'{"body":{"happened":"2024-06","key":"pact","published":"2024-10-28T19:00:00.000000Z",'
        b'"source":{"publisher":"VOA"},"summary":"Signed"},"kind":"event","version":1}'
    )
    assert record_id(EVENT) == "sha256:" + hashlib.sha256(b"\x03" + stored).hexdigest()


def test_id_does_not_depend_on_the_process() -> None:
    """Another process with another hash seed gives the same id."""
    program = (
        "from timeline.records import Strike; from timeline.codec import record_id\n"
        "print(record_id(Strike(key='s', happened='2024', published='2024-10-28T19:00Z',"
        " source='P', summary='x', figures={'b': 1, 'a': 2}, tags=['z', 'y'])))"
    )
    found = {
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_offset_does_not_change_the_id() -> None:
    """One moment in two offsets is one publication."""
    local = Event(
        key="pact",
        happened="2024-06",
        published="2024-10-28T15:00-04:00",
        source="VOA",
        summary="Signed",
    )
    assert record_id(local) == record_id(EVENT)


def test_zone_and_who_assumed_it_are_kept() -> None:
    """A zone that was assumed comes back with its author."""
    when = When("2024-10-28", zone="Europe/Kyiv", assumed_by="desk")
    record = Event(key="k", happened=when, published="2024-10-28T19:00Z", source="P", summary="x")
    back = through_bytes(record)
    assert isinstance(back, Event)
    assert (back.happened.zone, back.happened.assumed_by) == ("Europe/Kyiv", "desk")


@pytest.mark.parametrize(
    "plain,words",
    [
        (changed(sumary="x"), "unknown field 'sumary' @ $.event"),
        (changed(summary=5), "5 is not stored as str"),
        (changed(summary=""), "Event.summary: is empty"),
        (changed(happened="2024-13"), "'2024-13' at character 6"),
        (changed(happened={"text": "2024"}), "is no stored time"),
        (changed(published="2024-10-28T19:00Z"), "is not stored as 2024-10-28T19:00:00.000000Z"),
        (changed(published=0), "0 is not stored as text"),
        (changed(source={"publisher": "VOA", "size": 1}), "unknown field 'size' @ $.event.source"),
        (changed(places=[{"name": "K"}, {"name": 3}]), "@ $.event.places[1].name"),
        (changed(modality="maybe"), "'maybe' is no Modality"),
        (changed(figures={"lost": 1}), "$.event.figures"),
        (changed(tags="drone"), "$.event.tags"),
        (changed(summary=5, tags="drone"), "5 is not stored as str @ value @ $.event.summary"),
        ({**PLAIN, "body": {"key": "pact"}}, "is missing"),
        ({"kind": "event", "version": "1", "body": {}}, "has no kind, version and body"),
        ({"kind": "event", "version": 1, "body": []}, "has no kind, version and body"),
    ],
)
def test_body_that_does_not_fit_is_refused_with_its_place(
    plain: dict[str, JSON], words: str
) -> None:
    """A damaged or foreign body is named with its path; nothing is dropped or guessed."""
    with pytest.raises(CodecError) as caught:
        from_plain_record(plain)
    assert words in str(caught.value)


def test_unknown_kind_is_carried_through() -> None:
    """A record of a kind that is not registered keeps its bytes and its id."""
    plain: dict[str, JSON] = {"kind": "arrest", "version": 3, "body": {"b": 1, "a": [True, None]}}
    record = from_plain_record(plain)
    assert isinstance(record, UnknownRecord)
    assert to_plain_record(record) == plain
    assert through_bytes(record) == record


def test_newer_version_is_carried_through() -> None:
    """A later version of a known kind is not guessed at."""
    assert isinstance(from_plain_record({**PLAIN, "version": 2}), UnknownRecord)


def test_correction_with_an_unknown_replacement_is_carried_through() -> None:
    """An amendment that holds a kind we do not know is itself unknown, and untouched."""
    corrected = Correction(corrects="sha256:" + "0" * 64, replacement=EVENT, reason="r")
    plain = to_plain_record(corrected)
    body = plain["body"]
    assert isinstance(body, dict)
    body["replacement"] = {"kind": "arrest", "version": 1, "body": {}}
    record = from_plain_record(plain)
    assert isinstance(record, UnknownRecord)
    assert to_plain_record(record) == plain


def test_replacement_of_the_wrong_sort_is_refused() -> None:
    """Only an event record can stand in the place of another."""
    retraction = Retraction(retracts="sha256:" + "0" * 64, cause="withdrawn", reason="r")
    corrected = Correction(corrects="sha256:" + "0" * 64, replacement=EVENT, reason="r")
    plain = to_plain_record(corrected)
    body = plain["body"]
    assert isinstance(body, dict)
    body["replacement"] = to_plain_record(retraction)
    with pytest.raises(CodecError, match="is no kind of event record"):
        from_plain_record(plain)


@pytest.mark.parametrize("value", ["a text", None, EVENT.happened])
def test_what_is_no_record_is_refused(value: Any) -> None:
    """The error says what can be appended."""
    with pytest.raises(CodecError, match="not a record; give a Strike, an Event"):
        record_id(value)


@pytest.fixture
def strike_version_3() -> Iterator[None]:
    """Let the kind `strike` stand at version 3, without its upcasters, for one test."""
    entry = _BY_NAME["strike"]
    later = Kind("strike", 3, entry.identity, entry.record)
    _BY_NAME["strike"] = _BY_CLASS[Strike] = later
    yield
    _BY_NAME["strike"] = _BY_CLASS[Strike] = entry
    _UPCASTERS.clear()


STRIKE = Strike(
    key="s", happened="2024", published="2024-10-28T19:00Z", source="P", summary="x", killed=2
)


@pytest.mark.usefixtures("strike_version_3")
def test_old_body_is_upcast_step_by_step() -> None:
    """Version 1 becomes 2 becomes 3, in memory; the id stays that of the stored form."""
    stored = {**to_plain_record(STRIKE), "version": 1}
    body = dict(stored["body"])  # type: ignore[arg-type]  # a body is an object
    body["dead"] = body.pop("killed")
    stored["body"] = body

    @upcaster("strike", 1)
    def renamed(body: dict[str, JSON]) -> dict[str, JSON]:
        body["victims"] = body.pop("dead")
        return body

    @upcaster("strike", 2)
    def renamed_again(body: dict[str, JSON]) -> dict[str, JSON]:
        body["killed"] = body.pop("victims")
        return body

    assert from_plain_record(stored) == STRIKE
    assert "dead" in body


@pytest.mark.usefixtures("strike_version_3")
def test_gap_in_the_chain_is_found() -> None:
    """A missing step is named, and the record behind it is carried through, not guessed."""
    upcaster("strike", 2)(lambda body: body)
    assert missing_steps("strike") == (1,)
    assert isinstance(from_plain_record({**to_plain_record(STRIKE), "version": 1}), UnknownRecord)


@pytest.mark.usefixtures("strike_version_3")
def test_doubled_and_impossible_steps_are_refused() -> None:
    """One step from each version, none beyond the current one, none of an unknown kind."""
    upcaster("strike", 1)(lambda body: body)
    with pytest.raises(KindError, match="has a step from version 1 already"):
        upcaster("strike", 1)(from_plain_record)  # type: ignore[arg-type]  # any other function
    with pytest.raises(KindError, match="the kind stands at 3"):
        upcaster("strike", 3)(lambda body: body)
    with pytest.raises(KindError, match="register the kind before"):
        upcaster("arrest", 1)(lambda body: body)


@pytest.fixture
def detention() -> Iterator[Any]:
    """Return a user's kind whose own fields check nothing."""
    names, classes = dict(_BY_NAME), dict(_BY_CLASS)

    @kind("detention", version=1, identity=("happened", "detainee"))
    @attrs.frozen(kw_only=True)
    class Detention(EventRecord):
        detainee: str
        until: datetime | None = None
        guards: Quantity | None = None

    yield Detention
    for registry, before in ((_BY_NAME, names), (_BY_CLASS, classes)):
        registry.clear()
        registry.update(before)  # type: ignore[arg-type]  # each gets its own back


DETAINED: dict[str, Any] = {
    "happened": "2024-10-28",
    "published": "2024-10-28T19:00Z",
    "source": "P",
    "summary": "Detained",
    "detainee": "I. P.",
}


def test_own_kind_comes_back(detention: Any) -> None:
    """A user's kind whose fields hold what they say is stored and read."""
    until = datetime(2024, 10, 30, tzinfo=UTC)
    record = detention(**DETAINED, until=until, guards=Quantity.at_least(2))
    log = open_log(":memory:")
    log.append(record)
    assert [each.record for each in log] == [record]


@pytest.mark.parametrize(
    "changed,words",
    [
        ({"detainee": 5}, "cannot be read back"),
        ({"until": datetime(2024, 10, 30)}, "does not come back as it was"),  # noqa: DTZ001 - the test
        ({"guards": "two"}, "cannot be stored"),
    ],
)
def test_what_could_not_be_read_again_is_not_stored(
    detention: Any, changed: dict[str, Any], words: str
) -> None:
    """A value that its field's type does not allow is refused, and the log stays readable."""
    log = open_log(":memory:")
    with pytest.raises(CodecError, match=words):
        log.append(detention(**{**DETAINED, **changed}))
    assert (log.position, log.append(detention(**DETAINED)).appended) == (0, 1)


def test_type_that_cannot_be_stored_is_refused(detention: Any) -> None:
    """A field of several types is told as soon as its first record is appended."""

    @kind("cell", version=1, identity=("happened", "summary"))
    @attrs.frozen(kw_only=True)
    class Cell(detention):  # type: ignore[misc]  # its type is that of the fixture
        room: str | int = ""

    with pytest.raises(CodecError, match="Unsupported type"):
        open_log(":memory:").append(Cell(**DETAINED, room=5))


def test_list_of_records_is_refused_with_the_way_to_give_it() -> None:
    """A forgotten star is told."""
    with pytest.raises(CodecError, match=r"append\(\*records\)"):
        open_log(":memory:").append([EVENT])  # type: ignore[arg-type]  # the slip is the test
