"""The objective of `objective.py` again, compiled, for plans in arrays; a test holds them equal."""

import numpy as np

from maali_engines.scheduling.flat import Arrays, Floats, Ints
from maali_engines.scheduling.serial import inner


@inner
def ready_ends(a: Arrays, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """By job: the slot by which it is ready (-1: nothing readies it), and 1 where work is left
    out."""
    ends, undone = np.full(len(a.ready_by), -1), np.zeros(len(a.ready_by), np.int64)
    for task in range(len(start)):
        if a.readies[task]:
            job = a.job[task]
            if start[task] < 0:
                undone[job] = 1
                ends[job] = max(ends[job], a.heads.shape[1])
            else:
                ends[job] = max(ends[job], end[task])
    return ends, undone


@inner
def cost_of(  # noqa: C901
    a: Arrays, start: Ints, end: Ints, mode: Ints
) -> tuple[float, Floats]:
    """The objective, and by job what its lateness adds (for choosing what to move)."""
    ends, undone = ready_ends(a, start, end)
    blame = np.zeros(len(ends))
    total, span, moved, horizon = 0.0, 0, 0, a.heads.shape[1]
    for job in range(len(ends)):
        if ends[job] < 0:
            continue
        span = max(span, ends[job])
        if a.ready_by[job] >= 0 and (ends[job] > a.ready_by[job] or undone[job] > 0):
            late = max(1, ends[job] - a.ready_by[job])
            blame[job] += a.weight[job] * (a.weights[0] + a.weights[1] * late)
        if a.due[job] >= 0:
            blame[job] += a.weights[2] * a.due_weight[job] * max(0, ends[job] - a.due[job])
        total += blame[job]
        if a.announced[job] >= 0:
            moved += a.period[min(max(ends[job] - 1, 0), horizon - 1)] != a.announced[job]
    total += a.weights[3] * span + a.weights[4] * moved
    for task in range(len(start)):
        if start[task] >= 0:
            total += a.price[mode[task]]
        else:
            total += a.cheapest[task]
            if a.job[task] >= 0:
                total += a.weights[5]
    return total, blame
