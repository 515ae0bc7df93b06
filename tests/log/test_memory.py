"""The memory store, against the conformance suite."""

import pytest

from timeline.log import MemoryStore
from timeline.testing.stores import Open, StoreConformance


class TestMemoryStore(StoreConformance):
    """The shortest complete store."""

    @pytest.fixture
    def opened(self) -> Open:
        """Return what opens a store in memory."""
        return MemoryStore
