"""What comes back: the plan, what it costs, how good any plan could be, and what stands in the
way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from maali_engines.scheduling.data import Weights


@dataclass(frozen=True)
class Score:
    """The parts of the objective, first to last in importance."""

    left_out: int = 0  # tasks without a place before the horizon
    misses: float = 0.0  # weights of the jobs not ready on their day
    late: float = 0.0  # weighted slots beyond the day, at least one for each miss
    tardy: float = 0.0  # weighted slots beyond contract ends
    makespan: int = 0
    cost: float = 0.0
    risk: float = 0.0
    moved: int = 0

    def value(self, weights: Weights) -> float:
        return (
            weights.left_out * self.left_out
            + weights.miss * self.misses
            + weights.late * self.late
            + weights.tardy * self.tardy
            + weights.makespan * self.makespan
            + weights.cost * self.cost
            + weights.risk * self.risk
            + weights.moved * self.moved
        )


@dataclass(frozen=True)
class Reason:
    """Why, in a code and its figures; the application makes the sentence.

    Codes of `explain.py`: skill_full(skill, periods, short), skill_missing(skill), frozen(job,
    kinds),
    window_too_short(task), contract(job, due), chain(job, slots), limit(municipality, periods),
    and of what mends it: more_people(skill, people, periods), later_day(job, slots),
    agreement(job).
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Broken:
    """One rule that a plan breaks, found by `check.py`: the rule's name and whom it concerns."""

    rule: str
    who: tuple[str, ...]
    slot: int | None = None


@dataclass(frozen=True)
class Assignment:
    """Expert (or pool id) works on a task in one skill from slot `first` to `last`, both
    included."""

    task: str
    who: str
    skill: str
    first: int
    last: int


@dataclass(frozen=True)
class Plan:
    """Where everything goes: start slot, mode index and duration by task id. Unplaced tasks are
    absent."""

    starts: Mapping[str, int]
    modes: Mapping[str, int]
    durations: Mapping[str, int]

    def end(self, task: str) -> int:
        return self.starts[task] + self.durations[task]


@dataclass(frozen=True)
class Answer:
    """A plan with its proof: what it costs, what no plan can cost less than, and what it breaks.

    `bound` <= the objective of every possible plan; `gap` = (objective - bound) / objective.
    `not_placed`: tasks for which no slot was left before the horizon, with the reason.
    """

    plan: Plan
    assignments: tuple[Assignment, ...]
    score: Score
    objective: float
    bound: float
    broken: tuple[Broken, ...]
    not_placed: Mapping[str, Reason]
    seed: int
    steps: int

    @property
    def gap(self) -> float:
        if self.objective <= 0:
            return 0.0
        return max(0.0, (self.objective - self.bound) / self.objective)

    @property
    def starts(self) -> Mapping[str, int]:
        return self.plan.starts

    @property
    def modes(self) -> Mapping[str, int]:
        return self.plan.modes


@dataclass(frozen=True)
class Progress:
    """Told now and then while solving: which stage, how far, the best so far and its bound."""

    stage: str  # "make", "bound", "improve", "assign"
    step: int
    steps: int
    objective: float | None = None
    bound: float | None = None


Tell = Callable[[Progress], None]
Stop = Callable[[], bool]
