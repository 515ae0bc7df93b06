"""Strikes: attacks by air, missile, drone, bomb or shell, with their tolls."""

from attrs import field, frozen

from timeline.records.event import EventRecord, kind
from timeline.records.fields import named, optional_text, texts
from timeline.records.figures import optional_quantity
from timeline.records.quantity import Quantity


@kind("strike", version=1, identity=("happened", "attacker", "target"))
@frozen(kw_only=True, field_transformer=named)
class Strike(EventRecord):
    """
    An attack; every toll is absent where the source does not speak of it.

    Args:
        attacker: Who attacked.
        target: What or where was attacked.
        weapons: With what; a single one may be given alone.
        launched: How many weapons were launched.
        intercepted: How many of them were shot down or otherwise stopped.
        killed: People killed.
        injured: People injured.
        damage: What was damaged.
    """

    attacker: str | None = field(default=None, converter=optional_text)
    target: str | None = field(default=None, converter=optional_text)
    weapons: tuple[str, ...] = field(default=(), converter=texts)
    launched: Quantity | None = field(default=None, converter=optional_quantity)
    intercepted: Quantity | None = field(default=None, converter=optional_quantity)
    killed: Quantity | None = field(default=None, converter=optional_quantity)
    injured: Quantity | None = field(default=None, converter=optional_quantity)
    damage: str | None = field(default=None, converter=optional_text)
