"""The conformance suite of stores that keep states of projections with the log."""

import pytest
from attrs import evolve

from timeline.log import Keeping, Kept, Shelf, Store
from timeline.testing.logs import Open
from timeline.testing.rows import Given, erasing_row, event, events, rows

NAMES = ("killed", "killed.by-place")


class KeepingConformance:
    """
    Subclass it beside `StoreConformance`, and give it a fixture `opened` of type `Open`.

    A store that keeps its rows when it is closed subclasses `PersistentKeepingConformance`.
    """

    @pytest.fixture
    def store(self, opened: Open) -> Store:
        """Return a new store."""
        return opened()

    def test_store_offers_to_keep_states(self, store: Store) -> None:
        """The log asks for it by the protocol."""
        assert isinstance(store, Keeping)

    def test_new_store_keeps_nothing(self, store: Store) -> None:
        """The shelf of any name is empty."""
        assert _of(store).kept(NAMES[0]) == Shelf()

    def test_states_come_back_as_they_were_given(self, store: Store) -> None:
        """Both slots, each with its basis, place, digest, mark and bytes."""
        given = Shelf(standing=_kept(1), building=_kept(2))
        assert _of(store).keep(NAMES[0], Shelf(), given)
        assert _of(store).kept(NAMES[0]) == given

    def test_names_are_kept_apart(self, store: Store) -> None:
        """A name that begins with another one has a shelf of its own."""
        given = [Shelf(standing=_kept(number)) for number, _ in enumerate(NAMES)]
        for name, shelf in zip(NAMES, given, strict=True):
            assert _of(store).keep(name, Shelf(), shelf)
        assert [_of(store).kept(name) for name in NAMES] == given

    def test_one_slot_is_replaced_and_the_other_stays(self, store: Store) -> None:
        """A state that is being built grows beside the one that stands."""
        first = Shelf(standing=_kept(1), building=_kept(2))
        second = evolve(first, building=_kept(3))
        assert _of(store).keep(NAMES[0], Shelf(), first)
        assert _of(store).keep(NAMES[0], first, second)
        assert _of(store).kept(NAMES[0]) == second

    def test_a_state_that_was_built_takes_the_place_of_the_old_one(self, store: Store) -> None:
        """One step makes it stand, and empties its slot."""
        before = Shelf(standing=_kept(1), building=_kept(2))
        _of(store).keep(NAMES[0], Shelf(), before)
        assert _of(store).keep(NAMES[0], before, Shelf(standing=_kept(2)))
        assert _of(store).kept(NAMES[0]) == Shelf(standing=_kept(2))

    def test_an_empty_shelf_drops_what_was_kept(self, store: Store) -> None:
        """What is dropped is gone, and may be kept anew."""
        given = Shelf(standing=_kept(1))
        _of(store).keep(NAMES[0], Shelf(), given)
        assert _of(store).keep(NAMES[0], given, Shelf())
        assert _of(store).kept(NAMES[0]) == Shelf()
        assert _of(store).keep(NAMES[0], Shelf(), given)

    @pytest.mark.parametrize("slot", ["standing", "building"])
    def test_who_did_not_see_the_last_state_replaces_nothing(self, store: Store, slot: str) -> None:
        """A state of the same place and bytes under another mark is another one."""
        given = Shelf(standing=_kept(1), building=_kept(2))
        seen = evolve(given, **{slot: evolve(getattr(given, slot), mark="another")})
        _of(store).keep(NAMES[0], Shelf(), given)
        for before in (Shelf(), seen):
            assert not _of(store).keep(NAMES[0], before, Shelf(standing=_kept(3)))
        assert _of(store).kept(NAMES[0]) == given

    def test_appends_leave_it_alone(self, store: Store) -> None:
        """Rows that come later change nothing that is kept."""
        given, shelf = rows(events(2)), Shelf(standing=_kept(1))
        _of(store).keep(NAMES[0], Shelf(), shelf)
        with store.writing() as writer:
            writer.add(given)
        assert _of(store).kept(NAMES[0]) == shelf
        assert list(store.rows()) == [row for _, row in given]

    def test_an_erasure_takes_all_states_away(self, store: Store) -> None:
        """Whatever was folded may hold what is erased; each name and each slot goes."""
        _erase_beside_states(store)
        assert [_of(store).kept(name) for name in NAMES] == [Shelf(), Shelf()]

    def test_an_erasure_that_fails_takes_nothing_away_for_good(self, store: Store) -> None:
        """States are whole or gone; what was kept may be kept again."""
        given = rows(events(1))
        with store.writing() as writer:
            writer.add(given)
        shelf = Shelf(standing=_kept(1))
        _of(store).keep(NAMES[0], Shelf(), shelf)
        with pytest.raises(ZeroDivisionError):
            _erase_and_fail(store, given[1])
        found = _of(store).kept(NAMES[0])
        assert found in (shelf, Shelf())
        assert _of(store).keep(NAMES[0], found, Shelf(standing=_kept(2)))

    def test_what_was_read_before_an_erasure_is_not_kept_after_it(self, store: Store) -> None:
        """A fold under way when its record is erased finds its shelf gone, also a new one."""
        seen = Shelf(building=_kept(0))
        _erase_beside_states(store, seen)
        assert not _of(store).keep(NAMES[0], seen, Shelf(standing=_kept(1)))


class PersistentKeepingConformance(KeepingConformance):
    """All of `KeepingConformance`, and what opening the same log twice must give."""

    def test_reopened_store_has_the_same_states(self, store: Store, opened: Open) -> None:
        """What was kept is there for the next program."""
        given = Shelf(standing=_kept(1), building=_kept(2))
        _of(store).keep(NAMES[0], Shelf(), given)
        store.close()
        assert _of(opened()).kept(NAMES[0]) == given

    def test_of_two_that_saw_the_same_one_is_first(self, store: Store, opened: Open) -> None:
        """The other is told, and sees what the first kept."""
        other, before = opened(), Shelf()
        assert _of(store).keep(NAMES[0], before, Shelf(standing=_kept(1)))
        assert not _of(other).keep(NAMES[0], before, Shelf(standing=_kept(2)))
        assert _of(other).kept(NAMES[0]) == Shelf(standing=_kept(1))

    def test_anothers_erasure_takes_all_states_away(self, store: Store, opened: Open) -> None:
        """Also for the program that kept them."""
        _erase_beside_states(store)
        assert [_of(opened()).kept(name) for name in NAMES] == [Shelf(), Shelf()]


def _erase_and_fail(store: Store, given: Given) -> None:
    with store.writing() as writer:
        writer.erase(*given)
        raise ZeroDivisionError


def _of(store: Store) -> Keeping:
    assert isinstance(store, Keeping)
    return store


def _kept(number: int) -> Kept:
    return Kept(
        basis=f'{{"version": {number}}}',
        position=number,
        digest=f"{number:064x}",
        mark=f"mark {number}",
        state=f'{{"place": "Їжак 🦔 \\u2028 {number}"}}\n"x"'.encode(),
    )


def _erase_beside_states(store: Store, shelf: Shelf | None = None) -> None:
    given = rows([event(1), event(2)])
    with store.writing() as writer:
        writer.add(given)
    for name in NAMES:
        _of(store).keep(name, Shelf(), shelf or Shelf(standing=_kept(1), building=_kept(2)))
    with store.writing() as writer:
        writer.erase(*given[1])
        writer.add([erasing_row(given[1], given[-1])])
