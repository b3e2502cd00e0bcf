"""How many people of each skill there are in each slot: experts with names, and pools without."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from maali_engines.scheduling.data import Expert, Problem, SkillPool

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Workers:
    """Everybody who can hold one task in one slot: a named expert, or one head of a pool.

    `names[w]` the expert's or pool's id; `skills[w]`; `present[w, slot]`.
    """

    names: tuple[str, ...]
    skills: tuple[frozenset[str], ...]
    present: Bools


def workers_of(problem: Problem) -> Workers:
    names: list[str] = []
    skills: list[frozenset[str]] = []
    rows: list[Bools] = []
    for turn, expert in enumerate(problem.experts):
        names.append(expert.id)
        skills.append(expert.skills)
        rows.append(present_slots(problem, expert, late=turn % 2 == 1))
    for pool in problem.pools:
        heads = pool_heads(problem, pool)
        for head in range(int(heads.max(initial=0))):
            names.append(pool.id or pool.skill)
            skills.append(frozenset({pool.skill}))
            rows.append(heads > head)
    present = np.array(rows, bool) if rows else np.zeros((0, problem.horizon), bool)
    return Workers(tuple(names), tuple(skills), present)


def present_slots(problem: Problem, expert: Expert, *, late: bool = False) -> Bools:
    """Slots in which an expert is at work: one unbroken share of each period, less absences.

    A half-time expert works the first half of each period (`late`: the last half), so that a
    task of
    a few days fits; every second expert is taken late, so that the team is never away together.
    """
    present = np.zeros(problem.horizon, bool)
    for period, slots in enumerate(period_slots(problem)):
        share = expert.percent[min(period, len(expert.percent) - 1)]
        count = int(len(slots) * share / 100 + 0.5)
        present[slots[len(slots) - count :] if late else slots[:count]] = True
    present[[slot for slot in expert.absent if 0 <= slot < problem.horizon]] = False
    return present


def pool_heads(problem: Problem, pool: SkillPool) -> Ints:
    """Heads in each slot. Of 2.5 people, three are there in the first half of each period, then
    two."""
    heads = np.zeros(problem.horizon, np.int64)
    for period, slots in enumerate(period_slots(problem)):
        people = pool.people[min(period, len(pool.people) - 1)]
        whole = int(people)
        heads[slots] = whole
        heads[slots[: int(len(slots) * (people - whole) + 0.5)]] += 1
    return heads


def period_slots(problem: Problem) -> list[Ints]:
    """The slots of each period, from period 0."""
    periods = np.array(problem.period_of_slot)
    edges = np.searchsorted(periods, np.arange(problem.periods + 1))
    return [np.arange(a, b) for a, b in pairwise(edges)]


def heads_with(workers: Workers, skills: frozenset[str]) -> Ints:
    """In each slot, how many are there who have at least one of these skills."""
    able = [bool(own & skills) for own in workers.skills]
    heads: Ints = workers.present[able].sum(axis=0).astype(np.int64)
    return heads


def skill_sets(problem: Problem, most: int = 64) -> tuple[frozenset[str], ...]:
    """The sets of skills whose heads must be counted together (Hall's condition).

    People with several skills count under each of them, so every single skill may have heads enough
    while two of them together have not. Sets that share nobody add nothing. Small sets come first;
    beyond `most` the rest is found when people are assigned (`assign.py`).
    """
    singles = [frozenset({skill}) for skill in problem.skills]
    several = {frozenset(expert.skills) for expert in problem.experts if len(expert.skills) > 1}
    linked = {skill: set[str]().union(*(own for own in several if skill in own)) - {skill}
              for skill in problem.skills}  # fmt: skip
    found = dict.fromkeys(singles)
    layer = singles
    while layer and len(found) < most:
        wider = {one | {skill} for one in layer for member in one for skill in linked[member] - one}
        layer = sorted(wider - found.keys(), key=sorted)
        found |= dict.fromkeys(layer[: most - len(found)])
    return tuple(found)
