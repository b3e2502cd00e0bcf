"""What a planning problem is: frozen data that refuses nonsense. Times are slots.

A slot is half a working day of the programme's own calendar, counted from 0; days off have no slot
(`calendar.py` turns dates into slots and back). A task holds the slots start .. start +
duration - 1.
In the literature's words: multi-mode, multi-skill resource-constrained project scheduling with
generalised precedence, calendars, period budgets and learning (Brucker et al. 1999: MPS | temp).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from maali_engines.scheduling.nonsense import (
    MAX_DURATION,
    MAX_SLOTS,
    MAX_TASKS,
    find_circle,
    refuse_if,
    unique,
)

Slots = frozenset[int]


@dataclass(frozen=True)
class Mode:
    """One way to do a task: an option still open for its system, or a crew.

    `option` ties the modes of one job together: all its tasks follow the same option ("" fits any).
    A task that an option does not need has a mode of duration 0 without demand. `demand` is persons
    by skill, all through the duration. `cost` and `risk` are those of choosing this mode.
    """

    duration: int
    demand: Mapping[str, int] = field(default_factory=dict)
    option: str = ""
    cost: float = 0.0
    risk: float = 0.0

    def __post_init__(self) -> None:
        refuse_if(not 0 <= self.duration <= MAX_DURATION, "bad_duration", duration=self.duration)
        for skill, persons in self.demand.items():
            refuse_if(persons < 1, "bad_demand", skill=skill, persons=persons)
        refuse_if(self.cost < 0 or self.risk < 0, "bad_cost", cost=self.cost, risk=self.risk)


@dataclass(frozen=True)
class Task:
    """A piece of work for one job.

    `readies`: the job is ready only when this task is done (not so hypercare or removals).
    `fixed_start`: begun, done or promised; it stays there in its first mode.
    """

    id: str
    job: str
    kind: str
    modes: tuple[Mode, ...]
    release: int = 0
    readies: bool = True
    fixed_start: int | None = None

    def __post_init__(self) -> None:
        refuse_if(not self.modes, "no_mode", task=self.id)
        refuse_if(not 0 <= self.release <= MAX_SLOTS, "bad_release", task=self.id)


@dataclass(frozen=True)
class Job:
    """What is moved: a site, a system, or an organisation's own preparations.

    `ready_by`: first slot of the start day; everything that readies the job ends before or at it.
    `weight`: what one miss costs, by tier (0: need not be ready by the start day).
    `due`, `due_weight`: contract end, and what each slot beyond it costs.
    `closed`: slots in which `closed_kinds` (its cut-over) may not run: quiet times turned around.
    `announced`: period already told to the site; a plan that moves it counts one change.
    """

    id: str
    kind: str = "site"
    municipality: str = ""
    ready_by: int | None = None
    weight: float = 1.0
    due: int | None = None
    due_weight: float = 1.0
    closed: Slots = frozenset()
    closed_kinds: frozenset[str] = frozenset()
    announced: int | None = None

    def __post_init__(self) -> None:
        refuse_if(self.weight < 0 or self.due_weight < 0, "bad_weight", job=self.id)


@dataclass(frozen=True)
class Precedence:
    """`after` starts at least `least`, and where given at most `most`, slots after `before`
    ends."""

    before: str
    after: str
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        refuse_if(self.before == self.after, "waits_for_itself", task=self.before)
        wrong = self.most is not None and self.most < self.least
        refuse_if(wrong, "bad_lag", before=self.before, after=self.after)


@dataclass(frozen=True)
class Expert:
    """A person with a name. `percent` is per period (one number: the same in all); `absent`
    slots."""

    id: str
    skills: frozenset[str]
    percent: tuple[int, ...] = (100,)
    absent: Slots = frozenset()

    def __post_init__(self) -> None:
        refuse_if(not self.skills, "no_skill", expert=self.id)
        refuse_if(not self.percent, "no_percent", expert=self.id)
        wrong = any(not 0 <= share <= 100 for share in self.percent)
        refuse_if(wrong, "bad_percent", expert=self.id)


@dataclass(frozen=True)
class SkillPool:
    """People of one skill without names yet: how many (parts count) in each period, or in all."""

    skill: str
    people: tuple[float, ...]
    id: str = ""

    def __post_init__(self) -> None:
        wrong = not self.people or any(count < 0 for count in self.people)
        refuse_if(wrong, "bad_pool", skill=self.skill)


@dataclass(frozen=True)
class Freeze:
    """No task of these kinds may run in these slots."""

    name: str
    kinds: frozenset[str]
    slots: Slots


@dataclass(frozen=True)
class MoveGroup:
    """Tasks (cut-overs) that move together: their starts lie at most `within` slots apart."""

    id: str
    tasks: frozenset[str]
    within: int = 0

    def __post_init__(self) -> None:
        refuse_if(len(self.tasks) < 2, "group_of_one", group=self.id)
        refuse_if(self.within < 0, "bad_within", group=self.id)


@dataclass(frozen=True)
class Pilots:
    """None of `then` starts before all of `first` have ended and `lag` slots have gone by."""

    first: frozenset[str]
    then: frozenset[str]
    lag: int = 0

    def __post_init__(self) -> None:
        refuse_if(not self.first, "no_pilots")
        refuse_if(
            self.first & self.then, "pilot_waits_for_itself", tasks=sorted(self.first & self.then)
        )
        refuse_if(self.lag < 0, "bad_lag", before="pilots", after="others")


@dataclass(frozen=True)
class PeriodLimit:
    """At most `most` tasks of these kinds start in any one period, in one municipality or ("")
    in all."""

    kinds: frozenset[str]
    most: int
    municipality: str = ""

    def __post_init__(self) -> None:
        refuse_if(self.most < 1, "bad_limit", municipality=self.municipality, most=self.most)


@dataclass(frozen=True)
class Learning:
    """Wright's curve: each doubling of finished repetitions takes `rate` of the time, not below
    `floor`."""

    kind: str
    rate: float = 0.9
    floor: float = 0.6

    def __post_init__(self) -> None:
        wrong = not 0 < self.rate <= 1 or not 0 < self.floor <= 1
        refuse_if(wrong, "bad_learning", kind=self.kind)


@dataclass(frozen=True)
class Weights:
    """How the goals add up to one number, each dominating the next on ordinary data."""

    left_out: float = 10_000.0  # for each task without a place
    miss: float = 10_000.0  # times Job.weight, for a job that is not ready on its day
    late: float = 100.0  # times Job.weight, for each slot that it is late
    tardy: float = 1.0  # times Job.due_weight, for each slot beyond the contract's end
    makespan: float = 10.0  # for each slot up to the last readying task
    cost: float = 1.0
    risk: float = 1.0
    moved: float = 0.1  # for each announced job that changes period


@dataclass(frozen=True)
class Problem:
    """The whole question. Ids are unique within their own table; every reference must exist.

    `period_of_slot` has one entry per slot, never falling; slots beyond the start day are needed,
    so that what misses the day still has a place. Nothing new starts before slot `now`.
    """

    period_of_slot: tuple[int, ...]
    jobs: tuple[Job, ...]
    tasks: tuple[Task, ...]
    precedences: tuple[Precedence, ...] = ()
    experts: tuple[Expert, ...] = ()
    pools: tuple[SkillPool, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    groups: tuple[MoveGroup, ...] = ()
    pilots: tuple[Pilots, ...] = ()
    limits: tuple[PeriodLimit, ...] = ()
    learning: tuple[Learning, ...] = ()
    weights: Weights = Weights()
    now: int = 0

    def __post_init__(self) -> None:
        _refuse_bad_time(self.period_of_slot, self.now)
        jobs = unique("job", (job.id for job in self.jobs))
        tasks = unique("task", (task.id for task in self.tasks))
        unique("expert", (expert.id for expert in self.experts))
        refuse_if(len(tasks) > MAX_TASKS, "too_many_tasks", tasks=len(tasks), most=MAX_TASKS)
        for task in self.tasks:
            refuse_if(task.job not in jobs, "no_such_job", task=task.id, job=task.job)
            outside = task.fixed_start is not None and not 0 <= task.fixed_start < self.horizon
            refuse_if(outside, "fixed_outside", task=task.id, start=task.fixed_start)
        _refuse_unknown_tasks(self, tasks)
        circle = find_circle(waits(self))
        refuse_if(circle, "circle", tasks=circle)

    @property
    def horizon(self) -> int:
        return len(self.period_of_slot)

    @property
    def periods(self) -> int:
        return self.period_of_slot[-1] + 1

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill that somebody has or something needs, in a fixed order."""
        have = {skill for expert in self.experts for skill in expert.skills}
        have |= {pool.skill for pool in self.pools}
        need = {skill for task in self.tasks for mode in task.modes for skill in mode.demand}
        return tuple(sorted(have | need))


def node_of_task(problem: Problem) -> dict[str, str]:
    """Task id -> itself, or the name of its move group: what moves together waits together."""
    node = {task.id: task.id for task in problem.tasks}
    node |= {task: f"group {group.id}" for group in problem.groups for task in group.tasks}
    return node


def waits(problem: Problem) -> dict[str, set[str]]:
    """Node -> the nodes that wait for it; the end of each round of pilots is a node of its own."""
    node = node_of_task(problem)
    after: dict[str, set[str]] = {one: set() for one in node.values()}
    for rule in problem.precedences:
        after[node[rule.before]].add(node[rule.after])
    for number, pilots in enumerate(problem.pilots):
        gate = f"pilots {number}"
        after[gate] = {node[task] for task in pilots.then}
        for task in pilots.first:
            after[node[task]].add(gate)
    return after


def _refuse_bad_time(periods: tuple[int, ...], now: int) -> None:
    refuse_if(not periods, "no_working_day")
    refuse_if(len(periods) > MAX_SLOTS, "too_long", slots=len(periods), most=MAX_SLOTS)
    falls = periods[0] < 0 or any(b < a for a, b in pairwise(periods))
    refuse_if(falls, "periods_fall")
    refuse_if(not 0 <= now <= len(periods), "bad_now", now=now)


def _refuse_unknown_tasks(problem: Problem, tasks: set[str]) -> None:
    named = {p.before for p in problem.precedences} | {p.after for p in problem.precedences}
    for pilots in problem.pilots:
        named |= pilots.first | pilots.then
    grouped: dict[str, str] = {}
    for group in problem.groups:
        named |= group.tasks
        for task in group.tasks:
            refuse_if(task in grouped, "two_groups", task=task, group=group.id)
            grouped[task] = group.id
    refuse_if(named - tasks, "no_such_task", tasks=sorted(named - tasks)[:10])
