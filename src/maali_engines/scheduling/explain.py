"""Why a task or a job is where it is, and what stands in the way of the day."""

from maali_engines.scheduling.answer import Plan, Reason
from maali_engines.scheduling.capacity import heads_with, workers_of
from maali_engines.scheduling.data import Problem


def why_left_out(problem: Problem, plan: Plan) -> dict[str, Reason]:
    """Task id -> why no slot was left for it before the horizon."""
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
