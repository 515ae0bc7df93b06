"""Chronologies that the writers are tried on: one plain story, and one text in every field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import TypedDict, Unpack

from attrs import field, frozen

from timeline.chronology import Chronology
from timeline.codec import Record, record_id
from timeline.ledger import Log, open_log
from timeline.records import (
    Correction,
    Deployment,
    Event,
    EventRecord,
    Evidence,
    Judgement,
    Place,
    Source,
    Speaker,
    Statement,
    Strike,
    kind,
)
from timeline.records.fields import named, texts
from timeline.resolution.skeletons import BIDI_CONTROLS

MONDAY = "2024-10-28T19:00Z"
VOA = Source(
    publisher="VOA",
    address="https://voa.example/troops",
    title="Troops on the move",
    language="en",
    archived="https://archive.example/2024/https://voa.example/troops",
)
PLAIN = "plain words"
PLAIN_WITH_A_MARK = "plain\u200e words"
_BREAKS = "#\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@kind("test.sighting", version=1, identity=("happened", "observers"))
@frozen(kw_only=True, field_transformer=named)
class Sighting(EventRecord):
    """A user's own kind, with a field of its own."""

    observers: tuple[str, ...] = field(default=(), converter=texts)


def plain_for(text: str) -> str:
    """Return plain words; with a mark of direction where a text has one: a key's is a problem."""
    return PLAIN if BIDI_CONTROLS.isdisjoint(text) else PLAIN_WITH_A_MARK


def log_of(*records: Record) -> Log:
    """Return a log that took the records in, one after the other, a minute apart."""
    minutes = count()
    first = datetime(2024, 11, 5, 9, tzinfo=UTC)
    log = open_log(
        ":memory:",
        clock=lambda: first + timedelta(minutes=next(minutes)),
        origin="example.org/story",
    )
    for each in records:
        log.append(each)
    return log


def chronology_of(*records: Record) -> Chronology:
    """Return what is known from the records."""
    return log_of(*records).as_of()


class Given(TypedDict, total=False):
    """Fields of an event that a test may choose."""

    key: str
    summary: str
    published: str
    source: Source
    speaker: Speaker
    places: Place | str
    figures: dict[str, str]
    modality: str
    evidence: Evidence


def at(happened: str, **given: Unpack[Given]) -> Event:
    """Return an event that happened then; its key and words are the date."""
    default = Given(key=happened, summary=happened, published=MONDAY, source=VOA)
    return Event(happened=happened, **(default | given))


@lru_cache(maxsize=1)
def story() -> Chronology:
    """Return a small story: two figures, a denial, a correction, a plan, a vague date."""
    return story_log().as_of(published="2024-10-30T00:00Z")


def story_log() -> Log:
    """Return the log of the story."""
    kherson = strike(killed="at least 1", published="2024-10-28T15:00Z")
    return log_of(
        troops("2024-10", "Yonhap", "Intelligence Service", "1,500"),
        troops("2024-10-28", "VOA", "Pentagon", "about 10,000"),
        denial(),
        kherson,
        Correction(
            corrects=record_id(kherson),
            replacement=strike(killed="at least 2", published=MONDAY),
            reason="A second body was found",
            published=MONDAY,
        ),
        at("2024-10-30", key="talks", summary="Talks are to be held", modality="planned"),
        at("2024-06", key="pact", summary="A pact is signed", places="Pyongyang"),
        Judgement(left="pact", right="nowhere", verdict="same", reason="a guess", by="us"),
    )


def troops(happened: str, publisher: str, organization: str, strength: str) -> Deployment:
    """Return a report of the troops."""
    return Deployment(
        key="troops",
        happened=happened,
        published=MONDAY if publisher == "VOA" else "2024-10-18T08:00Z",
        source=Source(publisher=publisher, via=Source(publisher="a briefing")),
        speaker=Speaker(organization=organization),
        summary=f"{strength} soldiers are sent",
        strength=strength,
        force="an army",
    )


def denial() -> Statement:
    """Return a denial of the troops, on a day that is only bounded."""
    return Statement(
        key="denial",
        happened="[..2024-10-28]",
        published=MONDAY,
        source=VOA,
        speaker=Speaker(person="A. Speaker", role="spokesman", organization="the Palace"),
        summary="The reports are false",
        stance="denies",
        about="troops",
        venue="the Palace",
        medium="a briefing",
    )


def strike(*, killed: str, published: str) -> Strike:
    """Return a report of a strike."""
    return Strike(
        key="strike",
        happened="2024-10-28T10:30[Europe/Kyiv]",
        published=published,
        source=VOA,
        summary="Houses are hit",
        killed=killed,
        weapons=("a drone", "a bomb"),
        places=Place(
            name="Kherson", country="UA", latitude="46.6", longitude="32.6", precision="town"
        ),
        evidence=Evidence(quote="two were killed", locator="paragraph 4", made="2024-10-28T08:00Z"),
    )


def everywhere(text: str) -> Chronology:
    """Return a chronology in which a text stands in every field that takes any text."""
    return filled(lambda: text)


def filled(fill: Callable[[], str]) -> Chronology:
    """Return a chronology of all kinds whose texts, one after the other, are those of `fill`."""
    key = _key(fill())
    first = _strike(fill, key, damage=fill())
    later = _strike(fill, key, damage="none")
    return chronology_of(
        first,
        Correction(corrects=record_id(first), replacement=later, reason=fill()),
        Deployment(
            key="the troops",
            force=fill(),
            side=fill(),
            origin=fill(),
            destination=fill(),
            purpose=fill(),
            **_common(fill),
        ),
        Statement(
            key="the words",
            about=(key, f"{key}#{key}", "nothing"),
            venue=fill(),
            medium=fill(),
            **_common(fill),
        ),
        Sighting(key="the sighting", observers=fill(), **_common(fill)),
        Judgement(left=key, right=f"{key} 2", verdict="same", reason=fill(), by=fill()),
    )


def _key(text: str) -> str:
    return "a " + "".join(" " if sign in _BREAKS else sign for sign in text)


def _strike(fill: Callable[[], str], key: str, *, damage: str) -> Strike:
    figure = "".join(sign for sign in key if sign <= "\uffff")
    return Strike(
        key=key,
        attacker=fill(),
        target=fill(),
        weapons=fill(),
        damage=damage,
        figures={f"{figure} 1": "about 5"},
        **_common(fill),
    )


class Common(TypedDict):
    """Fields that every kind of event has."""

    happened: str
    published: str
    source: Source
    speaker: Speaker
    summary: str
    places: Place
    actors: str
    evidence: Evidence
    tags: str


def _common(fill: Callable[[], str]) -> Common:
    via = Source(publisher=fill(), address=fill(), title=fill(), archived=fill())
    return Common(
        happened="2024-10-28",
        published=MONDAY,
        source=Source(publisher=fill(), address=fill(), title=fill(), archived=fill(), via=via),
        speaker=Speaker(person=fill(), role=fill(), organization=fill()),
        summary=fill(),
        places=Place(name=fill(), region=fill()),
        actors=fill(),
        evidence=Evidence(quote=fill(), locator=fill(), address=fill(), archived=fill()),
        tags=fill(),
    )
