"""Drawn durations: PERT for each task, shared causes for municipalities and skills, cut-overs
called off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maali_engines.risk.data import Spread
from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.data import Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Draws:
    """What a task's draw depends on. N tasks in the order of the problem; 0 where it is left
    out."""

    spread: Spread
    planned: Ints  # N, slots
    town: Ints  # N, number of the municipality
    skill: Ints  # N, number of the skill most needed; the last number: none
    no_go: Floats  # N, chance of being called off once
    settled: npt.NDArray[np.bool_]  # N, over by now: what happened is known
    towns: int
    skills: int

    def play(self, seed: int, number: int) -> Ints:
        """Durations in slots (N) of one play; the same seed and number give the same world."""
        rng = np.random.default_rng([seed, number])
        town = lognormal(rng, self.spread.municipality_sigma, self.towns)
        skill = lognormal(rng, self.spread.skill_sigma, self.skills + 1)
        skill[-1] = 1.0
        share = pert(rng, self.spread, len(self.planned)) * town[self.town] * skill[self.skill]
        called_off = rng.random(len(self.planned)) < self.no_go
        exact = self.planned * share + self.spread.no_go_slots * called_off
        # Rounding up or down by chance keeps the mean; plain rounding of short tasks would not.

        drawn = np.maximum(1, np.floor(exact + rng.random(len(exact)))).astype(np.int64)
        keep = self.settled | (self.planned == 0)
        return np.where(keep, self.planned, drawn)


def pert(rng: np.random.Generator, spread: Spread, count: int) -> Floats:
    """Beta between low and high whose mean is (low + 4 likely + high) / 6 (Malcolm et al. 1959)."""
    width = spread.high - spread.low
    if width == 0:
        return np.full(count, spread.low)
    alpha = 1 + 4 * (spread.likely - spread.low) / width
    beta = 1 + 4 * (spread.high - spread.likely) / width
    drawn: Floats = spread.low + width * rng.beta(alpha, beta, count)
    return drawn


def lognormal(rng: np.random.Generator, sigma: float, count: int) -> Floats:
    """Factors of mean 1."""
    return rng.lognormal(-sigma * sigma / 2, sigma, count)


def draws_of(problem: Problem, plan: Plan, spread: Spread) -> Draws:
    jobs = {job.id: job for job in problem.jobs}
    towns = {town: n for n, town in enumerate(sorted({job.municipality for job in problem.jobs}))}
    skills = {skill: n for n, skill in enumerate(problem.skills)}
    planned, skill, settled = [], [], []
    for task in problem.tasks:
        planned.append(plan.durations.get(task.id, 0))
        demand = task.modes[plan.modes.get(task.id, 0)].demand
        most = max(sorted(demand), key=lambda one: demand[one], default="")
        skill.append(skills.get(most, len(skills)))
        over = task.id in plan.starts and plan.end(task.id) <= problem.now
        settled.append(task.fixed_start is not None and over)
    return Draws(
        spread=spread,
        planned=np.array(planned, np.int64),
        town=np.array([towns[jobs[task.job].municipality] for task in problem.tasks], np.int64),
        skill=np.array(skill, np.int64),
        no_go=np.array([spread.no_go.get(task.kind, 0.0) for task in problem.tasks]),
        settled=np.array(settled, bool),
        towns=len(towns),
        skills=len(skills),
    )
