"""Which account stands: revision, identity, status and order, as pure functions of a set."""

from timeline.resolution.entry import Entry
from timeline.resolution.merges import Merge, MergeReason
from timeline.resolution.policy import (
    LATEST_PUBLISHED,
    MOST_ORIGINS,
    MOST_PRECISE,
    Policy,
    source_first,
)
from timeline.resolution.problems import Problem, ProblemCode
from timeline.resolution.resolved import Resolved, resolved
from timeline.resolution.revision import Account
from timeline.resolution.status import Standing, Status
from timeline.resolution.status_rules import STANCES_AND_ORIGINS, StatusRule, confirmed_by

__all__ = [
    "LATEST_PUBLISHED",
    "MOST_ORIGINS",
    "MOST_PRECISE",
    "STANCES_AND_ORIGINS",
    "Account",
    "Entry",
    "Merge",
    "MergeReason",
    "Policy",
    "Problem",
    "ProblemCode",
    "Resolved",
    "Standing",
    "Status",
    "StatusRule",
    "confirmed_by",
    "resolved",
    "source_first",
]
