"""Kinds that change: chains of upcasters checked whole, and every reason why a body is not read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from timeline.canonical import JSON
from timeline.errors import IntegrityError, KindError
from timeline.ledger import Log, open_log
from timeline.log import MemoryStore
from timeline.records import EventRecord, UnknownRecord, kind
from timeline.records.kinds import _BY_CLASS, _BY_NAME, Upcaster, kind_named
from timeline.records.upcasting import _UPCASTERS, missing_steps, read_as, upcaster
from timeline.resolution.index.index_file import index_path
from timeline.testing.rows import events

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
BODY = (
    b'{"happened":"2024-10-28","held":"I. P.","key":"k","published":"2024-10-28T19:00:00.000000Z",'
    b'"source":{"publisher":"P"},"summary":"Held"}'
)


@pytest.fixture(autouse=True)
def only_for_the_test() -> Iterator[None]:
    """Forget the kinds and the upcasters that a test registers."""
    kept: tuple[tuple[dict[Any, Any], dict[Any, Any]], ...] = tuple(
        (each, dict(each)) for each in (_BY_NAME, _BY_CLASS, _UPCASTERS)
    )
    yield
    for registry, before in kept:
        registry.clear()
        registry.update(before)


def arrest(version: int, upcasters: dict[int, Upcaster] | None = None) -> type:
    """Return a kind at a version, as a user would write it."""

    @kind("arrest", version=version, identity=(), upcasters=upcasters or {})
    @attrs.frozen(kw_only=True)
    class Arrest(EventRecord):
        person: str

    return Arrest


def named(body: dict[str, JSON]) -> dict[str, JSON]:
    """Return a body in which `held` is called `person`."""
    person = body.pop("held", "")
    return {**body, "person": person}


def same(body: dict[str, JSON]) -> dict[str, JSON]:
    """Return a body as it is."""
    return body


def old(version: int) -> UnknownRecord:
    """Return what a program of an earlier version wrote."""
    return UnknownRecord(kind="arrest", version=version, body=BODY)


def log_of(*records: UnknownRecord) -> Log:
    """Return a log of some records."""
    log = Log(MemoryStore(), clock=lambda: NOON)
    log.append(*records)
    return log


def test_chain_that_is_given_whole_is_used() -> None:
    """Version 1 becomes 2 becomes 3; the id stays that of the stored bytes."""
    log = log_of(old(1))
    identity = log.read()[0].id
    cls = arrest(3, {1: named, 2: same})
    log = Log(log._store, clock=lambda: NOON)
    assert isinstance(log.read()[0].record, cls)
    assert log.read()[0].record.person == "I. P."  # type: ignore[union-attr]  # an arrest
    assert (log.read()[0].id, log.verify().records) == (identity, 1)


def test_gap_in_a_chain_is_refused_at_registration() -> None:
    """Nobody finds out in front of a log that a version was forgotten."""
    with pytest.raises(KindError, match="has no step from version 2, 3; give every one of them"):
        arrest(4, {1: named})
    assert kind_named("arrest") is None


@pytest.mark.parametrize("version", [3, 9, 0])
def test_step_beyond_the_version_is_refused_at_registration(version: int) -> None:
    """A chain leads up to the version: no step goes round, and none past it."""
    with pytest.raises(KindError, match=f"has steps from version {version}; it stands at 3, so"):
        arrest(3, {1: named, 2: same, version: same})


def test_step_given_twice_is_refused() -> None:
    """What the kind brings with it is not registered a second time, as another function."""
    arrest(2, {1: named})
    with pytest.raises(KindError, match="has a step from version 1 already"):
        upcaster("arrest", 1)(same)


def test_chain_is_not_changed_through_the_mapping_that_was_given() -> None:
    """What was checked is what is used."""
    given: dict[int, Upcaster] = {1: named}
    arrest(2, given)
    given.clear()
    assert missing_steps("arrest") == ()


def told(log: Log) -> list[str]:
    """Return what a chronology says of what it cannot read."""
    return [each.message.partition(" is of ")[2] for each in log.as_of().problems]


def test_unknown_kind_says_what_to_import() -> None:
    """The module that registers the kind."""
    what = "kind 'arrest' version 1, which this program does not know"
    assert told(log_of(old(1))) == [f"{what}; import the module that registers it"]


def test_newer_version_says_so() -> None:
    """It is carried through untouched, and never read as if it were an older one."""
    arrest(2, {1: named})
    log = log_of(old(3))
    assert log.read()[0].record == old(3)
    what = "kind 'arrest' version 3, which is newer than version 2 that is known here"
    assert told(log) == [f"{what}; use a newer version of the program that registers it"]


def test_gap_says_which_step_is_missing() -> None:
    """Where the steps are registered one by one, the missing one is named."""
    arrest(4)
    upcaster("arrest", 1)(named)
    upcaster("arrest", 3)(same)
    log = log_of(old(1))
    assert log.read()[0].record == old(1)
    what = "kind 'arrest' version 1, from which no chain of upcasters leads to 4"
    assert told(log) == [f"{what}; register the upcaster from version 2"]


def test_correction_by_an_unknown_kind_says_what_it_holds() -> None:
    """The correction is known, and what stands in the place of the report is not."""
    body = (
        b'{"corrects":"sha256:' + b"0" * 64 + b'","reason":"r","replacement":'
        b'{"body":{"x":1},"kind":"arrest","version":1}}'
    )
    log = log_of(UnknownRecord(kind="correction", version=1, body=body))
    assert told(log) == [
        "kind 'correction' version 1, and holds a record of a kind that this program cannot read"
    ]


def failing(body: dict[str, JSON]) -> dict[str, JSON]:
    """Fail as a hasty upcaster does."""
    return {**body, "person": body["detainee"]}


def nothing(_: dict[str, JSON]) -> dict[str, JSON]:
    """Return nothing, as who changes a body in place and forgets to return it."""
    return None  # type: ignore[return-value]  # the mistake in question


@pytest.mark.parametrize(
    "step,problem",
    [
        (failing, "the upcaster from version 1 failed: KeyError: 'detainee'"),
        (nothing, "the upcaster from version 1 returned None, and no body; return the dict"),
    ],
)
def test_upcaster_that_fails_is_told_with_its_place(step: Upcaster, problem: str) -> None:
    """Kind and version of the step, and the position of the record that it was given."""
    arrest(2, {1: step})
    log = log_of(UnknownRecord(kind="parcel", version=1, body=b"{}"), old(1))
    with pytest.raises(IntegrityError, match="position 2: its record cannot be read: ") as caught:
        log.read()
    assert problem in str(caught.value)
    assert str(caught.value).endswith("@ $.arrest")


def test_index_is_computed_anew_when_a_kind_has_grown(tmp_path: Path) -> None:
    """A file beside the log that was made of the older reading is not taken for the newer one."""
    path = tmp_path / "case.db"

    def moved(body: dict[str, JSON]) -> dict[str, JSON]:
        return named({**body, "happened": "2023-05-05"})

    @kind("arrest", version=1, identity=())
    @attrs.frozen(kw_only=True)
    class Arrest(EventRecord):
        held: str

    with open_log(path, clock=lambda: NOON) as log:
        log.append(old(1), *events(1_100))
        assert str(log.as_of().entry("k").happened) == "2024-10-28"
        assert index_path(path).exists()
    del _BY_NAME["arrest"], _BY_CLASS[Arrest]
    arrest(2, {1: moved})
    with open_log(path, clock=lambda: NOON) as log:
        assert log.as_of()[0].key == "k"
        assert [entry.key for entry in log.as_of().between("2023-01-01", "2024-01-01")] == ["k"]


def test_bodies_are_read_as_the_current_version() -> None:
    """Of each version it can be asked what it is read as; 0 where it is not."""
    arrest(3, {1: named, 2: same})
    assert [read_as("arrest", version) for version in (1, 2, 3, 4)] == [3, 3, 3, 0]
    assert read_as("parcel", 1) == 0
