"""Folds in memory: which function takes what, what is counted, where a fold stops."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum

import attrs
import pytest

import timeline
from tests.projections.folds.heard import Heard, heard
from timeline.errors import FoldError, PoisonError, ProjectionError
from timeline.ledger import Log
from timeline.log import MemoryStore, Recorded, Tombstone, Withheld
from timeline.log.copying import copy_log
from timeline.projections import Otherwise, Tally
from timeline.projections.folds.states import states
from timeline.records import UnknownRecord
from timeline.testing.folds import log_of
from timeline.testing.rows import NOON, event, events

STRANGE = UnknownRecord(kind="shipment", version=1, body=b'{"cargo":"grain"}')
STRIKE = timeline.Strike(
    key="strike", happened="2024-10-28", published="2024-10-28T19:00Z", source="P", summary="hit"
)


def counting(otherwise: Otherwise = Otherwise.STOP_AT_UNKNOWN) -> timeline.Projection[int]:
    """Return a fold that counts strikes."""
    found = timeline.projection("strikes", initial=0, version=1, otherwise=otherwise)

    @found.on(timeline.Strike)
    def _(count: int, _: timeline.Strike) -> int:
        return count + 1

    return found


def retraction(record: timeline.Event) -> timeline.Retraction:
    """Return the retraction of a record."""
    return timeline.Retraction(
        retracts=timeline.record_id(record), cause="withdrawn", reason="none", published=None
    )


def test_a_record_goes_to_the_function_of_its_class() -> None:
    """What has one is folded; what has none is counted, by its kind."""
    folded = counting().over(log_of([event(1), STRIKE, event(2)]))
    assert (folded.state, folded.tally) == (1, Tally(folded=1, passed={"event": 2}))


def test_a_record_goes_to_the_nearest_class_above_it() -> None:
    """A function for all event records takes those that no other function takes."""
    fold = counting()

    @fold.on(timeline.EventRecord)
    def _(count: int, _: timeline.EventRecord) -> int:
        return count + 100

    assert fold.over(log_of([event(1), STRIKE])).state == 101


def test_one_function_takes_several_kinds() -> None:
    """Each of the classes that are named leads to it; it is written for what they share."""
    fold = timeline.projection("both", initial=0, version=1)

    @fold.on(timeline.Strike, timeline.Event)
    def _(count: int, _: timeline.EventRecord) -> int:
        return count + 1

    assert fold.takes == (timeline.Strike, timeline.Event)
    assert fold.over(log_of([event(1), STRIKE])).state == 2


def test_a_function_may_be_given_the_log_entry() -> None:
    """From it come the id, the position, and when it was recorded."""
    folded = heard().over(log_of([event(1), event(2)]))
    assert folded.state == Heard(reports={"P": 2}, last=timeline.record_id(event(2)))


def test_folding_goes_on_from_a_state() -> None:
    """In pieces it comes to what it comes to at once, tally, place and digest included."""
    log = log_of([event(1), STRIKE], [event(2), STRIKE, event(3)])
    first = counting().over(log.read()[:2])
    assert counting().over(log.read(after=2), onto=first) == counting().over(log)


def test_what_was_folded_is_not_folded_twice() -> None:
    """An entry that does not lie behind the last one is refused."""
    log = log_of([event(1), event(2)])
    with pytest.raises(FoldError, match=r"position 1 comes after position 2; .* once each"):
        heard().over(log, onto=heard().over(log))


def test_an_entry_that_comes_twice_is_refused() -> None:
    """One after the other, too."""
    entry, *_ = log_of([event(1)]).read()
    with pytest.raises(FoldError, match="position 1 comes after position 1"):
        heard().over([entry, entry])


def test_over_a_chronology_it_takes_what_stands() -> None:
    """A retracted report is not there, a corrected one as it now reads; and in time's order."""
    later = attrs.evolve(event(2), happened="2024-10-20", source=timeline.Source(publisher="Q"))
    log = log_of([event(1), event(2), event(3)])
    log.append(retraction(event(1)))
    log.append(
        timeline.Correction(
            corrects=timeline.record_id(event(2)), replacement=later, reason="moved"
        )
    )
    known = log.as_of()
    folded = heard().over(known)
    assert folded.state.reports == {"Q": 1, "P": 1}
    assert folded.state.last == timeline.record_id(event(3))
    assert (folded.position, folded.digest) == (known.position, known.digest)


def test_a_kind_that_is_not_known_stops_it() -> None:
    """The error names the record, and says how to go on."""
    with pytest.raises(
        PoisonError, match=r"position 2, kind shipment.*import the module"
    ) as caught:
        counting().over(log_of([event(1), STRANGE]))
    assert (caught.value.position, caught.value.kind) == (2, "shipment")
    assert caught.value.id == timeline.record_id(STRANGE)


def test_a_kind_that_is_not_known_stops_it_over_a_chronology_too() -> None:
    """An answer of which a part may be missing is not given."""
    known = log_of([event(1), STRANGE]).as_of()
    with pytest.raises(PoisonError, match="import the module"):
        counting().over(known)
    assert counting(Otherwise.COUNT).over(known).tally.unknown == (("unknown-kind", 1),)


def test_it_may_count_kinds_that_are_not_known() -> None:
    """Then it says how many of which kind and version."""
    folded = counting(Otherwise.COUNT).over(log_of([STRANGE, STRIKE]))
    assert folded.tally == Tally(folded=1, unknown={"shipment 1": 1})


def test_it_may_stop_at_any_kind_without_a_function() -> None:
    """Where an answer must not leave anything out."""
    with pytest.raises(PoisonError, match=r"position 1, kind event.*register \.on\(Event\)"):
        counting(Otherwise.STOP).over(log_of([event(1)]))


def test_what_is_erased_is_counted() -> None:
    """It is gone, and that it was there is told; in a chronology as in the log."""
    log = log_of([event(1), STRIKE])
    order = timeline.Erasure(erases=timeline.record_id(STRIKE), authority="court", reason="x")
    log.append(order)
    assert counting().over(log).tally == Tally(passed={"event": 1, "erasure": 1}, erased=1)
    assert counting().over(log.as_of()).tally == Tally(passed={"event": 1}, erased=1)


def test_what_is_withheld_is_counted() -> None:
    """It is not erased, and who folds a copy of a log is told; in a chronology as in the log."""
    log, store = log_of([event(1), STRIKE, event(2), event(3)]), MemoryStore()
    copy_log(log._store, store, [1, 3])
    copied = Log(store, clock=lambda: NOON)
    for source in (copied, copied.as_of()):
        folded = counting().over(source)
        assert folded.tally == Tally(folded=1, passed={"event": 1}, withheld=2)


def test_tally_goes_on_from_a_tally() -> None:
    """Each count, in each of its kinds."""
    log = log_of([event(1), STRIKE, STRANGE, event(2), event(3)])
    log.append(timeline.Erasure(erases=timeline.record_id(event(1)), authority="c", reason="x"))
    store = MemoryStore()
    copy_log(log._store, store, [4])
    entries = Log(store, clock=lambda: NOON).read()
    fold = counting(Otherwise.COUNT)
    whole = fold.over(entries)
    for at in range(len(entries) + 1):
        assert fold.over(entries[at:], onto=fold.over(entries[:at])) == whole
    assert whole.tally == Tally(
        folded=1, passed={"event": 1, "erasure": 1}, unknown={"shipment 1": 1}, erased=1, withheld=1
    )


def test_a_fold_may_take_tombstones() -> None:
    """Whoever wants to know what is gone registers a function."""
    fold = timeline.projection("gone", initial="", version=1)

    @fold.on(Tombstone)
    def _(state: str, stone: Tombstone) -> str:
        return state + stone.authority

    log = log_of([event(1)])
    order = timeline.Erasure(erases=timeline.record_id(event(1)), authority="court", reason="x")
    log.append(order)
    assert fold.over(log).state == "court"


def test_a_function_that_fails_stops_it() -> None:
    """The error names the record and the reason, and leads to the fault."""
    with pytest.raises(PoisonError, match="ZeroDivisionError: too much; mend the fold") as caught:
        heard(poison="Event 2").over(log_of(events(3)))
    assert caught.value.position == 2
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert isinstance(caught.value, ProjectionError)


@pytest.mark.parametrize("kind", ["tombstone", "withheld"])
def test_a_function_that_fails_at_what_is_gone_names_it(kind: str) -> None:
    """There is no record whose kind could be told."""
    log, store = log_of([event(1), event(2)]), MemoryStore()
    log.append(timeline.Erasure(erases=timeline.record_id(event(1)), authority="c", reason="x"))
    copy_log(log._store, store, [2])
    fold = timeline.projection("gone", initial=0, version=1)
    fold.on({"tombstone": Tombstone, "withheld": Withheld}[kind])(lambda count, _: count // 0)
    with pytest.raises(PoisonError) as caught:
        fold.over(Log(store, clock=lambda: NOON))
    assert (caught.value.kind, caught.value.position) == (
        kind,
        {"tombstone": 1, "withheld": 2}[kind],
    )


def test_a_function_that_returns_no_state_stops_it() -> None:
    """The most common slip: to forget the return."""
    fold = timeline.projection("slip", initial=0, version=1)
    fold.on(timeline.Event)(lambda _, __: None)  # type: ignore[arg-type, return-value]  # the slip
    with pytest.raises(PoisonError, match="the fold returned None, no int; let it return"):
        fold.over(log_of([event(1)]))


def test_every_record_is_folded_or_counted() -> None:
    """G17: the tally of a log is its position."""
    log = log_of([event(1), STRIKE, STRANGE])
    log.append(timeline.Erasure(erases=timeline.record_id(STRIKE), authority="c", reason="x"))
    for fold in (counting(Otherwise.COUNT), heard()):
        assert fold.over(log).tally.total == log.position == 4


def test_tally_and_state_say_what_they_are() -> None:
    """In one line, for a log file."""
    folded = counting(Otherwise.COUNT).over(log_of([event(1), STRIKE, STRANGE]))
    assert str(folded) == (
        "strikes, version 1, at position 3: 1 folded, 1 of kind event passed over,"
        " 1 of unknown kind shipment 1"
    )


def test_tally_tells_of_all_that_is_gone() -> None:
    """And of nothing that is not."""
    assert str(Tally(folded=3)) == "3 folded"
    assert str(Tally(erased=1, withheld=2)) == "0 folded, 1 erased, 2 withheld"


def test_total_counts_every_record_once() -> None:
    """Whatever became of it."""
    found = Tally(
        folded=1, passed={"event": 2, "strike": 4}, unknown={"x 1": 8}, erased=16, withheld=32
    )
    assert found.total == 63


def test_counts_of_nothing_are_left_out() -> None:
    """And the others stand in the order of their names."""
    found = Tally(passed={"event": 1, "strike": 0, "correction": 2})
    assert found.passed == (("correction", 2), ("event", 1))


def test_progress_is_told_now_and_then() -> None:
    """At every 1024 entries; where nobody knows how many there are, of those that are done."""
    entries = log_of(events(2050)).read()
    told: list[tuple[int, int]] = []
    heard().over(entries, progress=lambda done, total: told.append((done, total)))
    assert told == [(1024, 2050), (2048, 2050), (2050, 2050)]
    told.clear()
    heard().over(iter(entries), progress=lambda done, total: told.append((done, total)))
    assert told == [(1024, 1024), (2048, 2048), (2050, 2050)]


def test_progress_of_nothing_is_told() -> None:
    """None of none."""
    told: list[tuple[int, int]] = []
    heard().over([], progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 0)]


def test_progress_is_told() -> None:
    """How many are done, and of how many, at least at the end."""
    told: list[tuple[int, int]] = []
    heard().over(log_of(events(3)), progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def test_merging_gives_the_state_of_the_whole() -> None:
    """Pieces may be folded apart, and put together."""
    log = log_of(events(5))
    fold = heard()
    one, two = (fold.over(each).state for each in (log.read()[:2], log.read()[2:]))
    assert fold.is_monoid
    assert fold.merged(one, two) == fold.over(log).state


def test_a_fold_without_a_merge_says_so() -> None:
    """Most folds have none; then the pieces are folded in order."""
    assert not counting().is_monoid
    with pytest.raises(FoldError, match="has no merge"):
        counting().merged(1, 2)


# ---------------------------------------------------------------- what cannot be registered


def test_what_is_no_kind_of_record_is_refused() -> None:
    """A state is no record, a name is no class."""
    for each in (int, "strike"):
        with pytest.raises(FoldError, match="is no kind of record; name a class"):
            counting().on(each)(lambda count, _: count)  # type: ignore[arg-type]  # the slip


def test_no_kind_is_refused() -> None:
    """A decorator without brackets would register nothing."""
    with pytest.raises(FoldError, match="names no kind"):
        counting().on()(lambda count, _: count)


def test_a_second_function_for_a_kind_is_refused() -> None:
    """Which of them would count?"""
    with pytest.raises(FoldError, match="Strike has a function already"):
        counting().on(timeline.Strike)(lambda count, _: count)


def test_a_function_that_takes_something_else_is_refused() -> None:
    """When it is registered, and not at the first record."""

    def alone(count: int) -> int:
        return count

    with pytest.raises(FoldError, match=r"write def fold\(state, record\)"):
        counting().on(timeline.Event)(alone)  # type: ignore[arg-type]  # the slip
    with pytest.raises(FoldError, match=r"write def fold\(state, record, entry\)"):
        counting().on_entry(timeline.Event)(lambda count, _: count)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("name", ["", "Strikes", "a/b", "../x", "a b", "x" * 101])
def test_a_name_that_could_not_be_kept_is_refused(name: str) -> None:
    """It is that of a file or a row, everywhere."""
    with pytest.raises(FoldError, match="is no name of a projection"):
        timeline.projection(name, initial=0, version=1)


@pytest.mark.parametrize("name", ["x", "a-b", "a.b2", "killed-by-day.v2", "x" * 100])
def test_a_name_may_have_parts(name: str) -> None:
    """Up to a hundred letters of it."""
    fold = timeline.projection(name, initial=0, version=3)
    assert repr(fold) == f"<Projection {name}, version 3>"


@pytest.mark.parametrize("version", [-1, True, 1.0, "1"])
def test_a_version_that_is_no_number_from_1_is_refused(version: object) -> None:
    """Nor anything that equals one."""
    with pytest.raises(FoldError, match="count versions from 1"):
        timeline.projection("x", initial=0, version=version)  # type: ignore[arg-type]  # the slip


def test_versions_count_from_1() -> None:
    """A version is a whole number."""
    with pytest.raises(FoldError, match="count versions from 1"):
        timeline.projection("x", initial=0, version=0)


# ---------------------------------------------------------------- what may be a state


class Side(Enum):
    """One of two."""

    OURS = "ours"
    THEIRS = "theirs"


@attrs.frozen
class Everything:
    """A field of each sort."""

    number: int
    side: Side
    yes: bool
    exact: Decimal
    at: datetime
    when: timeline.When
    about: timeline.Quantity
    source: timeline.Source
    names: tuple[str, ...]
    sums: Mapping[str, timeline.Quantity]
    deep: Mapping[str, tuple[timeline.Place, ...]]
    maybe: timeline.Place | None = None


EVERYTHING = Everything(
    number=2**70,
    side=Side.THEIRS,
    yes=True,
    exact=Decimal("0.10"),
    at=datetime.fromisoformat("2024-10-28T19:00:00.000001+00:00"),
    when=timeline.When("2024-10~", zone="Europe/Kyiv"),
    about=timeline.quantity("about 10,000"),
    source=timeline.Source(publisher="P", via=timeline.Source(publisher="Q")),
    names=("Їжак 🦔", ""),
    sums={"killed": timeline.quantity(3), "": timeline.quantity("at least 2")},
    deep={"x": (timeline.Place(name="Kursk"),), "y": ()},
)


@pytest.mark.parametrize(
    "state", [0, -(2**80), "", "Їжак", True, Side.OURS, Decimal("1.50"), EVERYTHING, Heard()]
)
def test_a_state_comes_back_as_it_was(state: object) -> None:
    """Each sort of value that may be a state, or a part of one."""
    form = states(state)
    assert form.from_bytes(form.to_bytes(state)) == state


def test_a_mapping_keeps_its_order() -> None:
    """A function that looks for the first one finds the same, kept or not."""
    state = Heard(reports={"b": 1, "a": 2, "c": 3})
    form = states(state)
    assert list(form.from_bytes(form.to_bytes(state)).reports) == ["b", "a", "c"]


def test_a_state_that_was_kept_cannot_be_changed_in_place() -> None:
    """Its mappings are read-only; a fold makes new ones."""
    form = states(EVERYTHING)
    back = form.from_bytes(form.to_bytes(EVERYTHING))
    with pytest.raises(TypeError):
        back.sums["killed"] = timeline.quantity(4)  # type: ignore[index]  # that is the test


@attrs.define
class Loose:
    """Can be changed."""

    count: int = 0


@attrs.frozen
class Floating:
    """Has a float."""

    share: float = 0.5


@attrs.frozen
class Listing:
    """Has a list, deep inside."""

    inner: Mapping[str, list[str]] = attrs.field(factory=dict)


@attrs.frozen
class Numbered:
    """Has a mapping by numbers."""

    by: Mapping[int, str] = attrs.field(factory=dict)


@attrs.frozen
class Either:
    """May be one or the other."""

    it: int | str = 0


@pytest.mark.parametrize(
    "initial,match",
    [
        (0.5, "float cannot be kept"),
        (None, "NoneType cannot be kept"),
        ([], "list cannot be kept"),
        ({}, "a bare dict does not say what is in it"),
        ((), "a bare tuple does not say what is in it"),
        (Loose(), r"Loose can be changed; use @attrs\.frozen"),
        (Floating(), r"float cannot be kept.* @ \$\.share"),
        (Listing(), r"list cannot be kept.* @ \$\.inner\{\}"),
        (Numbered(), r"keys are text @ \$\.by"),
        (Either(), r"may be several things.* @ \$\.it"),
        (Heard(amendments=True), r"True is a bool, no int @ \$\.amendments"),
        (Heard(last="\ud800"), "cannot be written"),
    ],
)
def test_what_cannot_be_a_state_is_refused(initial: object, match: str) -> None:
    """At registration, with the place in it."""
    with pytest.raises(FoldError, match=match):
        timeline.projection("x", initial=initial, version=1)


def test_bytes_of_another_class_are_refused() -> None:
    """A field more, a field less, a text for a tuple: nothing is guessed."""
    form = states(Heard())
    more = b'{"amendments":0,"last":null,"reports":{},"refuted":3}'
    for other in (b"0", b"{}", more, b'{"amendments":0,"last":null,"reports":[]}', b"nothing"):
        with pytest.raises(timeline.TimelineError):
            form.from_bytes(other)


def test_entries_may_be_followed_and_folded() -> None:
    """Anything that gives entries in order can be folded."""
    log = log_of(events(3))
    entries: list[Recorded] = list(log.follow(timeout=0))
    assert heard().over(log.follow(timeout=0)) == heard().over(entries)
