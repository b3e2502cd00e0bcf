"""Small problems, said in one line, for tests that read like a table."""

from dataclasses import replace

from maali_engines.scheduling.answer import Answer, Plan
from maali_engines.scheduling.check import check
from maali_engines.scheduling.data import Job, Mode, Problem, SkillPool, Task
from maali_engines.scheduling.solve import solve

PERIOD = 4


def periods(horizon: int) -> tuple[int, ...]:
    return tuple(slot // PERIOD for slot in range(horizon))


def task(name: str, slots: int = 1, skill: str = "net", persons: int = 1, **more: object) -> Task:
    demand = {skill: persons} if persons else {}
    job, kind = str(more.pop("job", "site")), str(more.pop("kind", name))
    return Task(name, job, kind, (Mode(slots, demand),), **more)  # type: ignore[arg-type]


def problem(*tasks: Task, people: float = 1, horizon: int = 40, **more: object) -> Problem:
    """Tasks of jobs made for them, and `people` of the skill "net"."""
    jobs = tuple(Job(name) for name in dict.fromkeys(task.job for task in tasks))
    found: dict[str, object] = {"jobs": jobs, "pools": (SkillPool("net", (people,)),)}
    return Problem(periods(horizon), tasks=tasks, **(found | more))  # type: ignore[arg-type]


def plan(problem: Problem, **starts: int) -> Plan:
    """Tasks at these starts, in their first mode."""
    lengths = {task.id: task.modes[0].duration for task in problem.tasks}
    return Plan(starts, dict.fromkeys(starts, 0), {name: lengths[name] for name in starts})


def rules_broken(problem: Problem, plan: Plan) -> set[str]:
    return {broken.rule for broken in check(problem, plan)}


def solved(problem: Problem, steps: int = 5) -> Answer:
    """A clean answer: the judge finds nothing."""
    answer = solve(problem, steps=steps)
    assert answer.broken == ()
    assert answer.bound <= answer.objective + 1e-6
    return answer


def moved(job: Job, **changes: object) -> Job:
    return replace(job, **changes)  # type: ignore[arg-type]
