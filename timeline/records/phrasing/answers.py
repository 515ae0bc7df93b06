"""What reading a phrase comes to: a stretch, several possible ones, EDTF, or a refusal."""

from collections.abc import Iterable

from attrs import frozen

from timeline.records.phrasing.stretches import Stretch, clock_zone


@frozen
class Choice:
    """Two or more stretches, one of which is meant: *last Monday*, said on a Wednesday."""

    stretches: tuple[Stretch, ...]


@frozen
class Answer:
    """
    EDTF for a phrase that is more than one stretch.

    Args:
        zone: The zone of a clock that the phrase named, instead of that of the place; empty
            where the text has an offset.
        members: What it is one of, without brackets, if it is one unknown moment.
    """

    text: str
    zone: str | None = None
    members: tuple[str, ...] = ()


@frozen
class Refusal:
    """No reading, and the name of the rule that says why."""

    rule: str


@frozen
class Count:
    """How many: exactly, or by convention from the least to the most that a word may mean."""

    least: int
    most: int

    @property
    def exact(self) -> int | None:
        """The number, if it is one."""
        return self.least if self.least == self.most else None


Meaning = Stretch | Choice | Answer | Refusal


def answer(meaning: Stretch | Choice | Answer) -> Answer | Refusal:
    """Return EDTF; what has several bounds is a set of which one moment is meant."""
    if isinstance(meaning, Answer):
        return meaning
    stretches = (meaning,) if isinstance(meaning, Stretch) else meaning.stretches
    zone = common_zone(stretches)
    if isinstance(zone, Refusal):
        return zone
    return one_of(tuple(stretch.text for stretch in stretches), zone)


def one_of(members: Iterable[str], zone: str | None = None) -> Answer:
    """Return a set of which one moment is meant; a single date needs no brackets."""
    kept = tuple(dict.fromkeys(members))
    alone = len(kept) == 1 and ".." not in kept[0]
    return Answer(kept[0] if alone else f"[{','.join(kept)}]", zone, kept)


def lasted(start: str, end: str, zone: str | None = None) -> Answer:
    """Return an interval."""
    return Answer(f"{start}/{end}", zone)


def common_zone(stretches: Iterable[Stretch]) -> str | Refusal | None:
    """Return the named zone of some stretches; EDTF has room for one only."""
    zones = {clock_zone(stretch) for stretch in stretches}
    return zones.pop() if len(zones) == 1 else Refusal("two-zones")
