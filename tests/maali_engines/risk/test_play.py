"""The plan played: exact where arithmetic knows the answer, honest where it does not."""

from dataclasses import replace

import pytest

from benchmarks.region_problem import region_problem
from maali_engines.risk.data import Spread
from maali_engines.risk.play import play_plan
from maali_engines.scheduling.data import Freeze, Job, Precedence
from maali_engines.scheduling.nonsense import Nonsense
from maali_engines.scheduling.solve import solve
from tests.maali_engines.scheduling.small import problem, task

SURE = Spread(1, 1, 1, 0, 0)
ALONE = Spread(0.8, 1, 1.8, 0, 0)
CHAIN = problem(
    *(task(f"t{n}", 10) for n in range(10)),
    precedences=tuple(Precedence(f"t{n}", f"t{n + 1}") for n in range(9)),
    horizon=300,
    jobs=(Job("site", ready_by=110),),
)
SMALL = region_problem(0.03, seed=3)


def played(problem, **how):
    return play_plan(problem, solve(problem, steps=0), **how)


def test_without_any_spread_the_plan_comes_true():
    found = played(CHAIN, plays=2, spread=SURE)
    assert (found.whole.p50, found.whole.p80, found.whole.planned) == (100, 100, 100)
    region = played(SMALL, plays=3, spread=SURE)
    assert all(job.p50 == job.p80 for job in region.jobs.values())
    assert region.whole.p50 == pytest.approx(region.whole.planned, rel=0.1)


def test_the_mean_of_a_chain_is_the_sum_of_its_means():
    # PERT's mean is (0.8 + 4 + 1.8) / 6 = 1.1 of ten tasks of ten slots: 110; its spread is known:

    # each has a standard deviation of 10 * sqrt(0.3 * 0.7 / 7) = 1.73, ten together 5.5.
    found = played(CHAIN, plays=400, spread=ALONE)
    assert found.whole.p50 == pytest.approx(110, abs=1.5)
    assert found.whole.p80 == pytest.approx(110 + 0.84 * 5.5, abs=1.5)
    assert found.whole.chance == pytest.approx(0.5, abs=0.1)


def test_the_later_of_two_even_chains_is_later_than_either():
    twins = problem(task("a", 20, job="a"), task("b", 20, job="b"), people=2, horizon=99,
                    jobs=(Job("a"), Job("b")))  # fmt: skip
    found = played(twins, plays=400, spread=ALONE)
    assert found.whole.p50 > max(job.p50 for job in found.jobs.values())


def test_a_shared_cause_makes_everything_late_together():
    alone = played(CHAIN, plays=300, spread=ALONE)
    together = played(CHAIN, plays=300, spread=replace(ALONE, municipality_sigma=0.3))
    assert together.whole.p80 - together.whole.p50 > 2 * (alone.whole.p80 - alone.whole.p50)


def test_the_same_seed_plays_the_same_worlds():
    assert played(SMALL, plays=5, seed=2) == played(SMALL, plays=5, seed=2)
    assert played(SMALL, plays=5, seed=2) != played(SMALL, plays=5, seed=3)


def test_a_full_skill_is_named_as_what_holds_a_job_up():
    queue = problem(*(task(n, 5, job=n) for n in "abcd"), horizon=99)
    found = played(queue, plays=20, spread=SURE)
    held = [causes[0] for causes in found.causes.values() if causes]
    assert {(cause.kind, cause.name, cause.share) for cause in held} == {("skill", "net", 1.0)}


def test_every_task_of_a_single_chain_is_critical():
    assert set(played(CHAIN, plays=5).critical.values()) == {1.0}


def test_announced_cutovers_do_not_begin_before_their_day():
    july = Freeze("July", frozenset({"cutover"}), frozenset(range(12)))
    told = problem(task("lan", 10), task("cutover", 1), precedences=(Precedence("lan", "cutover"),),
                   freezes=(july,), horizon=99)  # fmt: skip
    found = played(told, plays=20, spread=Spread(0.5, 0.5, 0.5, 0, 0))
    assert found.whole.p50 == 13


def test_a_cutover_called_off_costs_its_days():
    called_off = Spread(1, 1, 1, 0, 0, no_go={"cutover": 1.0}, no_go_slots=10)
    assert played(problem(task("cutover", 2)), plays=3, spread=called_off).whole.p50 == 12


def test_what_is_over_by_now_is_no_longer_uncertain():
    done = problem(task("old", 10, fixed_start=0), now=10, horizon=60)
    assert played(done, plays=20, spread=ALONE).whole.p80 == 10


def test_a_job_with_work_left_out_has_no_chance():
    stuck = problem(task("a", 1, "iam"), task("b"), jobs=(Job("site", ready_by=9),))
    assert played(stuck, plays=3).jobs["site"].chance == 0


def test_it_sums_up_what_was_played_until_it_was_stopped():
    asked = []
    found = played(SMALL, plays=50, stop=lambda: bool(asked.append(1)) or len(asked) > 4)
    assert (found.plays, found.stopped) == (4, True)


def test_a_spread_that_makes_no_sense_is_refused():
    with pytest.raises(Nonsense, match="bad_spread"):
        Spread(1.2, 1, 1.8)
