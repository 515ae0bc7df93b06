"""Sessions of a JSON Lines log on a recorded disk, and what every image of them must hold."""

import random
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import define, field

from tests.log.batches import LostError, batch, whole_batches
from tests.log.power import Model, RecordingDisk, Step
from timeline.errors import TimelineError
from timeline.ledger import Log
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


@define
class Outages:
    """
    Power failures in a row, in a folder, and what they did.

    Args:
        folder: An empty folder.
        rng: Draws the images.
        deaf: Which flushes do nothing, as in `RecordingDisk`.
        images: How many images were looked at.
        halfway: How many of them were of a moment within an append.
        lost: What was wrong with those that lost something.
    """

    folder: Path
    rng: random.Random
    deaf: Iterable[int] = ()
    images: int = 0
    halfway: int = 0
    lost: list[str] = field(factory=list)

    def session(self, images: int) -> None:
        """Run one session, look at some images of it, and begin the next in the last good one."""
        kept = self._whole()
        disk = RecordingDisk(self._live(), self.deaf)
        with opened(self._live(), disk) as log:
            for number in range(kept, kept + BATCHES):
                disk.begin()
                log.append(*batch(number))
                disk.acknowledge()
        model = disk.start()
        model.begun = model.acknowledged = kept
        at = sorted(self._moment(disk.steps) for _ in range(images))
        done, last = 0, None
        for moment in at:
            for step in disk.steps[done:moment]:
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

    def _look(self, model: Model) -> dict[str, bytes] | None:
        image = model.image(self.rng)
        self.images += 1
        self.halfway += model.begun > model.acknowledged
        try:
            judge(image, model, self.folder / "image")
        except (LostError, TimelineError) as error:
            self.lost.append(f"{type(error).__name__}: {error}")
            return None
        return image

    def _live(self) -> Path:
        live = self.folder / "live"
        live.mkdir(exist_ok=True)
        return live

    def _whole(self) -> int:
        """Return how many batches a session begins with."""
        store = JSONLinesStore(self._live() / NAME)
        return whole_batches(store, acknowledged=0, begun=10_000) if store.tail() else 0

    def _go_on(self, image: dict[str, bytes] | None) -> None:
        shutil.rmtree(self._live())
        if image is not None and self.rng.random() < 0.6:
            _fill(self._live(), image)


def judge(image: dict[str, bytes], model: Model, folder: Path) -> None:
    """
    Check what a power failure left: all that was acknowledged, whole batches, and a way on.

    Raises:
        LostError: Something is missing, torn, or cannot be appended to.
        TimelineError: The log cannot be opened or read, or does not verify.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _fill(folder, image)
    with opened(folder, SwiftDisk()) as log:
        store = JSONLinesStore(folder / NAME)
        whole = whole_batches(store, acknowledged=model.acknowledged, begun=model.begun)
        log.append(*batch(whole))
        whole_batches(store, acknowledged=whole + 1, begun=whole + 1)


def opened(folder: Path, disk: Disk) -> Log:
    """Return the log of a folder, whose clock stands still."""
    return Log(JSONLinesStore(folder / NAME, disk=disk), clock=lambda: NOON)


def _fill(folder: Path, image: dict[str, bytes]) -> None:
    for name, content in image.items():
        (folder / name).write_bytes(content)
