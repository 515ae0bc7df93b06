"""Folds of one's own: registered by kind, replayed, kept with the log, caught up and followed."""
