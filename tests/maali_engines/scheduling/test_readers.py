"""Public formats are read as their authors meant them."""

import pytest

from maali_engines.scheduling.nonsense import Nonsense
from maali_engines.scheduling.readers import read, read_dzn, read_rcp, read_sm
from tests.maali_engines.scheduling.small import solved

SM = """\
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       2    1
  4      1     0       0    0
************
RESOURCEAVAILABILITIES:
  R 1  R 2
   3    1
"""
RCP = "4 1\n3\n0 0 2 2 3\n3 2 1 4\n4 2 1 4\n0 0 0\n"
DZN = """\
nActs = 2; dur = [3, 4]; nSkills = 2; sreq = [| 1, 0, | 0, 1 |];
nResources = 1; mastery = [| true, true |]; pred = []; succ = [];
"""


@pytest.mark.parametrize(("reader", "text"), [(read_sm, SM), (read_rcp, RCP)])
def test_two_tasks_that_share_a_resource_follow_each_other(reader, text):
    problem = reader(text)
    assert (len(problem.tasks), len(problem.precedences)) == (4, 4)
    assert solved(problem).objective == 7


def test_one_person_with_two_skills_does_one_task_at_a_time():
    assert solved(read_dzn(DZN)).objective == 7


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(Nonsense, match="unknown_format"):
        read(tmp_path / "a.txt")


def test_a_file_cut_short_is_refused(tmp_path):
    (tmp_path / "a.rcp").write_text("4 1\n3\n0 0")
    with pytest.raises(Nonsense, match="bad_file"):
        read(tmp_path / "a.rcp")


def test_a_small_problem_is_proven_best():
    assert solved(read_sm(SM), steps=40).gap == 0
