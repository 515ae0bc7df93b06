"""The version of the rules of resolution: a number, raised when an answer of theirs changes."""

from collections.abc import Mapping
from types import MappingProxyType

RULES = 1
"""
Version of the rules by which records become a chronology.

They say which records count, which account stands, which keys are one happening, the order, the
status, what the policy of the library prefers, and what is a problem. Raise it whenever the same
log can give other entries, another order or other problems; other words in a message, or another
layout of a page, are no other rules. A token bears it, and `tests/resolution/test_rules_version.py`
holds the answers of each version.
"""

FIRST_RELEASES: Mapping[int, str] = MappingProxyType({1: "0.1"})
"""First release of the package that had each version of the rules."""
