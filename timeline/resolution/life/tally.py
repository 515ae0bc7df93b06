"""A tally: what is counted of a happening at one moment, for its status, as reports come and go."""

from collections import Counter
from collections.abc import Callable
from heapq import heappop, heappush

from timeline.resolution.life.bearings import Bearing, Role
from timeline.resolution.life.piles import NOTHING
from timeline.resolution.status import Status, status_of


class Highest:
    """The highest of some ranks, which are put and taken away in any order."""

    def __init__(self) -> None:
        self._heap: list[int] = []
        self._there = Counter[int]()

    def put(self, rank: int) -> None:
        """Let a rank be one of them; one that is there already is there once more."""
        self._there[rank] += 1
        heappush(self._heap, -rank)

    def take(self, rank: int) -> None:
        """Take away a rank that was put."""
        self._there[rank] -= 1

    @property
    def top(self) -> int:
        """The highest of them; `NOTHING` where there is none."""
        while self._heap and not self._there[-self._heap[0]]:
            heappop(self._heap)
        return -self._heap[0] if self._heap else NOTHING


class Tally:
    """What bears on a happening at one moment; it says at any other as things come and go."""

    def __init__(self) -> None:
        self._counts = Counter[Role]()
        self._voices: dict[str, Highest] = {}

    def put(self, bearing: Bearing) -> None:
        """Let something bear on the happening."""
        self._change(bearing, Highest.put, 1)

    def take(self, bearing: Bearing) -> None:
        """Let it bear on the happening no more."""
        self._change(bearing, Highest.take, -1)

    @property
    def status(self) -> Status | None:
        """What may be said of it as a whole; None where there is no report."""
        if not self._counts[Role.REPORT]:
            return None
        return status_of(
            reports=self._counts[Role.REPORT],
            echoing=self._counts[Role.ECHO],
            to_come=self._counts[Role.TO_COME],
            supporting=self._counts[Role.SUPPORTS],
            denying=self._counts[Role.DENIES],
        )

    def _change(self, bearing: Bearing, change: Callable[[Highest, int], None], by: int) -> None:
        for role, name in bearing.roles:
            if role not in {Role.SUPPORTS, Role.DENIES}:
                self._counts[role] += by
                continue
            voice = self._voices.setdefault(name, Highest())
            self._hear(voice.top, -1)
            change(voice, 2 * bearing.rank + (role is Role.SUPPORTS))
            self._hear(voice.top, 1)

    def _hear(self, top: int, by: int) -> None:
        """Count what an origin said last: an odd rank is that it is so, an even one that not."""
        if top != NOTHING:
            self._counts[Role.SUPPORTS if top % 2 else Role.DENIES] += by
