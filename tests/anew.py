"""
A backend for Hypothesis that makes each example anew, for counting and for many examples.

Its own engine spends most of its examples on variations of those before, which is right for finding
a fault with few, and wrong for saying how many different things were looked at.
"""

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

ANEW = "anew"
"""Give it as `backend` of Hypothesis's settings."""

AVAILABLE_PROVIDERS[ANEW] = HypothesisProvider
