"""Event records of every built-in kind: converters, checks and derived keys."""

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from timeline.errors import FieldError, MissingFieldError, UnknownFieldError
from timeline.records import (
    Deployment,
    Event,
    Evidence,
    Figures,
    Modality,
    Place,
    Quantity,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
    When,
    every_figure,
)

GIVEN: dict[str, Any] = {
    "happened": "2024-10-28",
    "published": "2024-10-28T15:10-04:00",
    "source": "VOA",
    "summary": "Drones launched",
}


def test_what_people_type_becomes_values() -> None:
    """Texts become a time, an instant, a source and places; figures become quantities."""
    strike = Strike(
        **GIVEN,
        key="drones",
        places=["Kherson", Place(name="Kharkiv")],
        actors="Russian forces",
        weapons="aerial drone",
        launched="about 100",
        figures={"lost": 24},
        modality="happened",
    )
    assert strike.happened == When("2024-10-28")
    assert strike.published == datetime(2024, 10, 28, 19, 10, tzinfo=UTC)
    assert strike.source == Source(publisher="VOA")
    assert strike.places == (Place(name="Kherson"), Place(name="Kharkiv"))
    assert (strike.actors, strike.weapons) == (("Russian forces",), ("aerial drone",))
    assert strike.launched == Quantity.about(100)
    assert strike.figures == Figures({"lost": 24})
    assert strike.modality is Modality.HAPPENED


def test_record_is_immutable_and_hashable() -> None:
    """A record cannot be changed, and equal records are one in a set."""
    event = Event(**GIVEN, figures={"lost": 24})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.summary = "other"  # type: ignore[misc]  # that it fails is the test
    assert len({event, Event(**GIVEN, figures={"lost": 24})}) == 1


def test_list_given_is_not_shared() -> None:
    """Changing the caller's list changes no record."""
    tags = ["drone"]
    event = Event(**GIVEN, tags=tags)
    tags.append("other")
    assert event.tags == ("drone",)


@pytest.mark.parametrize(
    "changed,words",
    [
        ({"published": "2024-10-28T15:10"}, "Event.published: '2024-10-28T15:10' has no offset"),
        ({"happened": "2024-02-30"}, "Event.happened:"),
        ({"happened": "2024-10-28/2024-10-01"}, "Event.happened:"),
        ({"happened": 2024}, "Event.happened:"),
        ({"source": ""}, "Event.source: is empty"),
        ({"source": None}, "Event.source:"),
        ({"speaker": "Singh"}, "write Speaker(person=…) or Speaker(organization=…)"),
        ({"summary": " "}, "Event.summary: is empty"),
        ({"key": "a#b"}, "a key is one line without '#'"),
        ({"key": "a\nb"}, "a key is one line without '#'"),
        ({"places": 5}, "Event.places: 5 is a int; give a list or a tuple"),
        ({"figures": [1]}, "Event.figures: [1] is no mapping"),
        ({"figures": {"killed": 1.5}}, "Event.figures:"),
        ({"modality": "hapened"}, "did you mean 'happened'?"),
        ({"evidence": "a photo"}, "Event.evidence:"),
        ({"tags": {"a", "b"}}, "Event.tags:"),
    ],
)
def test_wrong_field_is_named(changed: dict[str, Any], words: str) -> None:
    """Each fault names the record, the field, and what to write instead."""
    with pytest.raises(FieldError) as caught:
        Event(**{**GIVEN, **changed})
    assert words in str(caught.value)


def test_impossible_date_is_told_with_its_place() -> None:
    """The error about a time keeps the place in the text."""
    with pytest.raises(FieldError, match=r"Event\.happened: '2024-13-01' at character 6: expected"):
        Event(**{**GIVEN, "happened": "2024-13-01"})


def test_missing_fields_are_all_named() -> None:
    """Whoever forgets several fields learns of all of them at once."""
    with pytest.raises(MissingFieldError, match="missing happened, published, source, summary"):
        Event()  # type: ignore[call-arg]  # the gap is the test


def test_unknown_field_is_named() -> None:
    """A slip in a field's name is answered with the nearest one."""
    with pytest.raises(UnknownFieldError, match="unknown field 'kiled'; did you mean killed"):
        Strike(**GIVEN, kiled=3)  # type: ignore[call-arg]  # the slip is the test


def test_figure_of_the_kind_is_not_given_twice() -> None:
    """A figure that is a field of the kind belongs there."""
    with pytest.raises(FieldError, match="'killed' is a field of this kind; give killed= instead"):
        Strike(**GIVEN, key="s", figures={"killed": 3})


def test_every_figure_holds_the_kinds_own_and_the_further_ones() -> None:
    """A strike's figures are its fields and the mapping, by name; absent ones are absent."""
    strike = Strike(**GIVEN, key="s", launched=100, figures={"lost": 24})
    assert every_figure(strike) == Figures({"launched": 100, "lost": 24})


def test_statement_needs_a_speaker() -> None:
    """Nobody said it is no statement."""
    with pytest.raises(FieldError, match=r"Statement\.speaker: is missing"):
        Statement(**GIVEN)


def test_statement_may_be_about_one_figure() -> None:
    """`key#figure` names one figure; a stance may be given in words."""
    said = Statement(
        **GIVEN,
        speaker=Speaker(person="Putin"),
        stance="does not deny",
        about="dprk-troops#strength",
    )
    assert (said.stance, said.about) == (Stance.DOES_NOT_DENY, ("dprk-troops#strength",))


@pytest.mark.parametrize("about", ["#strength", "troops#", "a#b#c"])
def test_statement_about_half_a_reference_is_refused(about: str) -> None:
    """A reference has a key, and a figure if it has a mark."""
    with pytest.raises(FieldError, match=r"Statement\.about"):
        Statement(**GIVEN, speaker=Speaker(person="P"), about=about)


def test_deployment_of_an_unknown_number_is_not_of_none() -> None:
    """A part of unknown size has an unknown strength; a silence has no strength."""
    part = Deployment(**GIVEN, key="d", strength="unknown")
    assert part.strength == Quantity.unknown()
    assert Deployment(**GIVEN, key="d").strength is None


def test_key_is_derived_from_identity_fields() -> None:
    """The kind's identity fields, folded and in lower case, make the key."""
    strike = Strike(**GIVEN, attacker="Russian  Forces", target="Kherson|city #1")
    assert strike.key == "strike|2024-10-28|russian forces|kherson%7Ccity %231"


def test_derived_keys_differ_where_an_identity_field_does() -> None:
    """Twenty-one drones on two Mondays are two events."""
    first, second = (
        Strike(**{**GIVEN, "happened": day}, attacker="UA", target="RU", launched=21)
        for day in ("2024-10-07", "2024-10-28")
    )
    assert first.key != second.key


def test_key_without_identity_is_refused() -> None:
    """Where an identity field is empty, the key has to be given."""
    with pytest.raises(FieldError, match="because attacker is empty; give attacker=, or key="):
        Strike(**GIVEN)


def test_given_key_wins() -> None:
    """A key that is given is kept as written."""
    assert Event(**GIVEN, key="Pact 2024").key == "Pact 2024"


def test_evidence_may_be_given_alone() -> None:
    """One piece of evidence needs no list."""
    piece = Evidence(quote="fake news")
    assert Event(**GIVEN, evidence=piece).evidence == (piece,)
