"""
One news story retold as records: North Korean troops in Russia, October 2024.

The story was published by VOA on Monday 28 October 2024. Here each of its facts is a record, in
our own words, with the one who says it; a few facts known from elsewhere come before and after.
Read `article_log` first: it is the order in which a newsroom would have heard of it all.
The rows are the facts of the story, numbered as they come in it.

    python examples/korean_troops.py
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import timeline
from timeline.codec import Record
from timeline.records import every_figure
from timeline.resolution import Account

PAGE = Path("out/korean-troops.html")

# When each report was made public. No page gives an hour, so every hour is assumed.
DRONES_ON_7_OCTOBER = "2024-10-07T06:00Z"
SEOUL_ON_18_OCTOBER = "2024-10-18T09:00Z"
WASHINGTON_ON_23_OCTOBER = "2024-10-23T15:00Z"
FIRST_STORY = "2024-10-28T15:00Z"  # an earlier state of VOA's story
STORY = "2024-10-28T19:00Z"  # the story as it stands
PENTAGON_ON_4_NOVEMBER = "2024-11-04T19:00Z"

# When this log took them in: once to open it, then once for each batch of records.
RECORDED = (
    "2024-10-07T08:00Z",
    "2024-10-07T08:05Z",
    "2024-10-18T12:00Z",
    "2024-10-23T17:30Z",
    "2024-10-28T15:45Z",
    "2024-10-28T20:30Z",
    "2024-10-29T09:00Z",
    "2024-11-04T21:00Z",
)

VOA = timeline.Source(publisher="VOA", language="en")

# VOA thanks Reuters and The Associated Press for some of its facts, and does not say which.
# That these are the ones from the front is our reading.
VOA_FROM_AGENCIES = timeline.Source(
    publisher="VOA", language="en", via="Reuters or The Associated Press"
)

SINGH = timeline.Speaker(
    person="Sabrina Singh", role="deputy press secretary", organization="Pentagon"
)
NATO = timeline.Speaker(organization="NATO")
RUTTE = timeline.Speaker(person="Mark Rutte", role="Secretary General", organization="NATO")
ALLVIN = timeline.Speaker(
    person="David Allvin", role="chief of staff", organization="United States Air Force"
)
KREMLIN = timeline.Speaker(organization="Kremlin")
PUTIN = timeline.Speaker(person="Vladimir Putin", role="President", organization="Russia")
PYONGYANG = timeline.Speaker(role="representative to the United Nations", organization="DPRK")
UKRAINES_MILITARY = timeline.Speaker(organization="Ukrainian military")
UKRAINES_AIR_FORCE = timeline.Speaker(organization="Ukrainian Air Force")
RUSSIAS_MINISTRY = timeline.Speaker(organization="Russian Ministry of Defence")
PROKUDIN = timeline.Speaker(
    person="Oleksandr Prokudin", role="governor", organization="Kherson region"
)
TEREKHOV = timeline.Speaker(person="Ihor Terekhov", role="mayor", organization="Kharkiv")

RUSSIA = timeline.Place(name="Russia", country="RU", precision="country")
EASTERN_RUSSIA = timeline.Place(name="eastern Russia", country="RU", precision="region")
KURSK = timeline.Place(name="Kursk region", country="RU", precision="region")
NEAR_UKRAINE = timeline.Place(name="near Ukraine")
BRUSSELS = timeline.Place(name="Brussels", country="BE", precision="town")
PENTAGON = timeline.Place(name="Pentagon", country="US", precision="exact")
KHERSON = timeline.Place(name="Kherson", country="UA", precision="town")
KHARKIV = timeline.Place(name="Kharkiv", country="UA", precision="town")
MOST_SHOT_DOWN_OVER = ("Cherkasy", "Khmelnytskyi", "Kyiv")
OTHERS_SHOT_DOWN_OVER = (
    *("Rivne", "Zhytomyr", "Ternopil", "Chernihiv", "Poltava"),
    *("Kirovohrad", "Kharkiv", "Dnipropetrovsk", "Mykolaiv"),
)

# What stays the same from record to record is given once.
#
# All counts of what was sent, whoever counts, are reports of one happening that goes on; they
# differ because it grew, or because the counters disagree.
troops_sent = partial(
    timeline.Deployment,
    key="dprk-troops",
    happened="2024-10/..",
    force="DPRK soldiers",
    side="Russia",
    destination=RUSSIA,
    modality="ongoing",
    places=RUSSIA,
    actors=("DPRK", "Russia"),
    summary="The DPRK sends soldiers to Russia",
)
singh_says = partial(
    timeline.Statement,
    happened="2024-10-28[America/New_York]",
    published=STORY,
    source=VOA,
    speaker=SINGH,
    venue="Pentagon",
    medium="press briefing",
    places=PENTAGON,
)
# The story gives no day for Kherson and Kharkiv; Monday and the night before are our reading.
kherson = partial(
    timeline.Strike,
    key="kherson-2024-10-28",
    happened="[2024-10-27..2024-10-28][Europe/Kyiv]",
    source=VOA_FROM_AGENCIES,
    speaker=PROKUDIN,
    attacker="Russia",
    target="Kherson",
    damage="residential buildings",
    places=KHERSON,
    summary="Homes in Kherson are hit",
)


def article_log(target: str = ":memory:") -> timeline.Log:
    """Return the open log of the whole story, taken in as the days went by."""
    log = timeline.open_log(target, clock=stepping_clock(), origin="example.org/korean-troops")
    log.append(*drones_of_7_october())
    log.append(*seoul_on_18_october())
    log.append(*washington_on_23_october())
    log.append(first_word_from_kherson())
    log.append(*(record for row in ROWS for record in row()))
    log.append(*our_judgements())
    log.append(*pentagon_on_4_november())
    return log


def stepping_clock() -> Callable[[], str]:
    """Return a clock that shows the recorded instants one by one, and then stays at the last."""
    instants = iter(RECORDED)
    return lambda: next(instants, RECORDED[-1])


# ---------------------------------------------------------------- before the story


def drones_of_7_october() -> list[Record]:
    """Return an earlier attack with the very same number of drones as the one of row 21."""
    return [
        timeline.Strike(
            key="drones-on-russia-2024-10-07",
            happened="2024-10-06/2024-10-07[Europe/Moscow]",
            published=DRONES_ON_7_OCTOBER,
            source="Russian Ministry of Defence",
            attacker="Ukraine",
            target="Russia",
            weapons="aerial drone",
            intercepted=21,
            places=RUSSIA,
            summary="Russia says that it destroyed Ukrainian drones in the night to 7 October",
        ),
    ]


def seoul_on_18_october() -> list[Record]:
    """
    Return what South Korea's intelligence service said first.

    What was sent and what was to be sent are two happenings: a plan is not yet the act, and may
    never become one.
    """
    return [
        troops_sent(
            published=SEOUL_ON_18_OCTOBER, source="National Intelligence Service", strength="1,500"
        ),
        timeline.Deployment(
            key="dprk-troops-to-come",
            happened="2024-10-18/",
            published=SEOUL_ON_18_OCTOBER,
            source="National Intelligence Service",
            force="DPRK soldiers",
            side="Russia",
            strength="12,000",
            destination=RUSSIA,
            modality="planned",
            places=RUSSIA,
            summary="The DPRK is to send more soldiers, to a total given here",
        ),
    ]


def washington_on_23_october() -> list[Record]:
    """Return the estimate that the Pentagon's later one more than tripled."""
    return [
        troops_sent(
            published=WASHINGTON_ON_23_OCTOBER, source="United States government", strength="3,000"
        ),
    ]


def first_word_from_kherson() -> timeline.Strike:
    """Return the one line of the story's earlier state that later changed; row 19 corrects it."""
    return kherson(published=FIRST_STORY, killed="at least 1")


# ---------------------------------------------------------------- the story, row by row


def row_1() -> list[Record]:
    """
    Row 1. About 10,000 soldiers, says the Pentagon.

    Two records: what she says happened, and that she said it, where and when. Since when they
    were sent she does not say; that it began in October is Seoul's.
    """
    return [
        troops_sent(
            published=STORY,
            source=VOA,
            speaker=SINGH,
            strength="about 10,000",
            destination=EASTERN_RUSSIA,
            places=EASTERN_RUSSIA,
            purpose="training",
            evidence=[timeline.Evidence(quote="around 10,000 soldiers"), row_22_demonstration()],
            summary="The DPRK sends soldiers to train in eastern Russia",
        ),
        singh_says(
            key="singh-figure",
            stance="asserts",
            about="dprk-troops#strength",
            summary="The Pentagon gives a new figure for the DPRK's soldiers in Russia",
        ),
    ]


def row_2() -> list[Record]:
    """Row 2. VOA's own comparison of that figure with the one of 23 October."""
    return [
        timeline.Statement(
            key="voa-comparison",
            happened="2024-10-28",
            published=STORY,
            source=VOA,
            speaker=timeline.Speaker(organization="VOA"),
            about="dprk-troops#strength",
            figures={"times the previous estimate": "more than 3"},
            summary="VOA sets the new figure against the one known before",
        ),
    ]


def row_3() -> list[Record]:
    """
    Row 3. What the Pentagon expects of them.

    What is expected is a happening of its own. Its "several weeks" end, for us, in November.
    """
    return [
        timeline.Deployment(
            key="dprk-troops-at-the-front",
            happened="2024-10-28/2024-11",
            published=STORY,
            source=VOA,
            speaker=SINGH,
            force="DPRK soldiers",
            side="Russia",
            destination=NEAR_UKRAINE,
            purpose="to add to Russia's forces",
            modality="expected",
            places=NEAR_UKRAINE,
            summary="DPRK soldiers are to strengthen Russia's forces close to Ukraine",
        ),
        singh_says(
            key="singh-expects",
            stance="expects",
            about="dprk-troops-at-the-front",
            summary="The Pentagon expects the soldiers beside Russian troops within weeks",
        ),
    ]


def row_4() -> list[Record]:
    """
    Row 4. A part of them is closer to Ukraine already.

    No number is given for it: unknown, which is not zero.
    """
    return [
        timeline.Deployment(
            key="dprk-troops-moved-closer",
            happened="[2024-10-01..2024-10-28]",
            published=STORY,
            source=VOA,
            speaker=SINGH,
            force="part of the DPRK soldiers",
            side="Russia",
            strength="unknown",
            origin=EASTERN_RUSSIA,
            destination=NEAR_UKRAINE,
            places=NEAR_UKRAINE,
            summary="Part of the soldiers move closer to Ukraine",
        ),
    ]


def row_5() -> list[Record]:
    """
    Row 5. The Pentagon's worry.

    A warning is no report: what it is about gains no support from it.
    """
    return [
        singh_says(
            key="singh-concerned",
            stance="warns",
            about=("dprk-troops", "dprk-troops-at-the-front"),
            places=(PENTAGON, KURSK),
            evidence=timeline.Evidence(quote="increasingly concerned"),
            summary="The Pentagon fears that Russia will have them fight in the Kursk region",
        ),
    ]


def row_6() -> list[Record]:
    """
    Row 6. NATO's figure of the same day: 3,000, and some of them in Kursk.

    It is the same sending, counted otherwise, so both figures are kept under one key. How many of
    them are in Kursk, all or some, the words leave open.
    """
    return [
        troops_sent(
            published=STORY,
            source=VOA,
            speaker=NATO,
            strength="3,000",
            purpose="to help Russia in its war",
            summary="The DPRK sends soldiers to help Russia in its war",
        ),
        timeline.Deployment(
            key="dprk-troops-in-kursk",
            happened="[2024-10-01..2024-10-28]",
            published=STORY,
            source=VOA,
            speaker=NATO,
            force="DPRK soldiers",
            side="Russia",
            strength="unknown",
            destination=KURSK,
            places=KURSK,
            summary="DPRK soldiers are brought to the Kursk region",
        ),
        timeline.Statement(
            key="nato-confirms",
            happened="2024-10-28[Europe/Brussels]",
            published=STORY,
            source=VOA,
            speaker=NATO,
            stance="confirms",
            about=("dprk-troops", "dprk-troops#strength", "dprk-troops-in-kursk"),
            summary="NATO confirms that DPRK soldiers are in Russia",
        ),
    ]


def row_7() -> list[Record]:
    """
    Row 7. Why Kursk: since August Ukrainian forces are there.

    Known to the month, and not over when the story was published.
    """
    return [
        timeline.Event(
            key="kursk-incursion",
            happened="2024-08/..",
            published=STORY,
            source=VOA,
            modality="ongoing",
            places=KURSK,
            actors=("Ukraine", "Russia"),
            summary="Ukrainian forces hold ground in Russia's Kursk region",
        ),
    ]


def row_8() -> list[Record]:
    """
    Row 8. First the briefing, then Rutte's words.

    The day alone would not tell, so what VOA says of the order is a record too.
    """
    return [
        timeline.Event(
            key="seoul-briefing",
            happened="2024-10-28[Europe/Brussels]",
            published=STORY,
            source=VOA,
            places=BRUSSELS,
            actors=("South Korea", "NATO"),
            summary="South Korean officials brief NATO",
        ),
        timeline.Statement(
            key="rutte-threat",
            happened="2024-10-28[Europe/Brussels]",
            published=STORY,
            source=VOA,
            speaker=RUTTE,
            stance="warns",
            about=("dprk-troops", "russia-dprk-cooperation"),
            venue="Brussels",
            medium="words to reporters",
            places=BRUSSELS,
            evidence=timeline.Evidence(quote="growing desperation"),
            summary="Rutte sees two regions of the world threatened, and Putin desperate",
        ),
        timeline.Precedence(
            earlier="seoul-briefing",
            later="rutte-threat",
            reason="he spoke once the South Korean delegation had briefed NATO",
            source=VOA,
        ),
        timeline.Precedence(
            earlier="nato-confirms",
            later="singh-figure",
            reason="NATO's word came earlier on Monday than the Pentagon's",
            source=VOA,
        ),
    ]


def row_9() -> list[Record]:
    """
    Row 9. More than 600,000 killed or wounded, says Rutte.

    An open figure over a long stretch of time, and its being said on one day.
    """
    return [
        timeline.Event(
            key="russian-losses",
            happened="2022-02/2024-10-28",
            published=STORY,
            source=VOA,
            speaker=RUTTE,
            figures={"killed or wounded": "more than 600,000"},
            modality="ongoing",
            actors="Russia",
            summary="Losses of Russia's forces since the invasion",
        ),
        timeline.Statement(
            key="rutte-losses",
            happened="2024-10-28[Europe/Brussels]",
            published=STORY,
            source=VOA,
            speaker=RUTTE,
            stance="asserts",
            about="russian-losses#killed or wounded",
            venue="Brussels",
            medium="words to reporters",
            places=BRUSSELS,
            summary="Rutte puts a number on Russia's losses",
        ),
        timeline.Precedence(
            earlier="rutte-threat",
            later="rutte-losses",
            reason="he added the number to those words",
            source=VOA,
        ),
    ]


def row_10() -> list[Record]:
    """
    Row 10. A silence.

    That nothing was said is worth a record: figures that stay unknown, with their day.
    """
    return [
        singh_says(
            key="singh-no-details",
            stance="declines",
            about=("dprk-troops#types of troops", "dprk-troops#equipment"),
            medium="answer to VOA",
            figures={"types of troops": "unknown", "equipment": "unknown"},
            evidence=timeline.Evidence(quote="additional bodies"),
            summary="Asked by VOA, the Pentagon names neither kinds of troops nor equipment",
        ),
    ]


def row_11() -> list[Record]:
    """Row 11. If they move to the front lines: a condition, not a report."""
    return [
        singh_says(
            key="singh-co-belligerents",
            stance="warns",
            about="dprk-troops-at-the-front",
            modality="conditional",
            evidence=timeline.Evidence(quote="co-belligerents in the war"),
            summary="Should they go to the front, the Pentagon will see them as parties to the war",
        ),
    ]


def row_12() -> list[Record]:
    """
    Row 12. A general's word of "Friday", which in a story of Monday 28 October is the 25th.

    What he speaks of, as Rutte does in row 8, is background that VOA gives in its own voice.
    """
    return [
        timeline.Event(
            key="russia-dprk-cooperation",
            happened="2022-02/..",
            published=STORY,
            source=VOA,
            modality="ongoing",
            actors=("Russia", "DPRK"),
            summary="Russia and the DPRK draw closer",
        ),
        timeline.Statement(
            key="allvin-consideration",
            happened="2024-10-25[America/New_York]",
            published=STORY,
            source=VOA,
            speaker=ALLVIN,
            stance="comments",
            about="russia-dprk-cooperation",
            venue="Military Reporters and Editors conference",
            medium="interview with VOA",
            evidence=timeline.Evidence(quote="consideration and investigation"),
            summary="The US Air Force's chief finds the two countries' cooperation worth a look",
        ),
    ]


def row_13() -> list[Record]:
    """Row 13. The Kremlin's denial, of some day up to the story's; nobody says which."""
    return [
        timeline.Statement(
            key="kremlin-denies",
            happened="[..2024-10-28]",
            published=STORY,
            source=VOA,
            speaker=KREMLIN,
            stance="denies",
            about="dprk-troops",
            evidence=timeline.Evidence(quote="fake news"),
            summary="The Kremlin calls the reports of DPRK troops untrue",
        ),
    ]


def row_14() -> list[Record]:
    """Row 14. Putin, "last week": 21 to 27 October. He neither confirms nor denies."""
    return [
        timeline.Statement(
            key="putin-does-not-deny",
            happened="[2024-10-21..2024-10-27][Europe/Moscow]",
            published=STORY,
            source=VOA,
            speaker=PUTIN,
            stance="does not deny",
            about=("dprk-troops", "russia-dprk-pact"),
            summary="Putin leaves the troops undenied: how to use the pact is Moscow's affair",
        ),
    ]


def row_15() -> list[Record]:
    """Row 15. The pact of June, known to the month."""
    return [
        timeline.Event(
            key="russia-dprk-pact",
            happened="2024-06",
            published=STORY,
            source=VOA,
            actors=("Vladimir Putin", "Kim Jong Un"),
            summary="Russia and the DPRK sign a pact of mutual defence",
        ),
    ]


def row_16() -> list[Record]:
    """Row 16. The DPRK's denial of the same week, at odds with what Putin left standing."""
    return [
        timeline.Statement(
            key="dprk-denies",
            happened="[2024-10-21..2024-10-27][America/New_York]",
            published=STORY,
            source=VOA,
            speaker=PYONGYANG,
            stance="denies",
            about="dprk-troops",
            venue="United Nations, New York",
            evidence=timeline.Evidence(quote="groundless rumors"),
            summary="At the United Nations the DPRK calls the reports baseless",
        ),
    ]


def row_17() -> list[Record]:
    """Row 17. A meeting planned for "Wednesday": of what is still to come, that is 30 October."""
    return [
        timeline.Event(
            key="austin-kim-meeting",
            happened="2024-10-30[America/New_York]",
            published=STORY,
            source=VOA,
            modality="planned",
            places=PENTAGON,
            actors=("Lloyd Austin", "Kim Yong-Hyun"),
            summary="The defence ministers of the United States and South Korea are to meet",
        ),
    ]


def row_18() -> list[Record]:
    """
    Row 18. The night's drones over Ukraine: one attack, two voices, one figure from each.

    The story says "overnight"; the hours are assumed.
    """
    return [
        timeline.Strike(
            key="drones-2024-10-28",
            happened="2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=UKRAINES_MILITARY,
            attacker="Russia",
            target="Ukraine",
            weapons="aerial drone",
            launched=100,
            places=timeline.Place(name="Ukraine", country="UA", precision="country"),
            summary="Russia attacks areas all over Ukraine with drones",
        ),
        timeline.Strike(
            key="drones-2024-10-28",
            happened="2024-10-27T19:00/2024-10-28T10:30[Europe/Kyiv]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=UKRAINES_AIR_FORCE,
            attacker="Russia",
            target="Ukraine",
            weapons="aerial drone",
            intercepted=66,
            places=[*regions(MOST_SHOT_DOWN_OVER), *regions(OTHERS_SHOT_DOWN_OVER)],
            summary="Russia attacks areas all over Ukraine with drones",
        ),
    ]


def row_19() -> list[Record]:
    """
    Row 19. Kherson: at least two dead, where the story had at least one before.

    The publisher changed its story, so this is a correction and not a second report.
    """
    return [
        timeline.Correction(
            corrects=timeline.record_id(first_word_from_kherson()),
            replacement=kherson(published=STORY, killed="at least 2"),
            reason="the story as it stands counts one more dead",
            published=STORY,
        ),
        timeline.Statement(
            key="prokudin-on-kherson",
            happened="[2024-10-27..2024-10-28][Europe/Kyiv]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=PROKUDIN,
            about="kherson-2024-10-28#killed",
            medium="Telegram",
            summary="Kherson's governor tells of the dead",
        ),
    ]


def row_20() -> list[Record]:
    """Row 20. Kharkiv: several weapons, three districts, and a count that may grow."""
    return [
        timeline.Strike(
            key="kharkiv-2024-10-28",
            happened="[2024-10-27..2024-10-28][Europe/Kyiv]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=TEREKHOV,
            attacker="Russia",
            target="Kharkiv",
            weapons=("guided bomb", "shell"),
            injured="at least 13",
            figures={"districts hit": 3},
            damage="a block of flats and a house",
            places=KHARKIV,
            evidence=row_22_damage(),
            summary="Bombs and shells strike Kharkiv",
        ),
        timeline.Statement(
            key="terekhov-on-kharkiv",
            happened="[2024-10-27..2024-10-28][Europe/Kyiv]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=TEREKHOV,
            about="kharkiv-2024-10-28#injured",
            medium="Telegram",
            summary="Kharkiv's mayor tells of the injured",
        ),
    ]


def row_21() -> list[Record]:
    """Row 21. The other direction in the same night: never one line with row 18."""
    return [
        timeline.Strike(
            key="drones-on-russia-2024-10-28",
            happened="2024-10-27/2024-10-28[Europe/Moscow]",
            published=STORY,
            source=VOA_FROM_AGENCIES,
            speaker=RUSSIAS_MINISTRY,
            attacker="Ukraine",
            target="Russia",
            weapons="aerial drone",
            intercepted=21,
            places=RUSSIA,
            summary="Russia says that it destroyed Ukrainian drones in the night to 28 October",
        ),
    ]


def row_22_demonstration() -> timeline.Evidence:
    """Row 22. A picture that stands with row 1, and is seven months older than the news."""
    return timeline.Evidence(
        locator="picture of DPRK troops in a demonstration, Korean Central News Agency",
        made="2024-03-16",
    )


def row_22_damage() -> timeline.Evidence:
    """Row 22. A picture that stands with row 20, released on the day itself."""
    return timeline.Evidence(
        locator="picture of rescuers in a damaged building in Kharkiv", made="2024-10-28"
    )


def regions(names: tuple[str, ...]) -> list[timeline.Place]:
    """Return regions of Ukraine."""
    return [timeline.Place(name=name, country="UA", precision="region") for name in names]


ROWS = (
    row_1,
    row_2,
    row_3,
    row_4,
    row_5,
    row_6,
    row_7,
    row_8,
    row_9,
    row_10,
    row_11,
    row_12,
    row_13,
    row_14,
    row_15,
    row_16,
    row_17,
    row_18,
    row_19,
    row_20,
    row_21,
)


# ---------------------------------------------------------------- after the story


def our_judgements() -> list[Record]:
    """Return what we decided ourselves about which lines are of one happening."""
    return [
        timeline.Judgement(
            left="drones-on-russia-2024-10-07",
            right="drones-on-russia-2024-10-28",
            verdict="different",
            reason="21 drones both times, by the same ministry, but three weeks apart",
            by="the news desk",
        ),
        timeline.Judgement(
            left="drones-2024-10-28",
            right="drones-on-russia-2024-10-28",
            verdict="different",
            reason="one night, but Russia's drones in the one and Ukraine's in the other",
            by="the news desk",
        ),
        timeline.Judgement(
            left="dprk-troops-moved-closer",
            right="dprk-troops-in-kursk",
            verdict="unsure",
            reason="the Pentagon names no region, and NATO no way there",
            by="the news desk",
        ),
    ]


def pentagon_on_4_november() -> list[Record]:
    """Return the Pentagon's later figure."""
    return [
        troops_sent(
            published=PENTAGON_ON_4_NOVEMBER, source="Pentagon", strength="11,000 to 12,000"
        ),
    ]


# ---------------------------------------------------------------- views of it

Lines = Iterator[str]
DAYS = ("2024-10-22", "2024-10-29", "2024-11-05")


def as_published(log: timeline.Log, day: str) -> timeline.Chronology:
    """Return the chronology as it was published by the end of a day, in UTC."""
    return log.as_of(published=f"{day}T23:59:59Z", policy=HEADLINE_FIRST)


def attribution(event: timeline.EventRecord) -> str:
    """Return whose word a record is."""
    return f"{event.source}, citing {event.speaker}" if event.speaker else str(event.source)


def later_then_pentagon(account: Account, _among: Sequence[Account]) -> tuple[int, ...]:
    """Rank the later report higher and, of two in one story, that of its headline."""
    return int(account.published.timestamp()), int("Pentagon" in attribution(account.event))


HEADLINE_FIRST = timeline.Policy(
    name="latest published, then the Pentagon", rank=later_then_pentagon
)


def changed(log: timeline.Log, before: str, after: str) -> Lines:
    """Return each change between two dates, with the voices behind it."""
    voices = {each.id: voice(each.record) for each in log}
    for change in timeline.changes(as_published(log, before), as_published(log, after)):
        yield str(change)
        yield from (f"    {each}" for each in dict.fromkeys(voices[key] for key in change.ids))


def voice(record: object) -> str:
    """Return whose word a record is, or the account that a correction puts in its place."""
    told = record.replacement if isinstance(record, timeline.Correction) else record
    return attribution(told) if isinstance(told, timeline.EventRecord) else "our own decision"


def counts(known: timeline.Chronology, key: str, figure: str) -> Lines:
    """Return what every report says of a figure, in the order of publication."""
    for account in known.entry(key).accounts:
        figures = every_figure(account.event)
        if figure in figures:
            yield f"{key}: {figure} {figures[figure]} – {attribution(account.event)}"


def stances(known: timeline.Chronology, key: str) -> Lines:
    """Return how each speaker stands to a happening, in the order in which they spoke."""
    for entry in known.where(kind="statement"):
        for account in entry.accounts:
            said = account.event
            if isinstance(said, timeline.Statement) and key in said.about:
                yield f"{said.stance.value} – {attribution(said)}; {said.happened.words()}"


# ---------------------------------------------------------------- ten questions


def troops_by_22_october(log: timeline.Log) -> Lines:
    """1. As published by 22 October: how many DPRK troops, and by whom?"""
    return troops(as_published(log, "2024-10-22"))


def troops_by_29_october(log: timeline.Log) -> Lines:
    """2. As published by 29 October: the same?"""
    return troops(as_published(log, "2024-10-29"))


def troops(known: timeline.Chronology) -> Lines:
    """Return every count of the troops, planned ones too, and who stands how to their sending."""
    sent = known.entry("dprk-troops")
    yield from counts(known, "dprk-troops", "strength")
    yield from counts(known, "dprk-troops-to-come", "strength")
    told = sum("Pentagon" in attribution(each.event) for each in sent.accounts)
    yield f"counts by the Pentagon: {told}"
    yield from stances(known, "dprk-troops")
    yield f"so the sending is {sent.status}"


def news_of_the_week(log: timeline.Log) -> Lines:
    """3. What changed between those two dates, line by line?"""
    found = timeline.changes(as_published(log, "2024-10-22"), as_published(log, "2024-10-29"))
    yield f"{len(found)} changes, each printed above with its sources"
    for kind, count in Counter(change.kind for change in found).items():
        yield f"{kind}: {count}"
    yield "as a notice of corrections:"
    yield from found.notice().splitlines()


def denials(log: timeline.Log) -> Lines:
    """4. Who denies what, against which assertions, and do the two deniers agree with Putin?"""
    known = as_published(log, "2024-10-29")
    for entry in known.where(status="disputed"):
        found = timeline.positions(known, entry.key)
        yield f"{entry.key}, {entry.status}"
        for each in found.of("denies", "does not deny"):
            quotes = "".join(f" “{quote}”" for quote in each.quotes)
            yield f"    {each}{quotes} – {each.source}; {each.said.words()}"
        yield from (f"    {each}" for each in found.opposed if each.second.stance.value == "denies")


def night_of_drones(log: timeline.Log) -> Lines:
    """5. In the night to 28 October: how many drones launched, shot down, unaccounted for?"""
    known = as_published(log, "2024-10-29")
    night = next(each for each in timeline.strikes(known).lines if each.key == "drones-2024-10-28")
    yield from counts(known, night.key, "launched")
    yield from counts(known, night.key, "intercepted")
    yield f"unaccounted for: {night.through}, as {night.rate} were shot down"


def toll(log: timeline.Log) -> Lines:
    """6. How many were killed and injured in all of 28 October's strikes on Ukraine?"""
    known = as_published(log, "2024-10-29")
    strikes = known.between("2024-10-27", "2024-10-28").where(kind="strike", place="UA")
    for figure in ("killed", "injured"):
        found = timeline.total(strikes, figure).whole
        for key in found.certain:
            yield from counts(known, key, figure)
        yield f"{figure} in all {len(found.certain)} strikes: {found.sum}"
        yield f"    no number is known for {', '.join(found.unknown)}"


def plans(log: timeline.Log) -> Lines:
    """7. What is planned, and did it happen?"""
    found = timeline.plans(as_published(log, "2024-11-05"), at="2024-11-05")
    voices = {each.id: voice(each.record) for each in log}
    for plan in found.all:
        yield f"{plan.key}: {plan.summary}"
        yield f"    {plan.outcome} on {found.at.words()}; planned for {plan.planned.words()}"
        yield from (f"    {voices[each]}" for each in plan.ids)


def order_of_monday(log: timeline.Log) -> Lines:
    """8. In what order came NATO's briefing, Rutte's words and Singh's, and how sure is that?"""
    known = as_published(log, "2024-10-29")
    wanted = ("seoul-briefing", "nato-confirms", "rutte-threat", "singh-figure")
    yield from map(str, timeline.sequence(log, known, *wanted).all)


def single_origins(log: timeline.Log) -> Lines:
    """9. Which happenings rest on one origin only?"""
    known = as_published(log, "2024-11-05")
    for entry in known:
        found = timeline.support(known, entry.key)
        if entry.kind != "statement" and found.rests_on_one:
            yield f"{entry.key} – {attribution(entry.accounts[0].event)}"
            others = [str(each.origin) for each in found.backings if not each.reports]
            yield from ([f"    spoken of, too, by {', '.join(others)}"] if others else [])


def two_in_kherson(log: timeline.Log) -> Lines:
    """10. Why does the Kherson line say at least two?"""
    known = as_published(log, "2024-11-05")
    yield from str(known.explain("kherson-2024-10-28", "killed")).splitlines()


QUESTIONS = (
    *(troops_by_22_october, troops_by_29_october, news_of_the_week, denials, night_of_drones),
    *(toll, plans, order_of_monday, single_origins, two_in_kherson),
)


def main() -> None:
    """Print the chronology at three dates, what changed, and the answers; write the page."""
    with article_log() as log:
        for day in DAYS:
            print_part(f"As published by the end of {day}, UTC", [str(as_published(log, day))])
        for before, after in pairwise(DAYS):
            print_part(f"What changed from {before} to {after}", changed(log, before, after))
        for question in QUESTIONS:
            print_part(str(question.__doc__), question(log))
        PAGE.parent.mkdir(exist_ok=True)
        timeline.write(as_published(log, DAYS[-1]), PAGE)
    print(f"The chronology as a page: {PAGE.as_posix()}")


def print_part(title: str, lines: Iterator[str] | list[str]) -> None:
    """Print a title and the lines below it."""
    print(title, "-" * len(title), *lines, sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
