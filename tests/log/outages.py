"""Sessions of a log on a recorded disk, and what every image of them must hold."""

import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from attrs import define, field, frozen

from tests.log.batches import LostError, batch, whole_batches
from tests.log.power import Model, Trust
from tests.log.recording import Recording, RecordingDisk, Step
from timeline.errors import TimelineError
from timeline.ledger import Log
from timeline.log import Store
from timeline.log.disk import Disk
from timeline.log.jsonl import JSONLinesStore
from timeline.testing.rows import NOON

NAME = "case.jsonl"
BATCHES = 7
"""Batches of a session."""


class SwiftDisk(Disk):
    """The real files; flushes are left to the system, for looks at images that nobody keeps."""

    def sync(self, descriptor: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


@frozen(kw_only=True)
class Medium:
    """
    What a log is kept in.

    Args:
        recorded: Opens the log of a folder, and returns it beside the record of what is done to
            the disk; of the flushes those do nothing that `Recording` is told not to hear.
        log: Opens the log of a folder.
        store: Opens its store.
    """

    recorded: Callable[[Path, Iterable[int]], AbstractContextManager[tuple[Log, Recording]]]
    log: Callable[[Path], Log]
    store: Callable[[Path], AbstractContextManager[Store]]


@define
class Outages:
    """
    Power failures in a row, in a folder, and what they did.

    Args:
        folder: An empty folder.
        rng: Draws the images.
        medium: What the log is kept in.
        deaf: Which flushes do nothing, as in `Recording`.
        trust: What becomes of a sector in the middle of a write.
        images: How many images were looked at.
        halfway: How many of them were of a moment within an append.
        lost: What was wrong with those that lost something.
    """

    folder: Path
    rng: random.Random
    medium: "Medium" = field(factory=lambda: JSON_LINES)
    deaf: Iterable[int] = ()
    trust: Trust = Trust.WHOLE
    images: int = 0
    halfway: int = 0
    lost: list[str] = field(factory=list)
    _kept: int = 0

    def session(self, images: int) -> None:
        """Run one session, look at some images of it, and begin the next in the last good one."""
        kept = self._kept
        with self.medium.recorded(self._live(), self.deaf) as (log, recording):
            for number in range(kept, kept + BATCHES):
                recording.begin()
                log.append(*batch(number))
                recording.acknowledge()
        model = recording.start()
        model.begun = model.acknowledged = kept
        at = sorted(self._moment(recording.steps) for _ in range(images))
        done, last = 0, None
        for moment in at:
            for step in recording.steps[done:moment]:
                step.apply(model)
            done = moment
            last = self._look(model) or last
        self._go_on(last)

    def _moment(self, steps: Sequence[Step]) -> int:
        """Return how many steps are done; every other time, all there are before a flush."""
        at = self.rng.randrange(len(steps) + 1)
        if self.rng.random() < 0.5:
            while at < len(steps) and not steps[at].name.startswith("flush"):
                at += 1
        return at

    def _look(self, model: Model) -> tuple[dict[str, bytes], int] | None:
        image = model.image(self.rng, self.trust)
        self.images += 1
        self.halfway += model.begun > model.acknowledged
        try:
            whole = judge(image, model, self.folder / "image", self.medium)
        except (LostError, TimelineError) as error:
            self.lost.append(f"{type(error).__name__}: {error}")
            return None
        return image, whole

    def _live(self) -> Path:
        live = self.folder / "live"
        live.mkdir(exist_ok=True)
        return live

    def _go_on(self, last: tuple[dict[str, bytes], int] | None) -> None:
        shutil.rmtree(self._live())
        self._kept = 0
        if last is not None and self.rng.random() < 0.6:
            image, self._kept = last
            _fill(self._live(), image)


def judge(image: dict[str, bytes], model: Model, folder: Path, medium: Medium) -> int:
    """
    Return how many whole batches a power failure left: all that was acknowledged, and a way on.

    Raises:
        LostError: Something is missing, torn, or cannot be appended to.
        TimelineError: The log cannot be opened or read, or does not verify.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _fill(folder, image)
    with medium.log(folder) as log, medium.store(folder) as store:
        whole = whole_batches(store, acknowledged=model.acknowledged, begun=model.begun)
        log.append(*batch(whole))
        whole_batches(store, acknowledged=whole + 1, begun=whole + 1)
    return whole


def opened(folder: Path, disk: Disk) -> Log:
    """Return the log of a folder, whose clock stands still."""
    return Log(JSONLinesStore(folder / NAME, disk=disk), clock=lambda: NOON)


def _fill(folder: Path, image: dict[str, bytes]) -> None:
    for name, content in image.items():
        (folder / name).write_bytes(content)


@contextmanager
def _recorded(folder: Path, deaf: Iterable[int]) -> Iterator[tuple[Log, Recording]]:
    disk = RecordingDisk(folder, deaf)
    with opened(folder, disk) as log:
        yield log, disk.recording


JSON_LINES: Medium = Medium(
    recorded=_recorded,
    log=lambda folder: opened(folder, SwiftDisk()),
    store=lambda folder: closing(JSONLinesStore(folder / NAME)),
)
