"""The problem as flat arrays, for the compiled scheme: numbers in place of ids.

Tasks keep their order; behind them comes one gate for each round of pilots (duration 0). Lists of
lists are stored as one array and the places where each list begins (`x_at[i] : x_at[i + 1]`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from maali_engines.scheduling.capacity import heads_with, skill_sets, workers_of
from maali_engines.scheduling.data import Problem, node_of_task, waits
from maali_engines.scheduling.learning import factor

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NONE = -1
NO_LAG = 10**9
LEARNT_TIMES = 512  # repetitions after which every curve lies on its floor, near enough


class Arrays(NamedTuple):
    """All that the compiled scheme reads. N tasks, M modes, R skill sets, H slots, K nodes, J
    jobs."""

    mode_at: Ints  # N+1
    duration: Ints  # M
    option: Ints  # M, number of the option within the job, NONE: fits any
    price: Floats  # M, weighted cost and risk
    cheapest: Floats  # N, least price of a task
    need_at: Ints  # M+1
    need_set: Ints  # skill set ...
    need_heads: Ints  # ... and persons
    heads: Ints  # R x H
    before_at: Ints  # N+1
    before: Ints
    follower: Ints  # the task that each entry of `before` belongs to
    least: Ints
    most: Ints  # NO_LAG: none
    release: Ints  # N
    fixed: Ints  # N
    closed: Ints  # N, row in `clear`, NONE: always open
    clear: Ints  # rows x (H+1), how many slots from here on are open
    job: Ints  # N, NONE for gates
    readies: npt.NDArray[np.bool_]  # N
    curve: Ints  # N
    share: Floats  # curves x LEARNT_TIMES
    limit_at: Ints  # N+1
    limit: Ints
    limit_most: Ints
    period: Ints  # H
    next_period: Ints  # H, first slot of the next period
    node: Ints  # N
    member_at: Ints  # K+1
    member: Ints
    within: Ints  # K
    after_at: Ints  # K+1, nodes that wait for a node
    after: Ints
    node_order: Ints  # K, a topological order
    ready_by: Ints  # J
    weight: Floats
    due: Ints
    due_weight: Floats
    announced: Ints
    weights: Floats  # miss, late, tardy, makespan, moved, left out


@dataclass(frozen=True, eq=False)
class Flat:
    """Arrays and the names behind the numbers."""

    arrays: Arrays
    tasks: tuple[str, ...]
    jobs: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    options: tuple[tuple[str, ...], ...]  # by job

    @property
    def gates(self) -> int:
        return len(self.arrays.release) - len(self.tasks)


def lists(rows: Sequence[Iterable[int]]) -> tuple[Ints, Ints]:
    """Where each list begins, and all of them one after the other."""
    full = [list(row) for row in rows]
    at = np.zeros(len(full) + 1, np.int64)
    at[1:] = np.cumsum([len(row) for row in full])
    return at, np.array([one for row in full for one in row], np.int64)


def flatten(problem: Problem, extra_sets: Iterable[frozenset[str]] = ()) -> Flat:
    """`extra_sets`: sets of skills that turned out to be short of people when they were
    assigned."""
    sets = tuple(dict.fromkeys([*skill_sets(problem), *extra_sets]))
    numbers = {task.id: number for number, task in enumerate(problem.tasks)}
    jobs = {job.id: number for number, job in enumerate(problem.jobs)}
    options = _options(problem)
    parts = (
        _modes(problem, jobs, options)
        | _needs(problem, sets)
        | _befores(problem, numbers)
        | _each_task(problem, jobs)
        | _limits(problem)
        | _nodes(problem, numbers)
        | _each_job(problem)
    )
    return Flat(Arrays(**parts), tuple(numbers), tuple(jobs), sets, options)


def _options(problem: Problem) -> tuple[tuple[str, ...], ...]:
    found: dict[str, dict[str, None]] = {job.id: {} for job in problem.jobs}
    for task in problem.tasks:
        found[task.job].update((mode.option, None) for mode in task.modes if mode.option)
    return tuple(tuple(row) for row in found.values())


def _modes(
    problem: Problem, jobs: dict[str, int], options: tuple[tuple[str, ...], ...]
) -> dict[str, Any]:
    modes = [(task, mode) for task in problem.tasks for mode in task.modes]
    gates = len(problem.pilots)
    counts = [len(task.modes) for task in problem.tasks] + [1] * gates
    option = [options[jobs[task.job]].index(mode.option) if mode.option else NONE
              for task, mode in modes]  # fmt: skip
    weights = problem.weights
    mode_at = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    price = [weights.cost * mode.cost + weights.risk * mode.risk for _, mode in modes]
    return {
        "mode_at": mode_at,
        "duration": np.array([mode.duration for _, mode in modes] + [0] * gates, np.int64),
        "option": np.array(option + [NONE] * gates, np.int64),
        "price": np.array(price + [0.0] * gates, np.float64),
        "cheapest": np.minimum.reduceat(np.array(price + [0.0] * gates, np.float64), mode_at[:-1])
        if len(counts)
        else np.zeros(0),
    }


def _needs(problem: Problem, sets: tuple[frozenset[str], ...]) -> dict[str, Any]:
    workers = workers_of(problem)
    of_skill: dict[str, list[int]] = defaultdict(list)
    for number, skills in enumerate(sets):
        for skill in skills:
            of_skill[skill].append(number)
    rows: list[dict[int, int]] = []
    for task in problem.tasks:
        for mode in task.modes:
            row: dict[int, int] = defaultdict(int)
            for skill, persons in mode.demand.items():
                for number in of_skill[skill]:
                    row[number] += persons
            rows.append(row)
    rows += [{} for _ in problem.pilots]
    at, need_set = lists(rows)
    heads = [heads_with(workers, skills) for skills in sets]
    return {
        "need_at": at,
        "need_set": need_set,
        "need_heads": np.array([heads for row in rows for heads in row.values()], np.int64),
        "heads": np.array(heads, np.int64).reshape(len(sets), problem.horizon),
    }


def _befores(problem: Problem, numbers: dict[str, int]) -> dict[str, Any]:
    tasks = len(problem.tasks)
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(tasks + len(problem.pilots))]
    for rule in problem.precedences:
        most = NO_LAG if rule.most is None else rule.most
        rows[numbers[rule.after]].append((numbers[rule.before], rule.least, most))
    for number, pilots in enumerate(problem.pilots):
        gate = tasks + number
        rows[gate] = [(numbers[task], pilots.lag, NO_LAG) for task in sorted(pilots.first)]
        for task in pilots.then:
            rows[numbers[task]].append((gate, 0, NO_LAG))
    at, before = lists([[one[0] for one in row] for row in rows])
    flat = [one for row in rows for one in row]
    return {
        "before_at": at,
        "before": before,
        "follower": np.repeat(np.arange(len(rows)), np.diff(at)),
        "least": np.array([one[1] for one in flat], np.int64),
        "most": np.array([one[2] for one in flat], np.int64),
    }


def _each_task(problem: Problem, jobs: dict[str, int]) -> dict[str, Any]:
    gates = len(problem.pilots)
    none = [NONE] * gates
    curves = {curve.kind: number for number, curve in enumerate(problem.learning)}
    share = [[factor(curve, n) for n in range(LEARNT_TIMES)] for curve in problem.learning]
    closed, clear = _closed(problem)
    fixed = [NONE if task.fixed_start is None else task.fixed_start for task in problem.tasks]
    return {
        "release": np.array(
            [max(task.release, problem.now) for task in problem.tasks] + [0] * gates, np.int64
        ),
        "fixed": np.array(fixed + none, np.int64),
        "closed": np.array(closed + none, np.int64),
        "clear": clear,
        "job": np.array([jobs[task.job] for task in problem.tasks] + none, np.int64),
        "readies": np.array([task.readies for task in problem.tasks] + [False] * gates, np.bool_),
        "curve": np.array([curves.get(task.kind, NONE) for task in problem.tasks] + none, np.int64),
        "share": np.array(share, np.float64).reshape(len(share), LEARNT_TIMES),
    }


def _closed(problem: Problem) -> tuple[list[int], Ints]:
    frozen: dict[str, frozenset[int]] = defaultdict(frozenset)
    for freeze in problem.freezes:
        for kind in freeze.kinds:
            frozen[kind] |= freeze.slots
    jobs = {job.id: job for job in problem.jobs}
    rows: dict[frozenset[int], int] = {}
    closed = []
    for task in problem.tasks:
        job = jobs[task.job]
        slots = frozen[task.kind]
        if task.kind in job.closed_kinds and job.closed:
            slots = slots | job.closed
        closed.append(rows.setdefault(slots, len(rows)) if slots else NONE)
    return closed, np.array([_clear(slots, problem.horizon) for slots in rows], np.int64).reshape(
        len(rows), problem.horizon + 1
    )


def _clear(slots: frozenset[int], horizon: int) -> list[int]:
    clear = [0] * (horizon + 1)
    for slot in range(horizon - 1, -1, -1):
        clear[slot] = 0 if slot in slots else clear[slot + 1] + 1
    return clear


def _limits(problem: Problem) -> dict[str, Any]:
    towns = {job.id: job.municipality for job in problem.jobs}
    rows = [
        [number for number, limit in enumerate(problem.limits)
         if task.kind in limit.kinds and limit.municipality in ("", towns[task.job])]
        for task in problem.tasks
    ]  # fmt: skip
    at, limit = lists(rows + [[] for _ in problem.pilots])
    periods = np.array(problem.period_of_slot, np.int64)
    return {
        "limit_at": at,
        "limit": limit,
        "limit_most": np.array([one.most for one in problem.limits], np.int64),
        "period": periods,
        "next_period": np.searchsorted(periods, periods, side="right").astype(np.int64),
    }


def _nodes(problem: Problem, numbers: dict[str, int]) -> dict[str, Any]:
    node_name = node_of_task(problem)
    gates = {f"pilots {number}": len(numbers) + number for number in range(len(problem.pilots))}
    after = waits(problem)
    names = {name: number for number, name in enumerate(after)}
    members: list[list[int]] = [[] for _ in names]
    for task, number in numbers.items():
        members[names[node_name[task]]].append(number)
    for name, gate in gates.items():
        members[names[name]].append(gate)
    within = {f"group {group.id}": group.within for group in problem.groups}
    node = np.zeros(len(numbers) + len(gates), np.int64)
    for number, row in enumerate(members):
        node[row] = number
    member_at, member = lists(members)
    after_at, follower = lists([[names[one] for one in sorted(row)] for row in after.values()])
    return {
        "node": node,
        "member_at": member_at,
        "member": member,
        "within": np.array([within.get(name, NO_LAG) for name in names], np.int64),
        "after_at": after_at,
        "after": follower,
        "node_order": topological(after_at, follower),
    }


def topological(after_at: Ints, after: Ints) -> Ints:
    waiting = np.bincount(after, minlength=len(after_at) - 1)
    order = list(np.flatnonzero(waiting == 0))
    for one in order:  # grows while it is read
        for follower in after[after_at[one] : after_at[one + 1]]:
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    return np.array(order, np.int64)


def _each_job(problem: Problem) -> dict[str, Any]:
    def slots(values: Iterable[int | None]) -> Ints:
        return np.array([NONE if value is None else value for value in values], np.int64)

    jobs, weights = problem.jobs, problem.weights
    return {
        "ready_by": slots(job.ready_by for job in jobs),
        "weight": np.array([job.weight for job in jobs], np.float64),
        "due": slots(job.due for job in jobs),
        "due_weight": np.array([job.due_weight for job in jobs], np.float64),
        "announced": slots(job.announced for job in jobs),
        "weights": np.array(
            [
                weights.miss,
                weights.late,
                weights.tardy,
                weights.makespan,
                weights.moved,
                weights.left_out,
            ]
        ),
    }
