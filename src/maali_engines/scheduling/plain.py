"""The slow twin: the same serial scheme said so plainly that it must be right.

Tasks in the order given (never before what they wait for), each in the first slot where the judge
finds nothing broken, in the mode that ends first. Without learning and without mending of largest
lags; for small problems only. `make` tries this order too, so `solve` is never worse.
"""

from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.check import check
from maali_engines.scheduling.data import Problem, Task, node_of_task, waits


def plain(problem: Problem) -> Plan:
    """A plan by trying slot after slot; what fits nowhere is left out, and all that waits for
    it."""
    plan = Plan({}, {}, {})
    for task in problem.tasks:
        if task.fixed_start is not None:
            plan = _with(plan, task, task.fixed_start, 0)
    for members in _in_order(problem):
        plan = _place_together(problem, plan, [t for t in members if t.fixed_start is None])
    return plan


def _in_order(problem: Problem) -> list[list[Task]]:
    """Move groups and single tasks, by the place of their first task, after all that they wait
    for."""
    node, after = node_of_task(problem), waits(problem)
    members: dict[str, list[Task]] = {name: [] for name in after}
    key: dict[str, tuple[int, int]] = {}
    for place, task in enumerate(problem.tasks):
        members[node[task.id]].append(task)
        key.setdefault(node[task.id], (place, 0))
    for number, name in enumerate(name for name in after if not members[name]):
        key[name] = (len(problem.tasks) + number, 0)
    done: list[str] = []
    while len(done) < len(after):
        waiting = {one for name in after if name not in done for one in after[name]}
        name = next(one for one in after if one not in done and one not in waiting)
        done.append(name)
        for one in after[name]:
            key[one] = max(key[one], (key[name][0], key[name][1] + 1))
    return [members[name] for name in sorted(done, key=lambda one: key[one])]


def _place_together(problem: Problem, plan: Plan, members: list[Task]) -> Plan:
    if not members:
        return plan
    for first in range(problem.horizon + 1):
        trial: Plan | None = plan
        for task in members:
            trial = _place(problem, trial, task, first, alone=len(members) == 1) if trial else None
        if trial and not check(problem, trial):
            return trial
    return plan


def _place(problem: Problem, plan: Plan, task: Task, first: int, *, alone: bool) -> Plan | None:
    best: Plan | None = None
    for number, mode in enumerate(task.modes):
        for start in range(first, problem.horizon - mode.duration + 1):
            trial = _with(plan, task, start, number)
            broken = [one for one in check(problem, trial) if alone or one.rule != "group_torn"]
            if not broken:
                if best is None or trial.end(task.id) < best.end(task.id):
                    best = trial
                break
    return best


def _with(plan: Plan, task: Task, start: int, mode: int) -> Plan:
    return Plan(
        {**plan.starts, task.id: start},
        {**plan.modes, task.id: mode},
        {**plan.durations, task.id: task.modes[mode].duration},
    )
