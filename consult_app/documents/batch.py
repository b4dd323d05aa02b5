"""Many sheets at once, in processes of their own that know the sheets and the fonts, and no key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeAlias

from consult_app.documents import fonts
from consult_app.documents.render import render
from consult_app.domain.blocks import Sheet
from consult_app.errors import Refused

FEWEST = 8
"""Sheets; fewer are done before a process has started."""
HEARTBEAT = 0.1
"""Seconds between two looks at whether it was cancelled."""
AHEAD = 4
"""Sheets given to each process beforehand; more would only wait there when it is cancelled."""

Drawn: TypeAlias = "bytes | Refused"
Cancelled: TypeAlias = Callable[[], bool]


def draw_each(sheets: Sequence[Sheet], processes: int, cancelled: Cancelled) -> Iterator[Drawn]:
    """The PDF of each sheet in turn, or why it is refused; ends early once `cancelled` says so.

    Raises Refused (document.batch-broken) where a process ended by itself.
    """
    if processes < 2 or len(sheets) < FEWEST:
        yield from _alone(sheets, cancelled)
        return
    # spawn: a fork would take along this process' memory, with keys and threads in it
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=fonts.ready)
    try:
        yield from _shared(pool, sheets, processes * AHEAD, cancelled)
    except BrokenProcessPool as broken:
        raise Refused("document.batch-broken") from broken
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(sheets: Sequence[Sheet], cancelled: Cancelled) -> Iterator[Drawn]:
    for sheet in sheets:
        if cancelled():
            return
        yield draw(sheet)


def _shared(
    pool: ProcessPoolExecutor, sheets: Sequence[Sheet], ahead: int, cancelled: Cancelled
) -> Iterator[Drawn]:
    """In the order of `sheets`, whichever is ready first."""
    given: list[Future[Drawn]] = []
    for index in range(len(sheets)):
        while len(given) < min(index + ahead, len(sheets)):
            given.append(pool.submit(draw, sheets[len(given)]))
        while not given[index].done():
            if cancelled():
                return
            wait([given[index]], HEARTBEAT, FIRST_COMPLETED)
        if cancelled():
            return
        yield given[index].result()


def draw(sheet: Sheet) -> Drawn:
    """One sheet; a refusal is an answer here, so that the others go on."""
    try:
        return render(sheet)
    except Refused as refusal:
        return refusal
