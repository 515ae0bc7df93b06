"""The conformance suite of the store port: what every store, a user's own too, must keep (G10)."""

import pytest

from timeline.codec import record_id
from timeline.errors import ClosedLogError
from timeline.log import MemoryStore, Row, Store
from timeline.log.verification import verified
from timeline.testing.logs import LogConformance, Open
from timeline.testing.rows import Given, erasing_row, event, events, rows

__all__ = ["Open", "StoreConformance", "event"]

MANY = 2_500
"""More rows than a store should read in one piece."""

HARD = (
    'says "id":"sha256:' + "0" * 64 + '","kind":"event"',
    "back\\slash, \t tab, \r\n line ends, \u2028 and \x7f",
    "Їжак 🦔 \u202eright to left\u202c e\u0301",
    "x" * 200_000,
    "!",
)
"""Summaries that a store might trip over."""


class StoreConformance(LogConformance):
    """
    Subclass it in a test module, and give it a fixture `opened` of type `Open`.

    A store that keeps its rows when it is closed has more to prove, and subclasses
    `timeline.testing.persistent_stores.PersistentStoreConformance` instead.

    ```text
    class TestMyStore(StoreConformance):
        @pytest.fixture
        def opened(self, tmp_path):
            return lambda: MyStore(tmp_path / "case")
    ```
    """

    def test_new_store_has_no_tail(self, store: Store) -> None:
        """A new store holds nothing, not even a genesis."""
        assert store.tail() is None
        assert list(store.rows()) == []
        assert store.positions([record_id(event(1))]) == {}

    def test_new_store_has_no_tail_for_the_writer(self, store: Store) -> None:
        """The writer sees the same, and a block without rows leaves it so."""
        with store.writing() as writer:
            assert writer.tail() is None
            writer.add([])
        assert store.tail() is None

    def test_rows_come_back_as_they_were_added(self, store: Store) -> None:
        """Position, bytes and chain of every row are kept, in order."""
        given = _kept(store, rows(events(3)))
        assert list(store.rows()) == [row for _, row in given]

    @pytest.mark.parametrize("summary", HARD, ids=range(len(HARD)))
    def test_hard_text_comes_back_as_it_was_added(self, store: Store, summary: str) -> None:
        """Neither text that looks like an id nor line ends nor length confuse a store."""
        given = _kept(store, rows([event(1, summary), event(2)]))
        assert list(store.rows()) == [row for _, row in given]
        assert store.positions([identity for identity, _ in given[1:]]) == {
            given[1][0]: 1,
            given[2][0]: 2,
        }

    def test_text_that_looks_like_an_id_is_none(self, store: Store) -> None:
        """An id that stands in the text of a record leads nowhere."""
        _kept(store, rows([event(1, HARD[0])]))
        assert store.positions(["sha256:" + "0" * 64]) == {}

    def test_same_rows_give_the_same_store(self, store: Store) -> None:
        """Rows, tail, ids and digest are those of the memory store, erasures included."""
        given, memory = rows(events(5)), MemoryStore()
        order = erasing_row(given[2], given[-1])
        for each in (store, memory):
            _kept(each, given)
            with each.writing() as writer:
                writer.erase(*given[2])
                writer.add([order])
        assert list(store.rows()) == list(memory.rows())
        assert store.tail() == memory.tail() == order[1]
        ids = [identity for identity, _ in given[1:]]
        assert store.positions(ids) == memory.positions(ids)
        assert verified(store) == verified(memory)

    def test_many_rows_come_back(self, store: Store) -> None:
        """Rows beyond one piece, of one batch, are all there and all found by their ids."""
        given = _kept(store, rows(events(MANY)))
        assert list(store.rows()) == [row for _, row in given]
        assert list(store.rows(MANY - 1)) == [row for _, row in given[MANY - 1 :]]
        ids = {identity: row.position for identity, row in given[1:]}
        assert store.positions(list(ids)) == ids

    @pytest.mark.parametrize(
        "start,stop,positions",
        [
            (1, 3, [1, 2]),
            (4, None, [4, 5]),
            (4, 99, [4, 5]),
            (3, 3, []),
            (6, None, []),
            (9, 12, []),
        ],
    )
    def test_rows_are_given_from_start_up_to_stop(
        self, store: Store, start: int, stop: int | None, positions: list[int]
    ) -> None:
        """`start` is the first row given, `stop` the first that is not; both may lie behind."""
        _kept(store, rows(events(5)))
        assert [row.position for row in store.rows(start, stop)] == positions

    def test_rows_may_be_added_while_others_are_read(self, store: Store) -> None:
        """A reader halfway through gets the rows there were, in order, once each."""
        given = _kept(store, rows(events(MANY)))
        reading = store.rows()
        found = [next(reading).position]
        _kept(store, rows([event(0)], after=given[-1]))
        found += [row.position for row in reading]
        assert found[: MANY + 1] == list(range(MANY + 1))
        assert found[MANY + 1 :] in ([], [MANY + 1])

    def test_tail_is_the_last_row(self, store: Store) -> None:
        """The tail is the same to readers and to the writer."""
        given = rows(events(2))
        with store.writing() as writer:
            writer.add(given)
            assert writer.tail() == given[-1][1]
        assert store.tail() == given[-1][1]

    def test_writer_sees_what_it_added(self, store: Store) -> None:
        """Rows of the block, and those before it, are found by position and by id."""
        given = _kept(store, rows(events(2)))
        more = rows(events(2, first=3), after=given[-1])
        with store.writing() as writer:
            writer.add(more)
            assert [writer.row(at) for at in (1, 3, 4)] == [given[1][1], more[0][1], more[1][1]]
            assert writer.positions([given[1][0], more[1][0]]) == {given[1][0]: 1, more[1][0]: 4}

    def test_rows_may_be_added_in_pieces(self, store: Store) -> None:
        """Several calls in one block are one batch."""
        given = rows(events(4))
        with store.writing() as writer:
            for each in given:
                writer.add([each])
        assert list(store.rows()) == [row for _, row in given]

    def test_block_that_fails_keeps_nothing(self, store: Store) -> None:
        """An error inside the block takes back all that was added in it."""
        given = _kept(store, rows([]))
        more = rows(events(2), after=given[-1])
        with pytest.raises(ZeroDivisionError):
            _fail_after(store, more)
        assert [row.position for row in store.rows()] == [0]
        assert store.positions([more[0][0]]) == {}

    def test_block_that_fails_erases_nothing(self, store: Store) -> None:
        """An error inside the block brings back the bytes that were erased in it."""
        given = _kept(store, rows(events(2)))
        with pytest.raises(ZeroDivisionError):
            _fail_after(store, [], erasing=given[1])
        assert list(store.rows()) == [row for _, row in given]
        assert store.positions([given[1][0]]) == {given[1][0]: 1}

    def test_block_after_one_that_failed_is_kept(self, store: Store) -> None:
        """A failed block leaves nothing in the way of the next."""
        given = _kept(store, rows([]))
        with pytest.raises(ZeroDivisionError):
            _fail_after(store, rows(events(2), after=given[-1]))
        more = _kept(store, rows(events(1, first=3), after=given[-1]))
        assert list(store.rows(1)) == [more[0][1]]

    def test_positions_of_known_ids_are_found(self, store: Store) -> None:
        """Ids lead to their rows; an id that is not there leads nowhere."""
        given = _kept(store, rows(events(2)))
        known, unknown = given[2][0], record_id(event(3))
        assert store.positions([known, unknown, known]) == {known: 2}
        assert store.positions([]) == {}
        with store.writing() as writer:
            assert writer.positions([known, unknown]) == {known: 2}

    def test_erased_row_keeps_position_leaf_and_chain(self, store: Store) -> None:
        """The bytes go; what the chain needs stays, and the id is known as erased."""
        given = _kept(store, rows(events(2)))
        identity, row = given[1]
        with store.writing() as writer:
            writer.erase(identity, row)
            assert writer.positions([identity]) == {identity: -1}
            assert writer.row(1) == Row(1, None, row.chain, row.leaf)
            writer.add([erasing_row(given[1], given[-1])])
        assert store.positions([identity]) == {identity: -1}
        assert list(store.rows(1, 3)) == [Row(1, None, row.chain, row.leaf), given[2][1]]

    def test_rows_follow_an_erased_tail(self, store: Store) -> None:
        """The last row may be erased; the next is chained to what it left."""
        given = _kept(store, rows(events(2)))
        with store.writing() as writer:
            writer.erase(*given[2])
            assert writer.tail() == Row(2, None, given[2][1].chain, given[2][1].leaf)
            writer.add([erasing_row(given[2], given[2])])
        assert verified(store).position == 3

    def test_row_may_be_added_and_erased_in_one_block(self, store: Store) -> None:
        """Only the leaf of such a row is ever stored."""
        given = rows(events(2))
        order = erasing_row(given[1], given[2])
        with store.writing() as writer:
            writer.add(given)
            writer.erase(*given[1])
            writer.add([order])
        assert [row.body is None for row in store.rows()] == [False, True, False, False]
        assert store.positions([given[1][0], order[0]]) == {given[1][0]: -1, order[0]: 3}

    def test_rows_may_come_without_their_bytes(self, store: Store) -> None:
        """As in a copy of a log: an erased row with its id, a withheld one with none."""
        given = rows(events(3))
        gone = [Row(row.position, None, row.chain, row.leaf) for _, row in given]
        order = erasing_row(given[1], given[3])
        ids = [each[0] for each in (*given[1:], order)]
        known = {given[1][0]: -1, given[3][0]: 3, order[0]: 4}
        with store.writing() as writer:
            writer.add([given[0], (given[1][0], gone[1]), ("", gone[2]), given[3], order])
            assert writer.positions(ids) == known
        assert list(store.rows()) == [given[0][1], gone[1], gone[2], given[3][1], order[1]]
        assert store.positions(ids) == known

    def test_closed_store_says_so(self, store: Store) -> None:
        """Reading and writing after closing are errors that say how to go on."""
        store.close()
        store.close()
        for use in (store.tail, lambda: list(store.rows()), lambda: store.positions(["x"])):
            with pytest.raises(ClosedLogError, match="open it again"):
                use()
        with pytest.raises(ClosedLogError), store.writing():
            pass


def _kept(store: Store, given: list[Given]) -> list[Given]:
    with store.writing() as writer:
        writer.add(given)
    return given


def _fail_after(store: Store, added: list[Given], *, erasing: Given | None = None) -> None:
    with store.writing() as writer:
        writer.add(added)
        if erasing is not None:
            writer.erase(*erasing)
        raise ZeroDivisionError
