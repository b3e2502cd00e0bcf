"""The whole way from inventory and decisions to a stored plan."""

from datetime import timedelta
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.calculations import KINDS, Silent
from maali.core.models import Event
from maali.inventory.models import Site, System
from maali.plans import queries
from maali.plans.actions import learn, put_in_force
from maali.plans.models import Plan, PlannedTask
from maali.plans.words import miss_sentence


@pytest.fixture
def plan(planned_region: Any) -> Plan:
    result = KINDS["plan"](Silent(), programme=planned_region.pk, name="first", seconds=1, plays=20)
    return Plan.objects.get(pk=result["plan"])


def test_the_plan_covers_every_site_and_every_system_with_work_to_do(plan: Plan) -> None:
    sites = set(plan.tasks.filter(site__isnull=False).values_list("site", flat=True))
    systems = set(plan.tasks.filter(system__isnull=False).values_list("system", flat=True))
    assert sites == set(Site.objects.values_list("pk", flat=True))
    assert systems == set(System.objects.values_list("pk", flat=True))
    assert not plan.tasks.filter(start=None).exists()


def test_the_plan_breaks_no_rule_and_states_a_bound_below_its_value(plan: Plan) -> None:
    assert plan.broken == []
    assert plan.bound is not None
    assert plan.objective is not None
    assert plan.bound <= plan.objective
    assert plan.gap is not None


def test_network_comes_before_workstations_and_workstations_before_cut_over(plan: Plan) -> None:
    for site in Site.objects.all():
        days = queries.site_days(plan, site)
        assert days["lan"].end <= days["deploy"].start <= days["cutover"].start


def test_no_site_changes_over_in_a_blackout(plan: Plan) -> None:
    for freeze in plan.programme.freezes.all():
        inside = plan.tasks.filter(kind="cutover", start__lte=freeze.end, end__gte=freeze.start)
        assert not inside.exists()


def test_the_plays_give_each_site_a_chance(plan: Plan) -> None:
    chances = [each["on_time"] for each in plan.risk["sites"].values()]
    assert len(chances) == Site.objects.count()
    assert all(0 <= chance <= 1 for chance in chances)


def test_no_skill_is_loaded_beyond_its_capacity(plan: Plan) -> None:
    for each in plan.load.values():
        assert all(
            work <= there + 0.01 for work, there in zip(each["load"], each["capacity"], strict=True)
        )


def test_a_plan_put_in_force_replaces_the_one_before(plan: Plan, cecilia: Any) -> None:
    put_in_force(plan, by=cecilia)
    second = Plan.objects.create(
        programme=plan.programme, name="second", start_day=plan.start_day, made_by="Cecilia"
    )
    put_in_force(second, by=cecilia)
    plan.refresh_from_db()
    assert plan.state == Plan.State.REPLACED
    assert queries.plan_in_force(plan.programme) == second


def test_a_reader_may_not_put_a_plan_in_force(plan: Plan, daavid: Any) -> None:
    with pytest.raises(Refused):
        put_in_force(plan, by=daavid)


def test_a_plan_with_a_broken_rule_is_never_put_in_force(plan: Plan, cecilia: Any) -> None:
    Plan.objects.filter(pk=plan.pk).update(broken=[{"rule": "lag"}])
    with pytest.raises(Refused):
        put_in_force(plan, by=cecilia)


def test_the_plan_says_what_has_changed_since_it_was_made(plan: Plan) -> None:
    assert queries.changed_since(plan) == []
    Site.objects.update(users=99)
    assert queries.changed_since(plan) == ["sites"]


def test_a_contact_sees_only_the_tasks_of_the_own_organisation(plan: Plan, aino: Any) -> None:
    seen = PlannedTask.objects.visible_to(aino).values_list("organisation__code", flat=True)
    assert set(seen) == {"A"}


def test_what_was_learnt_few_times_weighs_little(region: Any) -> None:
    learn(region, {"deploy": (1, 1.0, 2.0), "lan": (10, 10.0, 20.0)}, by="Maali")
    factors = queries.learnt_factors(region)
    assert factors["deploy"] == pytest.approx(1.2)
    assert factors["lan"] == pytest.approx(2.0)


def test_making_a_plan_leaves_one_audit_row_for_the_plan(plan: Plan) -> None:
    assert Event.objects.filter(verb="made", subject="first").count() == 1


def test_a_day_that_cannot_be_met_is_explained_by_limits_and_what_mends_them(
    planned_region: Any,
) -> None:
    planned_region.start_day = planned_region.first_period_start + timedelta(days=70)
    planned_region.save()
    result = KINDS["plan"](Silent(), programme=planned_region.pk, name="soon", seconds=1, plays=5)
    plan = Plan.objects.get(pk=result["plan"])
    assert plan.misses
    assert plan.why
    assert all(miss_sentence(each) for each in plan.why)
