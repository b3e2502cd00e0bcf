"""One play, compiled: slot by slot, whoever is free takes the next task of the plan that can begin.

A parallel scheme that knows only planned durations (not what was drawn): people are booked for the
planned time, given back early, and booked on when a task turns out longer. Calendars, windows and
limits per period hold; largest lags do not, for what is late is late (Ballestin & Leus 2009).
"""

from typing import NamedTuple

import numpy as np

from maali_engines.scheduling.flat import Arrays, Ints
from maali_engines.scheduling.serial import GIVE, TAKE, compiled, inner

NOTHING = -1  # held by its own date, a window or a limit
DONE, WAITING, ELIGIBLE, RUNNING, ABSENT = 0, 1, 2, 3, 4


class World(NamedTuple):
    """What the dispatcher sees and keeps. N tasks, K nodes, R skill sets, T slots."""

    mode: Ints  # N, mode in the arrays
    planned: Ints  # N, planned durations
    actual: Ints  # N, drawn ones
    dates: Ints  # N, not before this slot
    ranked: Ints  # N, tasks in the order of the plan
    rank: Ints  # N
    left: Ints  # R x T
    begun: Ints  # limits x periods
    start: Ints
    end: Ints
    held: Ints  # N: a task, NOTHING, or -2 - skill set
    since: Ints  # N, slot from which it could have begun
    state: Ints  # N
    missing: Ints  # K, predecessors that are not done
    finish_head: Ints  # T+1, first task that finishes in a slot ...
    finish_next: Ints  # N, ... and the one after it
    over_head: Ints  # T+1, likewise for tasks that turn out longer
    over_next: Ints
    ready_head: Ints  # T+1, likewise for tasks that become eligible
    ready_next: Ints


@inner
def use(a: Arrays, w: World, task: int, first: int, last: int, sign: int) -> None:
    mode = w.mode[task]
    for e in range(a.need_at[mode], a.need_at[mode + 1]):
        for u in range(first, min(last, w.left.shape[1])):
            w.left[a.need_set[e], u] -= sign * a.need_heads[e]


@inner
def hindrance(a: Arrays, w: World, task: int, now: int) -> int:
    """0 if the task can begin now, else what hinders it: NOTHING or -2 - skill set."""
    length, mode, row = w.planned[task], w.mode[task], a.closed[task]
    if a.fixed[task] >= 0:
        return 0
    for e in range(a.need_at[mode], a.need_at[mode + 1]):
        for u in range(now, min(now + length, w.left.shape[1])):
            if w.left[a.need_set[e], u] < a.need_heads[e]:
                return -2 - int(a.need_set[e])
    if row >= 0 and a.clear[row, now] < length:
        return NOTHING
    for e in range(a.limit_at[task], a.limit_at[task + 1]):
        if w.begun[a.limit[e], a.period[now]] >= a.limit_most[a.limit[e]]:
            return NOTHING
    return 0


@inner
def free_followers(a: Arrays, w: World, node: int, now: int) -> None:
    """A node whose predecessors are all done: its tasks become eligible when their lags are
    over."""
    for m in range(a.member_at[node], a.member_at[node + 1]):
        task = a.member[m]
        if w.state[task] != WAITING:
            continue
        slot, why = w.dates[task], NOTHING
        for e in range(a.before_at[task], a.before_at[task + 1]):
            one = a.before[e]
            waits = a.fixed[task] < 0 and w.state[one] == DONE
            if waits and w.end[one] + a.least[e] > slot:
                slot, why = w.end[one] + a.least[e], one
        w.since[task], w.held[task] = slot, why
        slot = min(max(slot, now), len(w.ready_head) - 1)
        w.ready_next[task] = w.ready_head[slot]
        w.ready_head[slot] = task


@inner
def finish(a: Arrays, w: World, task: int, now: int, follower_at: Ints, follower: Ints) -> None:
    w.state[task] = DONE
    use(a, w, task, now, w.start[task] + w.planned[task], GIVE)
    for e in range(follower_at[task], follower_at[task + 1]):
        node = a.node[follower[e]]
        w.missing[node] -= 1
        if w.missing[node] == 0:
            free_followers(a, w, node, now)


@inner
def begin_task(a: Arrays, w: World, task: int, now: int) -> None:
    w.start[task], w.end[task], w.state[task] = now, now + w.actual[task], RUNNING
    use(a, w, task, now, now + w.planned[task], TAKE)
    for e in range(a.limit_at[task], a.limit_at[task + 1]):
        w.begun[a.limit[e], a.period[now]] += 1
    last = len(w.finish_head) - 1
    slot = min(w.end[task], last)
    w.finish_next[task] = w.finish_head[slot]
    w.finish_head[slot] = task
    if w.actual[task] > w.planned[task] and now + w.planned[task] < last:
        slot = now + w.planned[task]
        w.over_next[task] = w.over_head[slot]
        w.over_head[slot] = task


@inner
def finish_all(a: Arrays, w: World, now: int, follower_at: Ints, follower: Ints) -> None:
    while w.finish_head[now] >= 0:
        task = w.finish_head[now]
        w.finish_head[now] = w.finish_next[task]
        finish(a, w, task, now, follower_at, follower)


@inner
def welcome(a: Arrays, w: World, now: int, queue: Ints, length: int) -> int:
    """Puts the tasks that become eligible now into the queue, in the order of the plan."""
    while w.ready_head[now] >= 0:
        task = w.ready_head[now]
        w.ready_head[now] = w.ready_next[task]
        w.state[task] = ELIGIBLE
        at = length
        while at > 0 and w.rank[queue[at - 1]] > w.rank[task]:
            queue[at] = queue[at - 1]
            at -= 1
        queue[at] = task
        length += 1
    return length


@inner
def start_some(a: Arrays, w: World, now: int, queue: Ints, length: int) -> tuple[int, bool]:
    """Begins what can begin; the queue's new length, and whether something took no time at all."""
    kept, instant = 0, False
    for at in range(length):
        task = queue[at]
        why = hindrance(a, w, task, now)
        if why == 0:
            begin_task(a, w, task, now)
            instant = instant or w.actual[task] == 0
        else:
            w.held[task] = why
            queue[kept] = task
            kept += 1
    return kept, instant


@compiled
def dispatch(a: Arrays, w: World, follower_at: Ints, follower: Ints) -> None:
    """Plays from slot 0 until all is done or time is over; fills `start`, `end` and `held`."""
    queue = np.zeros(len(w.start) + 1, np.int64)
    length = 0
    for node in range(len(w.missing)):
        if w.missing[node] == 0:
            free_followers(a, w, node, 0)
    for now in range(len(w.finish_head) - 1):
        finish_all(a, w, now, follower_at, follower)
        task = w.over_head[now]
        while task >= 0:
            use(a, w, task, now, w.end[task], TAKE)
            task = w.over_next[task]
        again = True
        while again:
            length = welcome(a, w, now, queue, length)
            length, again = start_some(a, w, now, queue, length)
            finish_all(a, w, now, follower_at, follower)
            again = again or w.ready_head[now] >= 0


@compiled
def blame(a: Arrays, w: World, task: int, chain: Ints) -> tuple[int, int]:
    """What held a task up most: (task, slots it overran) or (-2 - skill set, slots waited).

    Walks back from the task along what each had to wait for; counts the walk into `chain`.
    """
    worst, most = NOTHING, 0
    while task >= 0:
        chain[task] += 1
        over = w.actual[task] - w.planned[task]
        if over > most:
            worst, most = task, over
        waited = w.start[task] - w.since[task]
        if w.held[task] <= -2 and waited > most:
            worst, most = w.held[task], waited
        task = last_before(a, w, task)
    return worst, most


@inner
def last_before(a: Arrays, w: World, task: int) -> int:
    """The predecessor that a task waited for longest, -1 if its own date came later."""
    slot, found = w.dates[task], -1
    if a.fixed[task] >= 0:
        return -1
    for e in range(a.before_at[task], a.before_at[task + 1]):
        one = a.before[e]
        if w.state[one] == DONE and w.end[one] + a.least[e] > slot:
            slot, found = w.end[one] + a.least[e], one
    return found
