"""Loops that numba compiles on first use; kept beside the code where that is writable."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])
THREADS = 2
SHARE_FROM = 2_000
"""Fewer rows than this are not worth a second thread."""


def compiled(function: F) -> F:
    """The function compiled; it lets other threads run meanwhile."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # nowhere to keep it: compile anew each time
        return cast(F, numba.njit(nogil=True)(function))


def in_parts(work: Callable[[int, int], None], rows: int) -> None:
    """Call `work(first, end)` over all rows, in two threads when there are many.

    Each row must be written by its own call alone, so the result does not depend on the threads.
    """
    if rows < SHARE_FROM:
        work(0, rows)
        return
    edges = [rows * part // THREADS for part in range(THREADS + 1)]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, edges[:-1], edges[1:]))
