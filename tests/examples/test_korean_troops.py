from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import timeline
from examples import korean_troops
from timeline.codec import Record
from timeline.resolution import Account

Row = Callable[[], list[Record]]

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def log() -> Iterator[timeline.Log]:
    """Give the log of the story."""
    with korean_troops.article_log() as opened:
        yield opened


@pytest.fixture(scope="module")
def by_22_october(log: timeline.Log) -> timeline.Chronology:
    """Give the chronology as published by 22 October."""
    return korean_troops.as_published(log, "2024-10-22")


@pytest.fixture(scope="module")
def by_29_october(log: timeline.Log) -> timeline.Chronology:
    """Give the chronology as published by 29 October."""
    return korean_troops.as_published(log, "2024-10-29")


@pytest.fixture(scope="module")
def by_5_november(log: timeline.Log) -> timeline.Chronology:
    """Give the chronology as published by 5 November."""
    return korean_troops.as_published(log, "2024-11-05")


def keys(known: timeline.Chronology) -> list[str]:
    """Return the keys of the lines, in order."""
    return [entry.key for entry in known]


def told_by(known: timeline.Chronology, key: str, name: str) -> timeline.EventRecord:
    """Return the one report of a happening that rests on a speaker or publisher of that name."""
    found = [each.event for each in known.entry(key).accounts if name in voice(each)]
    assert len(found) == 1
    return found[0]


def voice(account: Account) -> str:
    """Return whose word an account is."""
    return korean_troops.attribution(account.event)


def strengths(known: timeline.Chronology) -> list[str]:
    """Return every count of the troops that stands, in words."""
    reports = [each.event for each in known.entry("dprk-troops").accounts]
    return sorted(str(each.strength) for each in reports if isinstance(each, timeline.Deployment))


def statement(known: timeline.Chronology, key: str) -> timeline.Statement:
    """Return the first report of a line, which is a statement."""
    event = known.entry(key).accounts[0].event
    assert isinstance(event, timeline.Statement)
    return event


def answer(log: timeline.Log, question: int) -> list[str]:
    """Return the lines that answer a question, by its number."""
    return list(korean_troops.QUESTIONS[question - 1](log))


# ---------------------------------------------------------------- the script


def test_prints_the_checked_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script prints what is checked in; to renew it, run it with `> examples/output/…`."""
    monkeypatch.chdir(tmp_path)
    korean_troops.main()
    expected = (EXAMPLES / "output" / "korean_troops.txt").read_text(encoding="utf-8")
    assert expected == capsys.readouterr().out


def test_writes_the_page_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page stands beside the current directory, in `out/`."""
    monkeypatch.chdir(tmp_path)
    korean_troops.main()
    page = (tmp_path / "out" / "korean-troops.html").read_text(encoding="utf-8")
    assert "more than 600,000" in page


def test_the_log_verifies(log: timeline.Log) -> None:
    """Every row of the log checks out."""
    assert log.verify().position == log.position


def test_the_log_is_the_same_in_a_file(tmp_path: Path, log: timeline.Log) -> None:
    """In a file the log gets the same records at the same instants as in memory."""
    with korean_troops.article_log(str(tmp_path / "case.db")) as filed:
        expected = [(each.position, each.recorded, each.id) for each in log]
        assert expected == [(each.position, each.recorded, each.id) for each in filed]


def test_every_batch_has_its_recorded_instant(log: timeline.Log) -> None:
    """What was appended on a day is recorded on that day, and the clock then stands."""
    recorded = dict.fromkeys(f"{each.recorded:%Y-%m-%dT%H:%MZ}" for each in log)
    assert list(recorded) == list(korean_troops.RECORDED[1:])


def test_nothing_is_left_unresolved(by_5_november: timeline.Chronology) -> None:
    """Every amendment finds what it names, and no order is contradicted."""
    assert by_5_november.problems == ()


# ---------------------------------------------------------------- the 22 rows, on their dates


@pytest.mark.parametrize("row", korean_troops.ROWS, ids=lambda row: row.__name__)
def test_row_is_among_the_reports_of_29_october(
    row: Row, by_29_october: timeline.Chronology
) -> None:
    """Every event record of the story, corrected ones too, is a live report of its entry."""
    live = {account.id for entry in by_29_october for account in entry.accounts}
    told = [each for each in row() if isinstance(each, timeline.EventRecord | timeline.Correction)]
    assert {timeline.record_id(each) for each in told} <= live


@pytest.mark.parametrize("row", korean_troops.ROWS, ids=lambda row: row.__name__)
def test_row_is_unknown_on_22_october(row: Row, by_22_october: timeline.Chronology) -> None:
    """Nothing of the story is known before it was published."""
    live = {account.id for entry in by_22_october for account in entry.accounts}
    assert live.isdisjoint(timeline.record_id(each) for each in row())


def test_row_1_about_10_000_as_the_pentagon_says(by_29_october: timeline.Chronology) -> None:
    """Row 1: the Pentagon's figure is approximate."""
    report = told_by(by_29_october, "dprk-troops", "Sabrina Singh")
    assert isinstance(report, timeline.Deployment)
    assert str(report.strength) == "about 10,000"


def test_row_1_was_said_at_the_pentagon(by_29_october: timeline.Chronology) -> None:
    """Row 1: the saying of it has its venue."""
    assert statement(by_29_october, "singh-figure").venue == "Pentagon"


def test_row_1_is_the_figure_of_the_line(by_29_october: timeline.Chronology) -> None:
    """Row 1: of two figures in one story, the line shows that of its headline."""
    assert str(by_29_october.entry("dprk-troops").figures["strength"]) == "about 10,000"


def test_row_2_more_than_three_times(by_29_october: timeline.Chronology) -> None:
    """Row 2: the comparison is a figure with an open bound."""
    figures = by_29_october.entry("voa-comparison").figures
    assert str(figures["times the previous estimate"]) == "more than 3"


def test_row_2_previous_estimate_of_23_october(log: timeline.Log) -> None:
    """Row 2: the estimate before the story is the 3,000 of 23 October."""
    known = korean_troops.as_published(log, "2024-10-23")
    assert str(known.entry("dprk-troops").figures["strength"]) == "3,000"


def test_row_3_is_expected(by_29_october: timeline.Chronology) -> None:
    """Row 3: what the Pentagon expects is no report that it took place."""
    assert by_29_october.entry("dprk-troops-at-the-front").modality is timeline.Modality.EXPECTED


def test_row_3_lies_in_the_weeks_to_come(by_29_october: timeline.Chronology) -> None:
    """Row 3: its window begins on the day it was said."""
    assert by_29_october.entry("dprk-troops-at-the-front").happened.text == "2024-10-28/2024-11"


def test_row_4_unknown_is_not_zero(by_29_october: timeline.Chronology) -> None:
    """Row 4: the part that moved closer has a number that nobody states."""
    assert by_29_october.entry("dprk-troops-moved-closer").figures["strength"].is_unknown


def test_row_4_does_not_merge_with_kursk(by_29_october: timeline.Chronology) -> None:
    """Row 4: whether those in Kursk are the same is judged unsure, so both lines stay."""
    assert by_29_october.entry("dprk-troops-moved-closer").keys == ("dprk-troops-moved-closer",)


def test_row_5_warns_of_kursk(by_29_october: timeline.Chronology) -> None:
    """Row 5: a warning with its place."""
    said = statement(by_29_october, "singh-concerned")
    assert (said.stance, said.places[1].name) == (timeline.Stance.WARNS, "Kursk region")


def test_row_6_3_000_as_nato_says(by_29_october: timeline.Chronology) -> None:
    """Row 6: NATO's figure of the same day is kept beside the Pentagon's."""
    report = told_by(by_29_october, "dprk-troops", "NATO")
    assert isinstance(report, timeline.Deployment)
    assert str(report.strength) == "3,000"


def test_row_6_also_to_kursk(by_29_october: timeline.Chronology) -> None:
    """Row 6: NATO names the Kursk region."""
    assert "dprk-troops-in-kursk" in keys(by_29_october.where(place="Kursk region"))


def test_row_7_since_august_and_going_on(by_29_october: timeline.Chronology) -> None:
    """Row 7: it began some time in August and still goes on."""
    happened = by_29_october.entry("kursk-incursion").happened
    assert (happened.text, happened.ongoing) == ("2024-08/..", True)


def test_row_8_words_after_the_briefing(by_29_october: timeline.Chronology) -> None:
    """Row 8: NATO is briefed before Rutte speaks."""
    order = keys(by_29_october)
    assert order.index("seoul-briefing") < order.index("rutte-threat")


def test_row_8_that_order_is_recorded(log: timeline.Log) -> None:
    """Row 8: the order rests on a precedence, as the dates are the same."""
    rules = [each.record for each in log if isinstance(each.record, timeline.Precedence)]
    assert ("seoul-briefing", "rutte-threat") in [(each.earlier, each.later) for each in rules]


def test_row_9_more_than_600_000(by_29_october: timeline.Chronology) -> None:
    """Row 9: an open lower bound."""
    figure = by_29_october.entry("russian-losses").figures["killed or wounded"]
    assert (str(figure), figure.high) == ("more than 600,000", None)


def test_row_9_since_february_2022(by_29_october: timeline.Chronology) -> None:
    """Row 9: the losses lasted from the invasion to the day of the story."""
    assert by_29_october.entry("russian-losses").happened.text == "2022-02/2024-10-28"


def test_row_9_was_added_to_the_other_words(by_29_october: timeline.Chronology) -> None:
    """Row 9: Rutte's number comes after his words on the threat."""
    order = keys(by_29_october)
    assert order.index("rutte-threat") < order.index("rutte-losses")


def test_row_10_a_recorded_silence(by_29_october: timeline.Chronology) -> None:
    """Row 10: types of troops and equipment are unknown, and that is on record."""
    figures = by_29_october.entry("singh-no-details").figures
    assert {name for name in figures if figures[name].is_unknown} == {
        "equipment",
        "types of troops",
    }


def test_row_11_is_conditional(by_29_october: timeline.Chronology) -> None:
    """Row 11: if they move to the front lines."""
    assert by_29_october.entry("singh-co-belligerents").modality is timeline.Modality.CONDITIONAL


def test_row_12_friday_is_25_october(by_29_october: timeline.Chronology) -> None:
    """Row 12: the weekday is resolved backwards from the story's Monday."""
    said = by_29_october.entry("allvin-consideration")
    assert said.happened.text == "2024-10-25[America/New_York]"


def test_row_13_denial(by_29_october: timeline.Chronology) -> None:
    """Row 13: the Kremlin denies."""
    assert statement(by_29_october, "kremlin-denies").stance is timeline.Stance.DENIES


def test_row_13_has_only_an_upper_bound(by_29_october: timeline.Chronology) -> None:
    """Row 13: on 28 October at the latest; how early nobody says."""
    window = by_29_october.entry("kremlin-denies").happened.start
    assert (window.earliest, window.latest) == (None, timeline.When("2024-10-28").end.latest)


def test_row_14_neither_confirms_nor_denies(by_29_october: timeline.Chronology) -> None:
    """Row 14: Putin's stance is neither, and counts on no side."""
    stands = by_29_october.entry("dprk-troops").standing
    sides = [each.name for each in stands.supporting + stands.denying]
    assert "Kremlin" in sides
    assert "Vladimir Putin" not in sides


def test_row_14_last_week(by_29_october: timeline.Chronology) -> None:
    """Row 14: last week is known to seven days."""
    happened = by_29_october.entry("putin-does-not-deny").happened
    assert happened.text == "[2024-10-21..2024-10-27][Europe/Moscow]"


def test_row_15_june(by_29_october: timeline.Chronology) -> None:
    """Row 15: the pact is known to the month."""
    assert by_29_october.entry("russia-dprk-pact").happened.text == "2024-06"


def test_row_16_denial_at_the_united_nations(by_29_october: timeline.Chronology) -> None:
    """Row 16: the DPRK denies, at odds with what Putin left standing."""
    said = statement(by_29_october, "dprk-denies")
    assert (said.stance, said.venue) == (timeline.Stance.DENIES, "United Nations, New York")


def test_row_17_wednesday_is_30_october(by_29_october: timeline.Chronology) -> None:
    """Row 17: the weekday of what is to come is resolved forwards."""
    meeting = by_29_october.entry("austin-kim-meeting")
    assert meeting.happened.text == "2024-10-30[America/New_York]"


def test_row_17_is_planned(by_29_october: timeline.Chronology) -> None:
    """Row 17: a plan is shown as one."""
    assert by_29_october.entry("austin-kim-meeting").status is timeline.Status.PLANNED


def test_row_18_launched_as_the_military_says(by_29_october: timeline.Chronology) -> None:
    """Row 18: 100 drones, from Ukraine's military."""
    report = told_by(by_29_october, "drones-2024-10-28", "Ukrainian military")
    assert isinstance(report, timeline.Strike)
    assert report.launched == timeline.quantity(100)


def test_row_18_shot_down_as_the_air_force_says(by_29_october: timeline.Chronology) -> None:
    """Row 18: 66 of them shot down, from the air force."""
    report = told_by(by_29_october, "drones-2024-10-28", "Ukrainian Air Force")
    assert isinstance(report, timeline.Strike)
    assert report.intercepted == timeline.quantity(66)


def test_row_18_one_line_with_both_figures(by_29_october: timeline.Chronology) -> None:
    """Row 18: the two voices make one line."""
    figures = by_29_october.entry("drones-2024-10-28").figures
    assert dict(figures) == {
        "intercepted": timeline.quantity(66),
        "launched": timeline.quantity(100),
    }


def test_row_18_over_twelve_regions(by_29_october: timeline.Chronology) -> None:
    """Row 18: three regions with most of them, and nine more."""
    report = told_by(by_29_october, "drones-2024-10-28", "Ukrainian Air Force")
    assert len({place.name for place in report.places}) == 12


def test_row_19_at_least_two_killed(by_29_october: timeline.Chronology) -> None:
    """Row 19: after the correction the line has at least two dead."""
    assert str(by_29_october.entry("kherson-2024-10-28").figures["killed"]) == "at least 2"


def test_row_19_at_least_one_before_the_correction(log: timeline.Log) -> None:
    """Row 19: early on 28 October the line had at least one."""
    early = log.as_of(published="2024-10-28T18:59Z")
    assert str(early.entry("kherson-2024-10-28").figures["killed"]) == "at least 1"


def test_row_19_is_one_report_not_two(by_29_october: timeline.Chronology) -> None:
    """Row 19: the correction stands in the place of the first account."""
    assert len(by_29_october.entry("kherson-2024-10-28").accounts) == 1


def test_row_19_on_telegram(by_29_october: timeline.Chronology) -> None:
    """Row 19: the governor's medium."""
    assert statement(by_29_october, "prokudin-on-kherson").medium == "Telegram"


def test_row_20_at_least_13_injured(by_29_october: timeline.Chronology) -> None:
    """Row 20: a lower bound."""
    assert str(by_29_october.entry("kharkiv-2024-10-28").figures["injured"]) == "at least 13"


def test_row_20_several_weapons(by_29_october: timeline.Chronology) -> None:
    """Row 20: bombs and shells."""
    report = by_29_october.entry("kharkiv-2024-10-28").accounts[0].event
    assert isinstance(report, timeline.Strike)
    assert report.weapons == ("guided bomb", "shell")


def test_row_20_three_districts(by_29_october: timeline.Chronology) -> None:
    """Row 20: three districts of the city."""
    figures = by_29_october.entry("kharkiv-2024-10-28").figures
    assert figures["districts hit"] == timeline.quantity(3)


def test_row_21_destroyed_21(by_29_october: timeline.Chronology) -> None:
    """Row 21: 21 drones of the other direction."""
    figures = by_29_october.entry("drones-on-russia-2024-10-28").figures
    assert dict(figures) == {"intercepted": timeline.quantity(21)}


def test_row_21_does_not_merge_with_row_18(by_29_october: timeline.Chronology) -> None:
    """Row 21: the same night, and yet another happening."""
    one, other = "drones-2024-10-28", "drones-on-russia-2024-10-28"
    assert by_29_october.entry(one) != by_29_october.entry(other)


def test_row_22_picture_of_16_march(by_29_october: timeline.Chronology) -> None:
    """Row 22: the picture beside the news is seven months older, and says so."""
    report = told_by(by_29_october, "dprk-troops", "Sabrina Singh")
    assert timeline.When("2024-03-16") in [each.made for each in report.evidence]


def test_row_22_picture_of_28_october(by_29_october: timeline.Chronology) -> None:
    """Row 22: the picture from Kharkiv is of the day."""
    report = told_by(by_29_october, "kharkiv-2024-10-28", "Ihor Terekhov")
    assert [each.made for each in report.evidence] == [timeline.When("2024-10-28")]


# ---------------------------------------------------------------- what is known from elsewhere


def test_7_and_28_october_stay_apart(by_5_november: timeline.Chronology) -> None:
    """Twice 21 drones are two happenings, on two dates."""
    found = [key for key in keys(by_5_november) if key.startswith("drones-on-russia")]
    assert found == ["drones-on-russia-2024-10-07", "drones-on-russia-2024-10-28"]


def test_7_october_is_judged_different(log: timeline.Log) -> None:
    """The judgement is on record, so that no later import joins them."""
    judged = [each.record for each in log if isinstance(each.record, timeline.Judgement)]
    assert [
        each.verdict.value for each in judged if each.left == "drones-on-russia-2024-10-07"
    ] == ["different"]


def test_4_november_11_000_to_12_000(by_5_november: timeline.Chronology) -> None:
    """The Pentagon's later figure is that of the line, with both bounds."""
    figure = by_5_november.entry("dprk-troops").figures["strength"]
    assert (figure.low, figure.high) == (11_000, 12_000)


def test_the_figure_of_4_november_is_unknown_before(by_29_october: timeline.Chronology) -> None:
    """Later news changes no earlier view."""
    assert strengths(by_29_october) == ["1,500", "3,000", "3,000", "about 10,000"]


# ---------------------------------------------------------------- the ten questions


def test_question_1_1_500_sent(by_22_october: timeline.Chronology) -> None:
    """As published by 22 October only Seoul's count is known."""
    assert strengths(by_22_october) == ["1,500"]


def test_question_1_12_000_to_come(by_22_october: timeline.Chronology) -> None:
    """What is to come is a plan, with its own figure."""
    plan = by_22_october.entry("dprk-troops-to-come")
    assert (str(plan.figures["strength"]), plan.status) == ("12,000", timeline.Status.PLANNED)


def test_question_1_no_pentagon_figure(log: timeline.Log) -> None:
    """As published by 22 October the Pentagon has said nothing."""
    assert "counts by the Pentagon: 0" in answer(log, 1)


def test_question_2_names_every_count_and_its_voice(log: timeline.Log) -> None:
    """As published by 29 October four counts stand, each with who says so."""
    expected = [
        "dprk-troops: strength 1,500 – National Intelligence Service",
        "dprk-troops: strength 3,000 – United States government",
        "dprk-troops: strength 3,000 – VOA, citing NATO",
        f"dprk-troops: strength about 10,000 – VOA, citing {korean_troops.SINGH}",
    ]
    counts = [each for each in answer(log, 2) if each.startswith("dprk-troops: ")]
    assert expected == sorted(counts)


def test_question_2_names_every_stance(log: timeline.Log) -> None:
    """As published by 29 October two deny, one does not deny, one confirms, two warn."""
    stances = [each.partition(" – ")[0] for each in answer(log, 2) if ": " not in each]
    assert stances[:-1] == ["denies", "does not deny", "denies", "confirms", "warns", "warns"]


def test_question_3_counts_what_is_printed(log: timeline.Log) -> None:
    """The answer counts the changes that the script prints line by line."""
    printed = list(korean_troops.changed(log, "2024-10-22", "2024-10-29"))
    lines = [each for each in printed if not each.startswith(" ")]
    assert answer(log, 3)[0].startswith(f"{len(lines)} changes")


def test_question_3_every_change_has_its_voice(log: timeline.Log) -> None:
    """Below every change stands at least one voice."""
    printed = list(korean_troops.changed(log, "2024-10-22", "2024-10-29"))
    changes = [at for at, each in enumerate(printed) if not each.startswith(" ")]
    assert all(printed[at + 1].startswith("    ") for at in changes)


def test_question_3_tells_the_new_figure(log: timeline.Log) -> None:
    """The figure of the line went from Seoul's to the Pentagon's."""
    printed = list(korean_troops.changed(log, "2024-10-22", "2024-10-29"))
    told = "raised: dprk-troops: strength 1,500 → strength about 10,000, by 8,500"
    assert told in printed


def test_question_4_two_deny(by_29_october: timeline.Chronology) -> None:
    """The Kremlin and the DPRK deny."""
    denying = by_29_october.entry("dprk-troops").standing.denying
    assert [each.name for each in denying] == ["DPRK", "Kremlin"]


def test_question_4_is_disputed(by_29_october: timeline.Chronology) -> None:
    """Denials stand against assertions, so the line is disputed."""
    assert keys(by_29_october.where(status="disputed")) == ["dprk-troops"]


def test_question_5_34_unaccounted_for(log: timeline.Log) -> None:
    """Launched less shot down."""
    assert answer(log, 5)[-1].startswith("unaccounted for: 34,")


def test_question_6_at_least_2_killed(log: timeline.Log) -> None:
    """Two strikes say nothing of the dead, so the upper end is open."""
    assert "killed in all 3 strikes: at least 2" in answer(log, 6)


def test_question_6_at_least_13_injured(log: timeline.Log) -> None:
    """Two strikes say nothing of the injured, so the upper end is open."""
    assert "injured in all 3 strikes: at least 13" in answer(log, 6)


def test_question_4_who_stands_against_whom(log: timeline.Log) -> None:
    """Denials stand against assertions, and Putin leaves open what they deny."""
    pairs = answer(log, 4)
    assert "    NATO confirms dprk-troops contradicts: Kremlin denies dprk-troops" in pairs
    told = "Vladimir Putin does not deny dprk-troops leaves open what the other denies"
    assert [each for each in pairs if told in each] == [
        f"    {told}: DPRK denies dprk-troops",
        f"    {told}: Kremlin denies dprk-troops",
    ]


def test_question_6_names_whose_toll_is_unknown(log: timeline.Log) -> None:
    """Two strikes are without dead that anybody counted."""
    expected = "    no number is known for kharkiv-2024-10-28, drones-2024-10-28"
    assert expected in answer(log, 6)


def test_question_7_the_meeting_is_overdue(log: timeline.Log) -> None:
    """By 5 November the day of the meeting is over, and no record tells of it."""
    expected = "    overdue on 5 November 2024; planned for 30 October 2024 (America/New_York)"
    assert expected in answer(log, 7)


def test_question_8_nato_before_the_pentagon(by_29_october: timeline.Chronology) -> None:
    """NATO's word came earlier on Monday than the Pentagon's."""
    order = keys(by_29_october)
    assert order.index("nato-confirms") < order.index("singh-figure")


def test_question_8_says_how_sure(log: timeline.Log) -> None:
    """Between Rutte and Singh the dates alone decide nothing, and nothing is recorded."""
    assert "rutte-threat or singh-figure: not known (dates: unknown)" in answer(log, 8)


def test_question_8_says_why(log: timeline.Log) -> None:
    """The briefing came before Rutte's words, as is recorded."""
    told = [each for each in answer(log, 8) if each.startswith("seoul-briefing then rutte-threat")]
    assert len(told) == 1
    assert "once the South Korean delegation had briefed NATO – VOA" in told[0]


def test_question_9_lists_what_has_one_origin(log: timeline.Log) -> None:
    """The sending of troops has several origins; Rutte's number has one."""
    listed = [each.partition(" – ")[0] for each in answer(log, 9)]
    assert ("russian-losses" in listed, "dprk-troops" in listed) == (True, False)


def test_question_10_names_the_correction(log: timeline.Log) -> None:
    """The explanation tells what became of the figure, and why."""
    expected = "killed at least 1 became at least 2 (the story as it stands counts one more dead)"
    *_, told, by = answer(log, 10)
    assert told.endswith(expected)
    assert "correction" in by
