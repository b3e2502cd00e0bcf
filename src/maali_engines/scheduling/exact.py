"""Small problems with CP-SAT: a proof of how good any plan can be, and an order to plan by.

The model says no more than the rules do: limits per period, learning (every task as short as it can
ever get) and promises kept are left out, so its bound holds for the problem itself. Its starts are
an order for the serial scheme, which makes of them a plan that keeps every rule.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from maali_engines.scheduling.bound import free_heads
from maali_engines.scheduling.flat import NO_LAG, Arrays, Flat, Floats, Ints
from maali_engines.scheduling.learning import learnt_duration
from maali_engines.scheduling.make import Draft

MOST_TASKS = 100
SCALE = 100  # objective in hundredths, rounded down: the bound stays valid


@dataclass(frozen=True, eq=False)
class Proof:
    """Bound on the objective of plans that place everything; starts (N) and options (J), if
    found."""

    bound: float
    starts: Floats | None
    options: Ints


def prove(
    flat: Flat, draft: Draft, *, effort: float, seed: int, workers: int, seconds: float
) -> Proof:
    """`effort`: CP-SAT's deterministic seconds, so that the answer does not hang on the
    machine; `seconds`: and no longer than that."""
    model = Model(flat)
    model.hint(draft)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Proof(float("inf"), None, draft.options)
    bound = solver.best_objective_bound / SCALE if status != cp_model.UNKNOWN else 0.0
    if status == cp_model.UNKNOWN:
        return Proof(bound, None, draft.options)
    starts = np.array([float(solver.value(one)) for one in model.start])
    options = draft.options.copy()
    for (job, option), chosen in model.option.items():
        if solver.value(chosen):
            options[job] = option
    return Proof(bound, starts, options)


@dataclass(eq=False)
class Model:
    """Variables and rules; one small method per rule."""

    flat: Flat
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    start: list[cp_model.IntVar] = field(default_factory=list)
    end: list[cp_model.IntVar] = field(default_factory=list)
    taken: list[cp_model.IntVar] = field(default_factory=list)  # by mode: is it the one
    interval: list[cp_model.IntervalVar] = field(default_factory=list)  # by mode
    option: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.a: Arrays = self.flat.arrays
        self.horizon = self.a.heads.shape[1]
        for task in range(len(self.a.release)):
            self._task(task)
        self._lags()
        self._groups()
        for number, heads in enumerate(free_heads(self.a)):
            self._people(number, heads)
        self.cp.minimize(self._objective())

    def _task(self, task: int) -> None:
        a, cp = self.a, self.cp
        fixed = int(a.fixed[task])
        low, high = (fixed, fixed) if fixed >= 0 else (int(a.release[task]), self.horizon)
        self.start.append(cp.new_int_var(low, high, ""))
        self.end.append(cp.new_int_var(0, 2 * self.horizon if fixed >= 0 else self.horizon, ""))
        modes = range(int(a.mode_at[task]), int(a.mode_at[task + 1]))
        for mode in modes:
            taken = cp.new_bool_var("")
            length = self._length(task, mode)
            self.taken.append(taken)
            self.interval.append(
                cp.new_optional_interval_var(self.start[task], length, self.end[task], taken, "")
            )
            if fixed >= 0:
                cp.add(taken == (mode == modes[0]))
                continue
            self._open(task, length, taken)
            if a.option[mode] >= 0:
                cp.add(self._option(int(a.job[task]), int(a.option[mode])) >= taken)
        cp.add_exactly_one(self.taken[mode] for mode in modes)

    def _length(self, task: int, mode: int) -> int:
        length, curve = int(self.a.duration[mode]), int(self.a.curve[task])
        if curve < 0 or self.a.fixed[task] >= 0:
            return length
        shortest: int = learnt_duration(length, float(self.a.share[curve, -1]))
        return shortest

    def _open(self, task: int, length: int, taken: cp_model.IntVar) -> None:
        row = self.a.closed[task]
        if row >= 0 and length:
            open_slots = np.flatnonzero(self.a.clear[row] >= length).tolist()
            domain = cp_model.Domain.from_values(open_slots)
            rule = self.cp.add_linear_expression_in_domain(self.start[task], domain)
            rule.only_enforce_if(taken)

    def _option(self, job: int, option: int) -> cp_model.IntVar:
        if (job, option) not in self.option:
            own = [one for (other, _), one in self.option.items() if other == job]
            self.option[job, option] = self.cp.new_bool_var("")
            for one in own:
                self.cp.add_at_most_one(one, self.option[job, option])
        return self.option[job, option]

    def _lags(self) -> None:
        a = self.a
        for e, before in enumerate(a.before):
            after = a.follower[e]
            if a.fixed[after] >= 0:
                continue
            self.cp.add(self.start[after] >= self.end[before] + int(a.least[e]))
            if a.most[e] < NO_LAG and a.fixed[before] < 0:
                self.cp.add(self.start[after] <= self.end[before] + int(a.most[e]))

    def _groups(self) -> None:
        a = self.a
        for node in np.flatnonzero(a.within < NO_LAG):
            members = a.member[a.member_at[node] : a.member_at[node + 1]]
            free = [int(one) for one in members if a.fixed[one] < 0]
            for one in free:
                for other in free:
                    self.cp.add(self.start[one] - self.start[other] <= int(a.within[node]))

    def _people(self, number: int, heads: Ints) -> None:
        a, rows = self.a, []
        owner = np.repeat(np.arange(len(a.release)), np.diff(a.mode_at))
        needs = np.repeat(np.arange(len(a.duration)), np.diff(a.need_at))
        for e in np.flatnonzero(a.need_set == number):
            if a.fixed[owner[needs[e]]] < 0:
                rows.append((self.interval[needs[e]], int(a.need_heads[e])))
        if not rows:
            return
        most = int(heads.max(initial=0))
        edges = [0, *(np.flatnonzero(np.diff(heads)) + 1).tolist(), len(heads)]
        for first, last in pairwise(edges):
            if heads[first] < most:
                away = self.cp.new_fixed_size_interval_var(first, last - first, "")
                rows.append((away, most - int(heads[first])))
        self.cp.add_cumulative([row[0] for row in rows], [row[1] for row in rows], most)

    def _objective(self) -> cp_model.LinearExprT:
        a, terms = self.a, []
        miss, late, tardy, makespan = (float(one) for one in a.weights[:4])
        finish = self.cp.new_int_var(0, 2 * self.horizon, "")
        for job, ready in self._ready().items():
            self.cp.add(finish >= ready)
            weight = float(a.weight[job])
            if a.ready_by[job] >= 0 and weight:
                over = self._beyond(ready, int(a.ready_by[job]))
                missed = self.cp.new_bool_var("")
                self.cp.add(over == 0).only_enforce_if(~missed)
                terms += [_part(miss * weight, missed), _part(late * weight, over)]
            if a.due[job] >= 0:
                over = self._beyond(ready, int(a.due[job]))
                terms.append(_part(tardy * float(a.due_weight[job]), over))
        terms.append(_part(makespan, finish))
        terms += [_part(float(p), one) for p, one in zip(a.price, self.taken, strict=True) if p]
        return sum(terms)

    def _ready(self) -> dict[int, cp_model.IntVar]:
        ready: dict[int, cp_model.IntVar] = {}
        for task in np.flatnonzero(self.a.readies & (self.a.job >= 0)):
            job = int(self.a.job[task])
            if job not in ready:
                ready[job] = self.cp.new_int_var(0, 2 * self.horizon, "")
            self.cp.add(ready[job] >= self.end[task])
        return ready

    def _beyond(self, ready: cp_model.IntVar, day: int) -> cp_model.IntVar:
        over = self.cp.new_int_var(0, 2 * self.horizon, "")
        self.cp.add(over >= ready - day)
        return over

    def hint(self, draft: Draft) -> None:
        for task, start in enumerate(draft.start):
            if start >= 0:
                self.cp.add_hint(self.start[task], int(start))
                for mode in range(self.a.mode_at[task], self.a.mode_at[task + 1]):
                    self.cp.add_hint(self.taken[mode], int(mode == draft.mode[task]))


def _part(weight: float, variable: cp_model.IntVar) -> cp_model.LinearExprT:
    return int(weight * SCALE) * variable
