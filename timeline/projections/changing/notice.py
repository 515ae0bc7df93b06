"""A notice of corrections that a newsroom could run: what readers were told otherwise, in prose."""

from collections.abc import Iterable, Iterator, Mapping

from timeline.projections.changing.amounts import amount
from timeline.projections.changing.change import Change, ChangeKind, Said, in_words
from timeline.projections.changing.line import Line
from timeline.records import Quantity
from timeline.records.instants import instant_words
from timeline.resolution.explained.grounds import US, Ground

NOTHING = "Nothing that was told before is told otherwise."

_ONLY_NEW: Mapping[ChangeKind, str] = {
    ChangeKind.NEW: "new line",
    ChangeKind.REPORTED_AGAIN: "further report",
}
_OF_THE_LINE: Mapping[ChangeKind, str] = {
    ChangeKind.GONE: "is no longer in the chronology",
    ChangeKind.RETRACTED: "is withdrawn",
    ChangeKind.REINSTATED: "stands again",
    ChangeKind.REORDERED: "has another place in the order of events",
}
_OF_A_REPORT: Mapping[ChangeKind, str] = {
    ChangeKind.REPORTED_AGAIN: "rests on a further report",
    ChangeKind.CORRECTED: "rested on a report that was corrected",
    ChangeKind.RETRACTED: "rested on a report that is withdrawn",
    ChangeKind.REINSTATED: "rests on a report that stands again",
    ChangeKind.REPORT_GONE: "rested on a report that is not there",
}
_OF_A_FIELD: Mapping[ChangeKind, str] = {
    ChangeKind.REDATED: "was dated {before}; its date is {after}",
    ChangeKind.REWORDED: "said “{before}”; it says “{after}”",
    ChangeKind.RECLASSIFIED: "was told as {before}; it is told as {after}",
    ChangeKind.MODALITY: "was told as {before}; it is told as {after}",
    ChangeKind.DISPUTED: "was {before}; it is now {after}",
    ChangeKind.STATUS: "was {before}; it is now {after}",
    ChangeKind.STATED: "gave no figure for {figure}; it gives {after}",
    ChangeKind.UNSTATED: "gave {before} for {figure}; it gives no figure",
    ChangeKind.RAISED: "gave {before} for {figure}; it is {after}",
    ChangeKind.LOWERED: "gave {before} for {figure}; it is {after}",
    ChangeKind.CERTAINTY: "gave {before} for {figure}; it is {after}",
}


def notice(changes: Iterable[Change]) -> str:
    """Return what readers of the earlier view were told otherwise, a paragraph for each line."""
    told = tuple(changes)
    keys = dict.fromkeys(each.key for each in told if each.kind not in _ONLY_NEW)
    paragraphs = [_paragraph([each for each in told if each.key == key]) for key in keys]
    new = [_counted(told, kind) for kind in _ONLY_NEW]
    counted = " and ".join(each for each in new if each)
    rest = [f"Beside that there is news that corrects nothing: {counted}."] if counted else []
    return "\n\n".join([*(paragraphs or [NOTHING]), *rest])


def _paragraph(own: list[Change]) -> str:
    wanted = [each for each in own if each.kind not in _ONLY_NEW]
    told = any(each.kind in _OF_A_FIELD for each in wanted)
    shown = [each for each in wanted if not (told and each.kind is ChangeKind.CORRECTED)]
    first, *others = shown
    subjects = [_subject(first.line), *("The line" for _ in others)]
    tails = ["".join(_sources(each)) for each in shown]
    following = [*tails[1:], ""]
    return " ".join(
        f"{subject} {_what(each)}{'' if tail == after else tail}."
        for subject, each, tail, after in zip(subjects, shown, tails, following, strict=True)
    )


def _subject(line: Line) -> str:
    return f"A line of {line.happened.words()}, “{line.summary}”,"


def _what(change: Change) -> str:
    if change.kind in _OF_A_FIELD:
        return _field(change)
    if isinstance(change.before, Said) or isinstance(change.after, Said):
        return f"{_OF_A_REPORT[change.kind]} ({change.words})"
    if change.kind is ChangeKind.MERGED:
        others = [each for each in _lines(change.before) if each.key != change.line.key]
        named = " and ".join(f"“{each.summary}” of {each.happened.words()}" for each in others)
        return f"is one happening with what was told apart, {named}" if named else "has a new name"
    if change.kind is ChangeKind.SPLIT:
        return "was told as one happening with others, and is told apart"
    return _OF_THE_LINE[change.kind]


def _field(change: Change) -> str:
    before, after = change.before, change.after
    told = _OF_A_FIELD[change.kind].format(
        before=in_words(before), after=in_words(after), figure=change.figure
    )
    if not (isinstance(before, Quantity) and isinstance(after, Quantity)):
        return told
    by = amount(before, after) if change.kind is not ChangeKind.CERTAINTY else ""
    return f"{told}, {change.kind} by {by}" if by else told


def _sources(change: Change) -> Iterator[str]:
    if change.according:
        yield f", according to {' and '.join(change.according)}"
    for each in change.grounds:
        yield f"; {_ground(each)}"


def _ground(ground: Ground) -> str:
    if ground.by == US:
        moment = f"recorded {instant_words(ground.recorded)}"
        return f"our own {ground.kind}, {moment}: {ground.reason}"
    if ground.published is None:
        moment = f"recorded {instant_words(ground.recorded)}"
    else:
        moment = f"published {instant_words(ground.published)}"
    return f"{ground.kind} by {ground.by}, {moment}: {ground.reason}"


def _lines(value: object) -> tuple[Line, ...]:
    return value if isinstance(value, tuple) else ()


def _counted(told: tuple[Change, ...], kind: ChangeKind) -> str:
    count = sum(each.kind is kind for each in told)
    name = _ONLY_NEW[kind]
    return "" if not count else f"1 {name}" if count == 1 else f"{count} {name}s"
