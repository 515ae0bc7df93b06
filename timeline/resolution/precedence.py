"""The order of entries: their dates, then their keys, refined by live precedences (rule 6)."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from timeline.log import Recorded
from timeline.records import Precedence, When
from timeline.records.extents import SortKey
from timeline.resolution.identity import Identity
from timeline.resolution.problems import Problem, ProblemCode, problem


@frozen(kw_only=True)
class Rule:
    """One precedence between two groups of keys, with the amendment that says it."""

    earlier: str
    later: str
    id: str


@define(slots=False)
class Ordering:
    """
    A total, stable order of happenings that never contradicts dates that cannot overlap.

    Entries follow `(start earliest, start latest, end earliest, end latest, key)`. A precedence
    moves its later entry behind its earlier one (Kahn's algorithm, least sort key first), unless
    it stands in a cycle, or the dates rule it out, alone or together with other precedences.

    Args:
        happened: When each happening took place, by key.
        rules: Precedences between keys that stand there.
    """

    happened: Mapping[str, When]
    rules: tuple[Rule, ...]
    problems: list[Problem] = field(factory=list, init=False)

    def keys(self) -> tuple[str, ...]:
        """Return the keys in order; what could not be obeyed is then in `problems`."""
        acyclic = self._without_cycles(self.rules)
        return self._sorted(self._possible(acyclic))

    def _without_cycles(self, rules: Sequence[Rule]) -> list[Rule]:
        component = components([(each.earlier, each.later) for each in rules])
        circling: dict[frozenset[str], list[str]] = {}
        for each in rules:
            if component[each.earlier] is component[each.later]:
                circling.setdefault(component[each.earlier], []).append(each.id)
        for members, ids in sorted(circling.items(), key=lambda pair: sorted(pair[0])):
            listed = ", ".join(sorted(members))
            message = f"precedences run in a circle through {listed}; none of them is followed"
            self.problems.append(problem(ProblemCode.PRECEDENCE_CYCLE, message, *ids))
        return [each for each in rules if component[each.earlier] is not component[each.later]]

    def _possible(self, rules: Sequence[Rule]) -> list[Rule]:
        following = _following(rules)
        forward = list(_topological(following))
        lowest = {node: _first(self.happened[node].start.earliest) for node in forward}
        highest = {node: _last(self.happened[node].start.latest) for node in forward}
        for node in forward:
            for rule in following[node]:
                lowest[rule.later] = max(lowest[rule.later], lowest[node])
        for node in reversed(forward):
            for rule in following[node]:
                highest[node] = min(highest[node], highest[rule.later])
        kept: list[Rule] = []
        for each in rules:
            if lowest[each.earlier] < highest[each.later]:
                kept.append(each)
            else:
                self.problems.append(_against_dates(each))
        return kept

    def _sorted(self, rules: Sequence[Rule]) -> tuple[str, ...]:
        following = _following(rules)
        waiting = dict.fromkeys(self.happened, 0)
        for rule in rules:
            waiting[rule.later] += 1
        ready = [(self._sort_key(key), key) for key, count in waiting.items() if not count]
        heapq.heapify(ready)
        done: list[str] = []
        while ready:
            _, key = heapq.heappop(ready)
            done.append(key)
            for rule in following.get(key, ()):
                waiting[rule.later] -= 1
                if not waiting[rule.later]:
                    heapq.heappush(ready, (self._sort_key(rule.later), rule.later))
        return tuple(done)

    def _sort_key(self, key: str) -> SortKey:
        return self.happened[key].sort_key


def rules(
    precedences: Iterable[Recorded], identity: Identity, known: Mapping[str, When]
) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Return the precedences between happenings that stand, and those within one happening."""
    found: list[Rule] = []
    problems: list[Problem] = []
    for entry in precedences:
        record = entry.record
        assert isinstance(record, Precedence)  # noqa: S101 - what the caller selected
        earlier, later = identity.name(record.earlier), identity.name(record.later)
        if earlier == later:
            message = f"{record.earlier!r} and {record.later!r} are one happening; retract one"
            problems.append(problem(ProblemCode.PRECEDENCE_WITHIN_ONE, message, entry.id))
        elif earlier in known and later in known:
            found.append(Rule(earlier=earlier, later=later, id=entry.id))
    return tuple(found), tuple(problems)


def _against_dates(rule: Rule) -> Problem:
    message = (
        f"{rule.earlier!r} cannot have begun before {rule.later!r}: their dates,"
        " with the other precedences, rule it out; it is not followed"
    )
    return problem(ProblemCode.PRECEDENCE_AGAINST_DATES, message, rule.id)


def _first(moment: int | None) -> tuple[int, int]:
    return (0, 0) if moment is None else (1, moment)


def _last(moment: int | None) -> tuple[int, int]:
    return (2, 0) if moment is None else (1, moment)


def _following(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.earlier, []).append(rule)
        found.setdefault(rule.later, [])
    return found


def _topological(following: Mapping[str, Sequence[Rule]]) -> Iterator[str]:
    waiting = dict.fromkeys(following, 0)
    for each in following.values():
        for rule in each:
            waiting[rule.later] += 1
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        node = ready.pop()
        yield node
        for rule in following[node]:
            waiting[rule.later] -= 1
            if not waiting[rule.later]:
                ready.append(rule.later)


def components(edges: Sequence[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return each node's strongly connected component (Kosaraju's algorithm)."""
    onward: dict[str, list[str]] = {}
    backward: dict[str, list[str]] = {}
    for before, after in edges:
        onward.setdefault(before, []).append(after)
        onward.setdefault(after, [])
        backward.setdefault(after, []).append(before)
        backward.setdefault(before, [])
    finished: list[str] = []
    seen: set[str] = set()
    for node in onward:
        finished += _finished(node, onward, seen)
    seen.clear()
    found: dict[str, frozenset[str]] = {}
    for node in reversed(finished):
        members = frozenset(_finished(node, backward, seen))
        found |= dict.fromkeys(members, members)
    return found


def _finished(root: str, edges: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    if root in seen:
        return []
    seen.add(root)
    done: list[str] = []
    stack = [(root, iter(edges[root]))]
    while stack:
        node, rest = stack[-1]
        following = next((each for each in rest if each not in seen), None)
        if following is None:
            stack.pop()
            done.append(node)
        else:
            seen.add(following)
            stack.append((following, iter(edges[following])))
    return done
