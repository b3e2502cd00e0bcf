"""People: nobody does two things at once, and those with several skills count once."""

import pytest

from maali_engines.scheduling.answer import Assignment
from maali_engines.scheduling.capacity import pool_heads, present_slots
from maali_engines.scheduling.check import check
from maali_engines.scheduling.data import Expert, SkillPool
from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

TWO = problem(task("a", 2), task("b", 2))
BOTH = (Expert("Aino", frozenset({"net", "iam"})), Expert("Bertil", frozenset({"net"})))
MIXED = problem(task("a", 2), task("b", 2, "iam"), task("c", 2), pools=(), experts=BOTH)


def test_two_tasks_at_once_need_two_people():
    assert rules_broken(TWO, plan(TWO, a=0, b=1)) == {"people_short"}
    assert rules_broken(TWO, plan(TWO, a=0, b=2)) == set()


def test_one_person_with_two_skills_is_still_one_person():
    assert rules_broken(MIXED, plan(MIXED, a=0, b=0)) == set()
    assert rules_broken(MIXED, plan(MIXED, a=0, b=0, c=0)) == {"people_short"}


def test_everyone_assigned_has_the_skill_and_does_one_thing_at_a_time():
    answer = solved(MIXED)
    assert {one.who for one in answer.assignments if one.skill == "iam"} == {"Aino"}
    assert answer.score.makespan == 4


@pytest.mark.parametrize(
    ("who", "skill", "rule"),
    [
        ("Bertil", "iam", "without_skill"),
        ("Aino", "iam", "person_twice"),
        ("Nobody", "iam", "without_skill"),
    ],
)
def test_a_wrong_assignment_is_found(who, skill, rule):
    wrong = [Assignment("a", "Aino", "net", 0, 1), Assignment("b", who, skill, 0, 1)]
    found = {broken.rule for broken in check(MIXED, plan(MIXED, a=0, b=0), wrong)}
    assert rule in found


def test_a_task_without_people_assigned_is_found():
    found = check(MIXED, plan(MIXED, a=0), [])
    assert [broken.rule for broken in found] == ["nobody_assigned"]


def test_nobody_is_planned_on_a_day_of_absence():
    away = Expert("Aino", frozenset({"net"}), absent=frozenset(range(6)))
    assert solved(problem(task("a"), pools=(), experts=(away,))).starts["a"] == 6


def test_a_half_time_expert_is_there_for_half_of_each_period():
    half = Expert("Aino", frozenset({"net"}), (50,))
    whole = problem(task("a"), pools=(), experts=(half,), horizon=8)
    assert list(present_slots(whole, half)) == [True, True, False, False] * 2
    assert list(present_slots(whole, half, late=True)) == [False, False, True, True] * 2


def test_two_and_a_half_people_are_three_and_then_two():
    pool = SkillPool("net", (2.5, 1))
    assert (
        list(pool_heads(problem(task("a"), pools=(pool,), horizon=8), pool))
        == [3, 3, 2, 2] + [1] * 4
    )


def test_a_task_that_nobody_can_do_is_left_out_with_the_skill_that_is_missing():
    answer = solved(problem(task("a", 1, "iam", 2), task("b")))
    assert answer.not_placed["a"].code == "skill_missing"
    assert answer.not_placed["a"].params == {"skill": "iam", "needed": 2, "most": 0}
    assert answer.score.misses == 0  # the job has no day
