"""The one door: always an answer, the same one for the same seed, better with more steps."""

import pytest

from benchmarks.region_problem import region_problem
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.nonsense import Nonsense
from maali_engines.scheduling.solve import solve
from tests.maali_engines.scheduling.small import problem, solved, task

SMALL = region_problem(0.03, seed=7, load=1.0)


def test_the_same_seed_and_steps_give_the_same_answer():
    assert solve(SMALL, steps=15, seed=4) == solve(SMALL, steps=15, seed=4)


def test_more_steps_are_never_worse():
    values = [solved(SMALL, steps).objective for steps in (0, 5, 40)]
    assert values == sorted(values, reverse=True)


def test_a_region_is_planned_without_a_broken_rule():
    answer = solved(SMALL, steps=3)
    assert answer.not_placed == {}
    assert set(answer.starts) == {task.id for task in SMALL.tasks}


def test_it_stops_when_told_to_and_still_answers():
    asked = []
    answer = solve(SMALL, stop=lambda: bool(asked.append(1)) or len(asked) > 3)
    assert answer.steps == 3
    assert answer.broken == ()


def test_it_stops_when_its_seconds_are_over_by_the_clock_it_was_given():
    ticks = iter(range(1000))
    answer = solve(SMALL, seconds=5, clock=lambda: float(next(ticks)))
    assert answer.steps == 4


def test_seconds_need_a_clock():
    with pytest.raises(Nonsense, match="no_clock"):
        solve(SMALL, seconds=1)


def test_progress_is_told_with_the_bound_closing_in():
    told = []
    solve(SMALL, steps=40, progress=told.append)
    best = [one.objective for one in told if one.objective is not None]
    assert best == sorted(best, reverse=True)
    assert {one.stage for one in told} == {"make", "improve", "assign"}


def test_it_begins_from_the_last_plan_when_that_is_better():
    good = solve(SMALL, steps=60)
    again = solve(SMALL, steps=0, previous=good.plan)
    assert again.objective <= solve(SMALL, steps=0).objective


def test_nothing_to_do_is_an_answer():
    assert solve(Problem((0, 0), (), ())).objective == 0


def test_a_plan_at_its_bound_is_not_tried_to_improve():
    assert solved(problem(task("a", 3)), steps=50).steps == 0
