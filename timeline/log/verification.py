"""Verification: every byte, hash, position, instant and id of a log, computed again."""

from collections.abc import Callable, Iterable

from attrs import define, field, frozen

from timeline.errors import IntegrityError
from timeline.log.checkpoints import Checkpoint
from timeline.log.hashes import EMPTY_CHAIN, chain_hash
from timeline.log.integrity import genesis_origin, row_instant
from timeline.log.port import Row, Store
from timeline.log.shapes import Shapes
from timeline.log.tree import Edge

Progress = Callable[[int, int], None]
"""Is told now and then how many rows are done, and of how many."""

_STEP = 1024


@frozen(kw_only=True)
class Verified:
    """
    What a verification went through.

    Args:
        records: How many records, without the genesis.
        erased: How many of them were erased, so that only their leaf could be checked.
        withheld: Positions of those that are withheld from this copy, of which the same is true.
        position: Position of the log.
        digest: Chain value at that position, 64 hex digits.
        root: Root of the tree over all leaves, 64 hex digits.
        origin: Name of the log.
    """

    records: int
    erased: int
    withheld: tuple[int, ...]
    position: int
    digest: str
    root: str
    origin: str

    @property
    def checkpoint(self) -> Checkpoint:
        """The log as it was found: to note down, to compare, to sign."""
        root = bytes.fromhex(self.root)
        return Checkpoint(origin=self.origin, size=self.position + 1, root=root)


def verified(
    store: Store, checkpoints: Iterable[Checkpoint] = (), progress: Progress | None = None
) -> Verified:
    """
    Return what was checked.

    Args:
        store: The log.
        checkpoints: What the log was at earlier sizes; it must begin with each of them.
        progress: Is told how far it is.

    Raises:
        IntegrityError: A row does not fit those before it, and the message names the first such;
            or the log does not begin as a checkpoint says, and the message names the stretch.
    """
    tail = store.tail()
    total = 0 if tail is None else tail.position + 1
    going = Pass(pins=sorted(checkpoints, key=lambda each: each.size))
    for row in store.rows():
        going.take(row)
        if progress is not None and going.count % _STEP == 0:
            progress(going.count, total)
    found = going.verified()
    if progress is not None:
        progress(going.count, max(total, going.count))
    return found


@define
class Pass:
    """One going through the rows, and what it knows of those behind it."""

    pins: list[Checkpoint] = field(factory=list)
    chain: bytes = EMPTY_CHAIN
    count: int = 0
    agreed: int = 0
    at: bytes = b""
    origin: str = ""
    ids: set[bytes] = field(factory=set)
    gone: set[int] = field(factory=set)
    named: set[int] = field(factory=set)
    leaves: list[bytes] = field(factory=list)
    edge: Edge = field(factory=Edge)
    shapes: Shapes = field(factory=Shapes)

    def take(self, row: Row) -> str:
        """
        Check one row against those before it, and return its id; `""` where it has none.

        Raises:
            IntegrityError: It does not fit them.
        """
        position, leaf = self.count, row.leaf
        if row.position != position:
            raise IntegrityError(position, f"is missing; the next row is {row.position}")
        self.chain = chain_hash(self.chain, leaf)
        if self.chain != row.chain:
            raise IntegrityError(position, "its bytes or its chain value were changed")
        identity = b""
        if position == 0:
            self._begin(row)
        elif row.body is None:
            self.gone.add(position)
        else:
            identity = self._check(position, row.body)
        self.count += 1
        self.leaves.append(leaf)
        if len(self.leaves) == _STEP or (self.pins and self.pins[0].size == self.count):
            self._grow()
        return identity.decode()

    def verified(self) -> Verified:
        """Return what was checked, now that there are no more rows."""
        if not self.count:
            raise IntegrityError(0, "the genesis row is missing")
        if self.pins:
            problem = f"is missing; a checkpoint covers {self.pins[0].size} rows"
            raise IntegrityError(self.count, problem)
        if self.named - self.gone:
            problem = "an erasure names it, and its bytes are still there"
            raise IntegrityError(min(self.named - self.gone), problem)
        self._grow()
        return Verified(
            records=self.count - 1,
            erased=len(self.named),
            withheld=tuple(sorted(self.gone - self.named)),
            position=self.count - 1,
            digest=self.chain.hex(),
            root=self.edge.root.hex(),
            origin=self.origin,
        )

    def _begin(self, genesis: Row) -> None:
        self.origin, at = genesis_origin(genesis.body)
        self.at = at.encode()
        for each in self.pins:
            if each.origin != self.origin:
                problem = f"the log is {self.origin}, and the checkpoint is of {each.origin}"
                raise IntegrityError(0, problem)
        self.pins = [each for each in self.pins if each.size]

    def _check(self, position: int, data: bytes) -> bytes:
        at, identity, right, erased = self.shapes.told(position, data)
        if at != self.at:
            row_instant(position, {"at": at.decode()})
            if at < self.at:
                raise IntegrityError(position, "was recorded before the row in front of it")
            self.at = at
        if identity != right:
            raise IntegrityError(position, f"its id is not that of its content, {right.decode()}")
        if right in self.ids:
            raise IntegrityError(position, f"holds {right.decode()} a second time")
        self.ids.add(right)
        if erased:
            self._bury(position, erased)
        return right

    def _bury(self, position: int, erased: tuple[int, ...]) -> None:
        if not all(0 < each < position for each in erased):
            raise IntegrityError(position, "erases what does not stand before it")
        self.named.update(erased)

    def _grow(self) -> None:
        self.edge.extend(self.leaves)
        self.leaves.clear()
        while self.pins and self.pins[0].size == self.count:
            if self.edge.root != self.pins[0].root:
                where = f"it, or one behind it up to {self.count - 1},"
                problem = f"{where} is not what the checkpoint of size {self.count} covers"
                raise IntegrityError(self.agreed, f"{problem}; the log was rewritten")
            self.agreed = self.pins.pop(0).size
