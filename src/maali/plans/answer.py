"""The engine's answer and its simulated plays → rows of a plan."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from maali.inventory.models import Site, System
from maali.organisations.models import Organisation
from maali.plans.engine import Setting
from maali.plans.queries import fingerprint
from maali_engines.risk import Risk
from maali_engines.scheduling import Answer
from maali_engines.scheduling.answer import Reason
from maali_engines.scheduling.data import Task
from maali_engines.scheduling.explain import Explanation


@dataclass
class Planned:
    """An answer as rows for the plan's tables."""

    fingerprint: dict[str, str]
    objective: float
    bound: float
    seconds: float
    broken: list[dict[str, Any]]
    misses: list[dict[str, Any]]
    why: list[dict[str, Any]]
    load: dict[str, dict[str, list[float]]]
    risk: dict[str, Any]
    tasks: list[dict[str, Any]]


def planned(
    made: Setting,
    answer: Answer,
    risk: Risk | None,
    seconds: float,
    explanation: Explanation | None = None,
) -> Planned:
    """The engine's answer as rows; every day, period and name is worked out here once."""
    made.names = names_of_assigned(made, answer)
    return Planned(
        fingerprint=fingerprint(made.programme),
        objective=answer.objective,
        bound=answer.bound,
        seconds=seconds,
        broken=[
            {"rule": each.rule, "who": list(each.who), "slot": each.slot} for each in answer.broken
        ],
        misses=misses(made, answer),
        why=why(made, explanation) if explanation else [],
        load=load(made, answer),
        risk=risk_rows(made, risk) if risk else {},
        tasks=[task_row(made, answer, task) for task in made.problem.tasks],
    )


def names_of_assigned(made: Setting, answer: Answer) -> dict[str, list[str]]:
    names = {f"e{row.pk}": row.name for row in made.programme.experts.all()}
    found: dict[str, list[str]] = defaultdict(list)
    for each in answer.assignments:
        name = names.get(each.who, each.who)
        if name not in found[each.task]:
            found[each.task].append(name)
    return found


def task_row(made: Setting, answer: Answer, task: Task) -> dict[str, Any]:
    row = made.jobs[task.job]
    start = answer.starts.get(task.id)
    placed: dict[str, Any] = {"start": None, "end": None, "period": None}
    mode = task.modes[answer.modes.get(task.id, 0)]
    duration = answer.plan.durations.get(task.id, mode.duration)
    if start is not None:
        calendar = made.calendar
        placed = {
            "start": calendar.day(start),
            "end": calendar.last_day(start, duration),
            "period": calendar.period(calendar.day(start)) + 1,
        }
    is_organisation = isinstance(row, Organisation)
    return {
        "organisation_id": row.pk if is_organisation else row.organisation_id,
        "municipality_id": getattr(row, "municipality_id", None),
        "site": row if isinstance(row, Site) else None,
        "system": row if isinstance(row, System) else None,
        "kind": task.kind,
        "option": made.options.get(task.job, ""),
        "skills": dict(mode.demand),
        "effort_days": duration * sum(mode.demand.values()) / 2,
        "experts": made.names.get(task.id, []),
        "after": [key.rpartition(".")[2] for key in made.waits.get(task.id, [])],
        **placed,
    }


def misses(made: Setting, answer: Answer) -> list[dict[str, Any]]:
    """What is not ready by its day or has no place, with the day it would be ready."""
    found = []
    last: dict[str, int] = defaultdict(int)
    for task in made.problem.tasks:
        if task.readies and task.id in answer.starts:
            last[task.job] = max(last[task.job], answer.plan.end(task.id))
    for job in made.problem.jobs:
        if job.ready_by is not None and job.weight and last[job.id] > job.ready_by:
            day = made.calendar.day(last[job.id] - 1)
            found.append(
                {"code": "after_start_day", "job": str(made.jobs[job.id]), "day": day.isoformat()}
            )
    for task_id, reason in answer.not_placed.items():
        job_id = task_id.rpartition(".")[0]
        found.append({"code": "not_placed", "job": str(made.jobs[job_id]), "why": reason.code})
    return found


def why(made: Setting, explanation: Explanation) -> list[dict[str, Any]]:
    """The smallest set of limits and single changes that mend it, with names for ids.

    That a job fits on a later day needs no saying: the list of misses gives the day.
    """
    reasons = (*explanation.limits, *explanation.mends)
    return [named(made, reason) for reason in reasons if reason.code != "later_day"]


def named(made: Setting, reason: Reason) -> dict[str, Any]:
    """A reason of the engine: job names, periods counted from 1, person-days for person-slots."""
    row: dict[str, Any] = {"code": reason.code, **reason.params}
    if "job" in row and row["job"] in made.jobs:
        row["job"] = str(made.jobs[row["job"]])
    if "task" in row:
        row["job"] = str(made.jobs[str(row.pop("task")).rpartition(".")[0]])
    if "periods" in row:
        row["periods"] = [number + 1 for number in row["periods"]]
    if "short" in row:
        row["short"] = round(row["short"] / 2, 1)
    return row


def load(made: Setting, answer: Answer) -> dict[str, dict[str, list[float]]]:
    """Skill → person-days of work and of capacity in each period up to the start day."""
    calendar = made.calendar
    periods = calendar.period(made.programme.start_day) + 1
    work: dict[str, list[float]] = defaultdict(lambda: [0.0] * periods)
    for task in made.problem.tasks:
        start = answer.starts.get(task.id)
        if start is None:
            continue
        mode = task.modes[answer.modes[task.id]]
        for slot in range(start, answer.plan.end(task.id)):
            period = calendar.period_of_slot[min(slot, calendar.horizon - 1)]
            for skill, persons in mode.demand.items():
                if period < periods:
                    work[skill][period] += persons / 2
    return {
        skill: {
            "load": [round(each, 1) for each in work[skill]],
            "capacity": capacity(made, skill, periods),
        }
        for skill in made.problem.skills
    }


def capacity(made: Setting, skill: str, periods: int) -> list[float]:
    slots = Counter(made.calendar.period_of_slot)
    found = [0.0] * periods
    for period in range(periods):
        for pool in made.problem.pools:
            if pool.skill == skill:
                found[period] += pool.people[min(period, len(pool.people) - 1)] * slots[period] / 2
        for expert in made.problem.experts:
            if skill in expert.skills:
                share = expert.percent[min(period, len(expert.percent) - 1)]
                found[period] += share / 100 * slots[period] / 2
    return [round(each, 1) for each in found]


def risk_rows(made: Setting, risk: Risk) -> dict[str, Any]:
    """The simulated plays with days for slots and keys of rows for job ids."""

    def day(slot: float) -> str:
        return made.calendar.day(max(0, round(slot) - 1)).isoformat()

    sites: dict[str, Any] = {}
    systems: dict[str, Any] = {}
    for job, finish in risk.jobs.items():
        row = made.jobs[job]
        if isinstance(row, Organisation):
            continue
        causes = [
            {
                "kind": cause.kind,
                "name": cause.name.rpartition(".")[2],
                "share": round(cause.share, 2),
            }
            for cause in risk.causes.get(job, ())
        ]
        target = sites if isinstance(row, Site) else systems
        target[str(row.pk)] = {
            "on_time": None if finish.chance is None else round(finish.chance, 3),
            "p50": day(finish.p50),
            "p80": day(finish.p80),
            "causes": causes,
        }
    return {
        "plays": risk.plays,
        "all_on_time": risk.whole.chance,
        "p50": day(risk.whole.p50),
        "p80": day(risk.whole.p80),
        "sites": sites,
        "systems": systems,
        "organisations": {
            key: {"p50": day(finish.p50), "p80": day(finish.p80), "on_time": finish.chance}
            for key, finish in risk.municipalities.items()
        },
    }
