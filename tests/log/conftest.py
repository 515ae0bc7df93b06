"""A PostgreSQL server for the tests of its store, started for the first of them."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.log import server as servers

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Server]:
    """Return a running server; one for all tests."""
    reason = servers.missing()
    if reason is not None:
        pytest.skip(reason)
    with servers.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: servers.Server) -> str:
    """Return the address of a log that no other test has."""
    return postgres_server.url(f"test_{next(_numbers)}")
