"""What may delay a plan, and what came out of playing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maali_engines.scheduling.nonsense import refuse_if


@dataclass(frozen=True)
class Spread:
    """How far actual durations stray from planned ones; all shares of the planned duration.

    Each task: PERT between `low` and `high` with its mode at `likely`. Shared causes multiply it: a
    lognormal factor of mean 1 per municipality and per skill with these standard deviations (Hulett
    2011: risk drivers make tasks late together). `no_go`: the chance that a kind of task (a
    cut-over)
    is called off once, which costs `no_go_slots`.
    """

    low: float = 0.8
    likely: float = 1.0
    high: float = 1.8
    municipality_sigma: float = 0.15
    skill_sigma: float = 0.12
    no_go: Mapping[str, float] = field(default_factory=dict)
    no_go_slots: int = 10

    def __post_init__(self) -> None:
        ordered = 0 <= self.low <= self.likely <= self.high
        refuse_if(not ordered, "bad_spread", low=self.low, likely=self.likely, high=self.high)
        refuse_if(min(self.municipality_sigma, self.skill_sigma) < 0, "bad_sigma")
        refuse_if(any(not 0 <= p <= 1 for p in self.no_go.values()), "bad_chance")


@dataclass(frozen=True)
class Finish:
    """When something is ready over all plays, in slots (ends, so slot 0 of the next is the end)."""

    planned: int
    p50: float
    p80: float
    chance: float | None  # of being ready by its day; None where it has no day


@dataclass(frozen=True)
class Cause:
    """What holds a job up: a task waited for ("task", its id) or a skill that was full
    ("skill", name).

    `share`: of the plays in which the job's last task was directly or indirectly held by it.
    """

    kind: str
    name: str
    share: float


@dataclass(frozen=True)
class Risk:
    """The plan played `plays` times. Keys are job ids, municipalities, skills and task ids."""

    plays: int
    seed: int
    whole: Finish
    jobs: Mapping[str, Finish]
    municipalities: Mapping[str, Finish]
    causes: Mapping[str, tuple[Cause, ...]]  # by job, the largest first, at most three
    critical: Mapping[str, float]  # by task: share of plays in which it lay on the longest chain
    stopped: bool = False  # stopped early: `plays` says how many were played
