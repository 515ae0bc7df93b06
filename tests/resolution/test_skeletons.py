"""Skeletons against an outside judge, and the two looks of a key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.icu_skeletons import SKELETONS
from timeline.records.fields import folded
from timeline.resolution.skeletons import confusables, looks, skeleton

DIGITS = [chr(point) for point in range(0x110000) if chr(point).isdecimal()]
SIGNS = st.sampled_from("strike-01lIO|mrn`'\"%ß\u0441\u0456\u200b\u202e\u0301\u0663\u06f3\u09ea8é")


def alike(one: str, other: str) -> bool:
    """Return whether two keys look alike."""
    return any(this == that for this, that in zip(looks(one), looks(other), strict=True))


@pytest.mark.parametrize("text,expected", SKELETONS, ids=ascii)
def test_skeleton_is_that_of_icu(text: str, expected: str) -> None:
    """ICU finds the same skeleton."""
    assert skeleton(text) == expected


def test_table_says_its_version() -> None:
    """A newer version of Unicode is seen in the table, and in this test."""
    assert confusables().version == "17.0.0"
    assert len(confusables().prototypes) - len(confusables().ignorable) == 6564


@given(st.text(st.characters(exclude_characters=DIGITS) | st.sampled_from("01"), max_size=20))
def test_first_look_is_the_skeleton(text: str) -> None:
    """Only digits of other scripts are treated otherwise than UTS #39 does."""
    assert looks(text)[0] == skeleton(text)


@given(st.text(SIGNS, max_size=12))
def test_texts_of_ascii_take_no_other_way(text: str) -> None:
    """The short way of texts in ASCII gives what the long way of all texts gives."""
    plain = text.encode("ascii", "ignore").decode()
    assert looks(plain) == tuple(each[:-1] for each in looks(f"{plain}\u4e00"))


@given(st.text(SIGNS, max_size=12))
def test_looks_do_not_depend_on_the_form_of_accents(text: str) -> None:
    """A key in NFC and the same in NFD look the same."""
    composed, parted = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert looks(composed) == looks(parted)


@pytest.mark.parametrize(
    "one,other",
    [
        ("strike-1", "strike-l"),
        ("strike-I", "strike-1"),
        ("camp", "\u0441\u0430mp"),
        ("Camp", "\u0441\u0430mp"),
        ("camp", "CAMP"),
        ("Київ", "київ"),
        ("dam", "da\u200bm"),
        ("dam", "da\u00adm"),
        ("dam", "dam\ufe0f"),
        ("dam", "\u202adam\u202c"),
        ("می\u200cرود", "میرود"),
        ("form", "forrn"),
        ("raid-2024", "raid–2024"),
        ("raid-2", "raid-۲"),
        ("raid-2", "raid-\U0001d7d0"),
    ],
    ids=ascii,
)
def test_keys_that_look_alike(one: str, other: str) -> None:
    """Letters of another script, case, what nobody sees, and a digit of another script."""
    assert alike(one, other)


@pytest.mark.parametrize(
    "one,other",
    [
        ("drones-2024-10-01", "drones-2024-10-10"),
        ("raid-0", "raid-o"),
        ("grid-L", "grid-1"),
        ("raid-\u09ea", "raid-8"),
        ("raid-\u0665", "raid-\u0966"),
        ("bridge", "bridge-2"),
        ("cafe", "café"),
        ("die Brücke", "die Bruecke"),
        ("мост", "міст"),
        ("harbour", "harbor"),
        ("a-b", "ab"),
        ("a b", "ab"),
    ],
    ids=ascii,
)
def test_keys_that_do_not_look_alike(one: str, other: str) -> None:
    """What a reader tells apart is no look-alike."""
    assert not alike(one, other)


@given(st.lists(st.sampled_from(DIGITS), min_size=1, max_size=6), st.data())
def test_keys_that_differ_in_the_values_of_digits_never_look_alike(
    digits: list[str], data: st.DataObject
) -> None:
    """Of whatever script: another number is another key."""
    others = data.draw(
        st.lists(st.sampled_from(DIGITS), min_size=len(digits), max_size=len(digits))
    )
    values = [[unicodedata.decimal(each) for each in signs] for signs in (digits, others)]
    one, other = (f"raid-{''.join(signs)}" for signs in (digits, others))
    assert alike(one, other) == (values[0] == values[1])


@given(st.text(st.sampled_from("0123456789-"), max_size=10), st.text(max_size=6))
def test_dates_are_never_taken_for_each_other(number: str, prefix: str) -> None:
    """Two keys that end in two numbers differ, whatever stands before."""
    other = number.translate(str.maketrans("0123456789", "1234567890"))
    one, two = (folded(f"{prefix}.{each}") for each in (number, other))
    assert alike(one, two) == (one == two)
