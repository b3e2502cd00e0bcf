"""A problem that contradicts itself is refused with the rows that do."""

from dataclasses import replace

import pytest

from maali_engines.scheduling.data import Expert, Job, Mode, Pilots, Precedence, Problem
from maali_engines.scheduling.nonsense import Nonsense
from tests.maali_engines.scheduling.small import problem, task

GOOD = problem(task("a"), task("b"), task("c"))


def code_of(make) -> str:
    with pytest.raises(Nonsense) as caught:
        make()
    return caught.value.code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tasks": (task("a"), task("a"))}, "twice"),
        ({"jobs": ()}, "no_such_job"),
        ({"period_of_slot": ()}, "no_working_day"),
        ({"period_of_slot": (0, 1, 0)}, "periods_fall"),
        ({"period_of_slot": (0,) * 30_000}, "too_long"),
        ({"now": 99}, "bad_now"),
        ({"tasks": (task("a", fixed_start=99),)}, "fixed_outside"),
        ({"precedences": (Precedence("a", "x"),)}, "no_such_task"),
        ({"pilots": (Pilots(frozenset({"x"}), frozenset({"a"})),)}, "no_such_task"),
    ],
)
def test_nonsense_is_refused(changes, code):
    assert code_of(lambda: replace(GOOD, **changes)) == code


def test_a_circle_names_its_tasks():
    circle = (Precedence("a", "b"), Precedence("b", "c"), Precedence("c", "b"))
    with pytest.raises(Nonsense) as caught:
        replace(GOOD, precedences=circle)
    assert sorted(caught.value.params["tasks"]) == ["b", "c"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Mode(-1), "bad_duration"),
        (lambda: Mode(10**9), "bad_duration"),
        (lambda: Mode(1, {"net": 0}), "bad_demand"),
        (lambda: Mode(1, cost=-1), "bad_cost"),
        (lambda: Precedence("a", "a"), "waits_for_itself"),
        (lambda: Precedence("a", "b", 3, 2), "bad_lag"),
        (lambda: Expert("e", frozenset()), "no_skill"),
        (lambda: Expert("e", frozenset({"net"}), (120,)), "bad_percent"),
        (lambda: Job("j", weight=-1), "bad_weight"),
    ],
)
def test_rows_that_make_no_sense_are_refused(make, code):
    assert code_of(make) == code


def test_an_empty_problem_is_no_nonsense():
    assert Problem((0,), (), ()).skills == ()
