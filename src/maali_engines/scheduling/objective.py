"""What a plan costs, in the order of importance: the day, contracts and cost, risk, promises
kept."""

from maali_engines.scheduling.answer import Plan, Score
from maali_engines.scheduling.data import Job, Mode, Problem, Task


def ready_ends(problem: Problem, plan: Plan) -> dict[str, int]:
    """Job id -> the slot by which it is ready; with a task left out, the horizon."""
    ends: dict[str, int] = {}
    for task in problem.tasks:
        if task.readies:
            end = plan.end(task.id) if task.id in plan.starts else problem.horizon
            ends[task.job] = max(ends.get(task.job, 0), end)
    return ends


def missed_jobs(problem: Problem, plan: Plan) -> list[Job]:
    """Jobs that must be ready on their day and are not, or are not planned at all."""
    ends = ready_ends(problem, plan)
    undone = {task.job for task in problem.tasks if task.readies and task.id not in plan.starts}
    return [
        job
        for job in problem.jobs
        if job.ready_by is not None
        and job.weight > 0
        and job.id in ends
        and (ends[job.id] > job.ready_by or job.id in undone)
    ]


def score(problem: Problem, plan: Plan) -> Score:
    ends = ready_ends(problem, plan)
    missed = missed_jobs(problem, plan)
    chosen = [_mode(problem, task, plan) for task in problem.tasks]
    return Score(
        left_out=sum(task.id not in plan.starts for task in problem.tasks),
        misses=sum(job.weight for job in missed),
        late=sum(job.weight * max(1, ends[job.id] - (job.ready_by or 0)) for job in missed),
        tardy=sum(tardiness(job, ends[job.id]) for job in problem.jobs if job.id in ends),
        makespan=max(ends.values(), default=0),
        cost=sum(mode.cost for mode in chosen),
        risk=sum(mode.risk for mode in chosen),
        moved=moved(problem, plan),
    )


def tardiness(job: Job, end: int) -> float:
    return job.due_weight * max(0, end - job.due) if job.due is not None else 0.0


def moved(problem: Problem, plan: Plan) -> int:
    """Announced jobs whose readying work now ends in another period than was told."""
    ends = ready_ends(problem, plan)
    periods = problem.period_of_slot
    return sum(
        periods[min(max(ends[job.id] - 1, 0), problem.horizon - 1)] != job.announced
        for job in problem.jobs
        if job.announced is not None and job.id in ends
    )


def _mode(problem: Problem, task: Task, plan: Plan) -> Mode:
    # What is not placed is counted at its cheapest: it costs nothing less, and misses weigh more.
    if task.id in plan.modes:
        return task.modes[plan.modes[task.id]]
    weights = problem.weights
    return min(task.modes, key=lambda mode: weights.cost * mode.cost + weights.risk * mode.risk)
