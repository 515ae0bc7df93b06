"""Deployments: forces sent from one place to another."""

from attrs import field, frozen

from timeline.records.event import EventRecord, kind
from timeline.records.fields import named, optional_text
from timeline.records.figures import optional_quantity
from timeline.records.place import Place, place
from timeline.records.quantity import Quantity


def optional_place(value: Place | str | None) -> Place | None:
    """Return a place, or None where none is named; a text is its name."""
    return None if value is None else place(value)


@kind("deployment", version=1, identity=("force", "destination", "happened"))
@frozen(kw_only=True, field_transformer=named)
class Deployment(EventRecord):
    """
    Forces that were, are or will be sent somewhere.

    Args:
        force: Which force.
        side: For whom it acts.
        strength: How many; a part of unknown size is `Quantity.unknown()`, not nothing.
        origin: From where.
        destination: To where.
        purpose: What for, as the source says.
    """

    force: str | None = field(default=None, converter=optional_text)
    side: str | None = field(default=None, converter=optional_text)
    strength: Quantity | None = field(default=None, converter=optional_quantity)
    origin: Place | None = field(default=None, converter=optional_place)
    destination: Place | None = field(default=None, converter=optional_place)
    purpose: str | None = field(default=None, converter=optional_text)
