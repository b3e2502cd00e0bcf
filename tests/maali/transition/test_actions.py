"""Moves: steps in order, deviations, periods that teach, versions of the model."""

from datetime import date, timedelta
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.plans.models import Learnt, Plan
from maali.transition import actions, queries
from maali.transition.models import Period, Step, Transition, TransitionModel


def step(row: Transition, number: str) -> Step:
    return row.steps.get(model_step__number=number)


def finish(row: Transition, by: Any, *numbers: str) -> None:
    for number in numbers:
        actions.finish_step(step(row, number), by=by)


def test_each_planned_site_of_the_chosen_organisations_gets_one_transition(opened: Any) -> None:
    assert set(Transition.objects.values_list("organisation__code", flat=True)) == {"A"}
    plan = opened.plan
    again = actions.open_transitions(
        plan, plan.programme.organisations.filter(code="A"), by="Maali"
    )
    assert again == 0


def test_transitions_are_opened_only_from_the_plan_in_force(opened: Any) -> None:
    draft = Plan.objects.create(
        programme=opened.programme, name="draft", start_day=date(2023, 1, 1), made_by="x"
    )
    with pytest.raises(Refused, match="in force"):
        actions.open_transitions(draft, opened.programme.organisations.all(), by="Maali")


def test_steps_carry_the_days_of_the_plan(opened: Any) -> None:
    lan = step(opened, "2.1")
    assert lan.task is not None
    assert (lan.planned_start, lan.planned_end) == (lan.task.start, lan.task.end)
    assert step(opened, "1.5").planned_end == opened.cutover - timedelta(days=30)


def test_workstations_are_not_done_before_the_network(opened: Any, eeva: Any) -> None:
    with pytest.raises(Refused, match=r"2\.1"):
        actions.finish_step(step(opened, "2.2"), by=eeva)


def test_cut_over_makes_the_site_moved_and_reopening_takes_it_back(opened: Any, eeva: Any) -> None:
    finish(opened, eeva, "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7")
    opened.refresh_from_db()
    assert opened.state == Transition.State.MOVED
    actions.reopen_step(step(opened, "2.7"), by=eeva)
    opened.refresh_from_db()
    assert opened.state == Transition.State.OPEN


def test_a_step_that_a_later_one_rests_on_is_not_reopened(opened: Any, eeva: Any) -> None:
    finish(opened, eeva, "2.1", "2.2")
    with pytest.raises(Refused, match="later step"):
        actions.reopen_step(step(opened, "2.1"), by=eeva)


def test_the_second_of_two_who_finish_a_step_is_told(opened: Any, eeva: Any) -> None:
    first = step(opened, "2.1")
    actions.finish_step(first, by=eeva)
    with pytest.raises(Refused, match="already"):
        actions.finish_step(first, by=eeva)


def test_a_step_is_not_finished_in_the_future(opened: Any, eeva: Any) -> None:
    with pytest.raises(Refused, match="future"):
        actions.finish_step(step(opened, "2.1"), by=eeva, day=date(2030, 1, 1))


@pytest.mark.parametrize("who", ["aino", "daavid"])
def test_contacts_and_readers_finish_nothing(opened: Any, who: str, request: Any) -> None:
    with pytest.raises(Refused):
        actions.finish_step(step(opened, "2.1"), by=request.getfixturevalue(who))


def test_readiness_says_what_is_missing_on_day_one(opened: Any, eeva: Any) -> None:
    before = queries.readiness_share(queries.readiness(opened))
    finish(opened, eeva, "2.1")
    criteria = queries.readiness(opened)
    assert queries.readiness_share(criteria) > before
    assert "devices_installed" in [each.code for each in criteria if not each.holds]


def test_an_open_deviation_of_the_highest_severity_stops_readiness(opened: Any, eeva: Any) -> None:
    found = actions.report_deviation(
        step(opened, "2.1"), by=eeva, text="Kaapeli poikki", severity=1
    )
    codes = [each.code for each in queries.readiness(opened) if not each.holds]
    assert "no_severe_problem" in codes
    actions.solve_deviation(found, by=eeva)
    codes = [each.code for each in queries.readiness(opened) if not each.holds]
    assert "no_severe_problem" not in codes


def test_closing_a_period_teaches_the_work_packages(opened: Any, eeva: Any, cecilia: Any) -> None:
    programme = opened.programme
    programme.today = programme.first_period_start + timedelta(days=3)
    programme.save()
    lan = step(opened, "2.1")
    actions.finish_step(lan, by=eeva, actual_days=2 * lan.planned_days)
    period, _made = Period.objects.get_or_create(programme=programme, number=1)
    actions.close_period(period, by=cecilia, evaluation="Verkko vei kaksi kertaa arvion.")
    learnt = Learnt.objects.get(programme=programme, kind="lan")
    assert (learnt.times, learnt.actual_days) == (1, 2 * lan.planned_days)
    with pytest.raises(Refused, match="closed already"):
        actions.close_period(period, by=cecilia, evaluation="Uudestaan")


def test_a_period_is_not_closed_without_an_evaluation(opened: Any, cecilia: Any) -> None:
    period = Period.objects.filter(programme=opened.programme).first()
    assert period is not None
    with pytest.raises(Refused, match="how the period went"):
        actions.close_period(period, by=cecilia, evaluation=" ")


def test_a_lesson_makes_a_new_version_and_the_old_one_stays(opened: Any, cecilia: Any) -> None:
    programme = opened.programme
    added = {"number": "2.9", "name_fi": "a", "name_sv": "b", "name_en": "c"}
    actions.revise_model(programme, by=cecilia, note="Oppi", added=[added], removed=["1.3"])
    old, new = TransitionModel.objects.order_by("version")
    numbers = set(new.steps.values_list("number", flat=True))
    assert {"2.9"} <= numbers
    assert "1.3" not in numbers
    assert old.steps.filter(number="1.3").exists()
    assert opened.model == old


def test_every_finished_step_leaves_one_audit_row(opened: Any, eeva: Any) -> None:
    finish(opened, eeva, "2.1")
    assert Event.objects.filter(verb="finished").count() == 1


def test_the_late_list_holds_open_steps_of_earlier_periods(opened: Any, cecilia: Any) -> None:
    last = max(each.period for each in opened.steps.all() if each.period)
    late = queries.late_steps(cecilia, opened.programme, last)
    assert late.exists()
    assert all(each.period < last for each in late)
