"""A task waits for others: at least so long after they end, at most so long."""

from maali_engines.scheduling.data import Precedence
from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

WAITS = problem(task("lan", 2), task("deploy"), precedences=(Precedence("lan", "deploy", 3),))
SOON = problem(
    task("deploy", 2),
    task("long", 9),
    task("cutover", 1, persons=0),
    precedences=(Precedence("deploy", "cutover", 0, 2), Precedence("long", "cutover")),
)


def test_a_task_that_begins_before_its_lag_is_over_is_too_early():
    assert rules_broken(WAITS, plan(WAITS, lan=0, deploy=4)) == {"too_early"}
    assert rules_broken(WAITS, plan(WAITS, lan=0, deploy=5)) == set()


def test_a_task_whose_predecessor_is_left_out_may_not_be_planned():
    assert rules_broken(WAITS, plan(WAITS, deploy=9)) == {"too_early"}


def test_the_lag_is_kept():
    assert solved(WAITS).starts == {"lan": 0, "deploy": 5}


def test_a_task_that_comes_too_long_after_is_too_late():
    assert rules_broken(SOON, plan(SOON, deploy=0, long=2, cutover=11)) == {"too_late"}


def test_what_must_be_followed_closely_is_put_later_instead():
    starts = solved(SOON, steps=0).starts
    assert starts["deploy"] + 2 <= starts["cutover"] <= starts["deploy"] + 4


def test_a_lag_that_cannot_be_kept_leaves_the_task_out_with_a_reason():
    both = (Precedence("a", "c", 0, 1), Precedence("a", "b", 5), Precedence("b", "c"))
    answer = solved(problem(task("a"), task("b"), task("c"), precedences=both))
    assert answer.starts == {"a": 0, "b": 6}
    assert answer.not_placed["c"].code == "no_room"
