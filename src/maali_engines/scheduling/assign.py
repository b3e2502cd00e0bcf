"""Who works on what, once the times are fixed: slot by slot, nobody changed without need.

A task keeps its people as long as they are at work; a newcomer is one who can stay longest and
knows
least else. Where that leaves somebody out, people are passed on along an augmenting path (Kuhn), so
everybody needed is found wherever that is possible at all. Where it is not, the skills in short
supply are named (Hall's condition), and the plan can be made again with them counted together.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from maali_engines.scheduling.answer import Assignment, Plan
from maali_engines.scheduling.capacity import Ints, Workers, workers_of
from maali_engines.scheduling.data import Problem

Unit = tuple[str, str, int]  # task, skill, which of the persons


@dataclass
class Slot:
    """The matching of one slot, grown unit by unit."""

    workers: Workers
    stays: Ints  # by worker: slots until the next absence, 0 if away now
    holder: dict[Unit, int] = field(default_factory=dict)
    holds: dict[int, Unit] = field(default_factory=dict)

    def able(self, skill: str) -> list[int]:
        skills = self.workers.skills
        return [int(w) for w in np.flatnonzero(self.stays) if skill in skills[w]]

    def give(self, unit: Unit, worker: int) -> None:
        self.holder[unit], self.holds[worker] = worker, unit

    def find(self, unit: Unit, remaining: int) -> frozenset[str]:
        """Finds somebody for a unit; the skills that are short, if nobody can be found."""
        candidates = [w for w in self.able(unit[1]) if w not in self.holds]
        if candidates:
            skills = self.workers.skills
            self.give(
                unit,
                max(candidates, key=lambda w: (min(self.stays[w], remaining), -len(skills[w]), -w)),
            )
            return frozenset()
        seen: set[int] = set()
        short = {unit[1]}
        return frozenset() if self._pass_on(unit, seen, short) else frozenset(short)

    def _pass_on(self, unit: Unit, seen: set[int], short: set[str]) -> bool:
        for worker in self.able(unit[1]):
            if worker in seen:
                continue
            seen.add(worker)
            other = self.holds.get(worker)
            if other is not None:
                short.add(other[1])
            if other is None or self._pass_on(other, seen, short):
                self.give(unit, worker)
                return True
        return False


def assign(
    problem: Problem, plan: Plan
) -> tuple[tuple[Assignment, ...], frozenset[frozenset[str]]]:
    """Assignments, and the sets of skills of which somewhere there were too few people."""
    workers = workers_of(problem)
    stays = _stays(workers)
    begins, last = _units(problem, plan)
    before: dict[Unit, int] = {}
    pieces: dict[Unit, list[tuple[int, int, int]]] = defaultdict(list)
    short: set[frozenset[str]] = set()
    active: list[Unit] = []
    for now in range(problem.horizon):
        active = [unit for unit in active if last[unit] >= now] + begins.get(now, [])
        if not active:
            continue
        slot = Slot(workers, stays[:, now])
        for unit in active:
            if unit in before and slot.stays[before[unit]]:
                slot.give(unit, before[unit])
        missing = {
            slot.find(unit, last[unit] - now + 1) for unit in active if unit not in slot.holder
        }
        short |= missing - {frozenset()}
        before = slot.holder
        _note(pieces, before, now)
    return _assignments(pieces, workers), frozenset(short)


def _stays(workers: Workers) -> Ints:
    stays = np.zeros((len(workers.names), workers.present.shape[1] + 1), np.int64)
    for slot in range(workers.present.shape[1] - 1, -1, -1):
        stays[:, slot] = np.where(workers.present[:, slot], stays[:, slot + 1] + 1, 0)
    return stays


def _units(problem: Problem, plan: Plan) -> tuple[dict[int, list[Unit]], dict[Unit, int]]:
    begins: dict[int, list[Unit]] = defaultdict(list)
    last: dict[Unit, int] = {}
    # What is fixed comes last: if the past used more people than there were, others are not
    # to blame.

    for task in sorted(problem.tasks, key=lambda task: task.fixed_start is not None):
        if task.id in plan.starts and plan.durations[task.id]:
            for skill, persons in sorted(task.modes[plan.modes[task.id]].demand.items()):
                for which in range(persons):
                    unit = (task.id, skill, which)
                    begins[plan.starts[task.id]].append(unit)
                    last[unit] = plan.end(task.id) - 1
    return begins, last


def _note(
    pieces: dict[Unit, list[tuple[int, int, int]]], holder: dict[Unit, int], now: int
) -> None:
    for unit, worker in holder.items():
        row = pieces[unit]
        if row and row[-1][0] == worker and row[-1][2] == now - 1:
            row[-1] = (worker, row[-1][1], now)
        else:
            row.append((worker, now, now))


def _assignments(
    pieces: dict[Unit, list[tuple[int, int, int]]], workers: Workers
) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(task, workers.names[worker], skill, first, last)
        for (task, skill, _), row in pieces.items()
        for worker, first, last in row
    )
