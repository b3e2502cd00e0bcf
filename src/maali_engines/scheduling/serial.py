"""The serial schedule generation scheme, compiled: one order of tasks in, one plan out.

Kolisch & Hartmann's scheme with calendars, skill sets, period limits, move groups and learning.
A task goes to the earliest slot where it fits; of its modes the one that ends first is taken, the
cheaper one on a tie. When a task comes too late after one that it must follow closely, that one and
all that was built on it are taken out and put later (Franck, Neumann & Schwindt 2001).
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from maali_engines.scheduling.flat import NO_LAG, Arrays, Floats, Ints

MOST_REPAIRS = 60  # of one node; beyond that its follower is left out
ABSENT, LEFT_OUT = -1, -2
TAKE, GIVE = (
    cast(int, np.int64(1)),
    cast(int, np.int64(-1)),
)  # not bare ints: each would be compiled for on its own

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compiled on first use; kept beside the code, or in the user's own cache where that is not
    writable."""
    return _compiled(function)


def inner(function: F) -> F:
    """Likewise for what only compiled code calls: without the way in from Python, which unpacks
    every array of `Arrays`, it compiles faster. So there are few ways in."""
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def lean(function: F) -> F:
    """Likewise for what also makes no arrays or lists: none to count, so less to compile."""
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False)


def _compiled(function: F, **options: Any) -> F:
    try:
        return cast(F, numba.njit(cache=True, nogil=True, **options)(function))
    except RuntimeError:  # nowhere to keep it: compile anew each time
        return cast(F, numba.njit(nogil=True, **options)(function))


def topological_order(a: Arrays, priority: Floats) -> Ints:
    """Nodes by priority (small first), but never before what they wait for."""
    key = raised_keys(priority, a.node, a.node_order, a.after_at, a.after)
    order: Ints = a.node_order[np.argsort(key[a.node_order], kind="stable")]
    return order


@compiled
def raised_keys(
    priority: Floats, node_of: Ints, node_order: Ints, after_at: Ints, after: Ints
) -> Floats:
    """By node the least priority of its tasks, raised above all that it waits for."""
    key = np.full(len(node_order), 1e18)
    for task in range(len(node_of)):
        key[node_of[task]] = min(key[node_of[task]], priority[task])
    for place in range(len(node_order)):
        node = node_order[place]
        for e in range(after_at[node], after_at[node + 1]):
            key[after[e]] = max(key[after[e]], key[node] + 1e-6)
    return key


@lean
def next_try(
    a: Arrays, left: Ints, count: Ints, task: int, mode: int, slot: int, length: int
) -> int:
    """`slot` itself if the task fits there, else the next slot worth trying."""
    row = a.closed[task]
    if row >= 0 and a.clear[row, slot] < length:
        return slot + int(a.clear[row, slot]) + 1
    for e in range(a.need_at[mode], a.need_at[mode + 1]):
        for u in range(slot + length - 1, slot - 1, -1):
            if left[a.need_set[e], u] < a.need_heads[e]:
                return u + 1
    for e in range(a.limit_at[task], a.limit_at[task + 1]):
        if count[a.limit[e], a.period[slot]] >= a.limit_most[a.limit[e]]:
            return int(a.next_period[slot])
    return slot


@lean
def length_at(a: Arrays, done: Ints, careful: bool, task: int, mode: int, slot: int) -> int:
    nominal = int(a.duration[mode])
    curve = a.curve[task]
    if curve < 0 or careful or nominal == 0:
        return nominal
    times = min(done[curve, slot], a.share.shape[1] - 1)
    return max(1, int(math.ceil(nominal * a.share[curve, times] - 1e-9)))  # noqa: RUF046


@lean
def earliest(
    a: Arrays,
    left: Ints,
    count: Ints,
    done: Ints,
    careful: bool,
    chosen: int,
    task: int,
    first: int,
) -> tuple[int, int, int]:
    """Start, mode and length where the task ends first; start -1 if it fits nowhere."""
    horizon = a.heads.shape[1]
    best, best_mode, best_length, best_end, best_price = -1, -1, 0, horizon + 1, 0.0
    for mode in range(a.mode_at[task], a.mode_at[task + 1]):
        if a.option[mode] >= 0 and chosen >= 0 and a.option[mode] != chosen:
            continue
        slot = first
        while slot < horizon:
            length = length_at(a, done, careful, task, mode, slot)
            end = slot + length
            if end > best_end or (end == best_end and a.price[mode] >= best_price):
                break
            if end > horizon:
                break
            after = next_try(a, left, count, task, mode, slot, length)
            if after == slot:
                best, best_mode, best_length, best_end = slot, mode, length, end
                best_price = a.price[mode]
                break
            slot = after
    return best, best_mode, best_length


@lean
def book(
    a: Arrays,
    left: Ints,
    count: Ints,
    done: Ints,
    task: int,
    mode: int,
    slot: int,
    end: int,
    sign: int,
) -> None:
    """Take (`sign` 1) or give back (-1) what a task uses."""
    for e in range(a.need_at[mode], a.need_at[mode + 1]):
        for u in range(slot, min(end, left.shape[1])):
            left[a.need_set[e], u] -= sign * a.need_heads[e]
    for e in range(a.limit_at[task], a.limit_at[task + 1]):
        count[a.limit[e], a.period[slot]] += sign
    if a.curve[task] >= 0 and a.duration[mode] > 0:
        for u in range(end, done.shape[1]):
            done[a.curve[task], u] += sign


@lean
def settle(
    a: Arrays, chosen: Ints, held: Ints, free: Ints, task: int, mode: int, sign: int
) -> None:
    """The first task with an option chooses it for its job; the last one taken out frees the
    job."""
    job = a.job[task]
    if job < 0 or a.option[mode] < 0:
        return
    held[job] += sign
    if sign > 0:
        chosen[job] = a.option[mode]
    elif held[job] == 0:
        chosen[job] = free[job]


@lean
def take_out(
    a: Arrays, left: Ints, count: Ints, done: Ints, chosen: Ints, held: Ints, free: Ints,
    start: Ints, end: Ints, mode: Ints, node: int,
) -> None:  # fmt: skip
    for e in range(a.member_at[node], a.member_at[node + 1]):
        task = a.member[e]
        if start[task] >= 0 and a.fixed[task] < 0:
            book(a, left, count, done, task, mode[task], start[task], end[task], GIVE)
            settle(a, chosen, held, free, task, mode[task], GIVE)
        if a.fixed[task] < 0:
            start[task] = ABSENT


@lean
def put_in(
    a: Arrays, left: Ints, count: Ints, done: Ints, chosen: Ints, held: Ints, free: Ints,
    start: Ints, end: Ints, mode: Ints, careful: Ints, soonest: Ints, node: int,
) -> bool:  # fmt: skip
    """Places all members of a node, close enough together; False if they fit nowhere."""
    first = 0
    horizon = a.heads.shape[1]
    while first < horizon:
        low, high, fits = horizon, -1, True
        for e in range(a.member_at[node], a.member_at[node + 1]):
            task = a.member[e]
            if a.fixed[task] >= 0:
                continue
            job = a.job[task]
            choice = chosen[job] if job >= 0 else -1
            slot, way, length = earliest(
                a, left, count, done, careful[task] > 0, choice, task, max(first, soonest[task])
            )
            if slot < 0:
                fits = False
                break
            start[task], end[task], mode[task] = slot, slot + length, way
            book(a, left, count, done, task, way, slot, slot + length, TAKE)
            settle(a, chosen, held, free, task, way, TAKE)
            low, high = min(low, slot), max(high, slot)
        if fits and high - low <= a.within[node]:
            return True
        take_out(a, left, count, done, chosen, held, free, start, end, mode, node)
        if not fits:
            return False
        first = high - a.within[node]
    return False


@lean
def look_before(a: Arrays, start: Ints, end: Ints, later: Ints, soonest: Ints, node: int) -> bool:
    """Earliest starts by what each member waits for; False if that was left out."""
    for m in range(a.member_at[node], a.member_at[node + 1]):
        task = a.member[m]
        slot = max(a.release[task], later[task])
        for e in range(a.before_at[task], a.before_at[task + 1]):
            if start[a.before[e]] == LEFT_OUT:
                if a.job[task] >= 0:  # a gate does not wait for pilots that cannot be planned
                    return False
                continue
            slot = max(slot, end[a.before[e]] + a.least[e])
        soonest[task] = slot
    return True


@lean
def too_late(a: Arrays, start: Ints, end: Ints, node: int) -> int:
    """The first precedence whose largest lag a member breaks, -1 if none."""
    for m in range(a.member_at[node], a.member_at[node + 1]):
        task = a.member[m]
        if a.fixed[task] >= 0:
            continue
        for e in range(a.before_at[task], a.before_at[task + 1]):
            one = a.before[e]
            if a.most[e] < NO_LAG and a.fixed[one] < 0 and start[task] > end[one] + a.most[e]:
                return e
    return -1


@inner
def take_out_all(
    a: Arrays, left: Ints, count: Ints, done: Ints, chosen: Ints, held: Ints, free: Ints,
    start: Ints, end: Ints, mode: Ints, state: Ints, root: int,
) -> None:  # fmt: skip
    """Takes out a node and everything placed that waits for it."""
    stack = [root]
    while len(stack) > 0:
        node = stack.pop()
        if state[node] == 0 and node != root:
            continue
        take_out(a, left, count, done, chosen, held, free, start, end, mode, node)
        state[node] = 0
        for e in range(a.after_at[node], a.after_at[node + 1]):
            if state[a.after[e]] != 0:
                stack.append(a.after[e])


@lean
def leave_out(a: Arrays, start: Ints, node: int) -> None:
    for e in range(a.member_at[node], a.member_at[node + 1]):
        if a.fixed[a.member[e]] < 0:
            start[a.member[e]] = LEFT_OUT


# One loop with its whole state: split up, every part would carry the same dozen arrays.
@inner
def schedule(  # noqa: C901, PLR0915
    a: Arrays, order: Ints, free: Ints, careful: Ints, start: Ints, end: Ints, mode: Ints
) -> int:
    """Fills `start`, `end`, `mode` (N; start -2: left out). Returns how many repairs it took.

    `order`: nodes, topological. `free`: by job the option to take, or -1 for the scheme's choice.
    """
    tasks, nodes = len(a.release), len(order)
    left = a.heads.copy()
    count = np.zeros((len(a.limit_most), a.period[-1] + 1), np.int64)
    done = np.zeros((a.share.shape[0], a.heads.shape[1] + 1), np.int64)
    chosen, held = free.copy(), np.zeros(len(free), np.int64)
    later, soonest = np.zeros(tasks, np.int64), np.zeros(tasks, np.int64)
    state, tries = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    place = np.zeros(nodes, np.int64)
    blamed, hopeless = np.full(nodes, -1), np.zeros(nodes, np.int64)
    start[:] = ABSENT
    for task in range(tasks):
        if a.fixed[task] >= 0:
            start[task], mode[task] = a.fixed[task], a.mode_at[task]
            end[task] = start[task] + a.duration[mode[task]]
            book(a, left, count, done, task, mode[task], start[task], end[task], TAKE)
            settle(a, chosen, held, free, task, mode[task], TAKE)
    for at in range(nodes):
        place[order[at]] = at
    at, repairs = 0, 0
    while at < nodes:
        node = order[at]
        if state[node] != 0:
            at += 1
            continue
        fits = (
            hopeless[node] == 0
            and look_before(a, start, end, later, soonest, node)
            and put_in(
                a, left, count, done, chosen, held, free, start, end, mode, careful, soonest, node
            )
        )
        broken = too_late(a, start, end, node) if fits else -1
        if not fits:
            root = raised_before(a, blamed, node)
            if root >= 0:  # put later for a follower until no room was left: do without that one
                give_up(a, later, blamed, hopeless, root)
                take_out_all(
                    a, left, count, done, chosen, held, free, start, end, mode, state, root
                )
                at = place[root]
                continue
            leave_out(a, start, node)
            state[node] = 2
            continue
        if broken < 0:
            state[node] = 1
            continue
        one, late = a.before[broken], a.follower[broken]
        root = a.node[one]
        tries[root] += 1
        repairs += 1
        state[node] = 1
        blamed[root] = node
        later[one] = start[late] - a.most[broken] - (end[one] - start[one])
        if tries[root] > MOST_REPAIRS:
            give_up(a, later, blamed, hopeless, root)
            tries[root] = 0
        take_out_all(a, left, count, done, chosen, held, free, start, end, mode, state, root)
        at = place[root]
    return repairs


@inner
def raised_before(a: Arrays, blamed: Ints, node: int) -> int:
    """The node itself or one that it waits for which was put later for the sake of another; or
    -1."""
    seen = np.zeros(len(blamed), np.int64)
    stack = [node]
    seen[node] = 1
    while len(stack) > 0:
        one = stack.pop()
        if blamed[one] >= 0:
            return one
        for m in range(a.member_at[one], a.member_at[one + 1]):
            for e in range(a.before_at[a.member[m]], a.before_at[a.member[m] + 1]):
                other = a.node[a.before[e]]
                if seen[other] == 0:
                    seen[other] = 1
                    stack.append(other)
    return -1


@lean
def give_up(a: Arrays, later: Ints, blamed: Ints, hopeless: Ints, node: int) -> None:
    """The follower that a node was put later for is left out; the node goes back to its own
    time."""
    hopeless[blamed[node]] = 1
    blamed[node] = -1
    for e in range(a.member_at[node], a.member_at[node + 1]):
        later[a.member[e]] = 0


@inner
def hasty(a: Arrays, start: Ints, end: Ints, mode: Ints, careful: Ints) -> int:
    """Marks tasks that count on repetitions which were moved away again; returns how many."""
    done = np.zeros((a.share.shape[0], a.heads.shape[1] + 2), np.int64)
    for task in range(len(start)):
        if a.curve[task] >= 0 and start[task] >= 0 and a.duration[mode[task]] > 0:
            done[a.curve[task], min(end[task], done.shape[1] - 1)] += 1
    for curve in range(done.shape[0]):
        for u in range(1, done.shape[1]):
            done[curve, u] += done[curve, u - 1]
    found = 0
    for task in range(len(start)):
        if a.curve[task] >= 0 and start[task] >= 0 and a.fixed[task] < 0:
            least = length_at(a, done, False, task, mode[task], start[task])
            if end[task] - start[task] < least:
                careful[task] = 1
                found += 1
    return found
