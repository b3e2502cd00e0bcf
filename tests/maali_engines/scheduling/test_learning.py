"""Repetition makes quicker, but nobody counts on repetitions that have not happened."""

import pytest

from maali_engines.scheduling.answer import Plan
from maali_engines.scheduling.data import Learning
from maali_engines.scheduling.learning import factor, learnt_duration
from tests.maali_engines.scheduling.small import problem, rules_broken, solved, task

CURVE = Learning("deploy", 0.9, 0.6)
THREE = problem(*(task(n, 10, kind="deploy") for n in "abc"), learning=(CURVE,))


@pytest.mark.parametrize(("done", "share"), [(0, 1), (1, 0.9), (3, 0.81), (7, 0.729), (999, 0.6)])
def test_each_doubling_takes_nine_tenths_down_to_the_floor(done, share):
    assert factor(CURVE, done) == pytest.approx(share)


def test_durations_are_whole_slots():
    assert [learnt_duration(10, share) for share in (1, 0.9, 0.81, 0.01)] == [10, 9, 9, 1]
    assert learnt_duration(0, 0.5) == 0


def test_later_repetitions_take_less():
    assert sorted(solved(THREE).plan.durations.values()) == [9, 9, 10]


def test_a_duration_shorter_than_what_is_learnt_is_wrong():
    hasty = Plan({"a": 0, "b": 10}, {"a": 0, "b": 0}, {"a": 9, "b": 9})
    assert rules_broken(THREE, hasty) == {"wrong_duration"}
    right = Plan({"a": 0, "b": 10}, {"a": 0, "b": 0}, {"a": 10, "b": 9})
    assert rules_broken(THREE, right) == set()
