"""Sound rows: what surely holds a valid record of one of the library's kinds, told by its bytes."""

import re
from collections.abc import Mapping

from attrs import frozen

from timeline.log.integrity import FORMAT
from timeline.log.sound_values import (
    DEEPER,
    DIGEST,
    EVIDENCE,
    FLAT,
    INSTANT,
    KEY,
    LISTED,
    REFERENCE,
    SPEAKER,
    TEXT,
    WHEN,
    WHOLE,
    each_of,
    held,
    members,
    one_of,
    source,
)
from timeline.records import Deployment, Event, EventRecord, Statement, Strike
from timeline.records.kinds import kind_of

_NEEDED = {"happened": WHEN, "key": KEY, "published": INSTANT, "source": source(), "summary": TEXT}
_SHARED = {
    "actors": each_of(TEXT),
    "evidence": each_of(EVIDENCE),
    "figures": held("figures", DEEPER),
    "modality": one_of("happened", "ongoing"),
    "places": held("places", LISTED),
    "speaker": SPEAKER,
    "tags": each_of(TEXT),
}
_STANCES = "asserts confirms denies disputes warns expects announces comments declines"


@frozen(kw_only=True)
class Sound:
    """
    How the rows of a kind look that surely hold a valid record of it.

    A pattern takes only what is canonical, and only fields that hold what they may; texts with
    an escaped sign, rare forms, plans and all that came with a later version are not among it.
    What stands under a name that it holds has yet to be looked at. The date and the key are
    taken on the word of the index, which has read them in the same bytes.

    Args:
        record: The class.
        own: Its figures: those of its fields that hold a quantity.
        parts: Names under which it holds places.
        optional: Pattern of each field of its own that may be missing.
        required: Pattern of each shared field that this kind has to have.
    """

    record: type[EventRecord]
    own: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    optional: Mapping[str, bytes]
    required: Mapping[str, bytes] = {}

    @property
    def looked_at(self) -> tuple[str, ...]:
        """Names of what has to be looked at, in the order in which it stands in a row."""
        return tuple(sorted((*self.own, *self.parts, "figures", "places")))

    @property
    def fields(self) -> Mapping[str, bytes]:
        """The pattern of each field."""
        figures = {name: held(name, FLAT) for name in (*self.own, *self.parts)}
        return {**_SHARED, **_NEEDED, **figures, **self.optional, **self.required}

    def pattern(self) -> re.Pattern[bytes]:
        """Return the pattern of a line: one row, told from the others by line breaks."""
        needed = {**_NEEDED, **self.required}
        body = members({n: p for n, p in self.fields.items() if n not in needed}, needed)
        kind = kind_of(self.record)
        names = (kind.name.encode(), FORMAT, kind.version)
        origin = rb'(?:"imported_from":\{"leaf":%b,"origin":%b,"pos":%b\},)?+'
        return re.compile(
            rb'^\{"at":%b,"body":%b,"id":"sha256:(?P<id>[0-9a-f]{64})",' % (INSTANT, body)
            + origin % (DIGEST, TEXT, WHOLE)
            + rb'"kind":"%b","nonce":"[A-Za-z0-9_-]{22}","pos":(?P<pos>[0-9]{1,15}+),' % names[:1]
            + rb'"v":%d,"version":%d\}$|^[^\n]*+$' % names[1:],
            re.MULTILINE,
        )


SOUND: Mapping[str, Sound] = {
    kind_of(each.record).name: each
    for each in (
        Sound(record=Event, optional={}),
        Sound(
            record=Strike,
            own=("injured", "intercepted", "killed", "launched"),
            optional={
                **dict.fromkeys(("attacker", "damage", "target"), TEXT),
                "weapons": each_of(TEXT),
            },
        ),
        Sound(
            record=Deployment,
            own=("strength",),
            parts=("destination", "origin"),
            optional=dict.fromkeys(("force", "purpose", "side"), TEXT),
        ),
        Sound(
            record=Statement,
            optional={
                "about": each_of(REFERENCE),
                **dict.fromkeys(("medium", "venue"), TEXT),
                "stance": one_of(*_STANCES.split(), "does not deny"),
                "modality": one_of("happened", "ongoing", "planned", "expected", "conditional"),
            },
            required={"speaker": SPEAKER},
        ),
    )
}
"""The kinds whose rows can be told, by their stored names; other kinds are always decoded."""
