"""Entries gone through one by one, and what each brings into a sum written down in lists."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

import attrs

from timeline.projections.shares import UNSURE, Left, Rule, Share, has_figure, shares, stated
from timeline.records import EventRecord, Modality, Quantity, Statement, When
from timeline.records.windows import Window
from timeline.resolution import Entry, Policy
from timeline.resolution.status import is_to_come

_HAPPENED = Modality.HAPPENED
_DENIED, _WITHDRAWN = UNSURE
_UNKNOWN = Quantity.unknown()
_parts = attrgetter(*(each.name for each in attrs.fields(Quantity)))

Stating = Callable[[EventRecord], Quantity | None]


class Bringing:
    """
    What entries bring into the sums of a figure: one line in each list for each share.

    Args:
        figure: Name of the figure.
        rule: Which figure a happening brings.
        policy: Which report speaks for it.
    """

    def __init__(self, figure: str, rule: Rule, policy: Policy) -> None:
        self._figure, self._rule, self._policy = figure, rule, policy
        self.places: list[int] = []
        self.keys: list[str] = []
        self.ids: list[str] = []
        self.several: dict[int, tuple[str, ...]] = {}
        self.code: list[int] = []
        self.unsure: list[int] = []
        self.when: list[int] = []
        self.left_out: list[tuple[str, Left]] = []
        self.figures: list[Quantity] = []
        self.windows: list[Window] = []
        self._columns = (self.places, self.keys, self.ids, self.code, self.when)
        self._equal: dict[tuple[object, ...], int] = {}
        self._codes: dict[int, int] = {}
        self._whens: dict[int, int] = {}
        self._held: list[Quantity | When | None] = []
        self._states: dict[type, Stating] = {}

    def take(self, places: Iterable[int], entries: Iterable[Entry]) -> None:
        """
        Take what some entries bring, in their order.

        Most are of one report, of a kind that has the figure; and most of their figures and
        dates are few objects, since decoding shares them.

        Args:
            places: Where each stands in the chronology.
            entries: The entries.
        """
        states, codes, whens = self._states, self._codes, self._whens
        at, keys, ids, code, when = self._columns
        for place, entry in zip(places, entries, strict=True):
            accounts, happened = entry.accounts, entry.happened
            account = accounts[0]
            event = account.event
            state = states.get(event.__class__)
            if state is None or len(accounts) > 1 or event.modality is not _HAPPENED:
                self._take_other(place, entry)
                continue
            figure = state(event)
            at.append(place)
            keys.append(entry.key)
            ids.append(account.report.id)
            known = codes.get(id(figure))
            code.append(self._new_code(figure) if known is None else known)
            known = whens.get(id(happened))
            when.append(self._new_when(happened) if known is None else known)
            status = entry.standing.status
            if status is _DENIED or status is _WITHDRAWN:
                self.unsure.append(len(keys) - 1)

    def coded(self, figure: Quantity) -> int:
        """Return the code of a figure; equal ones have one."""
        parts = _parts(figure)
        if parts not in self._equal:
            self._equal[parts] = len(self.figures)
            self.figures.append(figure)
        return self._equal[parts]

    def _take_other(self, place: int, entry: Entry) -> None:
        event = entry.accounts[0].event
        several = len(entry.accounts) > 1 or isinstance(event, Statement)
        if several or is_to_come(event):
            self._take_told(place, entry, shares(entry, self._figure, self._rule, self._policy))
            return
        kind = _class(event)
        has = has_figure(kind, self._figure)
        if has and kind.__module__.startswith("timeline.records."):
            self._states[kind] = attrgetter(self._figure)  # none of ours states it twice
        figure = stated(event, self._figure)
        if has or figure is not None:
            ids = (entry.accounts[0].report.id,)
            code, when = self._new_code(figure), self._new_when(entry.happened)
            self._add(place, entry.key, ids, code, when)
            self._doubt(sure=entry.status not in UNSURE)

    def _take_told(self, place: int, entry: Entry, told: Sequence[Share] | Left | None) -> None:
        if isinstance(told, Left):
            self.left_out.append((entry.key, told))
            return
        for each in told or ():
            code, when = self.coded(each.figure), self._timed(each.window)
            self._add(place, entry.key, each.ids, code, when)
            self._doubt(sure=each.sure)

    def _add(self, place: int, key: str, ids: tuple[str, ...], code: int, when: int) -> None:
        if len(ids) > 1:
            self.several[len(self.ids)] = ids
        self.places.append(place)
        self.keys.append(key)
        self.ids.append(ids[0])
        self.code.append(code)
        self.when.append(when)

    def _doubt(self, *, sure: bool) -> None:
        if not sure:
            self.unsure.append(len(self.keys) - 1)

    def _new_code(self, figure: Quantity | None) -> int:
        code = self._codes[id(figure)] = self.coded(_UNKNOWN if figure is None else figure)
        self._held.append(figure)  # or else another one might get its id
        return code

    def _new_when(self, happened: When) -> int:
        code = self._whens[id(happened)] = self._timed(happened.span)
        self._held.append(happened)
        return code

    def _timed(self, window: Window) -> int:
        self.windows.append(window)
        return len(self.windows) - 1


def _class(event: EventRecord) -> type:
    return type(event)
