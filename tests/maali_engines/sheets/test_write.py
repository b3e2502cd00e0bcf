from datetime import date
from decimal import Decimal

import pytest

from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Language
from maali_engines.sheets.plain import OPEN, Value
from maali_engines.sheets.write import escaped, question_workbook, table
from tests.maali_engines.sheets.books import extracted, guessed, opened

MADE = date(2022, 1, 1)
KNOWN: dict[str, list[dict[str, Value]]] = {
    "systems": [
        {
            "id": "KS-1",
            "system_name": "Effica",
            "contract_end": date(2023, 12, 31),
            "user_count": 45,
            "yearly_cost": Decimal("1200.50"),
            "personal_data": True,
            "criticality": "1",
            "service_area": "health",
            "integrations": ("Kanta", "VTJ"),
        },
        {"id": "KS-2", "system_name": "Hilkka", "contract_end": OPEN, "personal_data": False},
    ]
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_column_that_goes_out_is_known_when_it_comes_back(language: Language) -> None:
    rows = {sheet.key: [{sheet.named_by: "A"}] for sheet in SHEETS}
    found = guessed(question_workbook(language, rows, made_on=MADE, sender="KS-P01"))
    by_target = {each.target: each for each in found.sheets}
    for sheet in SHEETS:
        mapped = [each.key for each in by_target[sheet.key].columns if each.title != "maali_id"]
        assert mapped == [column.key for column in sheet.columns]
        assert by_target[sheet.key].language == language
    assert found.needs_person == ()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_filled_in_beforehand_comes_back_as_it_was(language: Language) -> None:
    first, second = extracted(question_workbook(language, KNOWN, made_on=MADE)).rows
    values = {key: cell.value for key, cell in first.cells.items()}
    assert values == {key: value for key, value in KNOWN["systems"][0].items() if key != "id"}
    assert (first.own["maali_id"], second.own["maali_id"]) == ("KS-1", "KS-2")
    assert second.cells["contract_end"].open_ended
    assert second.cells["personal_data"].value is False


def test_the_same_rows_make_the_same_bytes() -> None:
    assert question_workbook("fi", KNOWN, made_on=MADE) == question_workbook(
        "fi", KNOWN, made_on=MADE
    )


@pytest.mark.parametrize("text", ["=1+1", "+358 40", "-1+1", "@sum", '=HYPERLINK("http://x")'])
def test_nothing_that_was_written_by_others_becomes_a_formula(text: str) -> None:
    sheet = opened(table("Lista", ["Nimi"], [[text]], made_on=MADE)).sheets[0]
    assert sheet.rows[1][0] == text
    assert sheet.marks.formulas == {}
    assert escaped(text) == f"'{text}"


def test_a_name_that_a_workbook_refuses_is_made_fit() -> None:
    sheet = opened(table("[a]/b: " + "x" * 60, ["Nimi"], [["A"]], made_on=MADE)).sheets[0]
    assert len(sheet.name) <= 31
