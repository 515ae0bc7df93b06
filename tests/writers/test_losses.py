"""Loss reports: what is listed, counted and printed."""

import pytest

from tests.writers.stories import PLAIN, at, chronology_of, everywhere, story
from timeline.codec import record_id
from timeline.writers.losses import Loss, LossKind, LossReport, escaped_signs, joined_lines, texts

ROUNDED = Loss(key="a", field="happened", kind=LossKind.ROUNDED, detail="a day")
LEFT_OUT = Loss(key="b", field="figures", kind=LossKind.LEFT_OUT, detail="no place for them")


def test_report_without_losses_is_empty() -> None:
    """A format that carries all gives a report that is false and says so."""
    report = LossReport(format="html")
    assert (len(report), bool(report), str(report)) == (0, False, "html: nothing was lost")


def test_losses_are_counted_by_kind() -> None:
    """Each kind has its number; kinds without losses have none."""
    report = LossReport(format="ics", losses=(ROUNDED, LEFT_OUT, LEFT_OUT))
    assert report.counts == {LossKind.ROUNDED: 1, LossKind.LEFT_OUT: 2}


def test_losses_of_one_entry_can_be_asked_for() -> None:
    """`of` keeps those of a key."""
    assert LossReport(format="ics", losses=(ROUNDED, LEFT_OUT)).of("b").losses == (LEFT_OUT,)


def test_report_is_a_sequence() -> None:
    """Losses have places, and a slice is a report."""
    report = LossReport(format="ics", losses=(ROUNDED, LEFT_OUT))
    assert (report[1], report[:1]) == (LEFT_OUT, LossReport(format="ics", losses=(ROUNDED,)))


def test_report_prints_counts_and_lines() -> None:
    """People see the numbers first, then every loss."""
    assert str(LossReport(format="ics", losses=(ROUNDED, LEFT_OUT))).splitlines() == [
        "ics: 1 rounded, 1 left out",
        "  a: happened rounded: a day",
        "  b: figures left out: no place for them",
    ]


def test_escaped_sign_is_listed_with_its_record_and_field() -> None:
    """A hidden sign in a text is a loss that can be found again."""
    event = at("2024", key="port", summary="a\u202eb\x1b")
    assert escaped_signs(chronology_of(event)) == (
        Loss(
            key="port",
            id=record_id(event),
            field="summary",
            kind=LossKind.ESCAPED,
            detail="U+001B, U+202E",
        ),
    )


def test_line_breaks_are_listed() -> None:
    """A text of two lines in a form of one line is a loss."""
    found = joined_lines(chronology_of(at("2024", summary="a\nb")))
    assert [(each.field, each.kind) for each in found] == [("summary", LossKind.REPLACED)]


def test_plain_story_has_no_hidden_signs_and_no_breaks() -> None:
    """Nothing is listed where nothing is changed."""
    assert escaped_signs(story()) + joined_lines(story()) == ()


@pytest.mark.parametrize(
    "field",
    [
        "summary",
        "source.publisher",
        "source.via.archived",
        "speaker.role",
        "places[0].region",
        "evidence[0].quote",
        "tags[0]",
        "figures (name)",
        "origin.name",
        "about[0]",
        "observers[0]",
        "reason",
    ],
)
def test_texts_of_every_depth_are_found(field: str) -> None:
    """Nested values, names of figures and fields of a user's kind are looked at too."""
    found = {path for entry in everywhere(PLAIN) for _, path, _ in texts(entry)}
    assert field in found


def test_replaced_accounts_are_looked_at() -> None:
    """A sign that only an account had which was corrected is listed, since it is shown."""
    found = {text for entry in story() for _, _, text in texts(entry)}
    assert "A second body was found" in found
    assert {len({i for i, _, _ in texts(entry)}) for entry in story() if entry.key == "strike"} == {
        2
    }
