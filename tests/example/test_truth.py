from collections import Counter

import pytest

from example.draws import split
from example.truth import Truth, make_truth


@pytest.fixture(scope="module")
def central() -> Truth:
    return make_truth("keski-suomi", 1)


def test_names_tell_the_systems_of_one_owner_apart(central: Truth) -> None:
    names = Counter((each.provider_id, each.name) for each in central.instances)

    assert max(names.values()) == 1


def test_each_site_has_a_name_and_a_code_of_its_own(central: Truth) -> None:
    assert len({site.name for site in central.sites}) == len(central.sites)
    assert len({site.site_id for site in central.sites}) == len(central.sites)


def test_demolished_private_and_historic_sites_are_left_out(central: Truth) -> None:
    names = {site.name for site in central.sites}

    assert not names & {"Palvelutalo Väkkärä", "Vuoristosairaala", "Sairaala Mehiläinen Jyväskylä"}
    assert {"Kotikivi A", "Kotikivi C", "Keski-Suomen Sairaala Nova"} <= names


def test_the_rescue_department_has_forty_five_stations(central: Truth) -> None:
    stations = [site for site in central.sites_of("KS-P02") if site.type == "fire_station"]

    assert len(stations) == 45


def test_the_hospital_district_shares_its_patient_record(central: Truth) -> None:
    record = next(each for each in central.owned("KS-P01") if each.slot == "primary_patient_record")

    assert record.product["product"] == "Effica"
    assert len(record.used_by) >= 5
    assert "KS-P01" not in record.used_by


def test_the_systems_of_kinnula_stay_with_their_private_provider(central: Truth) -> None:
    assert {each.fate for each in central.owned("KS-P21")} == {"stays_outside"}


def test_a_tool_of_ones_own_has_one_owner(central: Truth) -> None:
    tools = Counter(
        each.product_id for each in central.instances if each.product_id.startswith("L")
    )

    assert len(tools) >= 55
    assert max(tools.values()) == 1


def test_no_integration_joins_a_system_to_itself_or_twice(central: Truth) -> None:
    pairs = [frozenset((each.source_id, each.target_id)) for each in central.integrations]

    assert min(len(pair) for pair in pairs) == 2
    assert len(set(pairs)) == len(pairs)
    assert Counter(each.told_by for each in central.integrations) == {
        "both": 236, "source": 5, "contradictory": 3,
    }  # fmt: skip


def test_three_hubs_hold_two_fifths_of_the_integrations(central: Truth) -> None:
    ends = Counter(end for each in central.integrations for end in (each.source_id, each.target_id))

    assert sum(count for _, count in ends.most_common(3)) >= 0.3 * len(central.integrations)


def test_an_organisation_less_disturbs_only_what_is_shared(central: Truth) -> None:
    tiny = {each.instance_id: each.name for each in make_truth("tiny", 1).instances}

    assert tiny.keys() <= {each.instance_id for each in central.instances}


def test_shares_add_up_exactly() -> None:
    shares = split(100, {"a": 1.0, "b": 1.0, "c": 1.0})

    assert shares == {"a": 34, "b": 33, "c": 33}
