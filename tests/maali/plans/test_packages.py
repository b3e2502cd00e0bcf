"""Work packages: the tasks, their order and their volumes."""

import pytest

from maali.plans.packages import (
    PACKAGES,
    TASK_NAMES,
    SiteFacts,
    SystemFacts,
    organisation_tasks,
    site_tasks,
    system_tasks,
)

SMALL = SiteFacts(users=20, workstations=16)


def order(drafts: list) -> dict[str, set[str]]:
    """Task → all tasks that must end before it, directly or through others."""
    direct = {draft.kind: {after.kind for after in draft.after} for draft in drafts}

    def before(kind: str) -> set[str]:
        return direct[kind] | {each for first in direct[kind] for each in before(first)}

    return {kind: before(kind) for kind in direct}


def test_network_comes_before_workstations_and_workstations_before_cut_over() -> None:
    before = order(site_tasks(SMALL))
    assert "lan" in before["deploy"]
    assert {"lan", "deploy", "accounts", "training"} <= before["cutover"]
    assert "cutover" in before["removal"]


def test_a_site_without_fibre_waits_for_the_carrier() -> None:
    def lag(site: SiteFacts) -> int:
        lan = next(draft for draft in site_tasks(site) if draft.kind == "lan")
        return lan.after[0].least

    assert lag(SiteFacts(users=20, fibre_ready=True)) < lag(SiteFacts(users=20, fibre_ready=None))


def test_ten_workstations_take_one_technician_one_day() -> None:
    deploy = next(d for d in site_tasks(SiteFacts(workstations=10)) if d.kind == "deploy")
    assert deploy.effort_days == 1


def test_a_larger_crew_is_another_way_to_do_the_same_work_sooner() -> None:
    deploy = next(d for d in site_tasks(SiteFacts(workstations=200)) if d.kind == "deploy")
    slots = [deploy.slots, *(slots for _skills, slots in deploy.crews)]
    assert slots == sorted(slots, reverse=True)
    assert len(slots) > 2


def test_a_site_of_unknown_size_gets_an_assumed_volume_that_says_so() -> None:
    assert all(draft.assumed for draft in site_tasks(SiteFacts()))
    assert not any(draft.assumed for draft in site_tasks(SMALL))


def test_rescue_stations_are_moved_by_rescue_people() -> None:
    cutover = next(d for d in site_tasks(SiteFacts(users=9, rescue=True)) if d.kind == "cutover")
    assert "rescue" in cutover.skills


def test_what_was_learnt_scales_the_task() -> None:
    slow = SiteFacts(workstations=100, scale={"deploy": 2.0})
    deploy = {d.kind: d for d in site_tasks(slow)}["deploy"]
    assert (
        deploy.slots
        == 2 * {d.kind: d for d in site_tasks(SiteFacts(workstations=100))}["deploy"].slots
    )


@pytest.mark.parametrize("disposition", sorted(PACKAGES))
def test_every_disposition_has_a_package_whose_tasks_have_names(disposition: str) -> None:
    drafts = system_tasks(SystemFacts(disposition, personal_data=True, clinical=True, users=30))
    assert drafts
    assert {draft.kind for draft in drafts} <= set(TASK_NAMES)
    assert sum(draft.cutover for draft in drafts) <= 1


def test_personal_data_adds_the_change_of_controller() -> None:
    kinds = {d.kind for d in system_tasks(SystemFacts("carry_over", personal_data=True))}
    assert "controller_change" in kinds
    assert "controller_change" not in {d.kind for d in system_tasks(SystemFacts("carry_over"))}


def test_an_organisation_agrees_before_its_directories_trust_each_other() -> None:
    assert "agreement" in order(organisation_tasks({}))["directory_trust"]
