"""What stands in the way: why a task is left out, why a job misses its day, and what would mend it.

Limits are found by trying: each kind of limit near a missed job is lifted and the plan made
again by
the serial scheme. Limits whose lifting helps nobody are dropped one by one (a deletion filter), so
that no limit named can be left out of the set. Codes and figures only; pages make the sentences.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from maali_engines.scheduling.answer import Answer, Plan, Reason
from maali_engines.scheduling.bound import Bound, bound, earliest_ready
from maali_engines.scheduling.capacity import heads_with, workers_of
from maali_engines.scheduling.data import Problem, SkillPool
from maali_engines.scheduling.flat import Flat, flatten
from maali_engines.scheduling.make import Draft, make
from maali_engines.scheduling.objective import missed_jobs, ready_ends

ENOUGH = 10_000  # people: a skill that never runs short
MOST_PEOPLE = 64


@dataclass(frozen=True)
class Explanation:
    """`limits`: smallest set found whose lifting lets every job make its day, with figures.

    `mends`: single changes and how much weight of missed jobs each leaves ("left"). `proven`: the
    bound shows that no plan at all meets the day, whatever the order. Empty: nothing is missed.
    """

    missed: tuple[str, ...]
    limits: tuple[Reason, ...]
    mends: tuple[Reason, ...]
    proven: bool


def why_left_out(problem: Problem, plan: Plan) -> dict[str, Reason]:
    """Task id -> why no slot was left for it before the horizon.

    skill_missing(skill, needed, most) · waits(task) · no_room(task, slots)
    """
    left = {task.id: task for task in problem.tasks if task.id not in plan.starts}
    if not left:
        return {}
    workers = workers_of(problem)
    most = {s: int(heads_with(workers, frozenset({s})).max(initial=0)) for s in problem.skills}
    waits = {rule.after: rule.before for rule in problem.precedences if rule.before in left}
    reasons = {}
    for name, task in left.items():
        lacking = [{s: n for s, n in mode.demand.items() if most[s] < n} for mode in task.modes]
        if all(lacking):
            skill = min(lacking[0])
            params = {"skill": skill, "needed": lacking[0][skill], "most": most[skill]}
            reasons[name] = Reason("skill_missing", params)
        elif name in waits:
            reasons[name] = Reason("waits", {"task": waits[name]})
        else:
            shortest = min(mode.duration for mode in task.modes)
            reasons[name] = Reason("no_room", {"task": name, "slots": shortest})
    return reasons


def explain(problem: Problem, answer: Answer) -> Explanation:
    """Why jobs miss their day and what would mend it.

    Limits: skill_full(skill, periods, short: person-slots) · chain(job, slots) · freeze(name) ·
    window(job) · period_limit(municipality, most) · pilots(lag) · left_out(task).
    Mends: more_people(skill, people, periods, left) · later_day(job, slots) · agreement(job).
    """
    missed = missed_jobs(problem, answer.plan)
    if not missed:
        return Explanation((), (), (), proven=False)
    flat = flatten(problem)
    least = bound(flat, problem.weights)
    names = tuple(job.id for job in missed)
    limits = _chains(problem, flat, names)
    chained = {str(reason.params["job"]) for reason in limits}
    others = [name for name in names if name not in chained]
    if others:
        limits += smallest_set(problem, answer.plan, others)
    mends = _people_mends(problem, answer.plan, limits) + _job_mends(problem, answer.plan, names)
    return Explanation(names, tuple(limits), tuple(mends), proven=least.parts.misses > 0)


def _chains(problem: Problem, flat: Flat, missed: tuple[str, ...]) -> list[Reason]:
    """Jobs whose longest chain misses the day with all the people in the world."""
    ends = earliest_ready(flat.arrays)
    found = []
    for number, job in enumerate(problem.jobs):
        if job.id in missed and job.ready_by is not None and ends[number] > job.ready_by:
            slots = int(ends[number]) - job.ready_by
            found.append(Reason("chain", {"job": job.id, "slots": slots}))
    return found


def smallest_set(problem: Problem, plan: Plan, missed: list[str]) -> list[Reason]:
    """Limits that together, and none of them in vain, keep these jobs from their day."""
    names = list(_liftable(problem, plan))
    if misses_without(problem, names, missed):
        return [Reason("left_out", {"job": job}) for job in missed]
    for name in sorted(names, key=lambda one: (one[0] == "skill", one)):
        rest = [one for one in names if one != name]
        if not misses_without(problem, rest, missed):
            names = rest
    return [_reason(problem, plan, *name) for name in names]


def _liftable(problem: Problem, plan: Plan) -> list[tuple[str, str]]:
    names = [("skill", skill) for skill in problem.skills]
    names += [("freeze", freeze.name) for freeze in problem.freezes]
    names += [("windows", "")] if any(job.closed_kinds for job in problem.jobs) else []
    names += [("limits", "")] if problem.limits else []
    names += [("pilots", "")] if problem.pilots else []
    return list(dict.fromkeys(names))


def misses_without(problem: Problem, lifted: list[tuple[str, str]], jobs: list[str]) -> float:
    """Weight of these jobs that miss their day when the limits named are lifted."""
    flat = flatten(lift(problem, lifted))
    return _missed_weight(flat, make(flat), jobs)


def _missed_weight(flat: Flat, draft: Draft, jobs: list[str]) -> float:
    a, wanted = flat.arrays, set(jobs)
    return float(
        sum(
            a.weight[number]
            for number, job in enumerate(flat.jobs)
            if job in wanted and draft.blame[number] >= a.weights[0] * a.weight[number] > 0
        )
    )


def lift(problem: Problem, names: list[tuple[str, str]]) -> Problem:
    """The problem without some limits; skills lifted have people without end."""
    kinds = {kind for kind, _ in names}
    skills = [name for kind, name in names if kind == "skill"]
    freezes = {name for kind, name in names if kind == "freeze"}
    plenty = tuple(SkillPool(skill, (float(ENOUGH),), f"lifted {skill}") for skill in skills)
    jobs = problem.jobs
    if "windows" in kinds:
        jobs = tuple(replace(job, closed=frozenset()) for job in jobs)
    return replace(
        problem,
        jobs=jobs,
        pools=problem.pools + plenty,
        freezes=tuple(freeze for freeze in problem.freezes if freeze.name not in freezes),
        limits=() if "limits" in kinds else problem.limits,
        pilots=() if "pilots" in kinds else problem.pilots,
    )


def _reason(problem: Problem, plan: Plan, kind: str, name: str) -> Reason:
    if kind != "skill":
        return Reason(kind, {"name": name} if name else {})
    periods, short = full_periods(problem, plan, name)
    return Reason("skill_full", {"skill": name, "periods": periods, "short": short})


def full_periods(problem: Problem, plan: Plan, skill: str) -> tuple[list[int], int]:
    """Periods up to the day in which nine tenths of a skill are booked, and its work beyond the
    day."""
    used = np.zeros(problem.horizon, np.int64)
    day = max((job.ready_by or 0) for job in problem.jobs)
    for task in problem.tasks:
        if task.id in plan.starts:
            persons = task.modes[plan.modes[task.id]].demand.get(skill, 0)
            used[plan.starts[task.id] : plan.end(task.id)] += persons
    heads = heads_with(workers_of(problem), frozenset({skill}))
    periods = np.array(problem.period_of_slot)
    have: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for slot in range(min(day, problem.horizon)):
        have[int(periods[slot])][0] += int(used[slot])
        have[int(periods[slot])][1] += int(heads[slot])
    full = [period for period, (work, there) in have.items() if there and work >= 0.9 * there]
    return full, int(used[day:].sum())


def _people_mends(problem: Problem, plan: Plan, limits: list[Reason]) -> list[Reason]:
    """More people, skill by skill, that together do what people without end would do.

    Each number is the fewest with the numbers before it kept; `left` is the weight of the jobs that
    miss their day even so.
    """
    jobs = [job.id for job in missed_jobs(problem, plan)]
    skills = [str(one.params["skill"]) for one in limits if one.code == "skill_full"]
    people = dict.fromkeys(skills, MOST_PEOPLE)
    goal = _left_with(problem, people, jobs) if skills else 0.0
    for skill in skills:
        people[skill] = _fewest(problem, people, skill, jobs, goal)
    periods = {str(one.params.get("skill")): one.params.get("periods") for one in limits}
    return [
        Reason("more_people", {"skill": s, "people": n, "periods": periods[s], "left": goal})
        for s, n in people.items()
    ]


def _left_with(problem: Problem, people: dict[str, int], jobs: list[str]) -> float:
    more = tuple(SkillPool(s, (float(n),), f"more {s}") for s, n in people.items() if n)
    flat = flatten(replace(problem, pools=problem.pools + more))
    return _missed_weight(flat, make(flat), jobs)


def _fewest(
    problem: Problem, people: dict[str, int], skill: str, jobs: list[str], goal: float
) -> int:
    """Bisection, as if more people never made the scheme's plan worse (nearly always so)."""
    low, high = 0, people[skill]
    while high - low > 1:
        middle = (low + high) // 2
        enough = _left_with(problem, people | {skill: middle}, jobs) <= goal
        low, high = (low, middle) if enough else (middle, high)
    return high


def _job_mends(problem: Problem, plan: Plan, missed: tuple[str, ...]) -> list[Reason]:
    """A system can be bridged by a transitional agreement; a site goes on in its old
    environment."""
    ends = ready_ends(problem, plan)
    found = []
    for job in problem.jobs:
        if job.id in missed and job.ready_by is not None:
            slots = max(1, ends[job.id] - job.ready_by)
            code = "agreement" if job.kind == "system" else "later_day"
            found.append(Reason(code, {"job": job.id, "slots": slots}))
    return found


def short_of(problem: Problem) -> Bound:
    """The bound with the skills that prove it: what no order of work could mend."""
    return bound(flatten(problem), problem.weights)
