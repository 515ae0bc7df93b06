"""What a figure may say, what sums and differences make of it, and when two figures conflict."""

from decimal import Decimal, localcontext

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import QuantityError
from timeline.records.exact_numbers import Number
from timeline.records.quantity import Hedge, Quantity, quantity_sum
from timeline.records.quantity_conflict import conflict
from timeline.records.quantity_plain import Plain, from_plain, to_plain
from timeline.testing.figures import possible_numbers, quantities, units

TENTH = Decimal("0.1")

tolerances = st.one_of(st.integers(0, 3), st.decimals(0, 3, places=3))


def allows(quantity: Quantity, number: Number) -> bool:
    """Return whether a number is possible, told from the attributes alone."""
    above = quantity.floor is None or quantity.floor < number
    below = quantity.high is None or number < quantity.high
    at_floor = quantity.floor == number and not quantity.low_excluded
    at_high = quantity.high == number and not quantity.high_excluded
    return (above or at_floor) and (below or at_high)


class TestNumbers:
    """What is taken for a number."""

    def test_a_whole_decimal_is_its_int(self) -> None:
        """1.0 is 1: one meaning has one form."""
        assert Quantity.exactly(1) == Quantity.exactly(Decimal("1.0"))
        assert type(Quantity.exactly(Decimal("1.0")).best) is int

    def test_trailing_zeros_are_dropped(self) -> None:
        """1.50 is stored as 1.5."""
        assert str(Quantity.exactly(Decimal("1.50")).best) == "1.5"

    def test_a_large_whole_decimal_is_written_out(self) -> None:
        """1E+3 is 1000."""
        assert to_plain(Quantity.exactly(Decimal("1E+3"))) == {"exactly": 1000}

    def test_minus_zero_is_zero(self) -> None:
        """There is one zero."""
        assert to_plain(Quantity.exactly(Decimal("-0.0"))) == {"exactly": 0}

    def test_a_float_is_refused_with_the_way_to_write_it(self) -> None:
        """No float gets in, and the message says what to write."""
        with pytest.raises(QuantityError, match=r'1\.5 is a float.*Decimal\("1\.5"\)'):
            Quantity.exactly(1.5)  # type: ignore[arg-type]  # the point of the test

    def test_a_bool_is_refused(self) -> None:
        """True is not one drone."""
        with pytest.raises(QuantityError, match="True is a bool"):
            Quantity.at_least(True)  # noqa: FBT003  the point of the test

    @pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
    def test_a_number_is_finite(self, value: str) -> None:
        """What is not finite is no figure."""
        with pytest.raises(QuantityError, match="is not finite"):
            Quantity.about(Decimal(value))

    @pytest.mark.parametrize(
        "value",
        [
            10**15,
            -(10**15),
            pytest.param(10**100_000, id="absurd"),
            Decimal("1E+999999"),
            Decimal("1E-16"),
        ],
    )
    def test_a_number_has_at_most_fifteen_digits_on_a_side(self, value: Number) -> None:
        """Numbers that JSON readers round are refused, absurd ones without being written out."""
        with pytest.raises(QuantityError, match="has over 15"):
            Quantity.exactly(value)

    def test_fifteen_digits_on_each_side_are_kept(self) -> None:
        """The widest number allowed comes back whole."""
        widest = Decimal("999999999999999.999999999999999")
        assert Quantity.exactly(widest).best == widest

    def test_none_is_no_number(self) -> None:
        """A forgotten figure does not become unknown."""
        with pytest.raises(QuantityError, match="NoneType"):
            Quantity.at_least(None)  # type: ignore[arg-type]  # the point of the test


class TestHedges:
    """What a figure may say."""

    @pytest.mark.parametrize(
        "figure, low, best, high",
        [
            (Quantity.exactly(100), 100, 100, 100),
            (Quantity.about(100), None, 100, None),
            (Quantity.about(100, margin=5), 95, 100, 105),
            (Quantity.at_least(13), 13, None, None),
            (Quantity.more_than(13), 13, None, None),
            (Quantity.at_most(8), None, None, 8),
            (Quantity.fewer_than(8), None, None, 8),
            (Quantity.between(8, 13), 8, None, 13),
            (Quantity.estimate(low=0, best=2, high=5), 0, 2, 5),
            (Quantity.unknown(), None, None, None),
        ],
    )
    def test_a_hedge_states_its_numbers_and_no_others(
        self, figure: Quantity, low: int | None, best: int | None, high: int | None
    ) -> None:
        """No bound and no best number is invented."""
        assert (low, best, high) == (figure.low, figure.best, figure.high)

    @pytest.mark.parametrize(
        "hedge, figure",
        [
            (Hedge.EXACTLY, Quantity.exactly(0)),
            (Hedge.ABOUT, Quantity.about(3)),
            (Hedge.AT_LEAST, Quantity.at_least(3)),
            (Hedge.MORE_THAN, Quantity.more_than(3)),
            (Hedge.AT_MOST, Quantity.at_most(3)),
            (Hedge.FEWER_THAN, Quantity.fewer_than(3)),
            (Hedge.BETWEEN, Quantity.between(3, 5)),
            (Hedge.ESTIMATE, Quantity.estimate(low=3, best=4, high=5)),
            (Hedge.UNKNOWN, Quantity.unknown()),
        ],
    )
    def test_the_hedge_follows_from_the_numbers(self, hedge: Hedge, figure: Quantity) -> None:
        """Each way to make a figure has its own hedge."""
        assert hedge is figure.hedge

    @pytest.mark.parametrize(
        "short, long",
        [
            (Quantity.exactly(5), Quantity.between(5, 5)),
            (Quantity.exactly(5), Quantity.estimate(low=5, best=5, high=5)),
            (Quantity.exactly(5), Quantity.about(5, margin=0)),
            (Quantity.exactly(0), Quantity.at_most(0)),
            (Quantity.about(5), Quantity.estimate(best=5)),
            (Quantity.at_least(5), Quantity.estimate(low=5)),
            (Quantity.unknown(), Quantity.estimate()),
        ],
    )
    def test_one_meaning_has_one_form(self, short: Quantity, long: Quantity) -> None:
        """A long way to say a figure is equal to the short one, and hashes alike."""
        assert (short, hash(short)) == (long, hash(long))

    def test_more_than_excludes_its_number(self) -> None:
        """More than 600,000 is not at least 600,000."""
        assert Quantity.more_than(600_000) != Quantity.at_least(600_000)

    def test_unknown_is_not_zero(self) -> None:
        """That nothing is stated differs from that there were none."""
        assert Quantity.unknown() != Quantity.exactly(0)

    def test_only_unknown_is_unknown(self) -> None:
        """Zero is a figure."""
        assert Quantity.unknown().is_unknown
        assert not Quantity.exactly(0).is_unknown

    def test_the_unit_is_part_of_the_figure(self) -> None:
        """21 drones are not 21 missiles."""
        assert Quantity.exactly(21, unit="drones") != Quantity.exactly(21, unit="missiles")

    @pytest.mark.parametrize("unit", ["", " ", "5 km", "-", "km (about)", "a\nb\x00", "\ud800"])
    def test_a_unit_is_words(self, unit: str) -> None:
        """What would be mistaken for a number or a bound is no unit."""
        with pytest.raises(QuantityError, match="is no unit"):
            Quantity.exactly(1, unit=unit)

    @pytest.mark.parametrize(
        "low, best, high", [(3, None, 2), (3, 2, None), (None, 3, 2), (1, 0, 1), (1, 2, 1)]
    )
    def test_numbers_out_of_order_are_refused(
        self, low: int | None, best: int | None, high: int | None
    ) -> None:
        """A least number above the greatest, or a best outside of them, cannot exist."""
        with pytest.raises(QuantityError, match="contradicts itself; state low <= best <= high"):
            Quantity.estimate(low=low, best=best, high=high)

    def test_an_excluded_bound_is_not_the_best_number(self) -> None:
        """More than 3, but best 3, cannot exist."""
        with pytest.raises(QuantityError, match="contradicts itself"):
            Quantity.stated({"more_than": 3, "best": 3})

    def test_there_are_not_fewer_than_none(self) -> None:
        """A count has no number below 0."""
        with pytest.raises(QuantityError, match="contradicts itself"):
            Quantity.fewer_than(0)

    def test_an_end_is_stated_once(self) -> None:
        """A figure has one least number, not two."""
        with pytest.raises(QuantityError, match="names no ends"):
            Quantity.stated({"low": 3, "more_than": 4})

    def test_an_end_has_a_known_name(self) -> None:
        """A mistyped name is no silent loss of a bound."""
        with pytest.raises(QuantityError, match="names no ends"):
            Quantity.stated({"lowest": 3})

    @pytest.mark.parametrize(
        "figure, change",
        [
            (Quantity.exactly(5), {"best": None}),
            (Quantity.about(5), {"low_excluded": True}),
            (Quantity.about(5), {"high_excluded": True}),
            (Quantity.at_least(5), {"below_zero": True}),
            (Quantity.exactly(0), {"low": None}),
        ],
    )
    def test_a_figure_made_by_hand_is_in_its_one_form(
        self, figure: Quantity, change: dict[str, bool | None]
    ) -> None:
        """Two unequal figures never mean the same by accident."""
        with pytest.raises(QuantityError, match="not in its one form"):
            evolve(figure, **change)  # type: ignore[arg-type]  # the point of the test

    @given(quantities())
    def test_low_best_and_high_are_in_order(self, figure: Quantity) -> None:
        """Law: what is stated never decreases from low to high."""
        stated = [n for n in (figure.low, figure.best, figure.high) if n is not None]
        assert sorted(stated) == stated

    @pytest.mark.parametrize("order", ["__lt__", "__le__", "__gt__", "__ge__"])
    def test_figures_have_no_order(self, order: str) -> None:
        """Whether about 5 is less than 6 is not known; the message names both and a way on."""
        with pytest.raises(QuantityError, match=r"'about 5 and 6' have no certain order; compare"):
            getattr(Quantity.about(5), order)(Quantity.exactly(6))


class TestSums:
    """What a sum of figures says."""

    @pytest.mark.parametrize(
        "total, terms",
        [
            (Quantity.exactly(5), [Quantity.exactly(2), Quantity.exactly(3)]),
            (Quantity.at_least(15), [Quantity.at_least(2), Quantity.at_least(13)]),
            (Quantity.more_than(15), [Quantity.at_least(2), Quantity.more_than(13)]),
            (Quantity.between(3, 11), [Quantity.exactly(3), Quantity.at_most(8)]),
            (Quantity.at_least(2), [Quantity.unknown(), Quantity.at_least(2)]),
            (Quantity.at_least(2), [Quantity.about(10), Quantity.at_least(2)]),
            (Quantity.estimate(low=3, best=13), [Quantity.exactly(3), Quantity.about(10)]),
            (Quantity.about(10), [Quantity.about(10), Quantity.exactly(0)]),
            (Quantity.unknown(), [Quantity.unknown(), Quantity.exactly(0)]),
            (Quantity.more_than(0), [Quantity.unknown(), Quantity.more_than(0)]),
            (
                Quantity.stated({"low": 2, "fewer_than": 10}),
                [Quantity.exactly(2), Quantity.fewer_than(8)],
            ),
            (
                Quantity.estimate(low=0, best=3, high=9),
                [
                    Quantity.estimate(low=0, best=2, high=5),
                    Quantity.estimate(low=0, best=1, high=4),
                ],
            ),
        ],
    )
    def test_a_sum_states_what_follows_from_its_terms(
        self, total: Quantity, terms: list[Quantity]
    ) -> None:
        """Lows add up, an open end stays open, and a best needs a best in every term."""
        assert total == quantity_sum(terms)

    def test_tenths_add_up_exactly(self) -> None:
        """0.1 and 0.2 are 0.3."""
        total = Quantity.exactly(Decimal("0.1")) + Quantity.exactly(Decimal("0.2"))
        assert total == Quantity.exactly(Decimal("0.3"))

    def test_a_sum_does_not_heed_the_decimal_context(self) -> None:
        """A program that computes with two digits still gets exact sums."""
        with localcontext(prec=2):
            total = Quantity.exactly(Decimal("123.45")) + Quantity.exactly(Decimal("0.05"))
        assert total == Quantity.exactly(Decimal("123.5"))

    def test_the_sum_of_no_figures_is_unknown(self) -> None:
        """Where nobody stated a figure, the total is not zero."""
        assert quantity_sum([]) == Quantity.unknown()

    def test_a_sum_keeps_the_unit(self) -> None:
        """Drones and drones are drones."""
        total = Quantity.exactly(2, unit="drones") + Quantity.exactly(3, unit="drones")
        assert total == Quantity.exactly(5, unit="drones")

    def test_a_term_without_a_unit_takes_that_of_the_others(self) -> None:
        """A unit that is not stated agrees with any."""
        assert (Quantity.exactly(2) + Quantity.exactly(3, unit="drones")).unit == "drones"

    def test_two_units_are_not_added(self) -> None:
        """The message names both figures."""
        with pytest.raises(QuantityError, match="'2 drones and 3 missiles' have two units"):
            Quantity.exactly(2, unit="drones") + Quantity.exactly(3, unit="missiles")

    def test_a_sum_beyond_the_digits_is_refused(self) -> None:
        """A sum is never rounded."""
        with pytest.raises(QuantityError, match="over 15 digits"):
            Quantity.exactly(10**15 - 1) + Quantity.exactly(1)

    def test_a_bare_number_is_not_added(self) -> None:
        """Only figures are added to figures."""
        with pytest.raises(TypeError, match="unsupported operand"):
            Quantity.exactly(1) + 1  # type: ignore[operator]  # the point of the test

    @given(st.lists(quantities(), min_size=1, max_size=4), st.data())
    def test_a_sum_allows_every_sum_of_possible_numbers(
        self, terms: list[Quantity], data: st.DataObject
    ) -> None:
        """Law: whatever the true numbers are, the total's bounds hold their sum."""
        true = [data.draw(possible_numbers(quantity=term)) for term in terms]
        assert allows(quantity_sum(terms), sum(true, Decimal(0)))

    @given(quantities(), quantities())
    def test_a_sum_does_not_depend_on_the_order(self, a: Quantity, b: Quantity) -> None:
        """Law: a + b is b + a."""
        assert a + b == b + a

    @given(quantities(), quantities(), quantities())
    def test_a_sum_does_not_depend_on_the_grouping(
        self, a: Quantity, b: Quantity, c: Quantity
    ) -> None:
        """Law: (a + b) + c is a + (b + c)."""
        assert (a + b) + c == a + (b + c)

    @given(quantities(least=0))
    def test_nothing_added_keeps_what_is_possible(self, figure: Quantity) -> None:
        """Law: adding exactly 0 changes no bound and no best number."""
        total = figure + Quantity.exactly(0)
        assert (figure.floor, figure.best, figure.high) == (total.floor, total.best, total.high)


class TestDifferences:
    """What is left of one figure without another."""

    @pytest.mark.parametrize(
        "rest, whole, part",
        [
            (Quantity.exactly(34), Quantity.exactly(100), Quantity.exactly(66)),
            (Quantity.exactly(-4), Quantity.exactly(66), Quantity.exactly(70)),
            (Quantity.at_least(34), Quantity.at_least(100), Quantity.exactly(66)),
            (Quantity.between(92, 100), Quantity.exactly(100), Quantity.at_most(8)),
            (Quantity.more_than(92), Quantity.at_least(100), Quantity.fewer_than(8)),
            (Quantity.estimate(low=-66, best=34), Quantity.about(100), Quantity.exactly(66)),
        ],
    )
    def test_a_difference_states_what_follows(
        self, rest: Quantity, whole: Quantity, part: Quantity
    ) -> None:
        """The least rest is the least whole without the greatest part."""
        assert rest == whole - part

    def test_a_difference_without_a_floor_says_so(self) -> None:
        """Of 100 launched, at least 66 shot down might even be more than were launched."""
        rest = Quantity.exactly(100) - Quantity.at_least(66)
        assert (rest.low, rest.high, rest.below_zero) == (None, 34, True)

    def test_a_difference_of_at_most_zero_is_not_zero(self) -> None:
        """None launched without an unknown number shot down."""
        rest = Quantity.exactly(0) - Quantity.unknown()
        assert rest == Quantity.stated({"high": 0}, below_zero=True)

    def test_a_difference_excludes_what_its_part_excludes(self) -> None:
        """100 without more than 66 are fewer than 34."""
        rest = Quantity.exactly(100) - Quantity.more_than(66)
        assert (rest.high, rest.high_excluded) == (34, True)

    def test_a_figure_without_itself_is_not_nothing(self) -> None:
        """Two reports of at least 5 may differ by any number."""
        assert Quantity.at_least(5) - Quantity.at_least(5) != Quantity.exactly(0)

    def test_a_bare_number_is_not_subtracted(self) -> None:
        """Only figures are taken from figures."""
        with pytest.raises(TypeError, match="unsupported operand"):
            Quantity.exactly(1) - 1  # type: ignore[operator]  # the point of the test

    @given(quantities(), quantities(), st.data())
    def test_a_difference_allows_every_difference_of_possible_numbers(
        self, a: Quantity, b: Quantity, data: st.DataObject
    ) -> None:
        """Law: whatever the true numbers are, the bounds hold their difference."""
        first = data.draw(possible_numbers(quantity=a))
        second = data.draw(possible_numbers(quantity=b))
        assert allows(a - b, first - second)


class TestConflicts:
    """When two figures cannot both be true."""

    @pytest.mark.parametrize(
        "a, b",
        [
            (Quantity.exactly(66), Quantity.exactly(67)),
            (Quantity.exactly(600_000), Quantity.more_than(600_000)),
            (Quantity.at_most(8), Quantity.at_least(9)),
            (Quantity.fewer_than(8), Quantity.at_least(8)),
            (Quantity.between(10_900, 12_000), Quantity.exactly(3000)),
            (Quantity.exactly(0), Quantity.at_least(2)),
        ],
    )
    def test_figures_conflict_that_no_number_fits(self, a: Quantity, b: Quantity) -> None:
        """One number cannot be both."""
        assert conflict(a, b)

    @pytest.mark.parametrize(
        "a, b",
        [
            (Quantity.at_least(600_000), Quantity.exactly(600_000)),
            (Quantity.at_most(8), Quantity.at_least(8)),
            (Quantity.between(10_900, 12_000), Quantity.between(12_000, 13_000)),
            (Quantity.at_least(1), Quantity.at_least(2)),
            (Quantity.unknown(), Quantity.exactly(5)),
            (Quantity.unknown(), Quantity.at_most(5)),
        ],
    )
    def test_figures_agree_that_a_number_fits(self, a: Quantity, b: Quantity) -> None:
        """Touching, overlapping and open figures can both be true."""
        assert not conflict(a, b)

    def test_about_alone_contradicts_nothing(self) -> None:
        """Without a stated tolerance no bound is invented for about 10,000."""
        assert not conflict(Quantity.about(10_000), Quantity.exactly(3000))

    def test_about_contradicts_a_figure_out_of_tolerance(self) -> None:
        """About 10,000 and 3,000 differ by more than a tenth."""
        assert conflict(Quantity.about(10_000), Quantity.exactly(3000), tolerance=TENTH)

    def test_about_agrees_with_a_figure_in_tolerance(self) -> None:
        """76 shot down and around 80 shot down differ by less than a tenth."""
        assert not conflict(Quantity.about(80), Quantity.exactly(76), tolerance=TENTH)

    def test_about_agrees_with_a_figure_at_the_edge_of_the_tolerance(self) -> None:
        """About 80, give or take a tenth, may be 72."""
        assert not conflict(Quantity.about(80), Quantity.exactly(72), tolerance=TENTH)

    def test_a_tolerance_does_not_soften_exact_figures(self) -> None:
        """66 and 67 stay in conflict, for nobody said about."""
        assert conflict(Quantity.exactly(66), Quantity.exactly(67), tolerance=1)

    @pytest.mark.parametrize("bound", [2, 50])
    def test_a_tolerance_does_not_narrow_stated_bounds(self, bound: int) -> None:
        """A best of 10 within 2 and 50 allows both."""
        estimate = Quantity.estimate(low=2, best=10, high=50)
        assert not conflict(estimate, Quantity.exactly(bound), tolerance=TENTH)

    @pytest.mark.parametrize("value", [-84, -76])
    def test_a_tolerance_reaches_both_sides_of_a_negative_number(self, value: int) -> None:
        """About -80, give or take a tenth, is -88 to -72."""
        assert not conflict(Quantity.about(-80), Quantity.exactly(value), tolerance=TENTH)

    def test_a_stated_bound_holds_beside_a_tolerance(self) -> None:
        """About 10, at least 9, is not 8, however large the tolerance."""
        estimate = Quantity.estimate(low=9, best=10)
        assert conflict(estimate, Quantity.exactly(8), tolerance=1)

    def test_a_wide_tolerance_does_not_reach_below_zero(self) -> None:
        """About 10 people are never -5 people."""
        assert conflict(Quantity.about(10), Quantity.exactly(-5), tolerance=2)

    def test_two_units_are_not_compared(self) -> None:
        """The message names both figures."""
        with pytest.raises(QuantityError, match="'2 drones and 3 missiles' have two units"):
            conflict(Quantity.exactly(2, unit="drones"), Quantity.exactly(3, unit="missiles"))

    @pytest.mark.parametrize("tolerance", [-1, 0.1, True])
    def test_a_tolerance_is_an_exact_share(self, tolerance: Number) -> None:
        """A negative number, a float and a bool are no tolerance."""
        with pytest.raises(QuantityError, match=r"negative tolerance|not an int"):
            conflict(Quantity.about(1), Quantity.about(2), tolerance=tolerance)

    @given(quantities(), quantities(), st.none() | tolerances)
    def test_conflict_is_mutual(self, a: Quantity, b: Quantity, tolerance: Number | None) -> None:
        """Law: a conflicts with b as b does with a."""
        assert conflict(a, b, tolerance=tolerance) == conflict(b, a, tolerance=tolerance)

    @given(quantities(), st.none() | tolerances)
    def test_nothing_conflicts_with_itself(self, a: Quantity, tolerance: Number | None) -> None:
        """Law: a figure can be true."""
        assert not conflict(a, a, tolerance=tolerance)

    @given(quantities(), quantities(), tolerances, tolerances)
    def test_more_tolerance_makes_no_conflict(
        self, a: Quantity, b: Quantity, one: Number, other: Number
    ) -> None:
        """Law: what conflicts under a tolerance does so under each smaller one."""
        small, large = sorted((one, other))
        assert conflict(a, b, tolerance=small) >= conflict(a, b, tolerance=large)

    @given(quantities(), quantities(), tolerances)
    def test_no_tolerance_is_the_most_lenient(
        self, a: Quantity, b: Quantity, tolerance: Number
    ) -> None:
        """Law: what conflicts by bounds alone does so under any tolerance."""
        assert conflict(a, b, tolerance=tolerance) >= conflict(a, b)

    @given(quantities(), quantities(), st.data())
    def test_figures_with_a_number_in_common_agree(
        self, a: Quantity, b: Quantity, data: st.DataObject
    ) -> None:
        """Law: where one number is possible under both, there is no conflict."""
        number = data.draw(possible_numbers(quantity=a))
        assert not (allows(b, number) and conflict(a, b))


class TestPlain:
    """How a figure is stored."""

    @pytest.mark.parametrize(
        "plain, figure",
        [
            ({"exactly": 100}, Quantity.exactly(100)),
            ({"exactly": "1.5", "unit": "km"}, Quantity.exactly(Decimal("1.5"), unit="km")),
            ({"about": 10_000}, Quantity.about(10_000)),
            ({"at_least": 13}, Quantity.at_least(13)),
            ({"more_than": 600_000}, Quantity.more_than(600_000)),
            ({"at_most": 8}, Quantity.at_most(8)),
            ({"fewer_than": 20}, Quantity.fewer_than(20)),
            ({"between": [10_900, 12_000]}, Quantity.between(10_900, 12_000)),
            ({"unknown": True}, Quantity.unknown()),
            ({"estimate": {"low": 0, "best": 2}}, Quantity.estimate(low=0, best=2)),
            (
                {"estimate": {"fewer_than": 8, "more_than": 3}},
                Quantity.stated({"more_than": 3, "fewer_than": 8}),
            ),
            ({"about": 5, "below_zero": True}, Quantity.stated({"best": 5}, below_zero=True)),
            ({"about": -5}, Quantity.about(-5)),
        ],
    )
    def test_the_plain_form_names_the_hedge(
        self, plain: dict[str, Plain], figure: Quantity
    ) -> None:
        """What is stored can be read without this library."""
        assert plain == to_plain(figure)

    @given(quantities(units=st.none() | units()))
    def test_a_plain_form_gives_the_figure_back(self, figure: Quantity) -> None:
        """Law: nothing is lost on the way to the plain form and back."""
        assert figure == from_plain(to_plain(figure))

    @given(quantities(), quantities())
    def test_different_figures_have_different_plain_forms(self, a: Quantity, b: Quantity) -> None:
        """Law: two figures are equal if and only if their plain forms are."""
        assert (a == b) == (to_plain(a) == to_plain(b))

    @pytest.mark.parametrize(
        "plain",
        [
            {},
            {"exactly": 5, "about": 5},
            {"exactly": 5, "note": "x"},
            {"exactly": "5"},
            {"exactly": "1.50"},
            {"exactly": "x"},
            {"exactly": ""},
            {"exactly": "9" * 5000},
            {"exactly": 1.5},
            {"exactly": True},
            {"exactly": Decimal(5)},
            {"exactly": [5]},
            {"exactly": 5, "unit": None},
            {"exactly": 5, "unit": 5},
            {"exactly": 5, "unit": "a  b"},
            {"exactly": 5, "below_zero": True},
            {"about": 5, "below_zero": 1},
            {"about": -5, "below_zero": True},
            {"between": [5, 5]},
            {"between": [5]},
            {"between": [5, 6, 7]},
            {"between": [6, 5]},
            {"between": {"low": 5, "high": 6}},
            {"unknown": 1},
            {"unknown": False},
            {"estimate": {"low": 5}},
            {"estimate": {"best": 5, "middle": 6}},
            {"estimate": [1, 2, 3]},
            "about 5",
            None,
        ],
    )
    def test_another_form_is_refused(self, plain: object) -> None:
        """Each figure has one plain form, and whatever else is stored is an error."""
        with pytest.raises(QuantityError):
            from_plain(plain)

    def test_the_message_gives_the_one_form(self) -> None:
        """Who wrote a longer form is told the right one."""
        with pytest.raises(QuantityError, match=r"write \{'exactly': 5\}"):
            from_plain({"between": [5, 5]})
