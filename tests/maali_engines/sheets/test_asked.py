import pytest

from maali_engines.sheets.asked import asked_in
from maali_engines.sheets.catalogue import BY_KEY, SHEETS
from maali_engines.sheets.columns import Sheet, column, in_three


def test_the_broad_round_asks_a_small_municipality_for_what_it_knows() -> None:
    asked = asked_in("broad")["systems"]
    assert asked["system_name"] == asked["hosting"] == asked["criticality"] == "mandatory"
    assert asked["yearly_cost"] == "optional"
    assert "site_address" not in asked


def test_the_detailed_round_names_the_rows_that_it_asks_about() -> None:
    asked = asked_in("detailed")
    assert asked["systems"]["system_name"] == "mandatory"
    assert asked["integrations"]["data"] == "mandatory"
    assert "vendor" not in asked["systems"]


@pytest.mark.parametrize("kind", ["broad", "detailed"])
def test_columns_are_asked_in_the_order_of_the_sheet(kind: str) -> None:
    for key, asked in asked_in(kind).items():  # type: ignore[arg-type]
        order = [each.key for each in BY_KEY[key].columns if each.key in asked]
        assert list(asked) == order
        assert BY_KEY[key].named_by in asked


def test_a_sheet_of_which_nothing_is_asked_is_left_out() -> None:
    names = ("Nimi", "Namn", "Name")
    later = Sheet(
        "later",
        in_three(names),
        named_by="name",
        columns=(column("name", names), column("why", names, asked="-M")),
    )
    assert asked_in("broad", [later]) == {}
    assert asked_in("detailed", [later]) == {"later": {"name": "mandatory", "why": "mandatory"}}


def test_every_sheet_is_asked_for_in_some_round() -> None:
    assert {sheet.key for sheet in SHEETS} == {*asked_in("broad"), *asked_in("detailed")}
