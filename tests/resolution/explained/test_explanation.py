"""Why a line reads as it does: as text, as values, as JSON, whole and by one field."""

import json

import attrs
import pytest
from hypothesis import given

import timeline
from tests.laws.logs import log_of
from tests.stories import told
from timeline.codec import Record
from timeline.errors import FieldError, UnknownKeyError
from timeline.records import Event, Instant, Relation
from timeline.resolution.explained.explanation import Explanation
from timeline.resolution.explained.reasons import Deciding
from timeline.testing.histories import histories, moments

STORY = told("""
    2024-03-05: s1 says bridge on 2024-03-04 by A: closed [killed at least 1]
    2024-03-05: s2 says bridge on 2024-03-04 by B: shut [killed 7]
    2024-03-05: s3 says bridge on 2024-03-04 by C: gone
    2024-03-05: s4 says dam on 2024-03-04: opened
    2024-03-06: s5 corrects s1: bridge on 2024-03-04 by A: bombed [killed at least 2]
    2024-03-07: s6 has Putin deny bridge
    2024-03-07: s7 has Xi dispute bridge#killed
    2024-03-08: s8 retracts s3 (withdrawn)
                s9 puts dam before bridge
""")


def explained(field: str | None = None, key: str = "bridge") -> Explanation:
    """Return why a line of the story reads as it does."""
    return STORY.known().explain(key, field)


def test_figure_leads_to_its_report_and_what_stands_beside_it() -> None:
    """The report it is from, another report's figure, and who disputes it."""
    [figure] = explained("killed").figures
    assert figure.speaking.id == STORY.ids["s5"]
    beside = [(str(each.figure), each.stance, each.speaking.id) for each in figure.rivals]
    assert beside == [
        ("7", None, STORY.ids["s2"]),
        ("None", "disputes", STORY.ids["s7"]),
    ]


def test_report_leads_to_what_it_replaced_and_why() -> None:
    """The account before, the difference, and the correction with its reason and its maker."""
    [mended] = [each for each in explained().reports if each.replaced]
    [step] = mended.replaced
    assert (step.before, step.after) == (STORY.ids["s1"], STORY.ids["s5"])
    assert step.difference == "killed at least 1 became at least 2; 'closed' became 'bombed'"
    assert (step.correction.reason, step.correction.by) == ("r", "A")


def test_withdrawn_report_is_named_with_what_withdrew_it() -> None:
    """It is no report any more, and still part of why the line reads so."""
    [undone] = explained().undone
    assert undone.speaking.id == STORY.ids["s3"]
    assert [(each.id, each.by) for each in undone.by] == [(STORY.ids["s8"], "C")]


def test_status_names_rule_origins_and_statements() -> None:
    """A statement about one figure is not among those about the line."""
    status = explained("status").status
    assert status is not None
    assert (status.supporting, status.denying) == (("A", "B"), ("Putin",))
    assert [each.speaking.id for each in status.statements] == [STORY.ids["s6"]]


def test_order_names_the_precedence_that_decides() -> None:
    """Without it the keys would, as the dates say the same."""
    order = explained("order").order
    assert order is not None
    assert order.before is not None
    assert (order.place, order.before.key) == (2, "dam")
    assert (order.before.decided_by, order.before.relation) == (
        Deciding.PRECEDENCE,
        Relation.SAME,
    )
    assert [each.id for each in order.before.precedences] == [STORY.ids["s9"]]


@pytest.mark.parametrize(
    "earlier, later, deciding",
    [
        ("2024-03-04", "2024-03-05", Deciding.START_EARLIEST),
        ("2024-03-01", "2024-03", Deciding.START_LATEST),
        ("2024-03-01/2024-03-02", "2024-03-01/2024-03-05", Deciding.END_EARLIEST),
        ("2024-03-01/2024-03-01", "2024-03-01/2024-03", Deciding.END_LATEST),
        ("2024-03-01", "2024-03-01", Deciding.KEY),
    ],
)
def test_order_names_the_part_of_the_dates_that_decides(
    earlier: str, later: str, deciding: Deciding
) -> None:
    """The first of the four bounds that differs, and else the key."""
    log = timeline.open_log(":memory:")
    for key, when in (("a", earlier), ("b", later)):
        log.append(
            Event(
                key=key,
                happened=when,
                published="2024-04-01T12:00Z",
                source="A",
                summary=key,
            )
        )
    order = log.as_of().explain("a", "order").order
    assert order is not None
    assert order.before is None
    assert order.after is not None
    assert order.after.decided_by is deciding


@pytest.mark.parametrize(
    "when, said",
    [
        (timeline.When("2024-03-04"), ["it names no zone: its days and hours are taken as UTC"]),
        (timeline.When("2024-03-04[Europe/Kyiv]"), []),
        (timeline.When("2024-03-04T10:00Z"), []),
        (timeline.When("2024-03-04T10:00+02:00"), []),
        (
            timeline.When("[2024-03-04..2024-03-06]"),
            ["it names no zone: its days and hours are taken as UTC"],
        ),
        (
            timeline.When("2024-03-04", zone="Europe/Kyiv", assumed_by="the desk"),
            ["its zone, Europe/Kyiv, was assumed by the desk"],
        ),
        (
            timeline.When("2024-10-27T03:30[Europe/Kyiv]"),
            ["a wall time in it was shown twice, as clocks went back: both readings count"],
        ),
        (
            timeline.When("2024?[Europe/Kyiv]"),
            ["its year is unsure (?); its bounds are not widened, by the padding 'no padding'"],
        ),
    ],
)
def test_date_names_what_was_assumed_to_read_it(when: timeline.When, said: list[str]) -> None:
    """Zones that nobody wrote, wall times shown twice, and marks that widen nothing."""
    log = timeline.open_log(":memory:")
    log.append(
        Event(key="a", happened=when, published="2025-01-01T12:00Z", source="A", summary="a")
    )
    happened = log.as_of().explain("a", "happened").happened
    assert happened is not None
    assert list(happened.assumptions) == said


def test_one_field_has_nothing_of_the_others() -> None:
    """What was not asked for is absent, from the values and from the text."""
    told = explained("killed")
    assert (told.status, told.order, told.happened, told.choice) == (None, None, None, None)
    assert "status" not in str(told)


def test_unknown_field_is_refused_with_the_nearest() -> None:
    """Figures that the line has are among those it knows."""
    with pytest.raises(FieldError, match="did you mean killed"):
        explained("kiled")
    with pytest.raises(FieldError, match="known: happened, order, summary, status, killed"):
        explained("xyzzy")


def test_entry_or_key_is_explained_alike_and_by_either_name() -> None:
    """`timeline.explain` is the method, as a function."""
    known = STORY.known()
    assert timeline.explain(known, "bridge") == known.explain(known.entry("bridge"))


def test_entry_that_is_not_in_a_selection_is_refused() -> None:
    """A line of another chronology is none of this one."""
    known = STORY.known()
    with pytest.raises(UnknownKeyError):
        known.where(kind="statement").explain(known.entry("bridge"))


@given(histories(most=14), moments())
def test_explanation_names_every_report_and_survives_json(
    history: tuple[Record, ...], moment: Instant | None
) -> None:
    """Ids in are ids out, each record is there, and the plain form is JSON with the same parts."""
    log = log_of([history])
    known, ids = log.as_of(published=moment), {each.id for each in log}
    for entry in known:
        told = known.explain(entry)
        assert [each.speaking.id for each in told.reports] == [each.id for each in entry.reports]
        assert {each.speaking.id for each in told.undone} <= ids
        plain = told.to_plain()
        assert json.loads(json.dumps(plain)) == plain
        assert plain.keys() == {each.name for each in attrs.fields(Explanation)}
        assert str(told).startswith(f"{entry.key}: {entry.summary}\n")


@given(histories(most=14))
def test_explanation_is_the_same_read_from_the_index_or_naively(
    history: tuple[Record, ...],
) -> None:
    """All that bears on a line is found without going through the log."""
    log = log_of([history])
    known = log.as_of()
    naive = log.as_of(policy=attrs.evolve(known.policy))
    for entry in known:
        assert known.explain(entry) == naive.explain(entry.key)
