"""The one door: a problem in, the best plan found and its bound out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from maali_engines.scheduling.answer import Answer, Assignment, Plan, Progress, Stop, Tell
from maali_engines.scheduling.assign import assign
from maali_engines.scheduling.bound import bound
from maali_engines.scheduling.check import check
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.exact import MOST_TASKS, prove
from maali_engines.scheduling.explain import why_left_out
from maali_engines.scheduling.flat import Flat, flatten
from maali_engines.scheduling.improve import Search, begin
from maali_engines.scheduling.make import Draft, decode, make, plan_of
from maali_engines.scheduling.nonsense import refuse_if
from maali_engines.scheduling.objective import score

MOST_ASSIGN_ROUNDS = 8
TELL_EVERY = 20
FIRST_ROUND = 40  # steps before the first proof; twice as many before the next
MOST_EFFORT = 5.0
MOST_SECONDS = 60.0
EFFORT = 0.02  # deterministic seconds of CP-SAT for each step so far
EPSILON = 1e-6


def solve(
    problem: Problem,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    clock: Callable[[], float] | None = None,
    seed: int = 1,
    workers: int = 1,
    previous: Plan | None = None,
    progress: Tell | None = None,
    stop: Stop | None = None,
) -> Answer:
    """Plans the whole problem; there is always an answer, and it gets better until told to stop.

    `steps`: tries at improving after the first plan (0: the first plan only); without `steps`
    it goes
    on until `seconds` are over or `stop` says so, and without those too it makes the first plan
    only.
    The same problem, seed and steps give the same answer. `seconds` needs a `clock`
    (`time.monotonic`). `previous`: a plan to begin from. `workers`: threads of CP-SAT, which
    proves small problems; with more than one the bound may differ from run to run.
    Raises `Nonsense` for `seconds` without a clock; a `Problem` that exists makes sense.
    """
    refuse_if(seconds is not None and clock is None, "no_clock")
    left = _time_left(seconds, clock)
    run = Run(
        problem,
        seed,
        workers,
        progress or (lambda _: None),
        lambda: left() <= 0 or (stop is not None and stop()),
        left,
    )
    endless = seconds is not None or stop is not None
    return run.answer(steps if steps is not None else (10**9 if endless else 0), previous)


def _time_left(seconds: float | None, clock: Callable[[], float] | None) -> Callable[[], float]:
    if seconds is None or clock is None:
        return lambda: float("inf")
    end, now = clock() + seconds, clock
    return lambda: end - now()


@dataclass
class Run:
    """One solving."""

    problem: Problem
    seed: int
    workers: int
    tell: Tell
    over: Stop
    left: Callable[[], float]

    def answer(self, steps: int, previous: Plan | None) -> Answer:
        flat = flatten(self.problem)
        self.tell(Progress("make", 0, steps))
        least = bound(flat, self.problem.weights).value
        draft = self.first(flat, previous)
        self.tell(Progress("improve", 0, steps, draft.value, least))
        draft, done, least = self.better(flat, draft, steps, least)
        self.tell(Progress("assign", done, steps, draft.value, least))
        plan, assignments = self.people(flat, draft)
        parts = score(self.problem, plan)
        return Answer(
            plan=plan,
            assignments=assignments,
            score=parts,
            objective=parts.value(self.problem.weights),
            bound=least,
            broken=check(self.problem, plan, assignments),
            not_placed=why_left_out(self.problem, plan),
            seed=self.seed,
            steps=done,
        )

    def first(self, flat: Flat, previous: Plan | None) -> Draft:
        draft = make(flat)
        if previous is None:
            return draft
        gates = [0.0] * flat.gates
        starts = [float(previous.starts.get(task, self.problem.horizon)) for task in flat.tasks]
        again = decode(
            flat.arrays, np.array(starts + gates), _options_of(flat, self.problem, previous)
        )
        return min(draft, again, key=lambda one: one.value)

    def better(
        self, flat: Flat, draft: Draft, steps: int, least: float
    ) -> tuple[Draft, int, float]:
        """Rounds of search, each followed (small problems) by a proof with as much effort again."""
        search = begin(flat, draft, self.seed)
        done, end = 0, FIRST_ROUND
        while done < steps and search.best.value > least + EPSILON and not self.over():
            if search.step() or (done + 1) % TELL_EVERY == 0:
                self.tell(Progress("improve", done + 1, steps, search.best.value, least))
            done += 1
            if done == min(end, steps) and len(flat.tasks) <= MOST_TASKS:
                least = max(least, self.proved(search, min(MOST_EFFORT, EFFORT * done)))
                end *= 2
        return search.best, done, least

    def proved(self, search: Search, effort: float) -> float:
        """A bound by CP-SAT; its order is tried too. Leaving something out could be cheaper
        still."""
        flat = search.flat
        proof = prove(
            flat,
            search.best,
            effort=effort,
            seed=self.seed,
            workers=self.workers,
            seconds=max(0.1, min(MOST_SECONDS, self.left())),
        )
        if proof.starts is not None:
            search.consider(proof.starts, proof.options)
        return float(min(proof.bound, self.problem.weights.left_out))

    def people(self, flat: Flat, draft: Draft) -> tuple[Plan, tuple[Assignment, ...]]:
        """Times, then people; where they are too few for the times, the times are made again."""
        extra: set[frozenset[str]] = set()
        for _ in range(MOST_ASSIGN_ROUNDS):
            plan = plan_of(flat, draft)
            assignments, short = assign(self.problem, plan)
            if short <= extra | set(flat.sets):
                break
            extra |= short
            flat = flatten(self.problem, sorted(extra, key=sorted))
            draft = decode(flat.arrays, draft.priority, draft.options)
        return plan, assignments


def _options_of(flat: Flat, problem: Problem, plan: Plan) -> np.ndarray:
    jobs = {job: number for number, job in enumerate(flat.jobs)}
    options = np.full(len(jobs), -1, np.int64)
    for task in problem.tasks:
        if task.id in plan.modes and plan.modes[task.id] < len(task.modes):
            name = task.modes[plan.modes[task.id]].option
            if name:
                options[jobs[task.job]] = flat.options[jobs[task.job]].index(name)
    return options
