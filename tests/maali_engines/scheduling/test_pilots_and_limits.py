"""Pilots go first; a municipality takes only so many cut-overs in one period."""

from maali_engines.scheduling.data import Job, PeriodLimit, Pilots
from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

PILOTS = problem(
    task("first", 2), task("other"), people=2,
    pilots=(Pilots(frozenset({"first"}), frozenset({"other"}), 4),),
)  # fmt: skip
NAMES = ("a", "b", "c")
LIMITED = problem(
    *(task(name, job=name, kind="cutover") for name in NAMES),
    people=3,
    jobs=(
        Job("a", municipality="Laukaa"),
        Job("b", municipality="Laukaa"),
        Job("c", municipality="Muurame"),
    ),
    limits=(PeriodLimit(frozenset({"cutover"}), 1, "Laukaa"),),
)


def test_others_wait_until_the_pilots_are_over_and_their_lessons_learnt():
    assert rules_broken(PILOTS, plan(PILOTS, first=0, other=5)) == {"before_pilots"}
    assert solved(PILOTS).starts == {"first": 0, "other": 6}


def test_a_pilot_that_cannot_be_planned_holds_nobody_back():
    stuck = problem(
        task("first", 2, "iam"), task("other"),
        pilots=(Pilots(frozenset({"first"}), frozenset({"other"}), 4),),
    )  # fmt: skip
    assert solved(stuck).starts == {"other": 0}


def test_a_municipality_takes_so_many_cutovers_in_a_period_and_no_more():
    assert rules_broken(LIMITED, plan(LIMITED, a=0, b=3, c=3)) == {"over_limit"}
    assert rules_broken(LIMITED, plan(LIMITED, a=0, b=4, c=3)) == set()
    starts = solved(LIMITED).starts
    assert {starts["a"] // 4, starts["b"] // 4} == {0, 1}
    assert starts["c"] == 0
