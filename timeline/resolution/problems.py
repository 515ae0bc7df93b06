"""Problems: what a chronology could not resolve, told beside it and never raised."""

from enum import StrEnum

from attrs import frozen


class ProblemCode(StrEnum):
    """What kind of problem it is; stable, for programs."""

    DANGLING_TARGET = "dangling-target"
    WITHDRAWN_TARGET = "withdrawn-target"
    WRONG_TARGET = "wrong-target"
    DANGLING_KEY = "dangling-key"
    RIVAL_CORRECTIONS = "rival-corrections"
    UNKNOWN_KIND = "unknown-kind"
    ERASED = "erased"
    CONTRADICTED_JUDGEMENT = "contradicted-judgement"
    PRECEDENCE_CYCLE = "precedence-cycle"
    PRECEDENCE_AGAINST_DATES = "precedence-against-dates"
    PRECEDENCE_WITHIN_ONE = "precedence-within-one"


@frozen(kw_only=True)
class Problem:
    """
    One thing that could not be resolved.

    Args:
        code: What kind of problem it is.
        message: What is wrong and what to do, for people.
        ids: The records concerned, in the order of their ids.
    """

    code: ProblemCode
    message: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def problem(code: ProblemCode, message: str, *ids: str) -> Problem:
    """Return a problem with its ids in order."""
    return Problem(code=code, message=message, ids=tuple(sorted(set(ids))))


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return problems once each, in an order that does not depend on arrival."""
    return tuple(sorted(set(problems), key=lambda each: (each.code, each.ids, each.message)))


def short(identity: str) -> str:
    """Return the beginning of an id, for messages; the whole of it stands in `Problem.ids`."""
    return identity[: len("sha256:") + 12]
