"""What the words around a number say of it, and which words are refused rather than guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import QuantityError
from timeline.records.exact_numbers import Number, digits
from timeline.records.quantity import Quantity
from timeline.records.quantity_words import LONGEST, quantity
from timeline.testing.figures import numbers, quantities, units

SCRAPS = """
    about some at least over up to between and or more so - ( ) , . % 5 10,000 1.5 10.000
    two twenty one a half dozen million no unknown number of drones
"""

scraps = st.lists(st.sampled_from(SCRAPS.split()), max_size=7).map(" ".join)


class TestValues:
    """What is given instead of a text."""

    def test_a_figure_stays_as_it_is(self) -> None:
        """A converter may meet its own result."""
        figure = Quantity.about(5)
        assert quantity(figure) is figure

    @pytest.mark.parametrize("value", [100, Decimal("1.5"), 0, -3])
    def test_a_bare_number_is_exact(self, value: Number) -> None:
        """No doubt is added to a number."""
        assert quantity(value) == Quantity.exactly(value)

    @pytest.mark.parametrize("value", [1.5, True, None, [5]])
    def test_another_type_is_refused(self, value: object) -> None:
        """Neither a float nor a bool is a figure."""
        with pytest.raises(QuantityError, match="not an int or a Decimal"):
            quantity(value)  # type: ignore[arg-type]  # the point of the test


class TestHedges:
    """Words before and after the number."""

    @pytest.mark.parametrize("text", ["100", "exactly 100", "precisely 100", "a total of 100"])
    def test_a_number_without_doubt_is_exact(self, text: str) -> None:
        """No hedge is invented."""
        assert quantity(text) == Quantity.exactly(100)

    @pytest.mark.parametrize(
        "words",
        [
            *("about 80", "around 80", "approximately 80", "approx. 80", "roughly 80", "some 80"),
            *("circa 80", "c. 80", "ca. 80", "~80", "~ 80", "an estimated 80", "80 or so"),
            *("About 80", "ABOUT 80"),
        ],
    )
    def test_an_approximate_number_is_the_best_without_bounds(self, words: str) -> None:
        """Each of the words that mean about."""
        assert quantity(words) == Quantity.about(80)

    @pytest.mark.parametrize("words", ["nearly 50", "almost 50", "close to 50", "just under 50"])
    def test_a_number_just_below_is_about(self, words: str) -> None:
        """Fewer than 50 would lose that it is near to 50."""
        assert quantity(words) == Quantity.about(50)

    @pytest.mark.parametrize(
        "words",
        [
            *("at least 13", "no fewer than 13", "no less than 13", "not less than 13"),
            *("a minimum of 13", "≥ 13", ">=13", "13 or more", "13+"),
        ],
    )
    def test_a_least_number_is_possible_itself(self, words: str) -> None:
        """Each of the words that mean at least."""
        assert quantity(words) == Quantity.at_least(13)

    @pytest.mark.parametrize(
        "words",
        [
            *("more than 600,000", "over 600,000", "above 600,000", "upwards of 600,000"),
            *("in excess of 600,000", "> 600,000", "well over 600,000", "just over 600,000"),
            "slightly more than 600,000",
        ],
    )
    def test_a_number_that_is_exceeded_is_excluded(self, words: str) -> None:
        """Each of the words that mean more than."""
        assert quantity(words) == Quantity.more_than(600_000)

    @pytest.mark.parametrize(
        "words",
        [
            *("at most 8", "up to 8", "as many as 8", "no more than 8", "not more than 8"),
            *("a maximum of 8", "≤8", "<= 8", "8 or fewer", "8 or less"),
        ],
    )
    def test_a_greatest_number_is_possible_itself(self, words: str) -> None:
        """Each of the words that mean at most."""
        assert quantity(words) == Quantity.at_most(8)

    @pytest.mark.parametrize("words", ["fewer than 20", "less than 20", "under 20", "< 20"])
    def test_a_number_that_is_not_reached_is_excluded(self, words: str) -> None:
        """Each of the words that mean fewer than."""
        assert quantity(words) == Quantity.fewer_than(20)

    @pytest.mark.parametrize("words", ["about 50 or more", "at least 50+", "up to 50 or so"])
    def test_two_hedges_are_refused(self, words: str) -> None:
        """Which of the two holds is not for a reader of words to say."""
        with pytest.raises(QuantityError, match="has two hedges; keep one"):
            quantity(words)

    @pytest.mark.parametrize("words", ["none", "no", "nil", "zero", "0"])
    def test_none_is_zero(self, words: str) -> None:
        """That there were none is a figure."""
        assert quantity(words) == Quantity.exactly(0)

    def test_none_of_a_kind_is_zero_of_it(self) -> None:
        """No drones are 0 drones."""
        assert quantity("no drones") == Quantity.exactly(0, unit="drones")

    @pytest.mark.parametrize(
        "words", ["unknown", "Unknown", "unclear", "not known", "undisclosed", "not stated"]
    )
    def test_unknown_is_not_zero(self, words: str) -> None:
        """Each of the words that state no figure."""
        assert quantity(words) == Quantity.unknown()

    def test_an_unknown_number_keeps_its_unit(self) -> None:
        """What is not counted has a name all the same."""
        assert quantity("an unknown number of drones") == Quantity.unknown(unit="drones")

    @pytest.mark.parametrize(
        "words", ["no data", "no information", "no reports", "no confirmed deaths", "no one"]
    )
    def test_silence_is_not_zero(self, words: str) -> None:
        """No data on deaths does not mean 0 data, and perhaps not 0 deaths."""
        with pytest.raises(QuantityError, match='may mean unknown or none; write "unknown" or "0"'):
            quantity(words)


class TestRanges:
    """Two numbers."""

    @pytest.mark.parametrize(
        "words",
        [
            *("between 10,900 and 12,000", "from 10,900 to 12,000", "10,900 to 12,000"),
            *("10,900-12,000", "10,900\u201312,000", "10,900 \u2014 12,000", "10 900-12 000"),
        ],
    )
    def test_a_range_has_two_bounds_and_no_best(self, words: str) -> None:
        """Each way to write a range."""
        assert quantity(words) == Quantity.between(10_900, 12_000)

    def test_two_or_three_is_a_range(self) -> None:
        """An alternative of numbers bounds them."""
        assert quantity("two or three") == Quantity.between(2, 3)

    def test_a_range_may_be_negative(self) -> None:
        """The sign is told from the dash."""
        assert quantity("-5--3") == Quantity.between(-5, -3)

    @pytest.mark.parametrize("words", ["1 to 2 million", "10-12,000", "two or three dozen"])
    def test_a_shortened_first_number_is_refused(self, words: str) -> None:
        """1 to 2 million may begin at 1 or at 1,000,000."""
        with pytest.raises(QuantityError, match="may leave out thousands or millions"):
            quantity(words)

    @pytest.mark.parametrize(
        "words, low, high",
        [("500-1,000", 500, 1000), ("1 to 2,000", 1, 2000), ("50 to 1 million", 50, 10**6)],
    )
    def test_a_first_number_that_is_whole_is_read(self, words: str, low: int, high: int) -> None:
        """500-1,000 would fall if it meant 500,000."""
        assert quantity(words) == Quantity.between(low, high)

    def test_a_falling_range_is_refused(self) -> None:
        """The bounds are not put in order behind the writer's back."""
        with pytest.raises(QuantityError, match="contradicts itself"):
            quantity("12,000 to 10,900")

    @pytest.mark.parametrize(
        "words", ["10 and 12", "about 10 to 12", "2024-10-28", "10 to 12 to 14"]
    )
    def test_what_is_no_range_is_refused(self, words: str) -> None:
        """Two numbers alone, a hedged range and a date are not guessed at."""
        with pytest.raises(QuantityError, match="is not read as a figure"):
            quantity(words)

    def test_two_hedged_numbers_are_two_bounds(self) -> None:
        """Each bound keeps whether it is possible itself."""
        assert quantity("more than 3 but at most 8 drones") == Quantity.stated(
            {"more_than": 3, "high": 8}, unit="drones"
        )

    def test_a_best_number_may_have_bounds_in_brackets(self) -> None:
        """As an estimate is printed."""
        assert quantity("about 10 drones (2 to 50)") == Quantity.estimate(
            low=2, best=10, high=50, unit="drones"
        )

    @pytest.mark.parametrize(
        "words",
        [
            *("100 (66 shot down)", "about 100 (66 shot down)", "about 5 (unknown)"),
            *("at least 5 (at most 8)", "about 5 (about 6)", "about 5 (2 to 8 drones)"),
        ],
    )
    def test_other_words_in_brackets_are_refused(self, words: str) -> None:
        """A remark is no bound."""
        with pytest.raises(QuantityError, match="is not read as a figure"):
            quantity(words)


class TestNumerals:
    """How numbers are written."""

    @pytest.mark.parametrize(
        "text",
        [
            *("10000", "10,000", "10 000", "10\u00a0000", "10\u2009000", "10\u202f000"),
            *("10'000", "10\u2019000", "ten thousand", "10 thousand"),
        ],
    )
    def test_thousands_may_be_grouped(self, text: str) -> None:
        """Each common separator."""
        assert quantity(text) == Quantity.exactly(10_000)

    @pytest.mark.parametrize(
        "text, value",
        [("1.5", "1.5"), ("0.125", "0.125"), ("1,000.125", "1000.125"), ("2.50", "2.5")],
    )
    def test_a_point_starts_a_fraction(self, text: str, value: str) -> None:
        """A point is read as one where it can be nothing else."""
        assert quantity(text) == Quantity.exactly(Decimal(value))

    def test_a_point_that_may_group_thousands_is_refused(self) -> None:
        """10.000 is ten in London and ten thousand in Berlin; the message gives both ways."""
        with pytest.raises(QuantityError, match=r"write 10,000, or 10\.0000 if it is a fraction"):
            quantity("10.000")

    def test_points_that_group_thousands_are_refused(self) -> None:
        """Points never group."""
        with pytest.raises(QuantityError, match=r"write 12,345,678$"):
            quantity("12.345.678")

    @pytest.mark.parametrize("text", ["1,5", "10,00", "10,000 ,5", "0,100", "1,000 000", "5,"])
    def test_a_misplaced_separator_is_refused(self, text: str) -> None:
        """Groups have three digits and one separator."""
        with pytest.raises(QuantityError, match=r"is no number|is not read"):
            quantity(text)

    @pytest.mark.parametrize("text", ["-5", "\u22125"])
    def test_a_number_may_be_negative(self, text: str) -> None:
        """With a hyphen or a minus sign."""
        assert quantity(text) == Quantity.exactly(-5)

    @pytest.mark.parametrize(
        "text, value",
        [
            ("two", 2),
            ("twelve", 12),
            ("twenty-one", 21),
            ("Ninety nine", 99),
            ("a hundred", 100),
            ("two hundred thousand", 200_000),
            ("a dozen", 12),
            ("half a dozen", 6),
            ("half a million", 500_000),
            ("1.5 million", 1_500_000),
            ("2 billion", 2 * 10**9),
        ],
    )
    def test_numbers_may_be_words(self, text: str, value: int) -> None:
        """Words are taken at their word: a dozen is 12."""
        assert quantity(text) == Quantity.exactly(value)

    def test_a_word_may_be_hedged(self) -> None:
        """The commonest count in the news."""
        assert quantity("at least two") == Quantity.at_least(2)

    def test_a_fraction_of_a_million_is_exact(self) -> None:
        """No digit is lost to a rounding that the program has set."""
        assert quantity("123,456,789.123456789012345 thousand") == Quantity.exactly(
            Decimal("123456789123.456789012345")
        )

    @pytest.mark.parametrize(
        "words", ["dozens", "dozens of drones", "hundreds", "several", "a few dozen", "many people"]
    )
    def test_vague_words_are_refused(self, words: str) -> None:
        """Any number for dozens would be ours, not the source's."""
        with pytest.raises(QuantityError, match=r'names no number; write the least .* "unknown"'):
            quantity(words)

    @pytest.mark.parametrize("text", ["10k", "5km", "1e5", "3rd"])
    def test_letters_on_a_number_are_refused(self, text: str) -> None:
        """10k is no unit k."""
        with pytest.raises(QuantityError, match="has letters on a number"):
            quantity(text)

    @pytest.mark.parametrize("text", ["\u0663", "\u0e55", "V", "nan", "Infinity", "0x10", "1_000"])
    def test_other_digits_are_refused(self, text: str) -> None:
        """Only ASCII digits are read."""
        with pytest.raises(QuantityError, match=r"not read as a figure|letters on a number"):
            quantity(text)

    def test_an_empty_text_is_refused(self) -> None:
        """An empty cell says nothing; unknown has to be said."""
        with pytest.raises(QuantityError, match='is empty; write "unknown"'):
            quantity("  ")

    @pytest.mark.parametrize("text", ["9" * 16, "9" * LONGEST, "999 999 999 999 999 999"])
    def test_too_many_digits_are_refused(self, text: str) -> None:
        """No number is rounded."""
        with pytest.raises(QuantityError, match="has over 15 digits"):
            quantity(text)

    def test_a_long_text_is_not_looked_at(self) -> None:
        """A pasted page is refused before it is read."""
        with pytest.raises(QuantityError, match="is too long for a figure"):
            quantity("9" * 10**6)


class TestUnits:
    """Words after the number."""

    @pytest.mark.parametrize(
        "text, unit",
        [
            ("20 drones", "drones"),
            ("20 North Korean soldiers", "North Korean soldiers"),
            ("20%", "%"),
            ("20 m2", "m2"),
            ("20 людей", "людей"),
        ],
    )
    def test_the_words_after_a_number_are_the_unit(self, text: str, unit: str) -> None:
        """Case and script are kept."""
        assert quantity(text) == Quantity.exactly(20, unit=unit)

    @pytest.mark.parametrize(
        "words", ["50 or more drones", "50 drones or more", "50+ drones", "at least 50  drones."]
    )
    def test_the_hedge_is_no_part_of_the_unit(self, words: str) -> None:
        """Wherever the hedge stands."""
        assert quantity(words) == Quantity.at_least(50, unit="drones")

    @pytest.mark.parametrize(
        "words",
        [
            *("3 people were killed", "100 drones and 5 missiles", "2 killed in Kherson"),
            *("2 of the drones", "one in five", "two thirds", "10 killed; 5 injured", "the 100"),
        ],
    )
    def test_a_sentence_is_no_unit(self, words: str) -> None:
        """What may hold a second figure or a claim is not swallowed."""
        with pytest.raises(QuantityError, match="is not read as a figure"):
            quantity(words)


class TestPrinting:
    """The words that a figure prints as."""

    @pytest.mark.parametrize(
        "words, figure",
        [
            ("100", Quantity.exactly(100)),
            ("21 drones", Quantity.exactly(21, unit="drones")),
            ("about 10,000", Quantity.about(10_000)),
            ("at least 13", Quantity.at_least(13)),
            ("more than 600,000", Quantity.more_than(600_000)),
            ("at most 8", Quantity.at_most(8)),
            ("fewer than 20 drones", Quantity.fewer_than(20, unit="drones")),
            ("10,900 to 12,000", Quantity.between(10_900, 12_000)),
            ("unknown", Quantity.unknown()),
            ("unknown number of drones", Quantity.unknown(unit="drones")),
            (
                "about 10 drones (2 to 50)",
                Quantity.estimate(low=2, best=10, high=50, unit="drones"),
            ),
            ("about 13 (at least 3)", Quantity.exactly(3) + Quantity.about(10)),
            ("more than 3 and at most 8", Quantity.stated({"more_than": 3, "high": 8})),
            ("at most 34, perhaps below zero", Quantity.exactly(100) - Quantity.at_least(66)),
            ("about -5", Quantity.about(-5)),
        ],
    )
    def test_a_figure_prints_as_news_would_write_it(self, words: str, figure: Quantity) -> None:
        """Each hedge in words."""
        assert str(figure) == words

    def test_three_decimal_places_do_not_look_like_thousands(self) -> None:
        """1.125 may be read as 1,125, so a zero is put after it."""
        assert str(Quantity.exactly(Decimal("1.125"))) == "1.1250"

    def test_a_small_number_is_printed_in_full(self) -> None:
        """No exponent is shown to people."""
        assert str(Quantity.exactly(Decimal("1E-7"))) == "0.0000001"

    def test_the_representation_can_be_pasted(self) -> None:
        """What a notebook shows makes the figure again."""
        assert repr(Quantity.about(10_000)) == "quantity('about 10,000')"

    @given(quantities(units=st.none() | units()))
    def test_printed_words_are_read_back(self, figure: Quantity) -> None:
        """Law: nothing is lost on the way to words and back."""
        assert quantity(str(figure)) == figure

    @given(numbers())
    def test_printed_digits_are_read_back(self, value: Number) -> None:
        """Law: the digits of a number name that number."""
        assert quantity(digits(value)) == Quantity.exactly(value)

    @given(st.text(max_size=40) | scraps)
    def test_a_text_is_a_figure_or_an_error_of_ours(self, text: str) -> None:
        """Law: whatever is typed, the answer is a figure that can be printed, or our error."""
        try:
            figure = quantity(text)
        except QuantityError:
            return
        assert quantity(str(figure)) == figure
