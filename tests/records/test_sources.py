"""Places, sources, speakers and evidence: what they accept and what they refuse."""

from decimal import Decimal
from typing import Any

import pytest

from timeline.errors import FieldError, MissingFieldError, UnknownFieldError
from timeline.records import Evidence, Place, Precision, Source, Speaker


def test_coordinates_keep_their_digits() -> None:
    """Degrees are decimals as written, without a float's noise."""
    place = Place(name="Kherson", latitude="46.6354", longitude="32.6169")
    assert (place.latitude, place.longitude) == (Decimal("46.6354"), Decimal("32.6169"))


def test_precision_may_be_given_as_a_word() -> None:
    """`town` is `Precision.TOWN`."""
    assert Place(name="Kherson", precision="town").precision is Precision.TOWN


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"name": ""}, "Place.name: is empty"),
        ({"name": 5}, "Place.name: 5 is a int; write text"),
        ({"name": "half \ud800"}, "Place.name: has half a character at 6"),
        ({"name": "K", "country": "UK"}, "Place.country: 'UK' is no ISO 3166-1 code"),
        ({"name": "K", "latitude": "46"}, "Place.longitude: is missing"),
        ({"name": "K", "longitude": "46"}, "Place.latitude: is missing"),
        ({"name": "K", "latitude": "91", "longitude": "0"}, "91 is outside -90 to 90 degrees"),
        ({"name": "K", "latitude": "0", "longitude": "-181"}, "outside -180 to 180 degrees"),
        (
            {"name": "K", "latitude": 46.6, "longitude": 32.6},
            "46.6 is no decimal; write",
        ),
        (
            {"name": "K", "latitude": "NaN", "longitude": "0"},
            "Place.latitude: Decimal('NaN')",
        ),
        ({"name": "K", "precision": "twon"}, "did you mean 'town'?"),
    ],
)
def test_wrong_place_is_refused(fields: dict[str, Any], words: str) -> None:
    """Each fault names its field and what to write."""
    with pytest.raises(FieldError) as caught:
        Place(**fields)
    assert words in str(caught.value)


def test_unknown_field_names_the_one_that_was_meant() -> None:
    """A slip in a field's name is answered with the nearest one."""
    with pytest.raises(UnknownFieldError, match="did you mean latitude"):
        Place(name="K", lattitude="1")  # type: ignore[call-arg]  # the slip is the test


def test_missing_field_is_named() -> None:
    """What has to be given is named."""
    with pytest.raises(MissingFieldError, match="Source: missing publisher"):
        Source()  # type: ignore[call-arg]  # the gap is the test


def test_positional_fields_are_refused() -> None:
    """Values without names are refused in our words, not Python's."""
    with pytest.raises(FieldError, match="'VOA' stands without a name; write publisher="):
        Source("VOA")  # type: ignore[call-arg]  # the position is the test


def test_via_may_be_given_as_a_name() -> None:
    """A text stands for the publisher whom a source repeats."""
    source = Source(publisher="VOA", via="Reuters")
    assert [each.publisher for each in source.chain] == ["VOA", "Reuters"]


def test_source_prints_its_chain() -> None:
    """A source says whom it repeats."""
    assert str(Source(publisher="A", via=Source(publisher="B", via="C"))) == "A via B via C"


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"publisher": " "}, "Source.publisher: is empty"),
        ({"publisher": "A", "via": ""}, "Source.via: is empty"),
        (
            {"publisher": "A", "sha256": "abc"},
            "Source.sha256: 'abc' is not 64",
        ),
        ({"publisher": "A", "language": "English"}, "no tag such as 'uk' or 'en-GB'"),
    ],
)
def test_wrong_source_is_refused(fields: dict[str, Any], words: str) -> None:
    """Each fault names its field and what to write."""
    with pytest.raises(FieldError) as caught:
        Source(**fields)
    assert words in str(caught.value)


def test_speaker_must_be_somebody() -> None:
    """A speaker without a name, an organization or a role is nobody."""
    with pytest.raises(FieldError, match="nobody is named"):
        Speaker()


def test_speaker_is_named_by_the_person_first() -> None:
    """The person, else the organization, else the role."""
    assert Speaker(person="Sabrina Singh", organization="Pentagon").name == "Sabrina Singh"
    assert Speaker(organization="NATO").name == "NATO"
    assert Speaker(role="a spokesman").name == "a spokesman"


def test_evidence_has_a_date_of_its_own() -> None:
    """A picture's own date is uncertain time like any other."""
    piece = Evidence(locator="photo caption", made="2024-03-16")
    assert piece.made is not None
    assert piece.made.text == "2024-03-16"


def test_evidence_must_show_something() -> None:
    """A date alone is no evidence."""
    with pytest.raises(FieldError, match="nothing to look at"):
        Evidence(made="2024")
