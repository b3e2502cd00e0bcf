"""The judge: which rules a plan breaks. Written without any solver's code; trusts nobody.

One small function per rule; each yields `Broken` rows. Fixed tasks are history: they are counted
wherever they use something, but they themselves are not asked to obey.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from maali_engines.scheduling.answer import Assignment, Broken, Plan
from maali_engines.scheduling.capacity import Workers, workers_of
from maali_engines.scheduling.data import Job, PeriodLimit, Problem, Task
from maali_engines.scheduling.learning import factor, learnt_duration


def check(
    problem: Problem, plan: Plan, assignments: Iterable[Assignment] | None = None
) -> tuple[Broken, ...]:
    """Every broken rule; none means that the plan can be carried out.

    Missing the start day breaks no rule (it costs, see `objective.py`), nor does a task left out,
    unless something that waits for it is planned all the same. With `assignments`, these are judged
    too: everyone has the skill, is at work and does one thing at a time.
    """
    found: list[Broken] = []
    for rule in (
        mode_exists, inside_time, fixed_stays, one_option, duration_told, waits_long_enough,
        comes_soon_enough, freezes_kept, windows_kept, groups_together, pilots_first, limits_kept,
        people_enough,
    ):  # fmt: skip
        found += rule(problem, plan)
        if found and rule is mode_exists:
            return tuple(found)  # nothing else can be read from such a plan
    if assignments is not None:
        found += assigned_well(problem, plan, tuple(assignments))
    return tuple(found)


def placed(problem: Problem, plan: Plan) -> Iterator[Task]:
    return (task for task in problem.tasks if task.id in plan.starts)


def free(problem: Problem, plan: Plan) -> Iterator[Task]:
    return (task for task in placed(problem, plan) if task.fixed_start is None)


def jobs_of(problem: Problem) -> dict[str, Job]:
    return {job.id: job for job in problem.jobs}


def mode_exists(problem: Problem, plan: Plan) -> Iterator[Broken]:
    known = {task.id for task in problem.tasks}
    for stranger in plan.starts.keys() - known:
        yield Broken("no_such_task", (stranger,))
    for task in placed(problem, plan):
        mode = plan.modes.get(task.id, -1)
        if not 0 <= mode < len(task.modes) or plan.durations.get(task.id, -1) < 0:
            yield Broken("no_such_mode", (task.id,))


def inside_time(problem: Problem, plan: Plan) -> Iterator[Broken]:
    for task in free(problem, plan):
        start = plan.starts[task.id]
        inside = max(task.release, problem.now) <= start < problem.horizon
        if not inside or plan.end(task.id) > problem.horizon:
            yield Broken("outside_time", (task.id,), start)


def fixed_stays(problem: Problem, plan: Plan) -> Iterator[Broken]:
    for task in problem.tasks:
        if task.fixed_start is not None:
            stays = plan.starts.get(task.id) == task.fixed_start and plan.modes[task.id] == 0
            if not stays:
                yield Broken("fixed_moved", (task.id,), task.fixed_start)


def one_option(problem: Problem, plan: Plan) -> Iterator[Broken]:
    options: dict[str, set[str]] = defaultdict(set)
    for task in placed(problem, plan):
        options[task.job].add(task.modes[plan.modes[task.id]].option)
    for job, chosen in options.items():
        if len(chosen - {""}) > 1:
            yield Broken("two_options", (job, *sorted(chosen - {""})))


def duration_told(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """A task takes its mode's time; with learning, no less than what is learnt by its start."""
    curves = {curve.kind: curve for curve in problem.learning}
    ends: dict[str, list[int]] = defaultdict(list)
    for task in placed(problem, plan):
        if task.modes[plan.modes[task.id]].duration:
            ends[task.kind].append(plan.end(task.id))
    sorted_ends = {kind: np.sort(np.array(slots)) for kind, slots in ends.items()}
    for task in free(problem, plan):
        most = least = task.modes[plan.modes[task.id]].duration
        if task.kind in curves and most:
            start = plan.starts[task.id]
            done = int(np.searchsorted(sorted_ends[task.kind], start, side="right"))
            least = learnt_duration(most, factor(curves[task.kind], done))
        if not least <= plan.durations[task.id] <= most:
            yield Broken("wrong_duration", (task.id,), plan.starts[task.id])


def waits_long_enough(problem: Problem, plan: Plan) -> Iterator[Broken]:
    fixed = {task.id for task in problem.tasks if task.fixed_start is not None}
    for rule in problem.precedences:
        if rule.after in plan.starts and rule.after not in fixed:
            early = rule.before not in plan.starts or (
                plan.starts[rule.after] < plan.end(rule.before) + rule.least
            )
            if early:
                yield Broken("too_early", (rule.before, rule.after), plan.starts[rule.after])


def comes_soon_enough(problem: Problem, plan: Plan) -> Iterator[Broken]:
    fixed = {task.id for task in problem.tasks if task.fixed_start is not None}
    for rule in problem.precedences:
        both = rule.before in plan.starts and rule.after in plan.starts
        if both and rule.most is not None and not {rule.before, rule.after} <= fixed:
            latest = plan.end(rule.before) + rule.most
            # An old beginning cannot be undone: what follows it too late breaks no rule.

            # by the plan's own cost, not by this rule.
            if plan.starts[rule.after] > latest and rule.before not in fixed:
                yield Broken("too_late", (rule.before, rule.after), plan.starts[rule.after])


def freezes_kept(problem: Problem, plan: Plan) -> Iterator[Broken]:
    frozen: dict[str, set[int]] = defaultdict(set)
    for freeze in problem.freezes:
        for kind in freeze.kinds:
            frozen[kind] |= freeze.slots
    for task in free(problem, plan):
        hit = frozen[task.kind].intersection(range(plan.starts[task.id], plan.end(task.id)))
        if hit:
            yield Broken("in_freeze", (task.id,), min(hit))


def windows_kept(problem: Problem, plan: Plan) -> Iterator[Broken]:
    jobs = jobs_of(problem)
    for task in free(problem, plan):
        job = jobs[task.job]
        if task.kind in job.closed_kinds:
            hit = job.closed.intersection(range(plan.starts[task.id], plan.end(task.id)))
            if hit:
                yield Broken("outside_window", (task.id,), min(hit))


def groups_together(problem: Problem, plan: Plan) -> Iterator[Broken]:
    fixed = {task.id for task in problem.tasks if task.fixed_start is not None}
    for group in problem.groups:
        starts = [plan.starts[task] for task in sorted(group.tasks) if task in plan.starts]
        torn = len(starts) < len(group.tasks) or max(starts) - min(starts) > group.within
        if starts and torn and not group.tasks & fixed:
            yield Broken("group_torn", (group.id,), min(starts))


def pilots_first(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """A pilot that could not be planned at all holds nobody back."""
    fixed = {task.id for task in problem.tasks if task.fixed_start is not None}
    for pilots in problem.pilots:
        ends = [plan.end(task) for task in pilots.first if task in plan.starts]
        for task in sorted(pilots.then & plan.starts.keys() - fixed):
            if ends and plan.starts[task] < max(ends) + pilots.lag:
                yield Broken("before_pilots", (task,), plan.starts[task])


def limits_kept(problem: Problem, plan: Plan) -> Iterator[Broken]:
    jobs = jobs_of(problem)
    for limit in problem.limits:
        counts: Counter[int] = Counter()
        fixed: Counter[int] = Counter()
        for task in placed(problem, plan):
            if limited(limit, task, jobs):
                period = problem.period_of_slot[min(plan.starts[task.id], problem.horizon - 1)]
                counts[period] += 1
                fixed[period] += task.fixed_start is not None
        for period, count in sorted(counts.items()):
            if count > max(limit.most, fixed[period]):
                yield Broken("over_limit", (limit.municipality, str(period)))


def limited(limit: PeriodLimit, task: Task, jobs: dict[str, Job]) -> bool:
    own = not limit.municipality or jobs[task.job].municipality == limit.municipality
    return own and task.kind in limit.kinds


def people_enough(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """In each slot everybody needed can be found, nobody twice (a maximum matching says so)."""
    workers = workers_of(problem)
    needs: dict[int, list[tuple[str, str]]] = defaultdict(list)
    begun: Counter[int] = Counter()
    for task in placed(problem, plan):
        demand = task.modes[plan.modes[task.id]].demand
        units = [(task.id, skill) for skill, persons in demand.items() for _ in range(persons)]
        for slot in range(plan.starts[task.id], min(plan.end(task.id), problem.horizon)):
            needs[slot] += units
            begun[slot] += len(units) if task.fixed_start is not None else 0
    for slot, units in sorted(needs.items()):
        short = _unmatched(workers, slot, [skill for _, skill in units])
        if short and len(units) > begun[slot]:
            who = sorted({skill for _, skill in units})
            yield Broken("people_short", tuple(who), slot)


def _unmatched(workers: Workers, slot: int, skills: list[str]) -> int:
    there = [
        own for own, here in zip(workers.skills, workers.present[:, slot], strict=True) if here
    ]
    able = np.array([[skill in own for own in there] for skill in skills], bool)
    if not there:
        return len(skills)
    match = maximum_bipartite_matching(csr_matrix(able), perm_type="column")
    return int((match < 0).sum())


def assigned_well(
    problem: Problem, plan: Plan, assignments: tuple[Assignment, ...]
) -> Iterator[Broken]:
    workers = workers_of(problem)
    skills: dict[str, frozenset[str]] = defaultdict(frozenset)
    heads: dict[str, np.ndarray] = {}
    for name, own, present in zip(workers.names, workers.skills, workers.present, strict=True):
        skills[name] |= own
        heads[name] = heads.get(name, 0) + present.astype(int)
    given: Counter[tuple[str, str, int]] = Counter()
    for one in assignments:
        if one.skill not in skills[one.who]:
            yield Broken("without_skill", (one.who, one.skill, one.task))
            continue
        heads[one.who][one.first : one.last + 1] -= 1
        given.update((one.task, one.skill, slot) for slot in range(one.first, one.last + 1))
    for name, left in heads.items():
        if left.min(initial=0) < 0:
            yield Broken("person_twice", (name,), int(left.argmin()))
    yield from _nobody_assigned(problem, plan, given)


def _nobody_assigned(
    problem: Problem, plan: Plan, given: Counter[tuple[str, str, int]]
) -> Iterator[Broken]:
    for task in free(problem, plan):
        for skill, persons in task.modes[plan.modes[task.id]].demand.items():
            for slot in range(plan.starts[task.id], plan.end(task.id)):
                if given[task.id, skill, slot] != persons:
                    yield Broken("nobody_assigned", (task.id, skill), slot)
                    break
