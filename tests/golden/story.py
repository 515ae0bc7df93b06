"""The story that every golden log tells: each kind of record, each amendment, each oddity."""

from collections.abc import Iterator

import attrs

from timeline.canonical import JSON
from timeline.codec import record_id
from timeline.ledger import Log
from timeline.records import (
    Correction,
    Deployment,
    Erasure,
    Event,
    EventRecord,
    Evidence,
    Judgement,
    Place,
    Precedence,
    Reinstatement,
    Retraction,
    Source,
    Speaker,
    Statement,
    Strike,
    UnknownRecord,
    When,
    kind,
)

ORIGIN, OTHER_ORIGIN = "example.org/golden", "example.org/neighbours"

INSTANTS = (
    "2024-11-01T12:00:00Z",
    "2024-11-01T12:00:00.000001Z",
    "2024-11-02T09:30:00+02:00",
    "2024-11-02T05:00:00Z",  # the clock was put back by more than two hours
    "2024-11-03T00:00:00Z",
)
"""What the clock of the machine said, batch by batch; the last holds for all that follows."""


def prison_becomes_site(body: dict[str, JSON]) -> dict[str, JSON]:
    """Return a body of version 2: a prison was a text, and a site is a place."""
    prison = body.pop("prison", None)
    return body if prison is None else {**body, "site": {"name": prison}}


@kind(
    "golden.detention",
    version=2,
    identity=("happened", "detainee"),
    upcasters={1: prison_becomes_site},
)
@attrs.frozen(kw_only=True)
class Detention(EventRecord):
    """A kind of a user's own, which has grown since the log was begun."""

    detainee: str = attrs.field(validator=attrs.validators.instance_of(str))
    site: Place | None = attrs.field(default=None)


def event(number: int, words: str = "") -> Event:
    """Return one of many plain events."""
    return Event(
        key=f"event-{number}",
        happened=f"2024-10-{number:02}",
        published=f"2024-10-{number:02}T19:00Z",
        source="Gazette",
        summary=words or f"Event {number}",
    )


STATEMENT = Statement(
    key="denial",
    happened="2024-10-28T16:00-04:00",
    published="2024-10-28T22:10Z",
    source=Source(
        publisher="Radio North", address="https://example.org/denial", language="en", via="Wire"
    ),
    speaker=Speaker(person="A. Speaker", role="spokeswoman", organization="Ministry"),
    summary="The ministry denies that troops have crossed",
    stance="denies",
    about=("crossing#strength", "event-3"),
    venue="briefing",
)
DEPLOYMENT = Deployment(
    key="crossing",
    happened="[2024-10-20..2024-10-28]",
    published="2024-10-29T08:00Z",
    source="Herald",
    speaker=Speaker(organization="General Staff"),
    summary="A brigade crosses into the region",
    force="brigade",
    strength="10,900 to 12,000",
    origin=Place(name="Training ground", country="RU"),
    destination=Place(name="Kursk", country="RU", latitude="51.73", longitude="36.19"),
    modality="ongoing",
)
STRIKE = Strike(
    key="drones",
    happened=When("2024-10-27T19:00/2024-10-28T10:30", zone="Europe/Kyiv"),
    published="2024-10-28T15:10-04:00",
    source="Herald",
    speaker=Speaker(organization="Air Force"),
    summary="Drones over many regions – Їжак 🦔 \u202eleft\u202c",
    weapons="aerial drone",
    launched=100,
    intercepted="at least 66",
    evidence=(Evidence(quote="66 were shot down", address="https://example.org/66"),),
    tags=("air", "night"),
)
VAGUE = Event(
    key="vague",
    happened="198X?/..",
    published="2024-10-30T00:00Z",
    source="Gazette",
    summary="Nobody knows when it began, nor whether it has ended",
    figures={"tents": "about 40", "buses": "fewer than 12"},
)
DETENTION = Detention(
    happened="2024-10-21/2024-10-23",
    published="2024-10-24T00:00Z",
    source="Gazette",
    summary="The editor is held",
    detainee="I. Petrenko",
    site=Place(name="Remand prison"),
)
OLD_DETENTION = UnknownRecord(
    kind="golden.detention",
    version=1,
    body=(
        b'{"detainee":"O. Koval","happened":"2024-10-22","key":"held","prison":"Fort",'
        b'"published":"2024-10-24T00:00:00.000000Z","source":{"publisher":"Gazette"},'
        b'"summary":"The printer is held"}'
    ),
)
NEWER = UnknownRecord(kind="golden.detention", version=3, body=b'{"whatever":[1,null,true]}')
UNKNOWN = UnknownRecord(kind="shipment", version=7, body='{"cargo":"зерно","tons":-12}'.encode())

TOLL = attrs.evolve(event(3), summary="One was hurt", published="2024-10-05T00:00Z")
OWN_SLIP = Correction(
    corrects=record_id(event(4)), replacement=event(4, "Mended"), reason="a slip of the keyboard"
)
CHANGED = Correction(
    corrects=record_id(event(3)), replacement=TOLL, reason="they counted", published=TOLL.published
)
WITHDRAWN = Retraction(
    retracts=record_id(event(5)),
    cause="withdrawn",
    reason="it was another town",
    published="2024-10-09T00:00Z",
)
CODED = Retraction(retracts=record_id(event(6)), cause="coded in error", reason="entered by hand")
BACK = Reinstatement(reinstates=record_id(CODED), reason="it was right after all")
DANGLING = Retraction(retracts=record_id(event(30)), cause="withdrawn", reason="never seen here")
SAME = Judgement(left="event-7", right="event-8", verdict="same", reason="one fire", by="desk")
DIFFERENT = Judgement(
    left="event-9", right="event-10", verdict="different", reason="two rivers", by="desk"
)
UNSURE = Judgement(left="event-1", right="vague", verdict="unsure", reason="no date", by="desk")
FIRST = Precedence(earlier="event-2", later="crossing", reason="by a photograph", source="Herald")
SECRET = event(11, "The witness is N. N.")
ORDER = Erasure(erases=record_id(SECRET), authority="Court of Appeal", reason="names a minor")
SECRET_TOO = Correction(
    corrects=record_id(event(2)), replacement=event(2, "N. N. saw it"), reason="told later"
)
ORDER_TOO = Erasure(
    erases=record_id(SECRET_TOO),
    authority="Court of Appeal",
    reason="names a minor",
    corrected=SECRET_TOO.corrects,
)

BATCHES = (
    tuple(event(number) for number in range(1, 11)),
    (STATEMENT, DEPLOYMENT, STRIKE, VAGUE),
    (OWN_SLIP, CHANGED, WITHDRAWN, CODED, BACK, DANGLING),
    (SAME, DIFFERENT, UNSURE, FIRST),
    (DETENTION, OLD_DETENTION, NEWER, UNKNOWN),
    (SECRET, SECRET_TOO),
    (ORDER, ORDER_TOO),
)
WITHHELD = (12, record_id(event(9)))
"""What the copies named `withheld` do not have."""


def tell(log: Log, neighbours: Log) -> None:
    """Tell the story to a log whose clock is `clock()`, and take a record over from another."""
    for batch in BATCHES:
        log.append(*batch)
    neighbours.append(event(20, "Seen from the other bank"), event(21))
    log.adopt(neighbours, 1)
    log.append(event(22))


def clock() -> Iterator[str]:
    """Return what the clock says, from one look to the next; the genesis looks first."""
    yield INSTANTS[0]
    yield from INSTANTS
    while True:
        yield INSTANTS[-1]
