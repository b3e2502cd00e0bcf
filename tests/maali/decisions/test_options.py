"""The stated rules of options: facts in, options with reasons out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maali.decisions.options import BASE, CRITERIA, TYPICAL, Facts, options

PLAIN = Facts(start_day=date(2023, 1, 1), today=date(2022, 2, 28), tier=2, users=50)
LARGER = {"id": 7, "name": "Effica", "organisation": "KSSHP", "users": 4000}


def of(facts: Facts) -> dict[str, Any]:
    return {draft.disposition: draft for draft in options(facts)}


def test_exactly_one_option_is_proposed_and_it_has_no_hard_stop() -> None:
    for facts in (
        PLAIN,
        replace(PLAIN, leaving=True),
        replace(PLAIN, remains_in_municipality=True),
    ):
        proposed = [draft for draft in options(facts) if draft.proposed]
        assert len(proposed) == 1
        assert not proposed[0].stops


def test_a_system_in_daily_use_is_carried_over_by_default() -> None:
    assert options(PLAIN)[0].disposition == "carry_over"


def test_an_assignable_contract_makes_its_transfer_the_proposal() -> None:
    facts = replace(PLAIN, has_contract=True, assignable="freely", contract_end=date(2026, 1, 1))
    assert options(facts)[0].disposition == "transfer_contract"


def test_what_the_municipality_goes_on_using_is_never_just_carried_over() -> None:
    stops = of(replace(PLAIN, remains_in_municipality=True))["carry_over"].stops
    assert [stop["code"] for stop in stops] == ["stays_in_use_in_municipality"]


def test_a_system_being_phased_out_is_retired() -> None:
    assert options(replace(PLAIN, leaving=True, tier=3))[0].disposition == "retire"


def test_a_replacement_that_takes_longer_than_there_is_time_is_stopped() -> None:
    stop = of(PLAIN)["replace"].stops[0]
    assert (stop["code"], stop["weeks"], stop["left"]) == ("too_late", 78, 43)


def test_support_that_ends_within_six_months_of_the_start_stops_carrying_over() -> None:
    early, late = date(2023, 6, 1), date(2023, 8, 1)
    assert of(replace(PLAIN, support_ends=early))["carry_over"].stops
    assert not of(replace(PLAIN, support_ends=late))["carry_over"].stops


def test_consolidation_is_an_option_only_beside_a_larger_installation() -> None:
    assert "consolidate" not in of(PLAIN)
    assert of(replace(PLAIN, larger=LARGER))["consolidate"].into == 7


def test_what_is_needed_at_midnight_is_retired_only_if_its_own_people_say_so() -> None:
    facts = replace(PLAIN, leaving=True, tier=1)
    assert options(facts)[0].disposition != "retire"
    assert options(replace(facts, proposal="leaves"))[0].disposition == "retire"


def test_records_in_daily_use_are_not_retired() -> None:
    facts = replace(PLAIN, clinical=True, tier=3)
    assert "records_in_use" in [stop["code"] for stop in of(facts)["retire"].stops]


@pytest.mark.parametrize("kind", sorted(TYPICAL))
def test_every_option_has_points_for_every_criterion(kind: str) -> None:
    assert set(BASE[kind]) == set(CRITERIA)


def test_the_weights_of_the_criteria_sum_to_a_hundred() -> None:
    assert sum(CRITERIA.values()) == 100


def test_running_costs_over_five_years_follow_the_yearly_cost() -> None:
    drafts = of(replace(PLAIN, yearly_cost=1000.0, larger=LARGER))
    assert drafts["carry_over"].running_cost == 5000
    assert drafts["consolidate"].running_cost == 3000
    assert of(PLAIN)["carry_over"].running_cost is None
