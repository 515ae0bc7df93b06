"""Records of another team's log, recorded anew: what they keep, say, and may not do."""

from pathlib import Path

import pytest

from timeline.codec import record_id, to_plain_record
from timeline.content import content
from timeline.errors import AppendError, IntegrityError, ProofError
from timeline.ledger import Log, open_log
from timeline.log import Imported, MemoryStore, Row, Tombstone
from timeline.log.integrity import chain_hash, leaf_hash, row_bytes
from timeline.records import Correction, Erasure, Retraction, UnknownRecord
from timeline.testing.rows import NOON, event, events

LATER = "2024-11-05T09:00Z"
BARLEY = UnknownRecord(kind="shipment", version=3, body=b'{"cargo":"barley"}')


@pytest.fixture
def ours() -> Log:
    """Return our log, of one record."""
    log = open_log(":memory:", clock=lambda: LATER, origin="example.org/ours")
    log.append(event(1))
    return log


@pytest.fixture
def theirs() -> Log:
    """Return the log of another team: three reports, a correction, and a kind we do not know."""
    log = open_log(":memory:", clock=lambda: NOON, origin="example.org/theirs")
    log.append(*events(3))
    mended = Correction(
        corrects=record_id(event(3)), replacement=event(3, "Mended"), reason="they erred"
    )
    log.append(mended, BARLEY)
    return log


def test_records_are_recorded_anew_and_keep_their_ids(ours: Log, theirs: Log) -> None:
    """Position and instant are ours, the content and its id are theirs."""
    adopted = ours.adopt(theirs)
    assert (adopted.appended, adopted.duplicates, adopted.position) == (4, 1, 5)
    assert adopted.left_out == ()
    taken = ours.read(after=1)
    assert [each.id for each in taken] == [each.id for each in theirs.read(after=1)]
    assert [each.record for each in taken] == [each.record for each in theirs.read(after=1)]
    assert {each.recorded.isoformat() for each in taken} == {"2024-11-05T09:00:00+00:00"}
    assert ours.verify().records == 5


def test_entry_says_where_it_was(ours: Log, theirs: Log) -> None:
    """Origin, position and leaf: enough to ask the other team for a proof."""
    ours.adopt(theirs, 3)
    leaf = list(theirs._store.rows())[3].leaf.hex()
    first, second = ours.read()
    assert first.imported_from is None
    assert second.imported_from == Imported(origin="example.org/theirs", position=3, leaf=leaf)


def test_origin_is_part_of_what_is_hashed(ours: Log, theirs: Log) -> None:
    """Whoever changes where a record came from changes the row, and is found."""
    ours.adopt(theirs, 3)
    store = ours._store
    assert isinstance(store, MemoryStore)
    row = store._rows[2]
    forged = (row.body or b"").replace(b"example.org/theirs", b"example.org/others")
    store._rows[2] = Row(2, forged, row.chain)
    with pytest.raises(IntegrityError, match="position 2"):
        ours.verify()


def test_explanation_says_where_a_report_was(ours: Log, theirs: Log) -> None:
    """A reader of the line sees that we have it from another log, and from where in it."""
    ours.adopt(theirs, 2)
    words = str(ours.as_of().explain("event-2"))
    assert "    taken over from the log example.org/theirs, position 2\n" in f"{words}\n"
    assert "taken over" not in str(ours.as_of().explain("event-1"))


def test_chosen_records_are_taken_alone(ours: Log, theirs: Log) -> None:
    """By position or by id, in the order of their log, once each."""
    adopted = ours.adopt(theirs, record_id(event(3)), 2, 3)
    assert (adopted.appended, adopted.duplicates) == (2, 0)
    assert [each.record for each in ours.read(after=1)] == [event(2), event(3)]


def test_genesis_is_no_record_to_take_over(ours: Log, theirs: Log) -> None:
    """It names their log, and this one has a name."""
    adopted = ours.adopt(theirs, 0, 2)
    assert (adopted.appended, adopted.left_out) == (1, ())
    assert [each.record for each in ours.read(after=1)] == [event(2)]


def test_taking_over_twice_is_once(ours: Log, theirs: Log) -> None:
    """What is here already is counted, and keeps what is said of where it came from."""
    ours.adopt(theirs)
    before = list(ours)
    again = ours.adopt(theirs)
    assert (again.appended, again.duplicates) == (0, 5)
    assert list(ours) == before


def test_what_we_had_first_stays_ours(ours: Log, theirs: Log) -> None:
    """A record that both have was not taken over from anybody."""
    ours.adopt(theirs, 1)
    assert ours.read()[0].imported_from is None


def test_their_erasure_does_not_erase_here(ours: Log, theirs: Log) -> None:
    """An order of their court is no order to us; it is told, and so is what it left."""
    theirs.append(Erasure(erases=record_id(event(1)), authority="Their court", reason="order"))
    adopted = ours.adopt(theirs)
    assert [each.position for each in adopted.left_out] == [1, 6]
    assert str(adopted.left_out[0]) == (
        "position 1: its bytes are not there: they were erased, or are withheld from that copy"
    )
    assert "append one of your own, if it binds you too" in adopted.left_out[1].reason
    assert ours.read()[0].record == event(1)


def test_what_we_erased_does_not_come_back(ours: Log, theirs: Log) -> None:
    """It is left out and told, and the rest comes."""
    ours.append(Erasure(erases=record_id(event(1)), authority="Our court", reason="order"))
    adopted = ours.adopt(theirs)
    assert [str(each) for each in adopted.left_out] == ["position 1: it was erased from this log"]
    assert adopted.appended == 4
    assert isinstance(ours.read()[0].record, Tombstone)


def test_record_that_cannot_be_read_is_left_out(ours: Log, theirs: Log) -> None:
    """A record under a known name that is no such record is told with its fault."""
    store = theirs._store
    body = content({"kind": "event", "version": 1, "body": {"key": 7}})
    row = row_bytes(6, "2024-11-01T12:00:00.000000Z", body, {})
    last = store.tail()
    assert last is not None
    with store.writing() as writer:
        writer.add([(body.id, Row(6, row, chain_hash(last.chain, leaf_hash(row))))])
    adopted = ours.adopt(theirs)
    assert [each.position for each in adopted.left_out] == [6]
    assert adopted.left_out[0].reason.startswith("it cannot be read here: ")
    assert adopted.appended == 4


def test_changed_log_is_not_taken_over(ours: Log, theirs: Log) -> None:
    """Their log is verified first, all of it; then nothing comes."""
    store = theirs._store
    assert isinstance(store, MemoryStore)
    row = store._rows[5]
    store._rows[5] = Row(5, (row.body or b"").replace(b"barley", b"turnip"), row.chain)
    with pytest.raises(IntegrityError, match="position 5"):
        ours.adopt(theirs, 2)
    assert ours.position == 1


def test_log_of_our_name_is_refused(ours: Log) -> None:
    """A copy of this log has nothing to add, and another log may not pass for it."""
    other = open_log(":memory:", clock=lambda: NOON, origin="example.org/ours")
    other.append(event(2))
    with pytest.raises(AppendError) as caught:
        ours.adopt(other)
    assert str(caught.value) == (
        "example.org/ours: is the name of this log too: whole logs are copied, and not adopted;"
        " nothing was appended"
    )


def test_record_that_they_do_not_have_is_refused(ours: Log, theirs: Log) -> None:
    """Asking for what is not there is a mistake, and nothing comes."""
    with pytest.raises(ProofError, match="is not in this log"):
        ours.adopt(theirs, record_id(event(77)))
    with pytest.raises(ProofError, match="ask for 0 to 5"):
        ours.adopt(theirs, 6)
    assert ours.position == 1


def test_amendments_act_here_as_they_did_there(ours: Log, theirs: Log) -> None:
    """Ids stay, so a correction finds what it corrects."""
    ours.adopt(theirs)
    assert ours.as_of().entry("event-3").summary == "Mended"
    theirs.append(Retraction(retracts=record_id(event(2)), cause="withdrawn", reason="gone"))
    ours.adopt(theirs, 6)
    assert "event-2" not in [entry.key for entry in ours.as_of()]


def test_chain_of_two_logs_names_the_nearer(ours: Log, theirs: Log) -> None:
    """What they took over is theirs to us; their row, whose leaf we keep, says the rest."""
    others = open_log(":memory:", clock=lambda: NOON, origin="example.org/others")
    others.append(event(50))
    theirs.adopt(others)
    ours.adopt(theirs, record_id(event(50)))
    found = ours.read()[-1].imported_from
    assert found is not None
    assert (found.origin, found.position) == ("example.org/theirs", 6)


@pytest.mark.parametrize("name", ["ours.db", "ours.jsonl"])
def test_origin_is_kept_in_every_store(tmp_path: Path, theirs: Log, name: str) -> None:
    """After opening it again, and in a copy, the entry says the same; duplicates are known."""
    with open_log(tmp_path / name, clock=lambda: LATER) as log:
        log.adopt(theirs)
        before = [each.imported_from for each in log]
        log.copy(tmp_path / f"copy-of-{name}")
    with open_log(tmp_path / name, clock=lambda: LATER) as log:
        assert [each.imported_from for each in log] == before
        assert log.append(event(2), event(3)).duplicates == 2
        assert log.verify().records == 5
    with open_log(tmp_path / f"copy-of-{name}") as log:
        assert [each.imported_from for each in log] == before


@pytest.mark.parametrize(
    "said", [7, {}, {"origin": 1, "pos": 1, "leaf": "x"}, {"origin": "x", "pos": True, "leaf": "x"}]
)
def test_origin_of_another_form_says_nothing(said: object) -> None:
    """A row that some other program wrote is read all the same."""
    log = open_log(":memory:", clock=lambda: NOON)
    store, body = log._store, content(to_plain_record(event(1)))
    row = row_bytes(1, "2024-11-01T12:00:00.000000Z", body, {"imported_from": said})  # type: ignore[dict-item]  # wrong on purpose
    last = store.tail()
    assert last is not None
    with store.writing() as writer:
        writer.add([(body.id, Row(1, row, chain_hash(last.chain, leaf_hash(row))))])
    assert log.read()[0].imported_from is None
    assert log.verify().records == 1
