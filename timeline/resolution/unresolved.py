"""What a revision leaves open: dangling, withdrawn and wrong targets, rivals, unknown kinds."""

from collections.abc import Iterator

from timeline.log import Recorded, Withheld
from timeline.records import Amendment, UnknownRecord
from timeline.records.upcasting import why_unreadable
from timeline.resolution.problems import Problem, ProblemCode, problem, short
from timeline.resolution.revision import Revision, target


def revision_problems(revision: Revision) -> Iterator[Problem]:
    """Return what stands in the log and could not act, with the reason."""
    for entry in revision.visible.values():
        if entry.id in revision.withdrawn:
            continue
        if isinstance(entry.record, UnknownRecord):
            yield _unknown(entry, entry.record)
        elif isinstance(entry.record, Amendment) and target(entry.record):
            yield from _target_problems(revision, entry)
    yield from _rivals(revision)
    yield from _erased(revision)
    yield from _withheld(revision)


def _unknown(entry: Recorded, record: UnknownRecord) -> Problem:
    message = f"{short(entry.id)} is of {why_unreadable(record.kind, record.version)}"
    return problem(ProblemCode.UNKNOWN_KIND, message, entry.id)


def _target_problems(revision: Revision, entry: Recorded) -> Iterator[Problem]:
    kind = type(entry.record).__name__.lower()
    named = target(entry.record)
    acted_on = revision.bases.get(entry.id, named)
    if acted_on in revision.erased:
        return
    if not revision.names_rightly(entry):
        other = sort_of(revision.by_id[named].record)
        message = f"{kind} {short(entry.id)} names {short(named)}, {other}, on which it cannot act"
        yield problem(ProblemCode.WRONG_TARGET, message, entry.id, named)
    elif acted_on not in revision.by_id:
        message = (
            f"{kind} {short(entry.id)} names {short(acted_on)}, which is not in the log; append it"
        )
        yield problem(ProblemCode.DANGLING_TARGET, message, entry.id, acted_on)
    elif _is_seen_withdrawn(acted_on, revision) and entry.id in revision.bases:
        names = f"{kind} {short(entry.id)} corrects {short(acted_on)}"
        message = f"{names}, which was withdrawn; it has no effect"
        yield problem(ProblemCode.WITHDRAWN_TARGET, message, entry.id, acted_on)


def _is_seen_withdrawn(identity: str, revision: Revision) -> bool:
    return identity in revision.withdrawn and identity in revision.visible


def _rivals(revision: Revision) -> Iterator[Problem]:
    for base, rivals in revision.successors.items():
        if len(rivals) > 1:
            message = (
                f"{len(rivals)} corrections replace {short(base)}; all are kept:"
                " correct one by the other, or retract all but one"
            )
            yield problem(ProblemCode.RIVAL_CORRECTIONS, message, base, *rivals)


def _erased(revision: Revision) -> Iterator[Problem]:
    for each, by in revision.erased.items():
        order = revision.erasures.get(each)
        why = f" by order of {order.authority}: {order.reason}" if order else ""
        yield problem(
            ProblemCode.ERASED,
            f"the body of {short(each)} was erased{why}",
            each,
            *([by] if by else []),
        )


def _withheld(revision: Revision) -> Iterator[Problem]:
    for entry in revision.entries:
        if isinstance(entry.record, Withheld):
            message = (
                f"the record at position {entry.position} is withheld from this copy of the log;"
                " ask whoever gave you the copy"
            )
            yield problem(ProblemCode.WITHHELD, message, entry.id)


def sort_of(record: object) -> str:
    """Return what a record is, in words with their article."""
    name = type(record).__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
