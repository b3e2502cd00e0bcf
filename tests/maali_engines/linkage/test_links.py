"""When answers may move the cut."""

import numpy as np
import pytest

from maali_engines.linkage.cut import Cut
from maali_engines.linkage.links import Links

CUT = Cut(1.0, 0.9, 0.8)
scores = np.linspace(-1.0, 3.0, 21)
PAIRS = np.column_stack([np.zeros(21, int), np.arange(1, 22)])


def told(same):
    answered = {(0, place + 1): bool(value) for place, value in enumerate(same)}
    return Links((), (), {}, frozenset(), frozenset(), answered)


def test_answers_that_agree_leave_the_cut():
    assert told(scores >= CUT.score).move(CUT, scores, PAIRS) == CUT


@pytest.mark.parametrize("wrong", [1, 2, 3])
def test_a_few_answers_of_luck_leave_the_cut(wrong):
    same = scores >= CUT.score
    same[np.flatnonzero(same)[:wrong]] = False
    assert told(same).move(CUT, scores, PAIRS) == CUT


def test_many_answers_move_it_to_where_they_agree():
    moved = told(scores >= 2.0).move(CUT, scores, PAIRS)
    assert ((scores >= moved.score) == (scores >= 2.0)).all()
