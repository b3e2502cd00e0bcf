"""Better plans: random keys on the order of jobs and on options, decoded by the serial scheme.

Simulated annealing over the order: late jobs and what they wait for come forward, easy ones fall
back, a municipality is shuffled, the plan's own starts become its order, options are switched. Each
try costs one decoding (some milliseconds); the same seed and steps give the same plan.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from maali_engines.scheduling.flat import NONE, Arrays, Flat, Floats, Ints
from maali_engines.scheduling.make import Draft, decode

START_HEAT, COOLING = 0.002, 0.9995
SPREAD = 40.0  # slots by which a job's place in the order moves, typically

Move = tuple[Floats, Ints]  # priorities by task, options by job


@dataclass(eq=False)
class Search:
    """The state of one search."""

    flat: Flat
    rng: np.random.Generator
    current: Draft
    best: Draft
    waits_for: list[Ints]
    heat: float = START_HEAT

    @property
    def a(self) -> Arrays:
        return self.flat.arrays

    def step(self) -> bool:
        """One try; True if it found a better plan than ever before."""
        found = decode(self.a, *self.move())
        worse = (found.value - self.current.value) / max(1e-9, abs(self.current.value))
        if worse <= 0 or self.rng.random() < np.exp(-worse / self.heat):
            self.current = found
        self.heat *= COOLING
        return self._keep(found)

    def consider(self, priority: Floats, options: Ints) -> bool:
        """Tries an order found elsewhere; goes on from it if it is better."""
        found = decode(self.a, priority, options)
        if self._keep(found):
            self.current = found
            return True
        return False

    def _keep(self, found: Draft) -> bool:
        if found.value < self.best.value - 1e-9:
            self.best = found
            return True
        return False

    def move(self) -> Move:
        late = self.current.blame.sum() > 0
        choices: list[tuple[float, Callable[[], Move]]] = [
            (0.5 if late else 0.0, self.hurry_late),
            (0.25, self.shuffle_some),
            (0.1, self.own_starts),
            (0.15 if (self.a.option >= 0).any() else 0.0, self.switch_option),
            (0.35 if not late else 0.05, self.shuffle_tasks),
        ]
        odds = np.array([share for share, _ in choices])
        return choices[int(self.rng.choice(len(choices), p=odds / odds.sum()))][1]()

    def shifted(self, offsets: Floats) -> Move:
        own = self.a.job >= 0
        priority = self.current.priority.copy()
        priority[own] += offsets[self.a.job[own]]
        return priority, self.current.options

    def hurry_late(self) -> Move:
        blame = self.current.blame / self.current.blame.sum()
        count = int(self.rng.choice([1, 2, 5, 15, 40]))
        offsets = np.zeros(len(blame))
        for job in np.unique(self.rng.choice(len(blame), size=count, p=blame)):
            pull = -self.rng.exponential(SPREAD)
            offsets[job] += pull
            offsets[self.waits_for[job]] += pull
        return self.shifted(offsets)

    def shuffle_some(self) -> Move:
        jobs = len(self.flat.jobs)
        offsets = np.zeros(jobs)
        some = self.rng.integers(jobs, size=min(jobs, int(self.rng.choice([5, 20, 80]))))
        offsets[some] = self.rng.normal(0, SPREAD, len(some))
        easy = np.flatnonzero(self.current.blame == 0)
        if len(easy) and self.rng.random() < 0.4:
            some = self.rng.choice(easy, size=min(len(easy), 30))
            offsets[some] += self.rng.exponential(SPREAD, len(some))
        return self.shifted(offsets)

    def own_starts(self) -> Move:
        start = np.maximum(self.current.start, 0).astype(np.float64)
        return start + self.rng.normal(0, 2.0, len(start)), self.current.options

    def shuffle_tasks(self) -> Move:
        """One stretch of the order is shuffled, or all of it a little."""
        priority = self.current.priority.copy()
        spread = float(np.ptp(priority)) or 1.0
        if self.rng.random() < 0.5:
            middle = priority[self.rng.integers(len(priority))]
            near = np.abs(priority - middle) < spread * 0.1
            priority[near] += self.rng.normal(0, spread * 0.05, int(near.sum()))
        else:
            priority += self.rng.normal(0, spread * 0.01, len(priority))
        return priority, self.current.options

    def switch_option(self) -> Move:
        options = self.current.options.copy()
        open_jobs = [job for job, names in enumerate(self.flat.options) if len(names) > 1]
        if open_jobs:
            weight = self.current.blame[open_jobs] + self.current.blame.mean() + 1e-9
            for job in self.rng.choice(open_jobs, size=3, p=weight / weight.sum()):
                options[job] = self.rng.integers(NONE, len(self.flat.options[job]))
        return self.current.priority, options


def begin(flat: Flat, draft: Draft, seed: int) -> Search:
    return Search(flat, np.random.default_rng(seed), draft, draft, jobs_waited_for(flat))


def jobs_waited_for(flat: Flat) -> list[Ints]:
    """By job, the other jobs that it waits for directly."""
    a = flat.arrays
    found: list[set[int]] = [set() for _ in flat.jobs]
    for one, other in zip(a.job[a.before], a.job[a.follower], strict=True):
        if one >= 0 and other >= 0 and one != other:
            found[other].add(int(one))
    return [np.array(sorted(row), np.int64) for row in found]
