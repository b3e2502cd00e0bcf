"""Cut-overs stand still in freezes, and at a site outside its quiet times."""

from maali_engines.scheduling.data import Freeze, Job
from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

FROZEN = problem(
    task("cutover", 2),
    task("lan"),
    freezes=(Freeze("July", frozenset({"cutover"}), frozenset({1, 2, 5})),),
)
QUIET = problem(
    task("cutover", 2),
    jobs=(Job("site", closed=frozenset({0, 1, 4}), closed_kinds=frozenset({"cutover"})),),
)


def test_a_cutover_may_not_touch_a_freeze():
    assert rules_broken(FROZEN, plan(FROZEN, cutover=4)) == {"in_freeze"}
    assert rules_broken(FROZEN, plan(FROZEN, cutover=3)) == set()


def test_other_work_goes_on_in_a_freeze():
    assert rules_broken(FROZEN, plan(FROZEN, lan=1)) == set()


def test_a_cutover_goes_where_it_fits_between_freezes():
    assert solved(FROZEN).starts["cutover"] == 3


def test_a_cutover_keeps_to_the_quiet_times_of_its_site():
    assert rules_broken(QUIET, plan(QUIET, cutover=3)) == {"outside_window"}
    assert solved(QUIET).starts["cutover"] == 2
