"""A chronology as Markdown: a line for each entry, its reports as numbered notes."""

import re
from collections.abc import Iterator

from timeline.chronology import Chronology
from timeline.records import Evidence, Source, every_figure
from timeline.records.instants import instant_words
from timeline.resolution import Account, Entry
from timeline.writers.addresses import web_address
from timeline.writers.citing import cited_as, citing
from timeline.writers.losses import Loss, escaped_signs, joined_lines
from timeline.writers.reports import (
    Replaced,
    details,
    other_dates,
    replaced,
    when_words,
)
from timeline.writers.sections import sections
from timeline.writers.visible import one_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|@|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"^([0-9]{1,9}(?=[.)])|(?=[-+=#]))")


def to_markdown(chronology: Chronology) -> str:
    """
    Return a chronology as CommonMark.

    Every text is escaped: nothing in it becomes a link, an image, a heading or HTML. Addresses
    of http and https become links of their own; others are shown as text.
    """
    notes: list[str] = []
    body = [line for each in _body(chronology, notes) for line in (each, "")]
    return "\n".join([*_header(chronology), *body, *_notes(notes), *_footer(chronology)])


def markdown_losses(chronology: Chronology) -> tuple[Loss, ...]:
    """Return what Markdown shows otherwise: hidden signs as escapes, line breaks as spaces."""
    return (*escaped_signs(chronology), *joined_lines(chronology))


def escaped(text: str) -> str:
    r"""
    Return a text in one line that Markdown shows as it stands, wherever it is put.

    >>> print(escaped("[a](javascript:b) *c*"))
    \[a\](javascript:b) \*c\*
    """
    plain = _SPECIAL.sub(lambda found: "\\" + found[0], one_line(text))
    return _OPENING.sub(lambda found: found[0] + "\\", plain)


def _header(chronology: Chronology) -> Iterator[str]:
    yield "# Chronology\n"
    yield f"- Known: {escaped(chronology.known)} – digest {chronology.digest}"
    yield f"- Entries: {len(chronology)}"
    yield f"- Policy: {escaped(chronology.policy.name)}\n"
    if chronology.problems:
        yield f"## Problems ({len(chronology.problems)})\n"
        for each in chronology.problems:
            ids = ", ".join(each.ids)
            yield f"- {escaped(each.code)}: {escaped(each.message)}{f' ({ids})' if ids else ''}"
        yield ""


def _body(chronology: Chronology, notes: list[str]) -> Iterator[str]:
    for section in sections(chronology):
        yield f"## {escaped(section.heading)}"
        yield "\n".join(_line(entry, notes) for entry in section.entries)


def _line(entry: Entry, notes: list[str]) -> str:
    first = len(notes) + 1
    notes.extend(_note(account, entry) for account in entry.accounts)
    marks = "".join(rf"\[{number}\]" for number in range(first, len(notes) + 1))
    places = "; ".join(str(place) for place in entry.places)
    dates = "; ".join(when_words(each) for each in other_dates(entry))
    said = [
        f"**{escaped(entry.happened.words())}** ({escaped(str(entry.happened))})",
        f"also dated {escaped(dates)}" if dates else "",
        escaped(entry.summary),
        f"*{escaped(entry.status)}*, {escaped(entry.kind)}",
        f"Places: {escaped(places)}" if places else "",
        f"Figures: {escaped(entry.figures_in_words)}" if entry.figures else "",
    ]
    return f"- {' – '.join(part for part in said if part)} {marks}"


def _notes(notes: list[str]) -> Iterator[str]:
    if notes:
        yield "## Reports\n"
        yield from (f"{number}. {note}" for number, note in enumerate(notes, start=1))
        yield ""


def _footer(chronology: Chronology) -> Iterator[str]:
    yield f"---\n\n{citing(chronology)}: `{cited_as(chronology)}`\n"


def _note(account: Account, entry: Entry) -> str:
    event, report = account.event, account.report
    figures = every_figure(event).items()
    said = [
        f"Source: {' via '.join(_source(each) for each in event.source.chain)}",
        f"citing {escaped(str(event.speaker))}" if event.speaker else "",
        f"published {instant_words(account.published)}",
        f"says: {escaped(event.summary)}" if event.summary != entry.summary else "",
        f"happened: {escaped(when_words(event.happened))}"
        if event.happened != entry.happened
        else "",
        *(f"{escaped(name)}: {escaped(str(figure))}" for name, figure in figures),
        *(f"{escaped(each.label)}: {escaped('; '.join(each.texts))}" for each in details(event)),
        *(f"evidence: {_evidence(each)}" for each in event.evidence),
        *(_replacement(each) for each in replaced(account)),
        f"recorded {instant_words(report.recorded)} at position {report.position}",
        f"key {escaped(event.key)}, id {report.id}",
    ]
    return "; ".join(part for part in said if part)


def _source(source: Source) -> str:
    said = [
        escaped(source.publisher),
        f"“{escaped(source.title)}”" if source.title else "",
        f"in {source.language}" if source.language else "",
        *_addresses(source.address, source.archived, source.sha256),
    ]
    return ", ".join(part for part in said if part)


def _evidence(piece: Evidence) -> str:
    said = [
        f"“{escaped(piece.quote)}”" if piece.quote else "",
        escaped(piece.locator) if piece.locator else "",
        f"made {escaped(when_words(piece.made))}" if piece.made else "",
        *_addresses(piece.address, piece.archived, piece.sha256),
    ]
    return ", ".join(part for part in said if part)


def _replacement(before: Replaced) -> str:
    changes = "; ".join(f"{each.label}: {each.was} became {each.now}" for each in before.changes)
    told = escaped(changes) or "the same"
    return f"in the place of {before.id} ({told}; {escaped(before.reason)})"


def _addresses(address: str | None, archived: str | None, digest: str | None) -> Iterator[str]:
    if address:
        yield _link(address)
    if archived:
        yield f"archived {_link(archived)}"
    if digest:
        yield f"SHA-256 {digest}"


def _link(address: str) -> str:
    linked = web_address(address)
    return f"<{linked}>" if linked else escaped(address)
