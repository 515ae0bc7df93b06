"""The named figures of a record: an immutable mapping from name to `Quantity`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from timeline.errors import shown
from timeline.records.fields import RefusedError, key_text
from timeline.records.quantity import Quantity
from timeline.records.quantity_words import quantity


class Figures(Mapping[str, Quantity]):
    """
    Figures by name, in the order of their names; hashable, and never changed.

    Values may be given as people type them: `Figures({"launched": 100, "lost": "about 24"})`.
    """

    __slots__ = ("_by_name", "_hash")

    def __init__(self, given: "Mapping[str, Quantity | Decimal | int | str] | None" = None) -> None:
        named = {key_text(name): quantity(value) for name, value in (given or {}).items()}
        self._keep(named)

    def _keep(self, named: Mapping[str, Quantity]) -> None:
        self._by_name = dict(sorted(named.items()))
        self._hash = hash(tuple(self._by_name.items()))

    @classmethod
    def checked(cls, by_name: Mapping[str, Quantity]) -> "Figures":
        """Return figures whose names and values were checked before."""
        made = cls.__new__(cls)
        made._keep(by_name)  # noqa: SLF001 - our own
        return made

    def __getitem__(self, name: str) -> Quantity:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Figures):
            return self._by_name == other._by_name
        return super().__eq__(other)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Figures({{{', '.join(f'{n!r}: {str(q)!r}' for n, q in self._by_name.items())}}})"


NO_FIGURES = Figures()
"""The figures of a record that names none."""


def figures(value: Figures | Mapping[str, Quantity | Decimal | int | str]) -> Figures:
    """Return figures from a mapping of names to quantities or what people type for them."""
    if isinstance(value, Figures):
        return value
    if not isinstance(value, Mapping):
        raise RefusedError(f"{shown(value)} is no mapping; write {{'launched': 100}}")
    return Figures(value)


def optional_quantity(value: Quantity | Decimal | int | str | None) -> Quantity | None:
    """Return a figure, or None where the source says nothing of it; unknown is not none."""
    return None if value is None else quantity(value)
