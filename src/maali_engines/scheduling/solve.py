"""The one door: a problem in, the best plan found and its bound out."""

from collections.abc import Callable

from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.answer import Answer, Plan, Stop, Tell


def solve(
    problem: Problem,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    clock: Callable[[], float] | None = None,
    seed: int = 1,
    workers: int = 8,
    previous: Plan | None = None,
    progress: Tell | None = None,
    stop: Stop | None = None,
) -> Answer:
    """Plans the whole problem; there is always an answer, and it gets better until told to stop.

    `steps`: tries at improving after the first plan (0: the first plan only). The same problem, seed
    and steps give the same answer. `seconds` needs a `clock` (`time.monotonic`); `stop` is asked
    between steps. `previous`: a plan to begin from. `workers`: threads of CP-SAT in the bound.
    Raises `Nonsense` (`data.py`) for `seconds` without a clock; a problem cannot be nonsense here.
    """
    raise NotImplementedError
