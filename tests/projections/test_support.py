"""Support: what a line rests on, copies and circles, and what falls without one voice."""

from hypothesis import given

from tests.laws.logs import log_of
from tests.projections.views import ids_in, known, strike
from tests.stories import Story, told
from timeline.codec import Record, record_id
from timeline.projections import Fall, Support, Withdrawn, support
from timeline.projections.wheels import wheels
from timeline.records import EventRecord, Source
from timeline.resolution import Status
from timeline.resolution.origins import compared, origin
from timeline.testing.histories import histories

COPIED = told("""
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed 2]
    2024-03-06: s2 says bridge on 2024-03-04 by B via A: closed [killed 2]
    2024-03-07: s3 says bridge on 2024-03-03 by C: closed [killed 5]
    2024-03-08: s4 has Singh deny bridge
""")


def of(story: Story) -> Support:
    """Return the support of the bridge."""
    return support(story.known(), "bridge")


def without(found: Support, what: Withdrawn, name: str) -> Fall:
    """Return what falls without an origin or a publisher."""
    return next(each for each in found.falls if (each.what, each.name) == (what, name))


def test_copy_brings_no_second_origin() -> None:
    """B repeats A, so A and C are all there are."""
    assert [each.name for each in of(COPIED).origins] == ["A", "C"]


def test_backing_names_its_reports_and_carriers() -> None:
    """A's word was carried by A and by B, A first."""
    first = of(COPIED).backings[0]
    assert (first.first, first.publishers) == (COPIED.ids["s1"], ("A", "B"))


def test_copy_names_what_it_repeats() -> None:
    """B's report repeats A's."""
    copies = [(each.id, each.repeats, each.of) for each in of(COPIED).copies]
    assert copies == [(COPIED.ids["s2"], ("A",), (COPIED.ids["s1"],))]


def test_copy_of_a_copy_names_the_whole_chain() -> None:
    """C repeats B, who repeats A: what it is a copy of is A's report."""
    chains = [("A",), ("B", "A"), ("C", "B", "A")]
    reports = [strike("bridge", "2024-03-04", source=source(*each)) for each in chains]
    found = support(known(*reports), "bridge")
    assert sorted((each.publisher, each.repeats, each.of) for each in found.copies) == [
        ("B", ("A",), (record_id(reports[0]),)),
        ("C", ("B", "A"), (record_id(reports[0]),)),
    ]


def test_who_denies_it_is_a_backing_without_reports() -> None:
    """What is said about it is listed by its speaker."""
    last = of(COPIED).backings[-1]
    assert (last.origin.name, last.reports, last.statements) == ("Singh", (), (COPIED.ids["s4"],))


def test_without_an_origin_its_copies_fall_too() -> None:
    """Without A, B has nothing to repeat."""
    fall = without(of(COPIED), Withdrawn.ORIGIN, "A")
    assert COPIED.names(*fall.ids) == {"s1", "s2"}


def test_without_the_latest_the_figure_and_the_date_go_back() -> None:
    """Without C the line says what A said."""
    after = without(of(COPIED), Withdrawn.ORIGIN, "C").after
    assert after is not None
    assert (str(after.figures["killed"]), after.happened.text) == ("2", "2024-03-04")


def test_without_who_denies_it_it_is_no_longer_disputed() -> None:
    """Two origins confirm it, and nobody stands against it."""
    fall = without(of(COPIED), Withdrawn.ORIGIN, "Singh")
    assert fall.after is not None
    assert (fall.before.status, fall.after.status) == (Status.DISPUTED, Status.CONFIRMED)


def test_without_a_publisher_what_quotes_others_in_it_falls_too() -> None:
    """The denial was carried by Paper."""
    assert COPIED.names(*without(of(COPIED), Withdrawn.PUBLISHER, "Paper").ids) == {"s4"}


def test_publisher_in_the_middle_takes_its_copies_with_it() -> None:
    """Whoever names it as whom they repeat falls with it."""
    assert COPIED.names(*without(of(COPIED), Withdrawn.PUBLISHER, "A").ids) == {"s1", "s2"}


def test_two_origins_are_more_than_one() -> None:
    """The line rests on both."""
    assert not of(COPIED).rests_on_one


def test_without_the_only_origin_nothing_is_left() -> None:
    """The line would go."""
    found = of(told("2024-03-05: s1 says bridge on 2024-03-04 by A: closed"))
    assert (found.rests_on_one, without(found, Withdrawn.ORIGIN, "A").after) == (True, None)


def test_what_changes_nothing_says_so() -> None:
    """Without B everything reads the same."""
    assert not without(of(COPIED), Withdrawn.PUBLISHER, "B").changes


def test_prints_what_would_be_left() -> None:
    """Without A nothing; without who denies it, another status; without B the same."""
    found = of(
        told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A: closed
        2024-03-06: s2 says bridge on 2024-03-04 by B via A: closed
        2024-03-08: s3 has Singh deny bridge
    """)
    )
    lines = str(found).splitlines()
    assert lines[3:5] == [
        "A             2  A, B              0",
        "Singh         0  Paper             1",
    ]
    words = [each.split(maxsplit=3) for each in lines]
    assert ["origin", "A", "2", "nothing"] in words
    assert ["origin", "Singh", "1", "reported, 4 March 2024"] in words
    assert ["publisher", "B", "1", "the same"] in words


def test_circle_of_two() -> None:
    """A repeats B, and B repeats A: circular, whoever began."""
    found = of(
        told("""
        2024-03-05: s1 says bridge on 2024-03-04 by A via B: closed
        2024-03-06: s2 says bridge on 2024-03-04 by B via A: closed
    """)
    )
    assert found.circles == (("A", "B"),)


def source(*chain: str) -> Source:
    """Return a source that repeats others, the nearest first."""
    made = Source(publisher=chain[-1])
    for name in chain[-2::-1]:
        made = Source(publisher=name, via=made)
    return made


def test_circle_within_one_chain() -> None:
    """A via B via A."""
    assert wheels([source("A", "B", "A")]) == (("A", "B"),)


def test_circle_of_three_is_printed_until_it_comes_round() -> None:
    """Back to where it began."""
    chains = [("B", "C"), ("C", "A"), ("A", "B")]
    reports = [strike("bridge", "2024-03-04", source=source(*each)) for each in chains]
    lines = str(support(known(*reports), "bridge")).splitlines()
    assert "circle: A via B via C via A" in lines


def test_shorter_of_two_circles_is_told() -> None:
    """A repeats B and C, C repeats B, and B repeats A: a circle of two, and one of three."""
    chains = [("A", "B"), ("A", "C"), ("C", "B"), ("B", "A")]
    assert wheels(source(*each) for each in chains) == (("A", "B"), ("A", "C", "B"))


def test_two_circles_apart_are_both_told() -> None:
    """By their smallest names; who only leads into one is in none."""
    chains = [("Y", "X"), ("X", "Y"), ("B", "A"), ("A", "B"), ("M", "A")]
    assert wheels(source(*each) for each in chains) == (("A", "B"), ("X", "Y"))


def test_circle_of_three_across_reports() -> None:
    """Each repeats the next; told once, from the smallest."""
    assert wheels([source("B", "C"), source("C", "A"), source("A", "B")]) == (("A", "B", "C"),)


def test_who_repeats_itself() -> None:
    """A circle of one; case does not matter."""
    assert wheels([source("Radio", "RADIO")]) == (("Radio",),)


def test_chain_without_return_is_no_circle() -> None:
    """Two that repeat one are no circle."""
    assert wheels([source("B", "A"), source("C", "A"), source("D", "C")]) == ()


def test_prints_what_falls() -> None:
    """Two tables, the second of what would be said without each voice."""
    lines = str(of(COPIED)).splitlines()
    assert lines[0] == "bridge: disputed, 3 March 2024 [killed 5]"
    assert any(
        each.startswith("origin C") and each.endswith("4 March 2024 [killed 2]") for each in lines
    )


@given(histories())
def test_fall_is_the_chronology_of_the_rest(history: tuple[Record, ...]) -> None:
    """Of mere reports: the line without an origin is that of a log without its records."""
    reports = [each for each in history if isinstance(each, EventRecord)]
    view = log_of([reports]).as_of()
    for entry in view:
        for fall in support(view, entry.key).falls:
            if fall.what is not Withdrawn.ORIGIN:
                continue
            left = [each for each in reports if compared(origin(each).name) != compared(fall.name)]
            there = next((e for e in log_of([left]).as_of() if e.key == entry.key), None)
            if there is None:
                assert fall.after is None
            else:
                assert fall.after is not None
                assert (fall.after.status, fall.after.figures) == (there.status, there.figures)
                assert fall.after.happened == there.happened


@given(histories())
def test_support_leads_back_to_the_log(history: tuple[Record, ...]) -> None:
    """Every report is behind just one origin, and every name is a record of the log."""
    log = log_of([history])
    view, ids = log.as_of(), ids_in(log)
    for entry in view:
        found = support(view, entry.key)
        backed = sorted(identity for each in found.backings for identity in each.reports)
        assert backed == sorted(account.id for account in entry.accounts)
        assert {identity for each in found.falls for identity in each.ids} <= ids
        assert list(found.origins) == list(entry.origins)
