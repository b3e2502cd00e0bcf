"""Which systems are key ones, and that a person's choice outlives the rule."""

from datetime import date

import pytest

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.engine.key_systems import key_systems, months_from
from maali.intake.models import KeySystem
from maali.inventory.models import DataStore, System
from maali.organisations.models import Person, Programme
from tests.maali.intake.asking import make, reasons, system

pytestmark = pytest.mark.django_db


def of(region: Programme, found: System) -> list[str]:
    return key_systems(region).get(found.pk, [])


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"need": "patient"}, ["client_data"]),
        ({"personal_data": True, "service_area": "social"}, ["client_data"]),
        ({"personal_data": True, "service_area": "administration"}, []),
        ({"need": "payroll"}, ["payroll"]),
        ({"purpose": "Kirjanpito ja laskutus, talous"}, ["finance"]),
        ({"need": "identity"}, ["identity"]),
        ({"need": "integration"}, ["integration"]),
        ({"users": 50}, []),
        ({"users": 51}, ["many_users"]),
        ({"criticality": 2}, ["critical"]),
        ({"criticality": 3}, []),
        ({"contract": {"end": date(2022, 1, 1)}}, ["contract_ends"]),
        ({"contract": {"end": date(2024, 1, 1)}}, ["contract_ends"]),
        ({"contract": {"end": date(2021, 12, 31)}}, []),
        ({"contract": {"end": date(2024, 1, 2)}}, []),
        ({"contract": {"assignable": "no"}}, ["not_assignable"]),
        ({"contract": {"assignable": "consent"}}, []),
        ({"service_area": "shared"}, ["stays_shared"]),
        ({"shared_with": "Ei"}, []),
        ({"shared_with": "kunnan sivistystoimi"}, ["stays_shared"]),
    ],
)
def test_each_reason_of_the_rule_holds_by_itself(
    about: dict[str, object], why: list[str], region: Programme
) -> None:
    assert of(region, system(region, "A", "Xyzzy", **about)) == why


def test_a_system_of_two_organisations_counts_once_at_its_owner(region: Programme) -> None:
    owner = system(region, "A", "Xyzzy")
    other = system(region, "B", "Xyzzy B", same_as=owner, users=900)
    assert of(region, owner) == ["many_organisations"]
    assert of(region, other) == []


def test_users_at_sites_are_summed_and_sensitive_data_counts(region: Programme) -> None:
    used = system(region, "A", "Xyzzy", users=10)
    for code in ("A", "B"):
        used.uses.create(organisation=region.organisations.get(code=code), users=30)
    stored = system(region, "A", "Plugh")
    DataStore.objects.create(
        programme=region, organisation=stored.organisation, key="d", name="D", system=stored,
        special_categories=True,
    )  # fmt: skip
    assert of(region, used) == ["many_organisations", "many_users"]
    assert of(region, stored) == ["client_data"]


def test_what_is_gone_is_no_key_system(region: Programme) -> None:
    assert of(region, system(region, "A", "Xyzzy", criticality=1, standing="gone")) == []


def test_the_rule_takes_few_queries_however_many_systems(
    region: Programme, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        system(region, "A", f"Xyzzy {number}", users=60, contract={"assignable": "no"})
    with django_assert_max_num_queries(5):
        assert len(key_systems(region)) == 30


def test_a_year_before_the_last_of_february_is_a_day_that_exists() -> None:
    assert months_from(date(2024, 2, 29), -12) == date(2023, 2, 28)


def test_picking_anew_keeps_what_people_chose(region: Programme, cecilia: Person) -> None:
    busy, quiet = system(region, "A", "Kiire", users=80), system(region, "A", "Rauha", users=5)
    goes = system(region, "B", "Menee", criticality=1)
    found = make(region, cecilia, "detailed")
    assert actions.pick_key_systems(found, by=cecilia)["found"] == 2
    actions.choose_key_system(found, busy, left_out=True, reason="Poistuu", by=cecilia)
    actions.choose_key_system(found, quiet, left_out=False, reason="Lakisääteinen", by=cecilia)
    System.objects.filter(pk=goes.pk).update(criticality=4)
    counts = actions.pick_key_systems(found, by=cecilia)
    assert counts == {"found": 0, "unchanged": 2, "deleted": 1}
    assert reasons(found) == {"Rauha": []}
    assert KeySystem.objects.get(round=found, system=busy).left_out


def test_a_choice_needs_a_reason_and_can_be_taken_back(
    region: Programme, cecilia: Person, aino: Person
) -> None:
    busy, quiet = system(region, "A", "Kiire", users=80), system(region, "A", "Rauha", users=5)
    found = make(region, cecilia, "detailed")
    actions.pick_key_systems(found, by=cecilia)
    with pytest.raises(Refused):
        actions.choose_key_system(found, busy, left_out=True, reason=" ", by=cecilia)
    with pytest.raises(Refused):
        actions.choose_key_system(found, busy, left_out=True, reason="Ei", by=aino)
    for each, left_out in ((busy, True), (quiet, False)):
        chosen = actions.choose_key_system(found, each, left_out=left_out, reason="Syy", by=cecilia)
        actions.follow_rule(chosen, by=cecilia)
    assert reasons(found) == {"Kiire": ["many_users"]}
    with pytest.raises(Refused):
        actions.follow_rule(KeySystem.objects.get(round=found), by=cecilia)


def test_only_a_detailed_round_has_key_systems(region: Programme, cecilia: Person) -> None:
    with pytest.raises(Refused):
        actions.pick_key_systems(make(region, cecilia), by=cecilia)
