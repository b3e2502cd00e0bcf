"""What no plan can do better than: each bound alone is valid, the best of them is stated.

- Critical path with calendars: no job is ready before its longest chain, learning at its best.
- Energy: people of a set of skills can do no more work than they are there for. From it follow a
  least makespan, and the least weight of jobs that must miss the day (a fractional knapsack).
Objective parts are independent lower bounds, so their weighted sum is one too.
"""

from dataclasses import dataclass, replace

import numpy as np

from maali_engines.scheduling.answer import Score
from maali_engines.scheduling.data import Weights
from maali_engines.scheduling.flat import Arrays, Flat, Floats, Ints
from maali_engines.scheduling.make import shortest_durations, windows


@dataclass(frozen=True)
class Bound:
    """The least value, its parts, and which argument gave the misses: "" or the skills in short
    supply."""

    value: float
    parts: Score
    short_of: tuple[str, ...] = ()


def bound(flat: Flat, weights: Weights) -> Bound:
    """The bound; where pilots could be left out, the lesser of waiting for them and doing so."""
    waiting = _bound(flat, flat.arrays, weights)
    if not flat.gates:
        return waiting
    alone = _bound(flat, without_gates(flat), weights)
    if alone.value + weights.left_out < waiting.value:
        return Bound(
            alone.value + weights.left_out, replace(alone.parts, left_out=1), alone.short_of
        )
    return waiting


def without_gates(flat: Flat) -> Arrays:
    """Nobody waits for pilots: lags to and from the gates are taken away."""
    a, tasks = flat.arrays, len(flat.tasks)
    loose = (a.before >= tasks) | (a.follower >= tasks)
    return a._replace(least=np.where(loose, -a.heads.shape[1] * 2, a.least))


def _bound(flat: Flat, a: Arrays, weights: Weights) -> Bound:
    ends = earliest_ready(a)
    energy = energies(a)
    misses, late = path_misses(a, ends)
    more, short_set = energy_misses(a, ends, energy)
    used = [job for job in range(len(ends)) if ends[job] >= 0]
    tardy = sum(
        float(a.due_weight[j]) * max(0, int(ends[j] - a.due[j])) for j in used if a.due[j] >= 0
    )
    parts = Score(
        misses=misses + more,
        late=late + more,  # what misses the day is late by one slot at least
        tardy=tardy,
        makespan=max(int(ends.max(initial=0)), energy_span(a, energy)),
    )
    value = parts.value(weights) + least_price(a)
    short_of = tuple(sorted(flat.sets[short_set])) if more else ()
    return Bound(value, parts, short_of)


def earliest_ready(a: Arrays) -> Ints:
    """By job, the soonest that it can be ready; -1 where nothing readies it."""
    shortest = shortest_durations(a)
    ends = windows(a, shortest)[0] + shortest
    ready = np.full(len(a.ready_by), -1, np.int64)
    counts = a.readies & (a.job >= 0)
    np.maximum.at(ready, a.job[counts], np.minimum(ends[counts], a.heads.shape[1]))
    return ready


def path_misses(a: Arrays, ends: Ints) -> tuple[float, float]:
    """Weight of the jobs whose longest chain alone misses their day, and their weighted slots
    beyond."""
    missed = (a.ready_by >= 0) & (ends > a.ready_by)
    late = a.weight[missed] * (ends[missed] - a.ready_by[missed])
    return float(a.weight[missed].sum()), float(late.sum())


def energies(a: Arrays) -> Ints:
    """R x N: the least person-slots of each skill set that a task must take (over all its modes);
    nothing for what is fixed, which is taken off the people instead."""
    tasks = len(a.release)
    energy = np.zeros((a.heads.shape[0], tasks), np.int64)
    shrink = np.ones(tasks)
    learns = (a.curve >= 0) & (a.fixed < 0)
    shrink[learns] = a.share[a.curve[learns], -1]
    for task in np.flatnonzero(a.fixed < 0):
        modes = range(a.mode_at[task], a.mode_at[task + 1])
        rows = [dict(_needs(a, mode, float(shrink[task]))) for mode in modes]
        for number in rows[0]:
            energy[number, task] = min(row.get(number, 0) for row in rows)
    return energy


def _needs(a: Arrays, mode: int, shrink: float) -> list[tuple[int, int]]:
    length = int(np.ceil(a.duration[mode] * shrink - 1e-9))
    return [
        (int(a.need_set[e]), length * int(a.need_heads[e]))
        for e in range(a.need_at[mode], a.need_at[mode + 1])
    ]


def energy_span(a: Arrays, energy: Ints) -> int:
    """The soonest slot by which everybody can have done all readying work."""
    span = 0
    work = energy[:, a.readies].sum(axis=1)
    have = np.cumsum(free_heads(a), axis=1)
    for number in range(len(work)):
        if work[number]:
            span = max(span, int(np.searchsorted(have[number], work[number])) + 1)
    return min(span, int(a.heads.shape[1]))


def energy_misses(a: Arrays, ends: Ints, energy: Ints) -> tuple[float, int]:
    """The least weight of jobs that must miss because people are too few, beyond those certain
    to."""
    able = (a.ready_by >= 0) & (ends >= 0) & (ends <= a.ready_by) & (a.weight > 0)
    counts = a.readies & (a.job >= 0)
    heads = free_heads(a)
    best, best_set = 0.0, -1
    for number in range(energy.shape[0]):
        work = np.bincount(a.job[counts], energy[number, counts], minlength=len(ends))
        have = np.cumsum(heads[number])
        for day in np.unique(a.ready_by[able]):
            due = able & (a.ready_by <= day)
            spare = float(have[day - 1]) if day > 0 else 0.0
            least = least_dropped(work[due], a.weight[due], float(work[due].sum()) - spare)
            if least > best:
                best, best_set = least, number
    return best, best_set


def least_dropped(work: Floats, weight: Floats, excess: float) -> float:
    """Least weight of jobs (parts allowed) that together take `excess` person-slots away."""
    if excess <= 0:
        return 0.0
    busy = work > 0
    work, weight = work[busy], weight[busy]
    order = np.argsort(weight / work, kind="stable")
    taken = np.cumsum(work[order])
    full = int(np.searchsorted(taken, excess, side="right"))
    dropped = float(weight[order][:full].sum())
    if full < len(order):
        before = float(taken[full - 1]) if full else 0.0
        dropped += (excess - before) * float((weight / work)[order][full])
    return dropped


def least_price(a: Arrays) -> float:
    """Weighted cost and risk of the cheapest mode of every task."""
    cheapest = np.minimum.reduceat(a.price, a.mode_at[:-1])
    fixed = a.fixed >= 0
    cheapest[fixed] = a.price[a.mode_at[:-1][fixed]]
    return float(cheapest.sum())


def free_heads(a: Arrays) -> Ints:
    """R x H: people left beside what is fixed."""
    left = a.heads.copy()
    for task in np.flatnonzero(a.fixed >= 0):
        mode = a.mode_at[task]
        stretch = slice(a.fixed[task], a.fixed[task] + a.duration[mode])
        for e in range(a.need_at[mode], a.need_at[mode + 1]):
            left[a.need_set[e], stretch] -= a.need_heads[e]
    return np.maximum(left, 0)
