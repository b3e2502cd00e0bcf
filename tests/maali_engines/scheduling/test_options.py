"""All tasks of a system follow one option; crews are options of a task alone."""

from dataclasses import replace

from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.data import Job, Mode, Task
from tests.maali_engines.scheduling.small import problem, rules_broken, solved, task

CARRY, BUY = "carry_over", "replace"
MOVE = Task("move", "system", "migrate", (Mode(6, {"net": 1}, CARRY), Mode(2, {"net": 1}, BUY, 50)))
TEST = Task("test", "system", "test", (Mode(3, {"net": 1}, CARRY), Mode(3, {"net": 1}, BUY)))
SYSTEM = problem(MOVE, TEST, people=2)


def test_one_system_may_not_follow_two_options():
    mixed = Plan({"move": 0, "test": 0}, {"move": 0, "test": 1}, {"move": 6, "test": 3})
    assert rules_broken(SYSTEM, mixed) == {"two_options"}


def test_the_cheaper_option_is_chosen_when_the_day_allows_it():
    assert solved(SYSTEM).modes == {"move": 0, "test": 0}


def test_the_dearer_option_is_chosen_when_only_that_meets_the_day():
    tight = replace(SYSTEM, jobs=(Job("system", ready_by=3),))
    answer = solved(tight)
    assert answer.modes == {"move": 1, "test": 1}
    assert answer.score.misses == 0


def test_the_larger_crew_is_taken_where_people_are_there():
    crew = Task("deploy", "site", "deploy", (Mode(8, {"net": 1}), Mode(4, {"net": 2})))
    assert solved(problem(crew, people=2)).modes == {"deploy": 1}
    assert solved(problem(crew, people=1)).modes == {"deploy": 0}


def test_a_mode_that_does_not_exist_is_found():
    assert rules_broken(SYSTEM, Plan({"move": 0}, {"move": 7}, {"move": 2})) == {"no_such_mode"}
    assert rules_broken(problem(task("a")), Plan({"b": 0}, {"b": 0}, {"b": 1})) == {"no_such_task"}
