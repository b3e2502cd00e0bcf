"""What a problem may not say: references to nothing, circles, periods that fall."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from maali_engines.scheduling.data import MAX_SLOTS, refuse_if

if TYPE_CHECKING:
    from maali_engines.scheduling.data import Problem

MAX_TASKS = 200_000


def refuse_nonsense(problem: "Problem") -> None:
    """Raises `Nonsense` with the code and the ids of the first thing that makes no sense."""
    _refuse_bad_time(problem)
    jobs = _unique("job", (job.id for job in problem.jobs))
    tasks = _unique("task", (task.id for task in problem.tasks))
    _unique("expert", (expert.id for expert in problem.experts))
    refuse_if(len(tasks) > MAX_TASKS, "too_many_tasks", tasks=len(tasks), most=MAX_TASKS)
    for task in problem.tasks:
        refuse_if(task.job not in jobs, "no_such_job", task=task.id, job=task.job)
        outside = task.fixed_start is not None and not 0 <= task.fixed_start < problem.horizon
        refuse_if(outside, "fixed_outside", task=task.id, start=task.fixed_start)
    _refuse_unknown_tasks(problem, tasks)
    _refuse_two_groups(problem)
    circle = find_circle(problem)
    refuse_if(circle, "circle", tasks=circle)


def _refuse_bad_time(problem: "Problem") -> None:
    periods = problem.period_of_slot
    refuse_if(not periods, "no_working_day")
    refuse_if(len(periods) > MAX_SLOTS, "too_long", slots=len(periods), most=MAX_SLOTS)
    falls = periods[0] < 0 or any(b < a for a, b in zip(periods, periods[1:], strict=False))
    refuse_if(falls, "periods_fall")
    refuse_if(not 0 <= problem.now <= len(periods), "bad_now", now=problem.now)


def _unique(what: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for one in ids:
        refuse_if(one in seen, "twice", what=what, id=one)
        seen.add(one)
    return seen


def _refuse_unknown_tasks(problem: "Problem", tasks: set[str]) -> None:
    named = {p.before for p in problem.precedences} | {p.after for p in problem.precedences}
    for group in problem.groups:
        named |= group.tasks
    for pilots in problem.pilots:
        named |= pilots.first | pilots.then
    refuse_if(named - tasks, "no_such_task", tasks=sorted(named - tasks)[:10])


def _refuse_two_groups(problem: "Problem") -> None:
    seen: dict[str, str] = {}
    for group in problem.groups:
        for task in group.tasks:
            refuse_if(task in seen, "two_groups", task=task, groups=[seen.get(task), group.id])
            seen[task] = group.id


def find_circle(problem: "Problem") -> list[str]:
    """Tasks that wait for each other in a circle, [] if none. A move group counts as one task."""
    group_of = {task: group.id for group in problem.groups for task in group.tasks}
    node = {task.id: ("group", group_of[task.id]) if task.id in group_of else ("task", task.id)
            for task in problem.tasks}  # fmt: skip
    after: dict[tuple[str, str], set[tuple[str, str]]] = {one: set() for one in node.values()}
    for rule in problem.precedences:
        after[node[rule.before]].add(node[rule.after])
    for number, pilots in enumerate(problem.pilots):
        gate = ("pilots", str(number))
        after[gate] = {node[task] for task in pilots.then}
        for task in pilots.first:
            after[node[task]].add(gate)
    return [name for _, name in _circle_in(after)]


def _circle_in(after: dict[tuple[str, str], set[tuple[str, str]]]) -> list[tuple[str, str]]:
    waiting = dict.fromkeys(after, 0)
    for followers in after.values():
        for one in followers:
            waiting[one] += 1
    free = [one for one, count in waiting.items() if not count]
    while free:
        for one in after[free.pop()]:
            waiting[one] -= 1
            if not waiting[one]:
                free.append(one)
    left = {one for one, count in waiting.items() if count}
    return _walk_back(after, left) if left else []


def _walk_back(
    after: dict[tuple[str, str], set[tuple[str, str]]], left: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    # Every node left has a predecessor that is left too, so walking backwards must meet itself.
    before = {b: a for a in sorted(left) for b in sorted(after[a] & left)}
    path = [min(left)]
    while (previous := before[path[-1]]) not in path:
        path.append(previous)
    return path[path.index(previous) :][::-1]
