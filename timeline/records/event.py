"""Event records: what a source reports, whatever its kind."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import TypeVar

import attrs
from attrs import field, frozen

from timeline.errors import FieldError, KindError
from timeline.records.fields import RefusedError, key_text, member, named, text, texts
from timeline.records.figures import NO_FIGURES, Figures, figures
from timeline.records.instants import Instant, instant
from timeline.records.kinds import NO_STEPS, Upcaster, derived_key, register
from timeline.records.place import Place, places
from timeline.records.quantity import Quantity
from timeline.records.source import Evidence, Source, Speaker, pieces, source, speaker
from timeline.records.when import When, when

C = TypeVar("C", bound=type)


class Modality(Enum):
    """Whether the source says that it took place, or speaks of what may come."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    EXPECTED = "expected"
    CONDITIONAL = "conditional"


def modality(value: Modality | str) -> Modality:
    """Return a modality; its word may be given."""
    return member(Modality, value)


def own_key(value: str) -> str:
    """Return the key as given; the empty text stands for a key that is to be derived."""
    return "" if value == "" else key_text(value)


@frozen(kw_only=True, field_transformer=named)
class EventRecord:
    """
    What one source reports about one happening; the base of every kind of event.

    Args:
        happened: When it took place; for a statement, when it was said. EDTF text, or a `When`.
        published: When the source made the report public: an instant with an offset.
        source: Where it was published; a text is the publisher.
        summary: What happened, in one line of your own words.
        key: The happening it is about; derived from the kind's identity fields if not given.
        speaker: Whom the source quotes or cites; None where it speaks itself.
        places: Where; a text is a name.
        actors: Who took part.
        figures: Further figures by name; figures that are fields of the kind go there.
        modality: Whether it took place, goes on, or is planned, expected or conditional.
        evidence: Quotes, pictures, documents.
        tags: Words of your own to find it again.

    Raises:
        FieldError: A field holds what it may not; the message names it.
        MissingFieldError: A required field is absent.
        UnknownFieldError: A field is given that the kind does not have.
    """

    key: str = field(default="", converter=own_key)
    happened: When = field(converter=when)
    published: Instant = field(converter=instant)
    source: Source = field(converter=source)
    speaker: Speaker | None = field(default=None, converter=speaker)
    summary: str = field(converter=text)
    places: tuple[Place, ...] = field(default=(), converter=places)
    actors: tuple[str, ...] = field(default=(), converter=texts)
    figures: Figures = field(default=NO_FIGURES, converter=figures)
    modality: Modality = field(default=Modality.HAPPENED, converter=modality)
    evidence: tuple[Evidence, ...] = field(default=(), converter=pieces)
    tags: tuple[str, ...] = field(default=(), converter=texts)

    def __attrs_post_init__(self) -> None:
        for name in self.figures:
            if name in _field_names(_class(self)):
                problem = f"{name!r} is a field of this kind; give {name}= instead"
                raise FieldError(type(self).__name__, "figures", problem)
        if not self.key:
            object.__setattr__(self, "key", derived_key(self))


def every_figure(record: EventRecord) -> Figures:
    """Return all figures that a record states: its kind's own fields and the further ones."""
    own = ((name, getattr(record, name)) for name in _own_names(_class(record)))
    stated = {name: value for name, value in own if isinstance(value, Quantity)}
    return Figures.checked({**stated, **record.figures}) if stated else record.figures


def every_place(record: EventRecord) -> tuple[Place, ...]:
    """Return all places that a record names: its kind's own fields and the further ones."""
    own = (getattr(record, name) for name in _field_names(_class(record)))
    named = sorted((each for each in own if isinstance(each, Place)), key=lambda each: each.name)
    return tuple(dict.fromkeys([*record.places, *named]))


def kind(
    name: str,
    *,
    version: int,
    identity: Iterable[str],
    upcasters: Mapping[int, Upcaster] = NO_STEPS,
) -> Callable[[C], C]:
    """
    Return a decorator that makes an attrs class a kind of event record.

    Args:
        name: Name under which its records are stored; it never changes.
        version: Version of the stored form, from 1.
        identity: Fields from which a key is derived where none is given.
        upcasters: Functions that bring older bodies up to the version, by the version each is
            from: `{1: step, 2: step}` at version 3. All of them, if any are given here; see
            `timeline.records.upcasting.upcaster` for steps that are registered one by one.

    Raises:
        KindError: The class is no frozen, keyword-only attrs class over `EventRecord`, the name
            is taken, identity names a field that is not there, or a step is missing or leads
            beyond the version.
    """

    def decorated(cls: C) -> C:
        if not issubclass(cls, EventRecord):
            raise KindError(name, f"{cls.__name__} is no EventRecord; derive it from EventRecord")
        found = register(name, version=version, identity=identity, upcasters=upcasters)
        return found(cls)

    return decorated


def event_record(value: EventRecord) -> EventRecord:
    """Return an event record; anything else is refused."""
    if not isinstance(value, EventRecord):
        raise RefusedError(
            f"a {type(value).__name__} is no event record; give a Strike, an Event …"
        )
    return value


def _class(record: EventRecord) -> type:
    return type(record)


@lru_cache(maxsize=1024)
def _own_names(cls: type) -> tuple[str, ...]:
    """The fields that a kind adds: of the others none is a figure."""
    return tuple(sorted(_field_names(cls) - _field_names(EventRecord)))


@lru_cache(maxsize=1024)
def _field_names(cls: type) -> frozenset[str]:
    return frozenset(each.name for each in attrs.fields(cls))


@kind("event", version=1, identity=("happened", "summary"))
@frozen(kw_only=True, field_transformer=named)
class Event(EventRecord):
    """Something that happened and is none of the other kinds: a meeting, a pact, an entry."""
