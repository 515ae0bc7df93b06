"""Kinds of one's own: what the decorator takes and refuses."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from timeline.errors import FieldError, KindError, UnknownFieldError
from timeline.records import Event, EventRecord, kind
from timeline.records.kinds import _BY_CLASS, _BY_NAME, kind_named, kind_of, kinds


@pytest.fixture(autouse=True)
def only_for_the_test() -> Iterator[None]:
    """Forget the kinds that a test registers."""
    names, classes = dict(_BY_NAME), dict(_BY_CLASS)
    yield
    for registry, before in ((_BY_NAME, names), (_BY_CLASS, classes)):
        registry.clear()
        registry.update(before)  # type: ignore[arg-type]  # each gets its own back


def arrest() -> type:
    """Return a kind as a user would write it."""

    @kind("arrest", version=1, identity=("happened", "person"))
    @attrs.frozen(kw_only=True)
    class Arrest(EventRecord):
        person: str

    return Arrest


GIVEN: dict[str, Any] = {
    "happened": "2024-10-28",
    "published": "2024-10-28T19:00Z",
    "source": "P",
    "summary": "Arrested",
}


def test_own_kind_is_found_by_name_and_class() -> None:
    """A registered class is known under its stored name."""
    cls = arrest()
    assert kind_named("arrest") is kind_of(cls)


def test_own_kind_derives_its_key() -> None:
    """Identity fields of one's own make the key."""
    assert arrest()(**GIVEN, person="I. P.").key == "arrest|2024-10-28|i. p."


def test_own_kind_refuses_unknown_fields_in_our_words() -> None:
    """The decorator brings the checks of field names with it."""
    with pytest.raises(UnknownFieldError, match="did you mean person"):
        arrest()(**GIVEN, persn="I. P.")


def test_own_kind_keeps_the_checks_of_its_base() -> None:
    """Inherited fields are checked as in the built-in kinds."""
    with pytest.raises(FieldError, match=r"Arrest\.happened"):
        arrest()(**{**GIVEN, "happened": "2024-13"}, person="I. P.")


def test_same_class_may_be_registered_again() -> None:
    """A notebook cell that runs twice registers its kind twice."""
    first, second = arrest(), arrest()
    assert first is not second
    assert kind_named("arrest") is kind_of(second)


def test_name_of_another_class_is_taken() -> None:
    """One name stands for one class."""
    with pytest.raises(KindError, match=r"already registered for timeline\.records\.event\.Event"):
        kind("event", version=1, identity=())(arrest())


def test_subclass_is_not_of_its_parents_kind() -> None:
    """A class derived from a kind has to be registered itself."""

    @attrs.frozen(kw_only=True)
    class Raid(Event):
        pass

    with pytest.raises(KindError, match="not registered; decorate the class"):
        Raid(**GIVEN)


@pytest.mark.parametrize("name", ["", "Arrest", "my kind", "log", "erased", "a--b", "ж"])
def test_bad_name_is_refused(name: str) -> None:
    """Names are lower-case and stable; two are taken by the log itself."""
    with pytest.raises(KindError, match="is no kind name"):
        kind(name, version=1, identity=())(arrest())


def test_version_starts_at_one() -> None:
    """There is no version 0."""
    with pytest.raises(KindError, match="below 1"):
        kind("raid", version=0, identity=())(arrest())


def test_identity_names_fields() -> None:
    """A slip in the identity is answered with the nearest field."""
    with pytest.raises(KindError, match="did you mean person"):
        kind("raid", version=1, identity=("persn",))(arrest())


def test_plain_class_is_no_kind() -> None:
    """Only classes over `EventRecord` are event records."""
    with pytest.raises(KindError, match="derive it from EventRecord"):
        kind("raid", version=1, identity=())(int)


def test_class_without_attrs_is_refused() -> None:
    """A subclass that attrs did not see has no fields of its own."""

    class Raid(EventRecord):
        pass

    with pytest.raises(KindError, match="no attrs class"):
        kind("raid", version=1, identity=())(Raid)


def test_positional_fields_are_refused() -> None:
    """Fields of a record are given by name."""

    @attrs.frozen
    class Raid(EventRecord):
        person: str

    with pytest.raises(KindError, match="positional fields"):
        kind("raid", version=1, identity=())(Raid)


def test_built_in_kinds_are_all_there() -> None:
    """Four kinds of events and six amendments, by name."""
    ours = [each for each in kinds() if each.record.__module__.startswith("timeline.records")]
    assert [each.name for each in ours] == [
        "correction",
        "deployment",
        "erasure",
        "event",
        "judgement",
        "precedence",
        "reinstatement",
        "retraction",
        "statement",
        "strike",
    ]
