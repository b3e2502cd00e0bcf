"""What has begun stays where it is; what is left is planned around it."""

from dataclasses import replace

from tests.maali_engines.scheduling.small import plan, problem, rules_broken, solved, task

BEGUN = problem(task("old", 6, fixed_start=2), task("new", 2), now=5)


def test_a_begun_task_stays():
    answer = solved(BEGUN)
    assert answer.starts == {"old": 2, "new": 8}


def test_nothing_new_begins_in_the_past():
    assert rules_broken(BEGUN, plan(BEGUN, old=2, new=0)) == {"outside_time"}


def test_a_begun_task_that_was_moved_is_found():
    assert rules_broken(BEGUN, plan(BEGUN, old=3)) == {"fixed_moved"}


def test_planning_again_from_the_last_plan_moves_nothing_without_need():
    first = problem(task("a", 3), task("b", 3), task("c", 3))
    before = solved(first)
    pinned = tuple(
        replace(one, fixed_start=before.starts[one.id]) if before.starts[one.id] < 3 else one
        for one in first.tasks
    )
    after = solved(replace(first, tasks=pinned, now=3))
    assert after.score.makespan == before.score.makespan
