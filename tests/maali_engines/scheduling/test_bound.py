"""No plan is better than the bound, and the bound says why."""

import pytest

from maali_engines.scheduling.bound import bound, least_dropped
from maali_engines.scheduling.data import Freeze, Job, Precedence, SkillPool
from maali_engines.scheduling.flat import flatten
from tests.maali_engines.scheduling.small import problem, task


def parts(problem):
    return bound(flatten(problem), problem.weights).parts


def test_the_longest_chain_bounds_the_end():
    chain = problem(task("a", 3), task("b", 4), precedences=(Precedence("a", "b", 5),), people=9)
    assert parts(chain).makespan == 12


def test_freezes_lengthen_the_chain():
    frozen = Freeze("July", frozenset({"a"}), frozenset(range(2, 8)))
    assert parts(problem(task("a", 3), freezes=(frozen,))).makespan == 11


def test_people_bound_the_end():
    assert parts(problem(*(task(n, 4) for n in "abc"), people=2)).makespan == 6


def test_too_few_people_make_the_lightest_jobs_miss():
    jobs = tuple(Job(n, ready_by=8, weight=w) for n, w in (("a", 9), ("b", 5), ("c", 2)))
    short = problem(*(task(n, 4, job=n) for n in "abc"), jobs=jobs)
    found = bound(flatten(short), short.weights)
    assert found.parts.misses == 2
    assert found.short_of == ("net",)


def test_a_chain_too_long_for_the_day_is_a_certain_miss():
    late = problem(
        task("a", 9), jobs=(Job("site", ready_by=5, weight=3),), pools=(SkillPool("net", (9,)),)
    )
    assert (parts(late).misses, parts(late).late) == (3, 12)


@pytest.mark.parametrize(("excess", "least"), [(0, 0), (2, 1), (4, 2), (6, 4), (8, 6)])
def test_parts_of_jobs_are_dropped_cheapest_work_first(excess, least):
    import numpy as np

    assert least_dropped(np.array([4, 4]), np.array([4.0, 2.0]), excess) == pytest.approx(least)
