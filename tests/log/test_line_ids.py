"""Ids of a JSON Lines log, of which most are kept by their first bytes alone."""

from contextlib import closing
from pathlib import Path

import pytest

from timeline.codec import record_id
from timeline.ledger import open_log
from timeline.log import JSONLinesStore, line_ids
from timeline.records import Erasure
from timeline.testing.rows import event, events

IDS = [record_id(each) for each in events(70)]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep but a few ids whole."""
    monkeypatch.setattr(line_ids, "_MOST_RECENT", 8)


def test_ids_are_found_however_they_came(tmp_path: Path) -> None:
    """One by one or in batches, by the store that appended them, and by one that reads them."""
    path = tmp_path / "case.jsonl"
    with closing(JSONLinesStore(path)) as reader, open_log(path) as log:
        for each in events(30):
            log.append(each)
            assert reader.positions(IDS[:1]) == {IDS[0]: 1}
        log.append(*events(40, first=31))
        there = {each: at for at, each in enumerate(IDS, 1)}
        assert reader.positions(IDS) == log._store.positions(IDS) == there
        log.append(Erasure(erases=IDS[4], authority="court", reason="order"))
        expected = there | {IDS[4]: -5}
        asked = [*IDS, record_id(event(99))]
        assert reader.positions(asked) == expected
        assert log._store.positions(asked) == expected
        assert log.append(*events(3)).duplicates == 3
    with closing(JSONLinesStore(path)) as store:
        assert store.positions(asked) == expected


def test_id_that_only_begins_like_another_is_not_there(tmp_path: Path) -> None:
    """The first bytes of an id are a hint; the line says whether it is the one."""
    path = tmp_path / "case.jsonl"
    with open_log(path) as log:
        log.append(*events(40))
    alike = IDS[2][:-1] + ("0" if IDS[2][-1] != "0" else "1")
    with closing(JSONLinesStore(path)) as store:
        assert store.positions([alike, IDS[2]]) == {IDS[2]: 3}
