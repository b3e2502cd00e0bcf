"""What belongs together moves together."""

import pytest

from maali_engines.scheduling.data import MoveGroup, Precedence
from maali_engines.scheduling.nonsense import Nonsense
from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

TOGETHER = problem(
    task("a"), task("b"), task("late", 5), people=2,
    precedences=(Precedence("late", "b"),),
    groups=(MoveGroup("ab", frozenset({"a", "b"}), 1),),
)  # fmt: skip


def test_a_group_whose_starts_lie_too_far_apart_is_torn():
    assert rules_broken(TOGETHER, plan(TOGETHER, late=0, a=3, b=5)) == {"group_torn"}
    assert rules_broken(TOGETHER, plan(TOGETHER, late=0, a=4, b=5)) == set()


def test_half_a_group_is_torn():
    assert rules_broken(TOGETHER, plan(TOGETHER, a=0)) == {"group_torn"}


def test_a_group_waits_for_its_last_member():
    starts = solved(TOGETHER).starts
    assert abs(starts["a"] - starts["b"]) <= 1
    assert starts["b"] >= 5


def test_a_group_that_cannot_be_done_at_once_is_left_out():
    answer = solved(problem(task("a"), task("b"), groups=(MoveGroup("ab", frozenset({"a", "b"})),)))
    assert set(answer.not_placed) == {"a", "b"}


def test_a_task_belongs_to_one_group():
    groups = (MoveGroup("x", frozenset({"a", "b"})), MoveGroup("y", frozenset({"b", "c"})))
    with pytest.raises(Nonsense, match="two_groups"):
        problem(task("a"), task("b"), task("c"), groups=groups)
