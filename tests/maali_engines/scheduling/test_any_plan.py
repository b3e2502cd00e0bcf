"""Whatever the problem: no rule is broken, the bound holds, and the slow twin is never better."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maali_engines.scheduling.data import (
    Expert,
    Freeze,
    Job,
    Learning,
    Mode,
    MoveGroup,
    PeriodLimit,
    Pilots,
    Precedence,
    Problem,
    SkillPool,
    Task,
)
from maali_engines.scheduling.objective import score
from maali_engines.scheduling.plain import plain
from maali_engines.scheduling.solve import solve
from tests.maali_engines.scheduling.small import periods

SKILLS = ("net", "iam", "data")
HORIZON = 24
slots = st.integers(0, HORIZON - 1)
some_slots = st.frozensets(slots, max_size=8)
skill_sets = st.frozensets(st.sampled_from(SKILLS), min_size=1)


@st.composite
def modes(draw, options):
    demand = draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 2), max_size=2))
    cost = draw(st.integers(0, 5))
    return tuple(Mode(draw(st.integers(0, 4)), demand, option, cost) for option in options)


@st.composite
def problems(draw, *, twisted: bool):
    """`twisted`: with largest lags and learning, which the slow twin does not know."""
    count = draw(st.integers(1, 6))
    jobs = tuple(
        Job(f"j{n}", municipality=f"m{n % 2}", ready_by=draw(st.none() | st.integers(1, 15)),
            weight=draw(st.integers(0, 3)), due=draw(st.none() | st.integers(1, 15)),
            closed=draw(some_slots), closed_kinds=frozenset({"cut"}))
        for n in range(2)
    )  # fmt: skip
    options = {job.id: draw(st.sampled_from([("",), ("x", "y")])) for job in jobs}
    tasks = []
    for n in range(count):
        job, kind = draw(st.sampled_from(jobs)).id, draw(st.sampled_from(["cut", "lan"]))
        tasks.append(
            Task(
                f"t{n}",
                job,
                kind,
                draw(modes(options[job])),
                draw(st.integers(0, 5)),
                draw(st.booleans()),
            )
        )
    pairs = draw(
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=4)
    )
    rules = []
    for a, b in sorted(pairs):
        if a < b:
            least = draw(st.integers(0, 3))
            most = least + draw(st.integers(0, 4)) if twisted and draw(st.booleans()) else None
            rules.append(Precedence(f"t{a}", f"t{b}", least, most))
    extras = {}
    if count >= 3 and not rules:
        extras["groups"] = (MoveGroup("g", frozenset({"t0", "t1"}), draw(st.integers(0, 2))),)
    if count >= 2 and draw(st.booleans()):
        extras["pilots"] = (Pilots(frozenset({"t0"}), frozenset({f"t{count - 1}"}), 2),)
        if extras.get("groups") and count == 2:
            del extras["groups"]
    people = tuple(
        Expert(f"e{n}", draw(skill_sets), (draw(st.sampled_from([100, 50])),), draw(some_slots))
        for n in range(draw(st.integers(0, 3)))
    )
    return Problem(
        periods(HORIZON), jobs, tuple(tasks), tuple(rules), people,
        pools=(SkillPool("net", (draw(st.sampled_from([0, 1, 1.5, 2])),)), SkillPool("iam", (1,))),
        freezes=(Freeze("f", frozenset({"cut"}), draw(some_slots)),),
        limits=(PeriodLimit(frozenset({"cut"}), 1, "m0"),),
        learning=(Learning("lan"),) if twisted else (),
        **extras,
    )  # fmt: skip


@given(problems(twisted=True), st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_any_plan_breaks_no_rule_and_keeps_above_its_bound(problem, seed):
    answer = solve(problem, steps=6, seed=seed)
    assert answer.broken == ()
    assert answer.bound <= answer.objective + 1e-6
    assert set(answer.starts) | set(answer.not_placed) == {task.id for task in problem.tasks}


@given(problems(twisted=False))
@settings(max_examples=25, deadline=None)
def test_any_plan_is_at_least_as_good_as_the_slow_twins(problem):
    slow = plain(problem)
    answer = solve(problem, steps=0)
    assert answer.objective <= score(problem, slow).value(problem.weights) + 1e-6
