"""Design rules 4 and 5 read aloud over the naive oracle's `World`: what a line says."""

from collections.abc import Iterable

from attrs import frozen

from tests.resolution.oracle import Said, World, named_by
from tests.resolution.oracle_order import order
from timeline.records import (
    Cause,
    EventRecord,
    Figures,
    Instant,
    Modality,
    Quantity,
    Retraction,
    Stance,
    Statement,
    When,
    every_figure,
)
from timeline.records.fields import folded
from timeline.records.kinds import kind_of


@frozen(kw_only=True)
class Line:
    """What a line of a chronology says."""

    key: str
    keys: tuple[str, ...]
    happened: When
    summary: str
    kind: str
    modality: Modality
    figures: Figures
    status: str
    supporting: tuple[str, ...]
    denying: tuple[str, ...]
    reports: tuple[tuple[str, EventRecord, Instant, tuple[str, ...]], ...]


def lines(world: World) -> list[Line]:
    """Return the lines in order."""
    found = {name: _line(world, name, reports) for name, reports in world.groups().items()}
    return [found[name] for name in order(world, {key: found[key].happened for key in found})]


def _line(world: World, name: str, reports: list[Said]) -> Line:
    chosen = reports[-1].event
    words = _words(world, name, reports)
    figures = {figure: value for said in reports for figure, value in _stated(said)}
    return Line(
        key=name,
        keys=tuple(sorted(world.joined(name))),
        happened=chosen.happened,
        summary=chosen.summary,
        kind=kind_of(type(chosen)).name,
        modality=chosen.modality,
        figures=Figures(figures),
        status=_status(world, name, reports, words),
        supporting=tuple(sorted(each for each in words if words[each])),
        denying=tuple(sorted(each for each in words if not words[each])),
        reports=tuple((each.id, each.event, each.published, each.chain) for each in reports),
    )


def _stated(said: Said) -> Iterable[tuple[str, Quantity]]:
    return every_figure(said.event).items()


def _status(world: World, name: str, reports: list[Said], words: dict[str, bool]) -> str:
    gone = _taken_back(world, name)
    if all(gone & _repeated(each) for each in reports):
        return "withdrawn upstream"
    if all(_is_to_come(each.event) for each in reports):
        return "planned"
    if False in words.values():
        return "disputed" if True in words.values() else "denied"
    return "confirmed" if list(words.values()).count(True) > 1 else "reported"


def _words(world: World, name: str, reports: list[Said]) -> dict[str, bool]:
    """Return whether each origin says that it is so, by its latest word."""
    spoken = [each for each in world.live() if each in reports or _is_about(world, each, name)]
    words: dict[str, bool] = {}
    for each in sorted(spoken, key=lambda said: (said.published, said.id)):
        word = _word(each.event) if each in reports else _stance(each.event)
        if word is not None:
            words[_origin(each.event)] = word
    return words


def _is_about(world: World, said: Said, name: str) -> bool:
    """Return whether it is a statement about the whole happening, not about a figure of it."""
    about = said.event.about if isinstance(said.event, Statement) else ()
    return name in {world.name(each) for each in about if "#" not in each}


def _word(event: EventRecord) -> bool | None:
    """Return what a report says of what it reports: that it is so; of what may come, nothing."""
    return None if _is_to_come(event) else True


def _stance(event: EventRecord) -> bool | None:
    stance = event.stance if isinstance(event, Statement) else None
    if stance in {Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES}:
        return True
    return False if stance in {Stance.DENIES, Stance.DISPUTES} else None


def _is_to_come(event: EventRecord) -> bool:
    to_come = {Modality.PLANNED, Modality.EXPECTED, Modality.CONDITIONAL}
    return event.modality in to_come and not isinstance(event, Statement)


def _taken_back(world: World, name: str) -> set[str]:
    """Return the publishers that withdrew a report of this happening."""
    found = set()
    for each in world.standing(Retraction):
        named = world.find(named_by(each.record) or "")
        if named is not None and world.is_visible(named):
            event = getattr(named.record, "replacement", named.record)
            ours = getattr(each.record, "cause", None) is Cause.CODED_IN_ERROR
            if isinstance(event, EventRecord) and world.name(event.key) == name and not ours:
                found.add(_compared(event.source.publisher))
    return found


def _repeated(said: Said) -> set[str]:
    """Return the publishers whom a report repeats."""
    source, found = said.event.source.via, set()
    while source is not None:
        found.add(_compared(source.publisher))
        source = source.via
    return found


def _origin(event: EventRecord) -> str:
    if event.speaker is not None:
        return _compared(event.speaker.name)
    source = event.source
    while source.via is not None:
        source = source.via
    return _compared(source.publisher)


def _compared(name: str) -> str:
    return folded(name).casefold()
