"""Playing the plan: people re-dispatch as they would, in the order of the plan."""

from typing import Any

import numpy as np
import numpy.typing as npt

from maali_engines.risk.data import Risk, Spread
from maali_engines.risk.dispatch import ABSENT, NOTHING, WAITING, World, blame, dispatch
from maali_engines.risk.draw import draws_of
from maali_engines.risk.sum_up import Ledger, sum_up
from maali_engines.scheduling.answer import Answer, Plan, Progress, Stop, Tell
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.flat import NONE, Arrays, Flat, Ints, flatten, lists

TELL_EVERY = 10
CUTOVERS = frozenset({"cutover"})


def play_plan(
    problem: Problem,
    answer: Answer,
    *,
    plays: int = 300,
    seed: int = 1,
    spread: Spread | None = None,
    keep_dates: frozenset[str] = CUTOVERS,
    progress: Tell | None = None,
    stop: Stop | None = None,
) -> Risk:
    """Plays the plan `plays` times with drawn durations and sums up when each job is ready.

    Play n of a seed is the same world for every plan (common random numbers), so that plans can be
    compared. `keep_dates`: kinds of tasks that never begin before their planned day, because people
    were told; all else begins as soon as it can. `stop` is asked between plays; what was played
    until
    then is summed up.
    """
    table = Table(problem, answer.plan, keep_dates)
    draws = draws_of(problem, answer.plan, spread or Spread())
    ledger = Ledger(table.flat, plays)
    for number in range(plays):
        if stop is not None and stop():
            break
        world = table.world(draws.play(seed, number))
        dispatch(table.a, world, table.follower_at, table.follower)
        table.note(world, ledger)
        if progress is not None and (number + 1) % TELL_EVERY == 0:
            progress(Progress("play", number + 1, plays))
    return sum_up(problem, answer.plan, ledger, plays=plays, seed=seed)


class Table:
    """What is the same in every play: the arrays, drawn out in time, and the plan's order."""

    def __init__(self, problem: Problem, plan: Plan, keep_dates: frozenset[str]) -> None:
        self.flat: Flat = flatten(problem)
        self.a: Arrays = longer(self.flat.arrays)
        tasks, gates = len(problem.tasks), self.flat.gates
        self.mode = self.a.mode_at[:-1].copy()
        planned, starts = np.zeros(tasks + gates, np.int64), np.full(tasks + gates, NONE, np.int64)
        for number, name in enumerate(self.flat.tasks):
            if name in plan.starts:
                self.mode[number] += plan.modes[name]
                planned[number], starts[number] = plan.durations[name], plan.starts[name]
        starts[tasks:] = _gate_starts(self.a, starts, planned, tasks)
        self.planned, self.starts = planned, starts
        self.placed = starts >= 0
        kept = np.array([t.kind in keep_dates for t in problem.tasks] + [False] * gates)
        self.dates = np.where(kept, starts, self.a.release)
        fixed = self.a.fixed >= 0
        self.dates[fixed] = self.a.fixed[fixed]
        self.ranked = np.argsort(np.where(self.placed, starts, 10**9), kind="stable")
        self.rank = np.empty_like(self.ranked)
        self.rank[self.ranked] = np.arange(len(self.ranked))
        self.follower_at, self.follower, self.missing = self._followers()

    def _followers(self) -> tuple[Ints, Ints, Ints]:
        a, rows = self.a, [[] for _ in self.starts]  # type: tuple[Arrays, list[list[int]]]
        missing = np.zeros(len(a.within), np.int64)
        for task in np.flatnonzero(self.placed & (a.fixed < 0)):
            for one in a.before[a.before_at[task] : a.before_at[task + 1]]:
                if self.placed[one]:
                    rows[one].append(int(task))
                    missing[a.node[task]] += 1
        at, follower = lists(rows)
        return at, follower, missing

    def world(self, drawn: Ints) -> World:
        a, tasks, slots = self.a, len(self.starts), self.a.heads.shape[1]
        actual = np.concatenate([drawn, np.zeros(self.flat.gates, np.int64)])
        return World(
            mode=self.mode,
            planned=self.planned,
            actual=actual,
            dates=self.dates,
            ranked=self.ranked,
            rank=self.rank,
            left=a.heads.copy(),
            begun=np.zeros((len(a.limit_most), a.period[-1] + 1), np.int64),
            start=np.full(tasks, NONE, np.int64),
            end=np.full(tasks, NONE, np.int64),
            held=np.full(tasks, NOTHING, np.int64),
            since=np.zeros(tasks, np.int64),
            state=np.where(self.placed, WAITING, ABSENT).astype(np.int64),
            missing=self.missing.copy(),
            finish_head=np.full(slots + 1, NONE, np.int64),
            finish_next=np.full(tasks, NONE, np.int64),
            over_head=np.full(slots + 1, NONE, np.int64),
            over_next=np.full(tasks, NONE, np.int64),
            ready_head=np.full(slots + 1, NONE, np.int64),
            ready_next=np.full(tasks, NONE, np.int64),
        )

    def note(self, world: World, ledger: "Ledger") -> None:
        """Writes down when each job was ready and what held it up."""
        slots = self.a.heads.shape[1]
        end = np.where((world.end < 0) | (world.end > slots), slots, world.end)
        own = self.a.readies & self.placed
        ready = np.full(len(self.flat.jobs), NONE, np.int64)
        np.maximum.at(ready, self.a.job[own], end[own])
        last = _last_tasks(self.a, own, end, len(ready))
        causes = np.full(len(ready), NOTHING, np.int64)
        walked = np.zeros(len(end), np.int64)
        chain = np.zeros(len(end), np.int64)
        for job in np.flatnonzero(last >= 0):
            causes[job] = blame(self.a, world, last[job], walked)[0]
        if (ready >= 0).any():
            blame(self.a, world, last[int(ready.argmax())], chain)
        ledger.add(ready, causes, chain)


def _last_tasks(a: Arrays, own: npt.NDArray[np.bool_], end: Ints, jobs: int) -> Ints:
    """By job the readying task that ends last, -1 if none."""
    last = np.full(jobs, NONE, np.int64)
    tasks = np.flatnonzero(own)
    by_end = tasks[np.argsort(end[tasks], kind="stable")]
    last[a.job[by_end]] = by_end  # the latest is written last
    return last


def _gate_starts(a: Arrays, starts: Ints, planned: Ints, tasks: int) -> list[int]:
    found = []
    for gate in range(tasks, len(starts)):
        e = slice(a.before_at[gate], a.before_at[gate + 1])
        one = a.before[e]
        there = starts[one] >= 0
        found.append(int((starts[one] + planned[one] + a.least[e])[there].max(initial=0)))
    return found


def longer(a: Arrays) -> Arrays:
    """The same world for half as long again: people as in the last period, and no more closed
    days."""
    slots = a.heads.shape[1]
    more = slots // 2 + 200
    begin = int(np.searchsorted(a.period, a.period[-1]))
    again = np.arange(more) % (slots - begin) + begin
    period = np.concatenate([a.period, a.period[-1] + 1 + np.arange(more) // (slots - begin)])
    clear = np.zeros((len(a.clear), slots + more + 1), np.int64)
    clear[:, slots:] = more - np.arange(more + 1)
    for slot in range(slots - 1, -1, -1):
        clear[:, slot] = np.where(a.clear[:, slot] > 0, clear[:, slot + 1] + 1, 0)
    changed: dict[str, Any] = {
        "heads": np.concatenate([a.heads, a.heads[:, again]], axis=1),
        "period": period,
        "next_period": np.searchsorted(period, period, side="right").astype(np.int64),
        "clear": clear,
    }
    return a._replace(**changed)
