"""Answers: pure folds of chronologies."""

from timeline.projections.changes import Change, ChangeKind, changes

__all__ = ["Change", "ChangeKind", "changes"]
