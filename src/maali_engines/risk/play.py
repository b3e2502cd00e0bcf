"""Playing the plan: people re-dispatch as they would, in the order of the plan."""

from maali_engines.risk.data import Risk, Spread
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.answer import Answer, Stop, Tell


def play_plan(
    problem: Problem,
    answer: Answer,
    *,
    plays: int = 300,
    seed: int = 1,
    spread: Spread | None = None,
    progress: Tell | None = None,
    stop: Stop | None = None,
) -> Risk:
    """Plays the plan `plays` times with drawn durations and sums up when each job is ready."""
    raise NotImplementedError
