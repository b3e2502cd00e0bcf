"""A first plan in a moment: the serial scheme under a few orders, the best of them kept."""

from dataclasses import dataclass

import numpy as np

from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.cost import cost_of
from maali_engines.scheduling.flat import NO_LAG, NONE, Arrays, Flat, Floats, Ints
from maali_engines.scheduling.learning import learnt_duration
from maali_engines.scheduling.serial import compiled, hasty, inner, schedule, topological_order

MOST_CAREFUL_ROUNDS = 6


@dataclass(frozen=True, eq=False)
class Draft:
    """A plan in arrays, with the order and the options that made it (N tasks, J jobs)."""

    start: Ints
    end: Ints
    mode: Ints
    value: float
    blame: Floats
    priority: Floats
    options: Ints


def decode(a: Arrays, priority: Floats, options: Ints) -> Draft:
    """The plan that the serial scheme makes of an order; learning is never counted on too early."""
    tasks = len(a.release)
    start, end, mode = (np.zeros(tasks, np.int64) for _ in range(3))
    careful = np.zeros(tasks, np.int64)
    order = topological_order(a, priority)
    value, blame = fill(a, order, options, careful, start, end, mode)
    return Draft(start, end, mode, value, blame, priority, options)


@compiled
def fill(
    a: Arrays, order: Ints, options: Ints, careful: Ints, start: Ints, end: Ints, mode: Ints
) -> tuple[float, Floats]:
    """Fills `start`, `end` and `mode` again and again until no task counts on learning too early.

    Returns the objective, and by job what its lateness adds.
    """
    for rest in range(MOST_CAREFUL_ROUNDS, -1, -1):
        schedule(a, order, options, careful, start, end, mode)
        if hasty(a, start, end, mode, careful) == 0:
            break
        if rest == 1:
            careful[:] = 1
    value, blame = cost_of(a, start, end, mode)
    return value, blame


def make(flat: Flat) -> Draft:
    """The best of the priority rules, with options left to the scheme and with the cheapest
    ones."""
    a = flat.arrays
    free = np.full(len(flat.jobs), NONE, np.int64)
    choices = [free]
    if (a.option >= 0).any():
        choices.append(cheapest_options(flat))
    drafts = [decode(a, rule, options) for options in choices for rule in priority_rules(a)]
    return min(drafts, key=lambda draft: draft.value)


def priority_rules(a: Arrays) -> list[Floats]:
    """Latest start, the same drawn towards heavy jobs, least slack, and the order as given."""
    shortest = shortest_durations(a)
    soonest, ends = windows(a, shortest)
    latest = ends - shortest
    weight = np.where(a.job >= 0, a.weight[a.job], 1.0) if len(a.weight) else np.ones(len(a.job))
    slack = latest - soonest
    return [
        latest.astype(np.float64),
        latest - 20.0 * np.log1p(weight),
        soonest + slack / (1.0 + np.log1p(weight)),
        np.arange(len(a.job), dtype=np.float64),
    ]


def shortest_durations(a: Arrays) -> Ints:
    """The least that each task can take: its shortest mode, learning at its best."""
    shortest = np.minimum.reduceat(a.duration, a.mode_at[:-1])
    for task in np.flatnonzero(a.curve >= 0):
        if a.fixed[task] < 0:
            share = float(a.share[a.curve[task], -1])
            shortest[task] = learnt_duration(int(shortest[task]), share)
    moved = a.fixed >= 0
    shortest[moved] = a.duration[a.mode_at[:-1][moved]]
    return shortest


@compiled
def windows(a: Arrays, shortest: Ints) -> tuple[Ints, Ints]:
    """By task its earliest start and its latest end."""
    return earliest_starts(a, shortest), latest_ends(a, shortest)


@inner
def earliest_starts(a: Arrays, shortest: Ints) -> Ints:
    """Critical path with calendars: no plan can start a task before this."""
    soonest = a.release.copy()
    for place in range(len(a.node_order)):
        node = a.node_order[place]
        for m in range(a.member_at[node], a.member_at[node + 1]):
            task = a.member[m]
            if a.fixed[task] >= 0:
                soonest[task] = a.fixed[task]
                continue
            for e in range(a.before_at[task], a.before_at[task + 1]):
                one = a.before[e]
                soonest[task] = max(soonest[task], soonest[one] + shortest[one] + a.least[e])
            row, horizon = a.closed[task], a.heads.shape[1]
            while (
                row >= 0
                and soonest[task] < horizon
                and a.clear[row, soonest[task]] < shortest[task]
            ):
                soonest[task] += a.clear[row, soonest[task]] + 1
    return soonest


@inner
def latest_ends(  # noqa: C901
    a: Arrays, shortest: Ints
) -> Ints:
    """Backward pass from the day, or the contract's end, of each job."""
    latest = np.full(len(a.release), a.heads.shape[1])
    for task in range(len(latest)):
        job = a.job[task]
        if job >= 0 and a.readies[task]:
            if a.ready_by[job] >= 0:
                latest[task] = min(latest[task], a.ready_by[job])
            if a.due[job] >= 0 and a.due_weight[job] > 0:
                latest[task] = min(latest[task], a.due[job])
    for place in range(len(a.node_order) - 1, -1, -1):
        node = a.node_order[place]
        for m in range(a.member_at[node], a.member_at[node + 1]):
            task = a.member[m]
            for e in range(a.before_at[task], a.before_at[task + 1]):
                one = a.before[e]
                latest[one] = min(latest[one], latest[task] - shortest[task] - a.least[e])
                if a.most[e] < NO_LAG:  # what must follow closely should not drag behind
                    latest[task] = min(latest[task], latest[one] + a.most[e] + shortest[task])
    return latest


def cheapest_options(flat: Flat) -> Ints:
    """By job the option with the least price, the quicker one on a tie; -1 where there is none."""
    a = flat.arrays
    best = np.full(len(flat.jobs), NONE, np.int64)
    totals: dict[int, dict[int, tuple[float, int]]] = {}
    for task in np.flatnonzero(a.job >= 0):
        row = totals.setdefault(int(a.job[task]), {})
        for mode in range(a.mode_at[task], a.mode_at[task + 1]):
            if (option := int(a.option[mode])) >= 0:
                price, work = row.get(option, (0.0, 0))
                row[option] = (price + float(a.price[mode]), work + int(a.duration[mode]))
    for job, row in totals.items():
        if row:
            best[job] = min(row, key=lambda option: row[option])
    return best


def plan_of(flat: Flat, draft: Draft) -> Plan:
    """The draft in ids; modes count within their task."""
    first = flat.arrays.mode_at
    placed = [(number, task) for number, task in enumerate(flat.tasks) if draft.start[number] >= 0]
    return Plan(
        starts={task: int(draft.start[number]) for number, task in placed},
        modes={task: int(draft.mode[number] - first[number]) for number, task in placed},
        durations={task: int(draft.end[number] - draft.start[number]) for number, task in placed},
    )
