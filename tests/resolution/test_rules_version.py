"""The answers of each version of the rules, to one set of logs that never changes."""

import hashlib
import json
from collections.abc import Iterator

import pytest

from tests.stories import Story, told
from timeline.chronology import Chronology
from timeline.records import Speaker, Statement, UnknownRecord
from timeline.resolution import LATEST_PUBLISHED, Account, Entry, Policy
from timeline.resolution.rules_version import FIRST_RELEASES, RULES

NOWHERE = "sha256:" + "0" * 64
REVISION = f"""
    2024-03-05: a1 says bridge on 2024-03-04 by Gazette: closed [killed at least 1]
    2024-03-05: a2 says bridge on 2024-03 by Herald: shut [killed 3]
    2024-03-07: a3 corrects a1: bridge on 2024-03-03 by Gazette: closed [killed 2]
    2024-03-06: a4 corrects a1: bridge on 2024-03-04 by Gazette: bombed
    2024-03-09: a5 corrects a3: crossing on 2024-03-03/2024-03-06 by Gazette: closed [killed 4]
                a6 corrects a2: bridge on 2024-03-02 by Herald: shut
    2024-03-10: a7 retracts a3 (withdrawn)
    2024-03-11: a8 reinstates a7
                a9 retracts a4
    2024-03-08: b1 says dam on 2024-03-08 via Agency: burst
    2024-03-08: b2 says dam on 2024-03-08 by Copyist via Paper: burst
    2024-03-12: b3 retracts b1 (deleted upstream)
                b4 corrects {NOWHERE}: dam on 2024-03-07: never heard of
                b5 retracts {NOWHERE}
                b6 reinstates b1
    2024-03-12: b7 says ferry on ../2024-03-01: runs
    2024-03-09: b8 corrects b1: dam on 2024-03-09 via Agency: burst
    2024-03-05: c1 says mill on 2024-03-01: stopped
    2024-03-06: c2 corrects c1: mill on 2024-03-02: stopped
    2024-03-07: c3 corrects c2: mill on 2024-03-03: stopped
    2024-03-08: c4 corrects c3: mill on 2024-03-04: stopped
                c5 retracts c3
    2024-03-10: c6 retracts c2 (withdrawn)
"""
IDENTITY = """
    2024-03-05: a1 says bridge on 2024-03-04 by Gazette: closed [killed 1]
    2024-03-06: a2 says crossing on 2024-03-05 by Herald: closed [killed 9]
    2024-03-06: a3 says causeway on 2024-03 by Courier: closed
                a4 judges bridge same as crossing
                a5 judges crossing same as causeway
                a6 judges bridge different from causeway
                a7 judges bridge unsure about dam
                a8 retracts a5
                a9 judges camp same as nowhere
    2024-03-07: b1 says camp on 2024-02: moved
                b2 judges nowhere same as dam
    2024-03-08: b3 says dam on [2024-02-01..2024-03-31]: burst
    2024-03-08: b4 says ferry on 2024-03-01/..: runs
                b5 puts dam before camp
                b6 puts ferry before bridge
                b7 puts camp before ferry
                b8 puts ferry before camp
                b9 puts bridge before crossing
    2024-03-09: c1 says pact on 1999: signed
                c2 puts ferry before pact
                c3 puts pact before absent
    2024-03-10: d1 says mill on 2024-03-05: stopped
    2024-03-10: d2 says weir on 2024-03-04: broke
    2024-03-10: d3 says kiln on 2024-03-04: broke
                d4 puts mill before weir
                d5 puts weir before kiln
    2024-03-11: e1 says forge on 2024-03-06: burnt
    2024-03-11: e2 says loom on 2024: sold
    2024-03-11: e3 says tile on 2024-03-02: laid
                e4 puts forge before loom
                e5 puts loom before tile
"""
STATUS = """
    2024-03-05: a1 says bridge on 2024-03-04 by Gazette quoting Singh: closed [killed 1]
    2024-03-05: a2 says bridge on 2024-03-04 by Herald quoting Singh: closed
    2024-03-06: a3 has Putin deny bridge
    2024-03-07: a4 has Rutte confirm bridge
    2024-03-08: a5 has Singh dispute dam
    2024-03-08: a6 plans dam on 2024-04: will open
    2024-03-09: a7 says dam on 2024-04-02 by Gazette: opened
    2024-03-10: a8 retracts a4 (withdrawn)
    2024-03-09: a9 says camp on 2024-02 by Gazette: moved
    2024-03-10: b1 says camp on 2024-02 by Herald via Gazette: moved
    2024-03-11: b2 retracts a9 (withdrawn)
    2024-03-12: b3 corrects b1: camp on 2024-02-10 by Herald: moved
    2024-03-06: c1 says ferry on 2024-03-01 by Gazette: sank [killed at most 3]
    2024-03-07: c2 says ferry on 2024-03-02 by Courier: sank [killed 2 to 4]
    2024-03-08: c3 says pact on 2024-01 by Courier quoting Kim: signed
    2024-03-09: c4 has Kim deny pact
    2024-03-10: c5 says vote on 2024-01-31 by Gazette: held
    2024-03-11: c6 corrects c5: vote on 2024-01-30 by Gazette: held
    2024-03-09: c7 says mill on 2024-01-02 by Gazette: stopped
    2024-03-10: c8 says mill on 2024-01-03 by Gazette: stopped
    2024-03-11: c9 retracts c7 (withdrawn)
    2024-03-11: d4 corrects c6: vote on 2024-01-29 by Gazette: held
    2024-03-11: d5 corrects a2: bridge on 2024-03-05 by Herald: closed
                d1 erases a2
                d2 erases c6, which corrected c5
                d3 erases a3
"""

ANSWERS = {1: "230d49eecc2825ab474fe27975fb2976901b267ee8f24a5a9fa4beafa99bac51"}
"""SHA-256 of all answers, by version of the rules; what a release gave is never changed."""

MOMENTS = (None, *(f"2024-03-{day:02}T12:00Z" for day in range(4, 13)))


WITHOUT_INDEX = Policy(name="the same, without the index", rank=lambda *_: ())


def answers(story: Story, policy: Policy) -> Iterator[object]:
    """Return what is known at every position, as published by every date."""
    for position in range(story.log.position + 1):
        for published in MOMENTS:
            known = story.log.as_of(published=published, position=position, policy=policy)
            yield [position, published, answer(known)]


def answer(known: Chronology) -> list[object]:
    """Return a chronology in plain values: entries in order and problems, without their words."""
    problems = [[each.code.value, list(each.ids)] for each in known.problems]
    return [[plain(entry) for entry in known], problems]


def plain(entry: Entry) -> list[object]:
    """Return all that the rules decided about an entry."""
    standing = entry.standing
    return [
        list(entry.keys),
        [str(entry.happened), entry.summary, entry.kind, entry.modality.value],
        sorted((name, str(figure)) for name, figure in entry.figures.items()),
        [standing.status.value, list(map(str, standing.supporting))],
        list(map(str, standing.denying)),
        [account(each) for each in entry.accounts],
    ]


def account(each: Account) -> list[object]:
    """Return which record stands, since when, and what it stands in the place of."""
    chain = [link.id for link in each.chain]
    return [each.report.position, each.id, each.published.isoformat(), chain]


def told_with_more() -> Story:
    """Return the story of statuses, and what no line of a story can tell behind it."""
    story = told(STATUS)
    denial_of_itself = Statement(
        key="ferry",
        happened="2024-03-12",
        published="2024-03-12T12:00Z",
        source="Courier",
        speaker=Speaker(person="Kim"),
        stance="denies",
        about="ferry",
        summary="no word of it is true",
    )
    unknown = UnknownRecord(kind="elsewhere.vote", version=3, body=b'{"key":"vote"}')
    story.log.append(denial_of_itself, unknown)
    return story


@pytest.mark.parametrize("policy", [LATEST_PUBLISHED, WITHOUT_INDEX], ids=lambda each: each.name)
def test_answers_are_those_of_the_version(policy: Policy) -> None:
    """Whoever changes an answer raises `RULES`, and adds the digest of the new answers here."""
    stories = (told(REVISION), told(IDENTITY), told_with_more())
    text = json.dumps([list(answers(each, policy)) for each in stories], ensure_ascii=False)
    found = hashlib.sha256(text.encode()).hexdigest()
    assert found == ANSWERS.get(RULES), (
        f"the rules answer otherwise than version {RULES} did; if a release had that version,"
        " raise RULES, name the release in FIRST_RELEASES, and add this digest to ANSWERS"
    )


@pytest.mark.parametrize(
    "text,codes",
    [
        (
            REVISION,
            {"dangling-target", "rival-corrections", "wrong-target", "withdrawn-target"},
        ),
        (
            IDENTITY,
            {
                "contradicted-judgement",
                "dangling-key",
                "precedence-against-dates",
                "precedence-cycle",
                "precedence-within-one",
            },
        ),
        (STATUS, {"erased"}),
    ],
)
def test_stories_leave_open_all_that_can_be_left_open(text: str, codes: set[str]) -> None:
    """The logs come upon the problems that the rules tell."""
    story = told(text)
    known = (story.known(position=each) for each in range(story.log.position + 1))
    assert codes <= {each.code.value for chronology in known for each in chronology.problems}


def test_stories_come_upon_every_status() -> None:
    """No status is without an example."""
    story = told(STATUS)
    found = {
        entry.status.value
        for position in range(story.log.position + 1)
        for entry in story.known(position=position)
    }
    assert found == {"reported", "confirmed", "disputed", "denied", "planned", "withdrawn upstream"}


def test_every_version_has_its_release_and_its_answers() -> None:
    """The newest version is the one in force; none was left out."""
    assert [*FIRST_RELEASES] == [*ANSWERS] == [*range(1, RULES + 1)]
