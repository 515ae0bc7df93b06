"""Where a record was before it was taken over: the field of a row that says so."""

from collections.abc import Mapping

from timeline.canonical import JSON
from timeline.log.port import Imported

_FIELD = "imported_from"


def origin_fields(origin: Imported) -> dict[str, JSON]:
    """Return the field of a row that says which log its record was taken over from."""
    return {_FIELD: {"leaf": origin.leaf, "origin": origin.origin, "pos": origin.position}}


def row_origin(fields: Mapping[str, JSON]) -> Imported | None:
    """Return which log a row's record was taken over from; None where the row does not say."""
    told = fields.get(_FIELD)
    if not isinstance(told, dict):
        return None
    origin, position, leaf = told.get("origin"), told.get("pos"), told.get("leaf")
    if not isinstance(origin, str) or type(position) is not int or not isinstance(leaf, str):
        return None
    return Imported(origin=origin, position=position, leaf=leaf)
