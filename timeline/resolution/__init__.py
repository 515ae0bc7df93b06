"""Which account stands: revision, identity, status and order, as pure functions of a set."""

from timeline.resolution.entry import Entry
from timeline.resolution.merges import Merge, MergeReason
from timeline.resolution.policy import LATEST_PUBLISHED, Policy
from timeline.resolution.problems import Problem, ProblemCode
from timeline.resolution.resolved import Resolved, resolved
from timeline.resolution.revision import Account
from timeline.resolution.status import Standing, Status

__all__ = [
    "LATEST_PUBLISHED",
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
    "resolved",
]
