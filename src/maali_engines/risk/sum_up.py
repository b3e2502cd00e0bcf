"""What the plays say: medians and 80 % values, chances, and what holds things up."""

from collections import Counter

import numpy as np

from maali_engines.risk.data import Cause, Finish, Risk
from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.flat import Flat, Ints
from maali_engines.scheduling.objective import ready_ends

MOST_CAUSES = 3


class Ledger:
    """Play by play: when each job was ready, what held it up most, which tasks lay on the chain."""

    def __init__(self, flat: Flat, plays: int) -> None:
        self.flat = flat
        self.ready = np.full((plays, len(flat.jobs)), -1, np.int64)
        self.causes = np.full((plays, len(flat.jobs)), -1, np.int64)
        self.chain = np.zeros(len(flat.arrays.release), np.int64)
        self.played = 0

    def add(self, ready: Ints, causes: Ints, chain: Ints) -> None:
        self.ready[self.played], self.causes[self.played] = ready, causes
        self.chain += chain > 0
        self.played += 1

    def cause(self, code: int) -> tuple[str, str]:
        if code <= -2:
            return "skill", " + ".join(sorted(self.flat.sets[-2 - code]))
        if code >= len(self.flat.tasks):
            return "pilots", str(code - len(self.flat.tasks))
        return "task", self.flat.tasks[code]


def sum_up(problem: Problem, plan: Plan, ledger: Ledger, *, plays: int, seed: int) -> Risk:
    """Jobs with work left out of the plan have no chance; jobs without readying work do not
    appear."""
    ready = ledger.ready[: ledger.played]
    planned = ready_ends(problem, plan)
    undone = {t.job for t in problem.tasks if t.readies and t.id not in plan.starts}
    numbers = {job.id: number for number, job in enumerate(problem.jobs)}
    in_time = {
        job.id: (ready[:, numbers[job.id]] <= job.ready_by) & (job.id not in undone)
        for job in problem.jobs
        if job.ready_by is not None and job.id in planned
    }

    def finish(jobs: list[str]) -> Finish:
        ends = ready[:, [numbers[job] for job in jobs]].max(axis=1, initial=0)
        days = [in_time[job] for job in jobs if job in in_time]
        p50, p80 = np.percentile(ends, [50, 80]) if len(ends) else (0.0, 0.0)
        chance = float(np.all(days, axis=0).mean()) if days and len(ends) else None
        return Finish(max(planned[job] for job in jobs), float(p50), float(p80), chance)

    towns: dict[str, list[str]] = {}
    for job in problem.jobs:
        if job.id in planned and job.municipality:
            towns.setdefault(job.municipality, []).append(job.id)
    # The chance of the whole counts what must be ready by the day; the rest may come later.
    return Risk(
        plays=ledger.played,
        seed=seed,
        whole=finish(list(planned)) if planned else Finish(0, 0.0, 0.0, None),
        jobs={job: finish([job]) for job in planned},
        municipalities={town: finish(jobs) for town, jobs in sorted(towns.items())},
        causes={job: largest_causes(ledger, numbers[job]) for job in planned},
        critical={
            task: float(ledger.chain[number]) / max(1, ledger.played)
            for number, task in enumerate(ledger.flat.tasks)
            if ledger.chain[number]
        },
        stopped=ledger.played < plays,
    )


def largest_causes(ledger: Ledger, job: int) -> tuple[Cause, ...]:
    codes = Counter(int(code) for code in ledger.causes[: ledger.played, job] if code != -1)
    return tuple(
        Cause(*ledger.cause(code), share=count / ledger.played)
        for code, count in codes.most_common(MOST_CAUSES)
    )
