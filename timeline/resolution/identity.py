"""Which keys name one happening: judgements joined, and judgements that contradict (rule 3)."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from attrs import define

from timeline.log import Recorded
from timeline.records import Correction, EventRecord, Judgement, Precedence, Statement, Verdict
from timeline.records.fields import folded
from timeline.resolution.problems import Problem, ProblemCode, problem, short


@define(slots=False)
class Identity:
    """
    Keys joined by standing *same* judgements, transitively; keys compare folded.

    Args:
        judgements: The standing judgements, in the order of their ids.
    """

    judgements: tuple[Recorded, ...]

    @cached_property
    def _names(self) -> dict[str, str]:
        parents: dict[str, str] = {}
        for _, judgement in self._judged(Verdict.SAME):
            left, right = sorted(_root(parents, folded(key)) for key in _keys(judgement))
            parents[right] = left
        return {key: _root(parents, key) for key in list(parents)}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The keys joined in each group that has more than one, by the group's name."""
        found: dict[str, set[str]] = {}
        for key, name in self._names.items():
            found.setdefault(name, {name}).add(key)
        return {name: tuple(sorted(keys)) for name, keys in found.items()}

    def name(self, key: str) -> str:
        """Return the name of the group that a key belongs to: its smallest joined key."""
        plain = folded(key)
        return self._names.get(plain, plain)

    @cached_property
    def joining(self) -> Mapping[str, tuple[Recorded, ...]]:
        """The *same* judgements within each group, in the order of their ids, by its name."""
        found: dict[str, list[Recorded]] = {}
        for entry, judgement in self._judged(Verdict.SAME):
            found.setdefault(self.name(judgement.left), []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def apart(self) -> Mapping[str, frozenset[str]]:
        """The names of the groups that *different* judgements keep apart from each group."""
        found: dict[str, set[str]] = {}
        for _, judgement in self._judged(Verdict.DIFFERENT):
            left, right = self.name(judgement.left), self.name(judgement.right)
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
        return {name: frozenset(others) for name, others in found.items()}

    def contradictions(self) -> Iterator[Problem]:
        """Return *different* judgements on keys that *same* judgements join, or that are one."""
        for entry, judgement in self._judged(Verdict.DIFFERENT):
            name = self.name(judgement.left)
            if name != self.name(judgement.right):
                continue
            told = f"{judgement.left!r} and {judgement.right!r} are judged different by"
            if folded(judgement.left) == folded(judgement.right):
                why, joined = "they are one key, in NFC and with white space folded; retract it", []
            else:
                why = "other judgements join them; retract one of them"
                joined = [each.id for each in self.joining[name]]
            message = f"{told} {judgement.by}, yet {why}"
            yield problem(ProblemCode.CONTRADICTED_JUDGEMENT, message, entry.id, *joined)

    def _judged(self, verdict: Verdict) -> Iterator[tuple[Recorded, Judgement]]:
        for entry in self.judgements:
            if isinstance(entry.record, Judgement) and entry.record.verdict is verdict:
                yield entry, entry.record


def keys_in(entries: Iterable[Recorded]) -> frozenset[str]:
    """Return every key, folded, that some event record or replacement of a log has."""
    records = (each.record for each in entries)
    events = (each.replacement if isinstance(each, Correction) else each for each in records)
    return frozenset(folded(each.key) for each in events if isinstance(each, EventRecord))


def unknown_keys(entries: Iterable[Recorded], known: Container[str]) -> Iterator[Problem]:
    """Return judgements, precedences and statements on keys that no record of the log has."""
    for entry in entries:
        for key in _keys(entry.record):
            if folded(key) not in known:
                kind = type(entry.record).__name__.lower()
                subject = f"{kind} {short(entry.id)}"
                message = f"{subject} names the key {key!r}, which no record in the log has"
                yield problem(ProblemCode.DANGLING_KEY, message, entry.id)


def spoken_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """Return the keys a statement is about, each with the figure it is about, or `""`."""
    for each in statement.about:
        key, _, figure = each.partition("#")
        yield folded(key), figure


def _keys(record: object) -> tuple[str, ...]:
    if isinstance(record, Judgement):
        return (record.left, record.right)
    if isinstance(record, Precedence):
        return (record.earlier, record.later)
    return tuple(key for key, _ in spoken_of(record)) if isinstance(record, Statement) else ()


def _root(parents: dict[str, str], key: str) -> str:
    parents.setdefault(key, key)
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
