"""Why a line reads as it does: its reports, their amendments, and the rules that chose."""

from collections.abc import Iterator

from timeline.log import Recorded
from timeline.records import Correction, EventRecord, every_figure
from timeline.records.instants import instant_words
from timeline.resolution.entry import Entry
from timeline.resolution.origins import origin
from timeline.resolution.policy import Policy
from timeline.resolution.problems import short
from timeline.resolution.revision import Account
from timeline.resolution.status import RULE


def explanation(entry: Entry, policy: Policy) -> str:
    """Return in plain lines where an entry's date, words, figures and status come from."""
    return "\n".join(_lines(entry, policy))


def _lines(entry: Entry, policy: Policy) -> Iterator[str]:
    yield f"{entry.key}: {entry.summary}"
    if len(entry.keys) > 1:
        yield f"  joined by judgements: {', '.join(entry.keys)}"
    for merge in entry.merges:
        yield f"  one happening: {merge}"
    chosen = policy.preferred(entry.accounts)
    yield f"  happened: {entry.happened.words()} ({entry.happened}), as {who(chosen)} has it"
    yield f"  chosen by the policy {policy.name!r} among {_counted(entry)}"
    for name, figure in entry.figures.items():
        stating = [each for each in entry.accounts if name in every_figure(each.event)]
        yield f"  {name}: {figure}, from {who(policy.preferred(stating))}"
    yield f"  status: {entry.status}, by the rule {RULE!r}"
    yield f"    for it: {', '.join(map(str, entry.standing.supporting)) or 'nobody'}"
    yield f"    against it: {', '.join(map(str, entry.standing.denying)) or 'nobody'}"
    for account in entry.accounts:
        yield from _report(account)


def _counted(entry: Entry) -> str:
    reports, contents = len(entry.accounts), len(entry.distinct)
    return f"{reports} report(s)" + (f" of {contents} content(s)" if contents < reports else "")


def _report(account: Account) -> Iterator[str]:
    yield f"  report {short(account.id)} at position {account.report.position}: {who(account)}"
    yield f"    published {instant_words(account.published)}, origin {origin(account.event)}"
    for before, after, by in zip(
        account.chain, account.chain[1:], account.corrections, strict=False
    ):
        why = by.record.reason if isinstance(by.record, Correction) else ""
        yield f"    in the place of {short(before.id)}: {difference(before, after)} ({why})"
    for piece in account.event.evidence:
        parts = (piece.quote, piece.locator, piece.made and piece.made.words(), piece.address)
        yield f"    evidence: {', '.join(part for part in parts if part)}"


def difference(before: Recorded, after: Recorded) -> str:
    """Return in words what one account of a report says otherwise than the one before."""
    old, new = before.record, after.record
    assert isinstance(old, EventRecord)  # noqa: S101 - a chain holds accounts
    assert isinstance(new, EventRecord)  # noqa: S101 - as above
    was, now = every_figure(old), every_figure(new)
    parts = [
        f"{name} {was.get(name, 'not stated')} became {now.get(name, 'not stated')}"
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    ]
    if old.happened != new.happened:
        parts.append(f"{old.happened.words()} became {new.happened.words()}")
    if old.summary != new.summary:
        parts.append(f"{old.summary!r} became {new.summary!r}")
    return "; ".join(parts) or "other fields changed"


def who(account: Account) -> str:
    """Return in words who says what an account says."""
    event = account.event
    said = f", citing {event.speaker}" if event.speaker else ""
    return f"{event.source}{said}"
