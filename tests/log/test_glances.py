"""Glances: rows read in ranges, each once, and what they state kept as numbers."""

from collections.abc import Iterator

import numpy as np
import pytest
from attrs import frozen

from timeline.canonical import LARGEST_RECORD
from timeline.errors import IntegrityError
from timeline.log import MemoryStore, Row
from timeline.log.glances import SILENT, UNSEEN, WITHOUT, Glances, Positions
from timeline.records import Event, EventRecord, Quantity, Speaker, Statement, Strike, kind
from timeline.records.fields import named
from timeline.testing.rows import rows


class Counting(MemoryStore):
    """A store that writes down which ranges were asked for, and has a damaged row perhaps."""

    def __init__(self, damaged: int | None = None) -> None:
        super().__init__()
        self.asked: list[tuple[int, int | None]] = []
        self.damaged = damaged

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        self.asked.append((start, stop))
        for row in super().rows(start, stop):
            if row.position == self.damaged:
                raise IntegrityError(row.position, "its columns hold no bytes")
            yield row


@kind("glanced.raid", version=1, identity=("happened",))
@frozen(kw_only=True, field_transformer=named)
class Raid(EventRecord):
    """A kind of somebody's own, with a figure of its own."""

    killed: Quantity | None = None


def strike(number: int, **given: object) -> Strike:
    """Return one of many strikes."""
    told: dict[str, object] = {"killed": number, "summary": "hit", **given}
    return Strike(
        key=f"s{number}",
        happened="2024-10-01",
        published="2024-12-01T12:00Z",
        source="P",
        **told,  # type: ignore[arg-type]  # as typed
    )


def statement(**given: object) -> Statement:
    """Return a statement."""
    told: dict[str, object] = {"summary": "said", **given}
    return Statement(
        key="said",
        happened="2024-10-01",
        published="2024-12-01T12:00Z",
        source="P",
        speaker=Speaker(person="A"),
        **told,  # type: ignore[arg-type]  # as typed
    )


def filled(store: Counting, *records: EventRecord) -> Counting:
    """Return a store with the rows of some records behind the genesis."""
    with store.writing() as writer:
        writer.add(rows(records))
    return store


def at(*positions: int) -> Positions:
    """Return positions as a column."""
    return np.array(positions, np.int64)


def told(glances: Glances, figure: str, *positions: int) -> list[object]:
    """Return what is told of a figure: in words, or the code of why not."""
    found = glances.glance(at(*positions), figure)
    return [str(found.figures[each]) if each >= 0 else each for each in found.stated.tolist()]


def test_figures_come_in_the_order_in_which_they_are_asked_for() -> None:
    """Rows are read in theirs."""
    glances = Glances(filled(Counting(), *map(strike, range(1, 5))))
    assert told(glances, "killed", 4, 1, 3) == ["4", "1", "3"]


def test_silence_is_told_from_a_kind_without_the_figure() -> None:
    """A strike may be silent about the dead; an event has no such field."""
    event = Event(
        key="e",
        happened="2024",
        published="2024-12-01T12:00Z",
        source="P",
        summary="x",
        figures={"lost": 2},
    )
    glances = Glances(filled(Counting(), strike(1, killed=None), event))
    assert told(glances, "killed", 1, 2) == [SILENT, WITHOUT]
    assert told(glances, "lost", 1, 2) == [WITHOUT, "2"]


def test_statement_that_states_the_figure_is_left_to_others() -> None:
    """It is listed as left out; one that does not state it brings nothing."""
    first, second = statement(), statement(summary="other", figures={"killed": 3})
    glances = Glances(filled(Counting(), first, second))
    assert told(glances, "killed", 1, 2) == [WITHOUT, UNSEEN]


def test_plan_is_left_to_others() -> None:
    """Whether it is left out depends on more than its figure."""
    glances = Glances(filled(Counting(), strike(1, modality="planned")))
    assert told(glances, "killed", 1) == [UNSEEN]


def test_kind_of_ones_own_is_left_to_others() -> None:
    """Only its class knows what its fields may hold."""
    raid = Raid(
        happened="2024",
        published="2024-12-01T12:00Z",
        source="P",
        summary="x",
        killed=Quantity.exactly(3),
    )
    assert told(Glances(filled(Counting(), raid)), "killed", 1) == [UNSEEN]


def test_rows_of_several_kinds_are_seen_in_one_piece() -> None:
    """Whichever comes first."""
    glances = Glances(filled(Counting(), statement(), strike(2), strike(3, summary="a\tb")))
    assert told(glances, "killed", 1, 2, 3) == [WITHOUT, "2", UNSEEN]


def test_each_row_is_read_once() -> None:
    """Another figure of it, and another moment, are looked up."""
    store = filled(Counting(), *map(strike, range(1, 9)))
    glances = Glances(store)
    told(glances, "killed", 2, 4)
    assert told(glances, "injured", 4, 2, 7) == [SILENT] * 3
    assert store.asked == [(2, 5), (7, 8)]


def test_rows_far_apart_are_read_apart() -> None:
    """What lies between them is not wanted."""
    store = filled(Counting(), *map(strike, range(1, 60)))
    assert told(Glances(store), "killed", 1, 2, 59) == ["1", "2", "59"]
    assert store.asked == [(1, 3), (59, 60)]


def test_row_that_is_not_asked_for_is_not_seen() -> None:
    """It may lie in a range that is read."""
    store = filled(Counting(), *map(strike, range(1, 9)))
    glances = Glances(store)
    told(glances, "killed", 1, 3)
    assert not glances.glance(at(1), "killed").digests[2].any()


def test_row_that_the_store_cannot_give_is_left_to_others() -> None:
    """And those behind it, in that range; whoever decodes them is told what is wrong."""
    store = filled(Counting(damaged=2), *map(strike, range(1, 4)))
    assert told(Glances(store), "killed", 1, 2, 3) == ["1", UNSEEN, UNSEEN]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: None,
        lambda _: b"",
        lambda body: body + b"\n",
        lambda body: body.replace(b"hit", b"h\nt"),
        lambda body: body.replace(b"hit", b"\xff\xff"),
        lambda body: body.replace(b'"pos":2', b'"pos":3'),
        lambda body: body.replace(b"hit", b"h" * LARGEST_RECORD),
        lambda body: body.replace(b'"v":1', b'"v":2'),
        lambda body: body.replace(b'"version":1', b'"version":2'),
        lambda body: body.replace(b'"summary"', b'"summary" '),
        lambda body: body.replace(b'{"exactly":2}', b'{"exactly":2,"exactly":2}'),
        lambda body: body.replace(b'"exactly":2', b'"exactly":02'),
    ],
)
def test_damaged_row_is_left_to_others_and_those_beside_it_are_not(spoil: object) -> None:
    """Erased, cut, of another place, of another format, or in another form."""
    store = filled(Counting(), *map(strike, range(1, 4)))
    row = next(store.rows(2))
    body = spoil(row.body)  # type: ignore[operator]  # a function of bytes
    store._rows[2] = Row(2, body, row.chain, row.leaf)
    assert told(Glances(store), "killed", 1, 2, 3) == ["1", UNSEEN, "3"]


def test_ids_are_told_by_position() -> None:
    """All 32 bytes of each."""
    given = rows([strike(1), strike(2)])
    store = Counting()
    with store.writing() as writer:
        writer.add(given)
    found = Glances(store).glance(at(1, 2), "killed").digests
    assert [f"sha256:{each.tobytes().hex()}" for each in found[1:3]] == [given[1][0], given[2][0]]


def test_what_was_seen_before_stays_as_more_is_seen() -> None:
    """Columns grow; whoever holds the old ones reads on in them."""
    glances = Glances(filled(Counting(), *map(strike, range(1, 60))))
    before = glances.glance(at(1), "killed")
    kept = before.digests[1].tobytes()
    told(glances, "killed", *range(1, 60))
    assert (before.digests[1].tobytes(), str(before.figures[before.stated[0]])) == (kept, "1")


def test_what_was_seen_is_forgotten_when_told() -> None:
    """A row may have been erased since."""
    store = filled(Counting(), strike(1))
    glances = Glances(store)
    told(glances, "killed", 1)
    store._rows[1] = Row(1, None, b"", b"")
    assert told(glances, "killed", 1) == ["1"]
    glances.forget()
    assert told(glances, "killed", 1) == [UNSEEN]


def test_memory_is_told() -> None:
    """Thirty-three bytes a row, and four for each name of a figure that occurs."""
    glances = Glances(filled(Counting(), *map(strike, range(1, 100))))
    told(glances, "killed", *range(1, 100))
    assert glances.nbytes == 100 * (33 + 4)


def test_nothing_is_asked_for() -> None:
    """No row is read, and no figure told."""
    store = filled(Counting(), strike(1))
    assert (told(Glances(store), "killed"), store.asked) == ([], [])
