"""A day that cannot be met is explained: what stands in the way, and what would mend it."""

from maali_engines.scheduling.data import Freeze, Job, Precedence, SkillPool
from maali_engines.scheduling.explain import explain
from tests.maali_engines.scheduling.small import problem, solved, task


def explained(problem):
    return explain(problem, solved(problem))


def test_too_few_people_are_named_with_how_many_would_do():
    jobs = tuple(Job(n, ready_by=4) for n in "abc")
    found = explained(problem(*(task(n, 4, job=n) for n in "abc"), jobs=jobs))
    assert [one.code for one in found.limits] == ["skill_full"]
    assert found.limits[0].params == {"skill": "net", "periods": [0], "short": 8}
    more = next(one for one in found.mends if one.code == "more_people")
    assert more.params == {"skill": "net", "people": 2, "periods": [0], "left": 0.0}
    assert found.proven


def test_only_the_skill_that_is_short_is_named():
    jobs = tuple(Job(n, ready_by=4) for n in "abc")
    short = problem(
        task("a", 4, job="a"), task("b", 4, job="b"), task("c", 4, "iam", job="c"),
        jobs=jobs, pools=(SkillPool("net", (1,)), SkillPool("iam", (1,))),
    )  # fmt: skip
    assert [one.params.get("skill") for one in explained(short).limits] == ["net"]


def test_a_freeze_in_the_way_is_named():
    july = Freeze("July", frozenset({"cutover"}), frozenset(range(1, 9)))
    moved = problem(task("lan", 2), task("cutover"), precedences=(Precedence("lan", "cutover"),),
                    jobs=(Job("site", ready_by=5),), freezes=(july,))  # fmt: skip
    found = explained(moved)
    assert [(one.code, dict(one.params)) for one in found.limits] == [
        ("chain", {"job": "site", "slots": 5})
    ]


def test_a_lead_time_too_long_for_the_day_is_a_chain():
    site = problem(task("order"), task("lan"), precedences=(Precedence("order", "lan", 9),),
                   jobs=(Job("site", ready_by=8),))  # fmt: skip
    found = explained(site)
    assert found.limits[0].params == {"job": "site", "slots": 3}
    assert [one.code for one in found.mends] == ["later_day"]


def test_a_system_that_misses_can_be_bridged_by_an_agreement():
    system = problem(task("move", 9), jobs=(Job("site", "system", ready_by=8),))
    assert [one.code for one in explained(system).mends] == ["agreement"]


def test_nothing_is_explained_where_nothing_is_missed():
    assert explained(problem(task("a"))).missed == ()
