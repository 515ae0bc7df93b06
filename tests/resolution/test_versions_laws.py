"""Laws of the life of a happening, held against the resolution of every view by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from timeline.codec import Record
from timeline.errors import UnknownKeyError
from timeline.ledger import Log, open_log
from timeline.log import Recorded
from timeline.records import Correction, Erasure, Instant
from timeline.records.fields import folded
from timeline.resolution import Entry, resolved
from timeline.resolution.life.stretches import Gap, Stretch, Version
from timeline.resolution.life.turns import Clock, Turn, Way
from timeline.resolution.revision import Revision, published_clock
from timeline.resolution.versions import Life
from timeline.testing.events import KEYS
from timeline.testing.histories import DATES, histories

NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)

HISTORIES = st.one_of(
    histories(most=14).flatmap(st.permutations), histories(most=12, erasures=True)
)
"""Histories in any order, but for those with erasures, whose targets come first."""

MOMENTS: tuple[Instant | None, ...] = (DATES[0] - timedelta(days=1), *DATES, None)
"""All values of the published clock: before the first, each, and everything."""


def log_of(history: Sequence[Record]) -> Log:
    """Return a log in memory that took in those records at once."""
    log = open_log(":memory:", clock=lambda: NOON)
    log.append(*history)
    return log


def lives(log: Log) -> dict[str, Life]:
    """Return the life of each key that ever had an entry, under all its spellings."""
    found = {}
    for key in (*KEYS, f" {KEYS[0]}", KEYS[0].title(), "nowhere"):
        try:
            found[key] = log.versions(key)
        except UnknownKeyError:
            continue
    return found


class Naive:
    """Every view of a log, each resolved by itself."""

    def __init__(self, log: Log) -> None:
        self.entries = log.read()
        orders = (each.record for each in self.entries)
        self.erasures = {each.erases: each for each in orders if isinstance(each, Erasure)}
        self.views = {
            (moment, position): self.view(self.entries[:position], moment)
            for moment, position in product(MOMENTS, range(len(self.entries) + 1))
        }

    def view(self, entries: Sequence[Recorded], moment: Instant | None) -> tuple[Entry, ...]:
        """Return the entries of a set of records."""
        return resolved(entries, published=moment, erasures=self.erasures).entries

    def entry(self, key: str, place: tuple[Instant | None, int]) -> Entry | None:
        """Return what a view has of a key."""
        return of(key, self.views[place])


def of(key: str, view: Sequence[Entry]) -> Entry | None:
    """Return the entry of a key in a view."""
    return next((each for each in view if folded(key) in each.keys), None)


def read(stands: Entry | Version | None) -> tuple[object, ...] | None:
    """Return all that an entry and a version both say; the order of reports alone is no change."""
    if stands is None:
        return None
    return (
        stands.key,
        stands.happened,
        stands.summary,
        stands.figures,
        stands.status,
        tuple(sorted(stands.reports, key=lambda each: each.id)),
    )


def holds(stretch: Stretch, place: tuple[Instant | None, int]) -> bool:
    """Whether a place lies in a stretch."""
    moment, position = place
    until = stretch.published_until
    published = until is None if moment is None else _within(stretch, moment)
    last = stretch.position_until
    return published and stretch.position_from <= position and (last is None or position < last)


def _within(stretch: Stretch, moment: Instant) -> bool:
    until = stretch.published_until
    return stretch.published_from <= moment and (until is None or moment < until)


@given(HISTORIES)
def test_at_each_place_the_version_is_what_the_naive_view_has(history: Sequence[Record]) -> None:
    """One version holds the place, and says the same; none does where there is no entry."""
    log = log_of(history)
    naive = Naive(log)
    for key, life in lives(log).items():
        versions = tuple(life)
        for place in naive.views:
            here = [each for each in versions if holds(each, place)]
            expected = naive.entry(key, place)
            assert [read(each) for each in here] == ([read(expected)] if expected else [])


@given(HISTORIES)
def test_key_without_a_life_has_no_entry_anywhere(history: Sequence[Record]) -> None:
    """`UnknownKeyError` is raised for those keys only that no view has."""
    log = log_of(history)
    naive, known = Naive(log), lives(log)
    for key in {*KEYS, "nowhere"} - known.keys():
        assert not any(naive.entry(key, place) for place in naive.views)


@given(HISTORIES)
def test_at_is_a_look_up_of_the_same(history: Sequence[Record]) -> None:
    """`life.at` gives the version of a place."""
    log = log_of(history)
    naive = Naive(log)
    for key, life in lives(log).items():
        for moment, position in naive.views:
            found = life.at(published=moment, position=position)
            assert read(found) == read(naive.entry(key, (moment, position)))


@given(HISTORIES)
def test_gap_is_where_nothing_stands_although_something_had(history: Sequence[Record]) -> None:
    """By an earlier publication, up to an earlier position, or both."""
    log = log_of(history)
    naive = Naive(log)
    order = {moment: at for at, moment in enumerate(MOMENTS)}
    for key, life in lives(log).items():
        alive = [place for place in naive.views if naive.entry(key, place)]
        gaps = life.gaps
        for moment, position in naive.views:
            had = any(order[by] <= order[moment] and at <= position for by, at in alive)
            expected = had and (moment, position) not in alive
            assert sum(holds(each, (moment, position)) for each in gaps) == expected


@given(HISTORIES)
def test_neighbours_at_one_position_say_different_things(history: Sequence[Record]) -> None:
    """Along the axis of publication every version is as long as it can be."""
    log = log_of(history)
    for life in lives(log).values():
        for position in range(log.position + 1):
            for one, other in pairwise(life.along_published(position=position)):
                assert one.published_until == other.published_from
                assert read_or_gap(one) != read_or_gap(other)


@given(HISTORIES)
def test_neighbours_along_the_recorded_clock_say_different_things(
    history: Sequence[Record],
) -> None:
    """`along_recorded` cuts the positions only where something changes, and nothing is left out."""
    log = log_of(history)
    naive = Naive(log)
    for key, life in lives(log).items():
        for moment in MOMENTS:
            line = life.along_recorded(published=moment)
            for one, other in pairwise(line):
                assert one.position_until == other.position_from
                assert read_or_gap(one) != read_or_gap(other)
            for position in range(log.position + 1):
                here = [each for each in line if holds(each, (moment, position))]
                expected = naive.entry(key, (moment, position))
                assert [read_or_gap(each) for each in here if isinstance(each, Version)] == (
                    [read(expected)] if expected else []
                )


def read_or_gap(stretch: Version | Gap) -> tuple[object, ...] | None:
    """Return what a version says; nothing for a gap."""
    return read(stretch) if isinstance(stretch, Version) else None


@given(histories(most=12), st.data())
def test_what_stands_now_never_depends_on_the_order_of_arrival(
    history: Sequence[Record], data: st.DataObject
) -> None:
    """At the last position: same stretches of publication, same content, same public turns."""
    logs = log_of(history), log_of(data.draw(st.permutations(history)))
    one, other = (public(log) for log in logs)
    assert one == other


def public(log: Log) -> dict[str, list[object]]:
    """Return what the versions at the last position say, without positions; by key."""
    found: dict[str, list[object]] = {}
    for key, life in lives(log).items():
        stand = [each for each in life.along_published() if isinstance(each, Version)]
        found[key] = [
            (each.published_from, each.published_until, said(each), *map(in_public, ends(each)))
            for each in stand
        ]
    return {key: stand for key, stand in found.items() if stand}


def said(version: Version) -> tuple[object, ...]:
    """Return what a version says, without where in the log its reports stand."""
    ids = tuple(each.id for each in version.reports)
    told = read(version)
    assert told is not None
    return (*told[:-1], ids)


def ends(stretch: Stretch) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    """Return by what a stretch began, and by what it ended."""
    return stretch.begun_by, stretch.ended_by


def in_public(turns: Sequence[Turn]) -> list[tuple[Way, str]]:
    """Return the turns on the published clock."""
    return [(each.way, each.record.id) for each in turns if each.clock is Clock.PUBLISHED]


@given(HISTORIES)
def test_every_turn_is_of_the_end_at_which_it_is_told(history: Sequence[Record]) -> None:
    """What begins or ends at a publication or at a position does so by a record of just that."""
    for life in lives(log_of(history)).values():
        for each in life.stretches():
            begin, end = ends(each)
            assert all(is_at(turn, each.published_from, each.position_from) for turn in begin)
            assert all(is_at(turn, each.published_until, each.position_until) for turn in end)


@given(HISTORIES)
def test_end_without_a_turn_is_none(history: Sequence[Record]) -> None:
    """What ends without a record still stands, or says the same one position further on."""
    log = log_of(history)
    for life in lives(log).values():
        for each in life.stretches():
            places = [
                (by, each.position_from) for by in MOMENTS if holds(each, (by, each.position_from))
            ]
            if not each.begun_by:
                assert same_at(life, each, places, each.position_from - 1)
            if not each.ended_by and not each.stands:
                assert each.published_until is None
                assert each.position_until is not None
                assert same_at(life, each, places, each.position_until)


def same_at(
    life: Life,
    stretch: Version | Gap,
    places: Sequence[tuple[Instant | None, int]],
    position: int,
) -> bool:
    """Whether at a position the same stands as in a stretch."""
    found = {read(life.at(published=by, position=position)) for by, _ in places}
    return found == {read_or_gap(stretch)}


def is_at(turn: Turn, published: Instant | None, position: int | None) -> bool:
    """Whether a record is of a publication or of a position, as its turn says."""
    if turn.clock is Clock.PUBLISHED:
        return turn.published == published
    return turn.record.position == position


@given(HISTORIES)
def test_turns_are_all_that_it_took(history: Sequence[Record]) -> None:
    """
    What was known before, and the records of its public turns, read as the version does.

    A correction that is withdrawn leads on to what it named at every date, also before its own.
    """
    log = log_of(history)
    naive = Naive(log)
    for key, life in lives(log).items():
        for each in life.stretches():
            turns = [turn for turn in each.begun_by if turn.clock is Clock.PUBLISHED]
            if turns:
                last = log.position if each.position_until is None else each.position_until - 1
                before = naive.entries[:last]
                withdrawn = Revision(before, each.published_from, naive.erasures).withdrawn
                known = [
                    entry
                    for entry in before
                    if is_before(entry, each.published_from)
                    or entry.id in {turn.record.id for turn in turns}
                    or (isinstance(entry.record, Correction) and entry.id in withdrawn)
                ]
                expected = read(each) if isinstance(each, Version) else None
                assert read(of(key, naive.view(known, None))) == expected


def is_before(entry: Recorded, moment: Instant) -> bool:
    """Whether a record counts before a moment of publication."""
    clock = published_clock(entry)
    return clock is None or clock < moment
