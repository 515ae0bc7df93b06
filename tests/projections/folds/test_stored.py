"""States kept with their log: caught up, built anew beside the old, followed, stopped, erased."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import timeline
from tests.log.conftest import postgres_server, postgres_url
from tests.projections.folds.heard import Heard, heard
from timeline.errors import ClosedLogError, FoldError, IntegrityError, NoStateError, PoisonError
from timeline.ledger import Log
from timeline.log import MemoryStore
from timeline.projections import Otherwise, Projection, Tally
from timeline.records import UnknownRecord
from timeline.records.upcasting import upcaster
from timeline.testing.rows import NOON, event, events

__all__ = ["postgres_server", "postgres_url"]

ROOT = Path(__file__).parents[2]
LONG = 60.0
"""Seconds that no test of these takes, unless it missed something."""


@pytest.fixture(params=["memory", "sqlite", "jsonl", "postgres"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    """Return a new log over each kind of store."""
    with timeline.open_log(_target(request, tmp_path), clock=lambda: NOON) as found:
        yield found


@pytest.fixture(params=["sqlite", "jsonl", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new log that several processes can open."""
    return _target(request, tmp_path)


def _target(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "memory":
        return ":memory:"
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return str(folder / f"case.{ {'sqlite': 'db', 'jsonl': 'jsonl'}[request.param] }")


@pytest.fixture
def memory() -> Log:
    """Return a new log in memory."""
    return timeline.open_log(":memory:", clock=lambda: NOON)


def erase(log: Log, number: int) -> None:
    """Erase an event."""
    order = timeline.Erasure(
        erases=timeline.record_id(event(number)), authority="court", reason="order"
    )
    log.append(order)


def test_nothing_is_kept_before_it_is_folded(log: Log) -> None:
    """Asking for the state folds nothing by itself."""
    with pytest.raises(NoStateError, match=r"no state is kept with .*; call catch_up\(\)"):
        heard().kept_in(log).read()


def test_what_is_kept_is_what_folding_gives(log: Log) -> None:
    """State, place, digest and tally; also for whoever reads it later."""
    log.append(*events(3))
    kept = heard().kept_in(log)
    found = kept.catch_up()
    assert found.folded == kept.read() == heard().over(log)
    assert (found.taken, found.position, found.state) == (3, 3, found.folded.state)
    assert found.rebuilt == ("nothing was kept: it is new, or an erasure took away what was",)


def test_only_what_is_new_is_taken_in(log: Log) -> None:
    """The second time it goes on from the first; the third there is nothing to do."""
    log.append(*events(3))
    kept = heard().kept_in(log)
    kept.catch_up()
    log.append(event(4), event(5))
    found = heard().kept_in(log).catch_up()
    assert (found.taken, found.rebuilt) == (2, ())
    assert found.folded == heard().over(log)
    assert kept.catch_up().taken == 0


def test_an_empty_log_has_the_initial_state(log: Log) -> None:
    """At position 0, with the digest of the genesis."""
    found = heard().kept_in(log).catch_up()
    assert found.folded.state == Heard()
    assert (found.position, found.folded.digest, found.taken) == (0, log.digest(0), 0)


@pytest.mark.parametrize("every", [1, 2, 3, 100])
def test_how_often_it_is_kept_changes_nothing(log: Log, every: int) -> None:
    """Each saving is told to whoever watches."""
    log.append(*events(7))
    told: list[tuple[int, int]] = []
    found = (
        heard()
        .kept_in(log)
        .catch_up(every=every, progress=lambda done, total: told.append((done, total)))
    )
    assert found.folded == heard().over(log)
    assert told == [*((at, 7) for at in range(every, 8, every)), (7, 7)]


def test_keeping_it_less_than_every_record_is_refused(memory: Log) -> None:
    """Every 0 records is no often."""
    with pytest.raises(FoldError, match="every=0"):
        heard().kept_in(memory).catch_up(every=0)


def test_what_is_kept_outlives_the_program(target: str) -> None:
    """The next one goes on from there."""
    with timeline.open_log(target) as log:
        log.append(*events(3))
        heard().kept_in(log).catch_up()
    with timeline.open_log(target) as log:
        log.append(event(4))
        assert heard().kept_in(log).catch_up().taken == 1


# ---------------------------------------------------------------- built anew, and why


def test_a_new_version_is_built_beside_the_old(log: Log) -> None:
    """The old one stands until the new one is complete; then it is gone."""
    log.append(*events(4))
    first, second = heard(1).kept_in(log), heard(2).kept_in(log)
    first.catch_up()
    seen: list[int] = []
    found = second.catch_up(every=2, progress=lambda *_: seen.append(first.read().version))
    assert (seen, first.read().version) == ([1, 1, 1], 2)
    assert found.rebuilt == ("version 1 of the projection became 2",)
    assert found.folded == heard(2).over(log)


def test_an_older_program_does_not_undo_what_a_newer_one_keeps(log: Log) -> None:
    """Else the two would build in turns for ever."""
    log.append(event(1))
    heard(2).kept_in(log).catch_up()
    with pytest.raises(NoStateError, match="version 2 is kept, and this is 1; run the newer"):
        heard(1).kept_in(log).catch_up()
    assert heard(2).kept_in(log).read().version == 2


def test_a_state_of_another_shape_cannot_be_read(memory: Log) -> None:
    """An older state is read only if this program knows what it says."""
    memory.append(event(1))
    timeline.projection("heard", initial=0, version=1).kept_in(memory).catch_up()
    with pytest.raises(NoStateError, match="what version 1 kept cannot be read here"):
        heard(2).kept_in(memory).read()


@pytest.mark.parametrize(
    "initial,otherwise",
    [(Heard(amendments=1), Otherwise.COUNT), (Heard(), Otherwise.STOP_AT_UNKNOWN)],
)
def test_other_settings_build_it_anew(memory: Log, initial: Heard, otherwise: Otherwise) -> None:
    """Also where somebody forgot to raise the version."""
    heard().kept_in(memory).catch_up()
    other = Projection("heard", initial=initial, version=1, otherwise=otherwise)
    found = other.kept_in(memory).catch_up()
    assert found.rebuilt[0] == "its settings changed, and its version did not"


def test_another_way_to_read_a_kind_builds_it_anew(memory: Log) -> None:
    """A new version of the class, and a new upcaster: the same record says something else."""

    def detention(version: int) -> type:
        @timeline.kind("test.stored-detention", version=version, identity=("happened",))
        @attrs.frozen(kw_only=True)
        class Detention(timeline.EventRecord):
            """Somebody is held."""

        return Detention

    detention(1)
    heard().kept_in(memory).catch_up()
    detention(2)
    told = "it takes or reads these kinds otherwise: test.stored-detention"
    assert heard().kept_in(memory).catch_up().rebuilt == (told,)
    upcaster("test.stored-detention", 1)(dict)
    assert heard().kept_in(memory).catch_up().rebuilt == (told,)
    assert heard().kept_in(memory).catch_up().rebuilt == ()


def test_a_kind_that_it_does_not_take_changes_nothing(memory: Log) -> None:
    """What the program knows besides does not matter to this fold."""
    fold = timeline.projection("strikes", initial=0, version=1)
    fold.on(timeline.Strike)(lambda count, _: count + 1)
    fold.kept_in(memory).catch_up()

    @timeline.kind("test.stored-vote", version=1, identity=("happened",))
    @attrs.frozen(kw_only=True)
    class Vote(timeline.EventRecord):
        """Somebody votes."""

    assert fold.kept_in(memory).catch_up().rebuilt == ()
    assert fold.step(Vote) is None


def test_a_kind_that_becomes_known_builds_it_anew(memory: Log) -> None:
    """What was counted as unknown is folded now."""
    strange = UnknownRecord(
        kind="test.stored-late",
        version=1,
        body=(
            b'{"happened":"2024-10-28","key":"x","published":"2024-10-28T19:00:00.000000Z",'
            b'"source":{"publisher":"P"},"summary":"x"}'
        ),
    )
    memory.append(strange)
    fold = timeline.projection("strikes", initial=0, version=1, otherwise=Otherwise.COUNT)
    assert fold.kept_in(memory).catch_up().folded.tally.unknown == (("test.stored-late 1", 1),)

    @timeline.kind("test.stored-late", version=1, identity=("happened",))
    @attrs.frozen(kw_only=True)
    class Late(timeline.EventRecord):
        """What the program did not know."""

    found = fold.kept_in(memory).catch_up()
    assert found.rebuilt == ("the program knows the kind test.stored-late by now",)
    assert found.folded.tally == Tally(passed={"test.stored-late": 1})
    assert isinstance(memory.read()[0].record, Late)


def test_a_state_of_another_log_is_not_gone_on_from(tmp_path: Path) -> None:
    """A file left beside another log of the same name is noticed."""
    path = tmp_path / "case.jsonl"
    with timeline.open_log(path) as log:
        log.append(*events(3))
        heard().kept_in(log).catch_up()
    path.unlink()
    with timeline.open_log(path) as log:
        log.append(*events(5))
        kept = heard().kept_in(log)
        with pytest.raises(NoStateError, match="folded of another log"):
            kept.read()
        assert kept.catch_up().rebuilt == ("it was folded of another log",)
        assert kept.read() == heard().over(log)


def test_a_rewritten_log_is_not_folded_in_silence() -> None:
    """The log with another past is refused, and what is kept stays, until somebody decides."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    log.append(*events(3))
    kept = heard().kept_in(log)
    kept.catch_up()
    genesis, *_ = store._rows
    store._rows, store._positions = [genesis], {}
    log.append(event(7), event(8), event(9), event(10))
    for ask in (kept.catch_up, kept.read):
        with pytest.raises(IntegrityError, match=r"position 3: had the digest .* rewritten"):
            ask()
    kept.drop()
    assert kept.catch_up().folded == heard().over(log)


def test_a_log_that_was_cut_short_is_not_folded_in_silence() -> None:
    """A backup that is older than the state is noticed."""
    store = MemoryStore()
    log = Log(store, clock=lambda: NOON)
    log.append(*events(3))
    kept = heard().kept_in(log)
    kept.catch_up()
    store._rows = store._rows[:3]
    for ask in (kept.catch_up, kept.read):
        with pytest.raises(IntegrityError, match=r"position 3: was read before, .* ends at 2"):
            ask()


def test_a_damaged_state_is_folded_again(tmp_path: Path) -> None:
    """The file is a cache, and its checksum tells."""
    with timeline.open_log(tmp_path / "case.jsonl") as log:
        log.append(*events(3))
        kept = heard().kept_in(log)
        kept.catch_up()
        (file,) = tmp_path.glob("*.projection")
        file.write_bytes(file.read_bytes().replace(b'amendments\\":0', b'amendments\\":7'))
        found = kept.catch_up()
        assert (found.taken, found.state) == (3, heard().over(log).state)


def replaced(log: Log, **given: object) -> None:
    """Replace something of the state that stands."""
    shelf = log.keeping.kept("heard")
    assert shelf.standing is not None
    changed = attrs.evolve(shelf.standing, mark="other", **given)  # type: ignore[arg-type]  # as typed
    assert log.keeping.keep("heard", shelf, attrs.evolve(shelf, standing=changed))


@pytest.mark.parametrize("basis", ["", "3", "{}", '{"format":1,"more":2}'])
def test_a_state_of_another_library_version_is_folded_again(memory: Log, basis: str) -> None:
    """What it depends on cannot be read here."""
    memory.append(*events(2))
    kept = heard().kept_in(memory)
    kept.catch_up()
    replaced(memory, basis=basis)
    with pytest.raises(NoStateError):
        kept.read()
    found = kept.catch_up()
    assert found.rebuilt == ("another version of this library kept it",)
    assert kept.read() == found.folded == heard().over(memory)


def test_a_state_of_another_stored_form_is_folded_again(memory: Log) -> None:
    """The form has a version of its own."""
    memory.append(event(1))
    kept = heard().kept_in(memory)
    kept.catch_up()
    basis = memory.keeping.kept("heard").standing
    assert basis is not None
    replaced(memory, basis=basis.basis.replace('"format": 1', '"format": 0'))
    assert kept.catch_up().rebuilt == ("another version of this library kept it",)


@pytest.mark.parametrize("state", [b"", b"\n", b'{"folded":1}', b'[]\n{"reports":{}}', b"{}\n[]"])
def test_a_state_that_is_none_is_folded_again(memory: Log, state: bytes) -> None:
    """Whatever it was that damaged it; until then it is not read."""
    memory.append(event(1))
    kept = heard().kept_in(memory)
    kept.catch_up()
    replaced(memory, state=state)
    with pytest.raises(NoStateError, match="what version 1 kept cannot be read here"):
        kept.read()
    (reason,) = kept.catch_up().rebuilt
    assert reason.startswith("it was damaged: ")
    assert kept.read() == heard().over(memory)


def test_what_a_state_depends_on_is_told_whole(memory: Log) -> None:
    """Several reasons at once."""
    memory.append(event(1))
    heard().kept_in(memory).catch_up()
    other = Projection("heard", initial=Heard(amendments=1), version=1, otherwise=Otherwise.COUNT)
    other.on(timeline.Strike)(lambda state, _: state)
    settings, kinds = other.kept_in(memory).catch_up().rebuilt
    assert settings == "its settings changed, and its version did not"
    assert kinds.startswith("it takes or reads these kinds otherwise: ")
    assert kinds.split(": ")[1].split(", ")[:2] == ["correction", "deployment"]


def test_what_catching_up_did_is_told_in_one_line(memory: Log) -> None:
    """How many it took in, and why from the beginning."""
    memory.append(event(1))
    kept = heard().kept_in(memory)
    first, again = kept.catch_up(), kept.catch_up()
    line = "heard, version 1, at position 1: 1 folded"
    assert str(first) == (
        f"{line}; 1 taken in; built from the beginning:"
        " nothing was kept: it is new, or an erasure took away what was"
    )
    assert str(again) == f"{line}; 0 taken in"


def test_what_was_dropped_is_folded_again(memory: Log) -> None:
    """And dropping what is not there is nothing."""
    memory.append(event(1))
    kept = heard().kept_in(memory)
    kept.drop()
    kept.catch_up()
    kept.drop()
    with pytest.raises(NoStateError, match="no state is kept"):
        kept.read()
    assert kept.catch_up().taken == 1


def test_building_goes_on_where_it_was_left(memory: Log) -> None:
    """A new version that was stopped on its way does not begin again."""
    memory.append(*events(6))
    heard(1).kept_in(memory).catch_up()

    def stop(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        heard(2).kept_in(memory).catch_up(every=2, progress=stop)
    shelf = memory.keeping.kept("heard")
    assert shelf.standing is not None
    assert shelf.building is not None
    assert (shelf.standing.position, shelf.building.position) == (6, 4)
    found = heard(2).kept_in(memory).catch_up()
    assert (found.taken, found.folded) == (2, heard(2).over(memory))
    assert memory.keeping.kept("heard").building is None


def test_a_third_version_begins_anew_beside_the_first(memory: Log) -> None:
    """What was built of the second on the way is gone."""
    memory.append(*events(4))
    heard(1).kept_in(memory).catch_up()
    with pytest.raises(PoisonError):
        heard(2, poison="Event 3").kept_in(memory).catch_up()
    with pytest.raises(NoStateError, match="version 2 is kept, and this is 1; run the newer"):
        heard(1, otherwise=Otherwise.STOP).kept_in(memory).catch_up()
    found = heard(3).kept_in(memory).catch_up()
    assert (found.taken, found.rebuilt) == (4, ("version 1 of the projection became 3",))


@pytest.mark.parametrize("every", [0, -1, -5000])
def test_saving_at_no_record_is_refused(memory: Log, every: int) -> None:
    """The error names the number."""
    with pytest.raises(FoldError, match=f"every={every}; save every record, or fewer"):
        heard().kept_in(memory).catch_up(every=every)


def test_states_of_two_projections_are_kept_apart(memory: Log) -> None:
    """By their names."""
    memory.append(*events(2))
    other = timeline.projection("other", initial=0, version=1)
    other.on(timeline.Event)(lambda count, _: count + 1)
    heard().kept_in(memory).catch_up()
    assert other.kept_in(memory).catch_up().state == 2
    heard().kept_in(memory).drop()
    assert other.kept_in(memory).read().state == 2


# ---------------------------------------------------------------- poison


def test_a_poison_record_stops_it_and_the_state_before_is_kept(log: Log) -> None:
    """Each time at the same record, until the fold is mended; nothing is skipped."""
    log.append(*events(2))
    kept = heard(poison="Event 4").kept_in(log)
    kept.catch_up()
    log.append(*events(3, first=3))
    for _ in range(2):
        with pytest.raises(PoisonError, match="ZeroDivisionError") as caught:
            kept.catch_up()
        assert (caught.value.position, kept.read().position) == (4, 3)
    assert kept.read().state == heard().over(log.read()[:3]).state
    mended = heard(2).kept_in(log).catch_up()
    assert (mended.folded.state, mended.taken) == (heard().over(log).state, 5)


def test_the_first_time_too_what_is_before_the_poison_is_kept(memory: Log) -> None:
    """There is no older answer that readers could go on to see."""
    memory.append(*events(5))
    kept = heard(poison="Event 4").kept_in(memory)
    with pytest.raises(PoisonError):
        kept.catch_up()
    assert kept.read().position == 3


def test_a_new_version_that_stops_leaves_the_old_one_standing(log: Log) -> None:
    """Readers see a whole answer of the old version, not half of a new one."""
    log.append(*events(5))
    heard(1).kept_in(log).catch_up()
    with pytest.raises(PoisonError):
        heard(2, poison="Event 4").kept_in(log).catch_up()
    found = heard(2).kept_in(log).read()
    assert (found.version, found.position) == (1, 5)
    assert heard(2).kept_in(log).catch_up().taken == 2


def test_a_kind_that_is_not_known_stops_it_until_it_is_known(memory: Log) -> None:
    """It is never passed over unless the fold says so."""
    memory.append(event(1), UnknownRecord(kind="test.cargo", version=1, body=b"{}"), event(2))
    kept = heard(otherwise=Otherwise.STOP_AT_UNKNOWN).kept_in(memory)
    with pytest.raises(PoisonError, match=r"test\.cargo"):
        kept.catch_up()
    assert kept.read().position == 1


@pytest.mark.parametrize("every", [1, 2, 100])
def test_a_state_that_cannot_be_kept_names_its_record(memory: Log, every: int) -> None:
    """Not the last of the batch: the one behind which it cannot be kept."""
    fold, half = timeline.projection("keys", initial="", version=1), "\ud800"

    @fold.on(timeline.Event)
    def _(state: str, record: timeline.Event) -> str:
        return f"{state}{half if record.key == 'event-3' else record.key}"

    memory.append(*events(5))
    kept = fold.kept_in(memory)
    with pytest.raises(PoisonError, match="the state behind it cannot be kept") as caught:
        kept.catch_up(every=every)
    assert (caught.value.position, kept.read().state) == (3, "event-1event-2")


# ---------------------------------------------------------------- erasure


def test_an_erasure_takes_the_state_away(log: Log) -> None:
    """It may hold what was erased; the next is folded without it, and says that it is new."""
    log.append(*events(3))
    kept = heard().kept_in(log)
    kept.catch_up()
    erase(log, 3)
    with pytest.raises(NoStateError):
        kept.read()
    found = kept.catch_up()
    assert (found.taken, found.folded.tally.erased) == (4, 1)
    assert found.state.last == timeline.record_id(event(2))


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_record_erased_while_it_is_folded_is_in_no_state(log: Log, at: int) -> None:
    """Whatever was kept until then is gone; what was in memory is not kept any more."""
    log.append(*events(4))
    erased: list[int] = []

    def erase_once(done: int, _: int) -> None:
        if done == at and not erased:
            erased.append(done)
            erase(log, 2)

    found = heard().kept_in(log).catch_up(every=1, progress=erase_once)
    assert found.folded.tally.erased == 1
    assert found.folded == heard().kept_in(log).read()
    assert found.folded.tally.total == found.position
    again = heard().kept_in(log).catch_up()
    assert again.folded == heard().over(log)


def test_a_record_erased_between_reading_and_keeping_is_in_no_state(memory: Log) -> None:
    """The fold that has it in memory finds its shelf changed, and begins again."""
    memory.append(*events(3))
    seen: list[str] = []
    fold = timeline.projection("words", initial="", version=1)

    @fold.on(timeline.Event)
    def _(state: str, record: timeline.Event) -> str:
        seen.append(record.key)
        if seen == ["event-1", "event-2"]:
            erase(memory, 1)
        return f"{state} {record.key}"

    found = fold.kept_in(memory).catch_up()
    assert found.state == " event-2 event-3"
    assert "event-1" not in fold.kept_in(memory).catch_up().state


# ---------------------------------------------------------------- several programs


def test_following_goes_on_with_what_comes(log: Log) -> None:
    """Each time it says what it took in; silence ends it."""
    log.append(event(1))
    timer = threading.Timer(0.3, log.append, events(2, first=2))
    timer.start()
    found = list(heard().kept_in(log).follow(timeout=1.5))
    timer.join()
    assert [each.taken for each in found] == [1, 2]
    assert found[-1].folded == heard().over(log)


def test_closing_the_log_ends_the_following(memory: Log) -> None:
    """With the error that says so."""
    followed = heard().kept_in(memory).follow()
    next(followed)
    memory.close()
    with pytest.raises(ClosedLogError):
        next(followed)


PROGRAM = """
import sys
import timeline
from tests.projections.folds.heard import heard
from timeline.testing.rows import event
with timeline.open_log(sys.argv[1]) as log:
    {}
"""
APPENDS = "for n in range(40): log.append(event(n))"
FOLLOWS = "for each in heard().kept_in(log).follow(every=3):\n        if each.position >= 80: break"


def test_two_programs_keep_one_state_while_others_append(target: str) -> None:
    """Nobody waits for ever, nothing is folded twice, and the state is that of the whole."""
    timeline.open_log(target).close()
    work = [FOLLOWS, FOLLOWS, APPENDS, APPENDS.replace("event(n)", "event(100 + n)")]
    programs = [[sys.executable, "-c", PROGRAM.format(each), target] for each in work]
    running = [subprocess.Popen(each, cwd=ROOT) for each in programs]  # noqa: S603 - our own programs
    assert [each.wait(timeout=LONG * 3) for each in running] == [0, 0, 0, 0]
    with timeline.open_log(target) as log:
        assert heard().kept_in(log).read() == heard().over(log)


KILLED = """import itertools, os
    for n in itertools.count():
        heard().kept_in(log).catch_up(every=2)
        print(log.position, flush=True)
        log.append(*(event(5 * n + each) for each in range(5)))"""


@pytest.mark.skipif(os.name != "posix", reason="a kill that nobody can catch")
def test_a_killed_program_loses_and_doubles_nothing(target: str) -> None:
    """Wherever it died, the next goes on, and comes to what folding the whole gives."""
    command = [sys.executable, "-c", PROGRAM.format(KILLED), target]
    for kills in range(3):
        with subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            for _ in range(3 + kills):
                assert running.stdout.readline()
            running.send_signal(signal.SIGKILL)
        with timeline.open_log(target) as log:
            before = heard().kept_in(log).read()
            assert before == heard().over(log.read()[: before.position], onto=None)
            assert heard().kept_in(log).catch_up().folded == heard().over(log)
