"""Texts: counted without being made, and in everything else a tuple of them."""

import copy
import pickle

import numpy as np
import pytest

from timeline.projections.texts import Behind, Digests, Texts, Written


def unread() -> list[str]:
    """Fail, as nobody may read the texts."""
    pytest.fail("the texts were made")


def texts(*told: str) -> Texts:
    """Return texts that are made when they are read."""
    return Texts(lambda: told, len(told))


def test_texts_are_counted_without_being_made() -> None:
    """A sum of many happenings is printed with their number."""
    assert len(Texts(unread, 100_000)) == 100_000


def test_texts_of_no_known_number_are_made_to_be_counted() -> None:
    """Ids are behind several figures of one row, and count once."""
    assert len(Texts(lambda: ["a", "b"])) == 2


def test_texts_are_made_once() -> None:
    """However often they are read."""
    coming = iter([["a"]])
    told = Texts(lambda: next(coming), 1)
    assert (list(told), told[0], "a" in told) == (["a"], "a", True)


@pytest.mark.parametrize("other", [("a", "b"), texts("a", "b")])
def test_texts_equal_a_tuple_and_each_other(other: object) -> None:
    """From either side, and with one hash, so that a set holds them once."""
    told = texts("a", "b")
    assert told == other
    assert other == told
    assert len({told, other}) == 1


@pytest.mark.parametrize("other", [("a",), ("b", "a"), texts("a"), texts("a", "c"), ["a", "b"], 7])
def test_texts_differ_from_all_else(other: object) -> None:
    """From other texts, and from what no tuple equals."""
    assert texts("a", "b") != other
    assert other != texts("a", "b")


def test_texts_of_other_number_are_told_apart_unread() -> None:
    """Two rows of many happenings are compared."""
    assert Texts(unread, 2) != Texts(unread, 3)


def test_texts_print_as_a_tuple() -> None:
    """A notebook shows what it always did."""
    assert (repr(texts("a")), repr(texts())) == ("('a',)", "()")


def test_texts_are_put_together_as_tuples_are() -> None:
    """With a tuple on either side, and with each other."""
    told, other = texts("a"), ("b",)
    assert (told + other, other + told, told + told) == (("a", "b"), ("b", "a"), ("a", "a"))


def test_slice_of_texts_is_a_tuple() -> None:
    """And an index behind the end is an error."""
    told = texts("a", "b", "c")
    assert (told[1:], told[-1], told.index("b")) == (("b", "c"), "c", 1)
    with pytest.raises(IndexError):
        told[3]


def test_texts_are_copied_and_pickled_as_tuples() -> None:
    """They leave the columns behind, and the log with them."""
    told = texts("a", "b")
    pickled: object = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own
    found: list[object] = [pickled, copy.deepcopy(told), copy.copy(told)]
    assert [(type(each), each) for each in found] == [(tuple, ("a", "b"))] * 3


def test_ids_behind_rows_stand_once_each_in_their_order() -> None:
    """Some rows have one record, some several, and two may have one in common."""
    single = Written(["a", "-", "b", "a"], np.arange(4))
    behind = Behind(single, {1: ("c", "a", "d")})
    assert behind(np.array([2, 1, 0, 3])) == ("b", "c", "a", "d")


def test_digests_are_ids() -> None:
    """Those of the positions that the rows are at, in the order of the rows."""
    digests = np.arange(96, dtype=np.uint8).reshape(3, 32)
    found = Digests(digests, np.array([2, 1]))(np.array([1, 0]))
    assert found == [f"sha256:{bytes(range(32, 64)).hex()}", f"sha256:{bytes(range(64, 96)).hex()}"]
