"""Amendments: what they check when they are made."""

from collections.abc import Callable
from typing import Any

import pytest

from timeline.errors import FieldError
from timeline.records import (
    Amendment,
    Cause,
    Correction,
    Erasure,
    Event,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
    Verdict,
)

ID = "sha256:" + "ab" * 32
EVENT = Event(happened="2024", published="2024-10-28T19:00Z", source="P", summary="It closed")


def test_correction_may_be_our_own() -> None:
    """Without `published` it is a coding mistake of ours, visible at every date."""
    assert Correction(corrects=ID, replacement=EVENT, reason="typing error").clock is None


def test_correction_and_replacement_agree_on_the_date() -> None:
    """Where the publisher changed its story, both say when."""
    with pytest.raises(FieldError, match=r"Correction\.published: differs from replacement"):
        Correction(corrects=ID, replacement=EVENT, reason="r", published="2024-10-29T19:00Z")


def test_clock_is_when_the_publisher_acted() -> None:
    """A published amendment is visible from then on."""
    corrected = Correction(corrects=ID, replacement=EVENT, reason="r", published=EVENT.published)
    assert corrected.clock == EVENT.published


@pytest.mark.parametrize(
    "kind,fields,words",
    [
        (
            Correction,
            {"corrects": "17", "replacement": EVENT},
            "is no record id",
        ),
        (Correction, {"corrects": ID, "replacement": ID}, "a str is no event record"),
        (Retraction, {"retracts": ID, "cause": "withdrawm"}, "did you mean 'withdrawn'?"),
        (
            Retraction,
            {"retracts": None, "cause": "withdrawn"},
            "Retraction.retracts: None is a NoneType",
        ),
        (Reinstatement, {"reinstates": ID.upper()}, "Reinstatement.reinstates"),
        (Judgement, {"left": "a", "right": "a", "verdict": "same", "by": "I"}, "judge two keys"),
        (
            Judgement,
            {"left": "a", "right": "b", "verdict": "yes", "by": "I"},
            "one of same",
        ),
        (Precedence, {"earlier": "a", "later": "a", "source": "P"}, "name two keys"),
        (Erasure, {"erases": ID, "authority": ""}, "Erasure.authority: is empty"),
        (Erasure, {"erases": ID, "authority": "court", "corrected": "x"}, "Erasure.corrected"),
    ],
)
def test_wrong_amendment_is_refused(
    kind: Callable[..., Amendment], fields: dict[str, Any], words: str
) -> None:
    """Each fault names its field and what to give."""
    with pytest.raises(FieldError) as caught:
        kind(**fields, reason="why")
    assert words in str(caught.value)


def test_choices_may_be_given_in_words() -> None:
    """Causes and verdicts are read from their words."""
    assert Retraction(retracts=ID, cause="deleted upstream", reason="r").cause is (
        Cause.DELETED_UPSTREAM
    )
    judged = Judgement(left="a", right="b", verdict="different", reason="r", by="desk")
    assert judged.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize("kind", [Correction, Retraction, Reinstatement, Judgement, Precedence])
def test_every_amendment_needs_a_reason(kind: type[Amendment]) -> None:
    """A decision without a reason cannot be made."""
    with pytest.raises(TypeError, match="reason"):
        kind()
