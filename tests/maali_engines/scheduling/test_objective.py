"""What is missed weighs more than what is late, and that more than what it costs."""

from dataclasses import replace

import pytest

from benchmarks.region_problem import region_problem
from maali_engines.scheduling.data import Job, Mode, Task, Weights
from maali_engines.scheduling.flat import flatten
from maali_engines.scheduling.make import make, plan_of
from maali_engines.scheduling.objective import missed_jobs, score
from tests.maali_engines.scheduling.small import moved, periods, plan, problem, solved, task

TWO = problem(
    task("a", 3, job="hospital"), task("b", 3, job="archive"),
    jobs=(Job("hospital", ready_by=3, weight=20), Job("archive", ready_by=3, weight=1)),
)  # fmt: skip


def test_the_compiled_objective_is_the_same():
    region = region_problem(0.05, seed=2)
    region = replace(region, jobs=tuple(moved(job, ready_by=120) for job in region.jobs))
    flat = flatten(region)
    draft = make(flat)
    parts = score(region, plan_of(flat, draft))
    assert parts.misses > 0
    assert draft.value == pytest.approx(parts.value(region.weights))


def test_a_miss_counts_its_weight_and_its_slots():
    found = score(TWO, plan(TWO, a=3, b=0))
    assert (found.misses, found.late, found.makespan) == (20, 60, 6)


def test_a_job_left_out_is_missed_to_the_end_of_time():
    found = score(TWO, plan(TWO, a=0))
    assert (found.misses, found.late, found.makespan) == (1, 37, 40)


def test_where_one_must_miss_it_is_the_lighter_one():
    answer = solved(TWO)
    assert [job.id for job in missed_jobs(TWO, answer.plan)] == ["archive"]
    assert answer.score.misses == 1


def test_a_job_that_need_not_be_ready_is_never_missed():
    later = problem(task("a", 9), jobs=(Job("site", ready_by=3, weight=0),))
    assert solved(later).score.misses == 0


def test_work_that_does_not_ready_the_job_may_come_after_the_day():
    site = problem(task("cutover", 3), task("hypercare", 9, readies=False),
                   jobs=(Job("site", ready_by=3),), people=1)  # fmt: skip
    assert solved(site).score.misses == 0


def test_slots_beyond_the_contract_cost_their_weight():
    due = problem(task("a", 5), jobs=(Job("site", due=2, due_weight=4),))
    assert score(due, plan(due, a=0)).tardy == 12


def test_an_announced_site_that_changes_period_counts_once():
    told = problem(task("a"), jobs=(Job("site", announced=1),))
    assert score(told, plan(told, a=0)).moved == 1
    assert score(told, plan(told, a=4)).moved == 0


def test_the_parts_add_up_with_their_weights():
    paid = Task("a", "site", "move", (Mode(2, {"net": 1}, "", 7, 3),))
    found = score(problem(paid), plan(problem(paid), a=0))
    weights = Weights(makespan=10, cost=2, risk=5)
    assert found.value(weights) == pytest.approx(20 + 14 + 15)
    assert periods(5) == (0, 0, 0, 0, 1)
