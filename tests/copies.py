"""Logs copied from one store to another, row for row, through the port alone."""

from timeline.log import Row, Store
from timeline.log.integrity import erased_positions, row_fields


def copied(source: Store, target: Store) -> None:
    """Give a new store the rows of another one: the same bytes, the same chain, the same ids."""
    rows = list(source.rows())
    ids = _ids(rows)
    with target.writing() as writer:
        writer.add([(ids[row.position], _kept(row)) for row in rows])
        for row in rows:
            if row.body is None:
                writer.erase(ids[row.position], row)
    assert list(target.rows()) == rows


def _ids(rows: list[Row]) -> dict[int, str]:
    found = {0: ""}
    for row in rows[1:]:
        if row.body is None:
            continue
        fields = row_fields(row.position, row.body)
        found[row.position] = str(fields["id"])
        body = fields["body"]
        assert isinstance(body, dict)
        found |= {each: str(body["erases"]) for each in erased_positions(fields)}
    return found


def _kept(row: Row) -> Row:
    return row if row.body is not None else Row(row.position, b"{}", row.chain)
