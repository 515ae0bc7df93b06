"""Shapes of one happening that are hard on what asks who says what: many voices, or one."""

from datetime import UTC, datetime, timedelta

from timeline.records import EventRecord, Speaker, Statement, Strike

START = datetime(2024, 10, 20, tzinfo=UTC)


def reported(count: int, *, origins: int) -> list[EventRecord]:
    """Return reports of a strike and statements on it, of so many origins; all can be true."""
    found: list[EventRecord] = []
    for at in range(count):
        published, who = START + timedelta(minutes=at), f"Paper {at % origins}"
        report = Strike(
            key="s",
            happened="2024-10-19",
            published=published,
            source=who,
            summary=f"Report {at}",
            killed="at least 2",
        )
        statement = Statement(
            happened="2024-10-20",
            published=published,
            source="Gazette",
            speaker=Speaker(organization=who),
            summary=f"Statement {at}",
            stance="asserts",
            about="s",
        )
        found.append(report if at % 2 else statement)
    return found
