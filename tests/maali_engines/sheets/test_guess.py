from typing import Any

import pytest

from maali_engines.sheets.data import Correction, Memory
from maali_engines.sheets.guess import guess, signature
from tests.maali_engines.sheets.books import book, guessed, keys, opened

FINNISH = ["Tietojärjestelmä", "toim.", "Käyttäjiä kpl", "Voimassa asti", "Väri"]
ROW = ["Effica", "Tieto Oy", 45, "31.12.2023", "sininen"]
MEANING = {
    "Tietojärjestelmä": "system_name",
    "toim.": "vendor",
    "Käyttäjiä kpl": "user_count",
    "Voimassa asti": "contract_end",
    "Väri": "",
}


def test_variants_of_titles_are_known_and_own_columns_stay_own() -> None:
    found = guessed(book(("Taul1", [FINNISH, ROW])))
    assert keys(found) == MEANING
    assert found.needs_person == ()
    assert found.sheets[0].first_row == 2


def test_text_above_the_titles_does_not_hide_them() -> None:
    above = [["Keski-Suomi"], ["ICT-kartoitus"], ["Täyttäjä:", "sihteeri"], []]
    found = guessed(book(("Taul1", [*above, FINNISH, ROW])))
    assert keys(found) == MEANING
    assert found.sheets[0].header_rows == (5,)


def test_two_rows_of_titles_are_joined() -> None:
    def merge(_made: Any, page: Any) -> None:
        page.merge_range("A1:A2", "Järjestelmä")
        page.merge_range("B1:C1", "Sopimus")

    rows = [["Järjestelmä", "Sopimus"], [None, "alkaa", "päättyy"], ["Effica", "1.1.2020", "tv"]]
    found = guessed(book(("Kartoitus", rows), change=merge))
    assert keys(found) == {
        "Järjestelmä": "system_name",
        "Sopimus alkaa": "contract_start",
        "Sopimus päättyy": "contract_end",
    }
    assert found.sheets[0].first_row == 3


@pytest.mark.parametrize(
    ("titles", "language"),
    [
        (["Järjestelmän nimi", "Toimittaja", "Osoite"], "fi"),
        (["Systemets namn", "Leverantör", "Besöksadress"], "sv"),
        (["Application name", "Supplier", "Department"], "en"),
    ],
)
def test_the_language_is_that_of_the_titles(titles: list[str], language: str) -> None:
    assert guessed(book(("1", [titles, ["A", "B", "C"]]))).sheets[0].language == language


def test_a_catalogue_in_english_of_a_foreign_body_is_read() -> None:
    text = (
        "vendor,product,purpose,department,data_categories,update_frequency\n"
        "ADP,Easy Labor,Payroll,Finance,Finance,daily\n"
    )
    assert keys(guessed(text.encode(), "catalogue.csv")) == {
        "vendor": "vendor",
        "product": "system_name",
        "purpose": "purpose",
        "department": "service_area",
        "data_categories": "data_categories",
        "update_frequency": "update_frequency",
    }


def test_each_sheet_is_told_from_the_others() -> None:
    found = guessed(
        book(
            ("Kansi", [["ICT-kartoitus"], ["Täyttäjä: sihteeri"]]),
            ("Järjestelmät", [["Nimi", "Toimittaja"], ["Effica", "Tieto"]]),
            ("Toimipisteet", [["Nimi", "Osoite", "Työasemia"], ["Neuvola", "Keskustie 1", 4]]),
            ("Integraatiot", [["Mistä", "Mihin", "Suunta"], ["Effica", "Kanta", "lähettää"]]),
            ("Budjetti", [["Tili", "2021", "2022"], ["Palkat", 5, 6], ["Tilat", 1, 1]]),
        )
    )
    assert [each.target for each in found.sheets] == ["", "systems", "sites", "integrations", ""]
    assert found.sheets[0].reason == "cover"


def test_places_without_systems_are_no_list_of_systems() -> None:
    rows = [["Toimipiste", "Osoite", "Postinumero", "Käyttäjiä"], ["Neuvola", "Tie 1", "40100", 4]]
    assert guessed(book(("Taul1", rows))).sheets[0].target == "sites"


def test_columns_of_crosses_are_a_matrix_of_sites() -> None:
    rows = [
        ["Järjestelmä", "Toimittaja", "Neuvola", "Hammashoitola", "Kotihoito"],
        ["Effica", "Tieto", "x", "X", 12],
        ["Hilkka", "Fastroi", None, None, "(x)"],
    ]
    sheet = guessed(book(("Taul1", rows))).sheets[0]
    assert (sheet.layout, sheet.matrix) == ("matrix", ("C", "D", "E"))


def test_a_list_as_text_in_one_column_needs_a_person() -> None:
    rows = [["Järjestelmät sähköpostista"], ["Effica; Tieto; 45"], ["Hilkka; tv"], ["Pegasos; 3"]]
    found = guessed(book(("Taul1", rows)))
    assert [each.code for each in found.needs_person] == ["text_in_one_column"]
    assert found.sheets[0].layout == "one_column"


@pytest.mark.parametrize(
    "rows",
    [
        [["kartoitus_pohja"], ["Tämä on viime vuoden pohja."]],
        [["Tili", "2021", "2022"], ["Palkat", 5, 6], ["Tilat", 1, 1], ["Muut", 2, 3]],
    ],
)
def test_a_wrong_file_needs_a_person(rows: list[list[object]]) -> None:
    found = guessed(book(("Taul1", rows)))
    assert [each.code for each in found.needs_person] == ["nothing_recognised"]


def test_a_form_sent_back_empty_needs_a_person() -> None:
    found = guessed(book(("Järjestelmät", [FINNISH])))
    assert [each.code for each in found.needs_person] == ["no_rows"]


def test_what_a_person_said_of_a_column_holds_and_is_taken_from_the_other() -> None:
    workbook = opened(book(("Taul1", [FINNISH, ROW])))
    said = {"Taul1": Correction(columns={"E": "vendor", "B": ""})}
    found = guess(workbook, corrections=said)
    assert keys(found)["Väri"] == "vendor"
    assert keys(found)["toim."] == ""


def test_a_sheet_that_a_person_named_is_that_sheet() -> None:
    workbook = opened(book(("Taul1", [["Nimi", "Osoite"], ["A", "Tie 1"]])))
    assert guess(workbook, corrections={"Taul1": Correction("units")}).sheets[0].target == "units"
    assert guess(workbook, corrections={"Taul1": Correction("")}).sheets[0].target == ""


def test_what_a_sender_taught_once_is_remembered() -> None:
    workbook = opened(book(("Taul1", [FINNISH, ROW])))
    memory = Memory({("systems", signature("VÄRI ")): "notes"})
    column = guess(workbook, remembered=memory).sheets[0].columns[4]
    assert (column.key, column.reason) == ("notes", "remembered")


def test_shuffled_columns_mean_the_same() -> None:
    order = [3, 0, 4, 2, 1]
    rows = [[line[place] for place in order] for line in (FINNISH, ROW)]
    assert keys(guessed(book(("Taul1", rows)))) == MEANING


def test_values_that_can_only_be_one_thing_tell_a_column_without_a_known_title() -> None:
    rows = [
        ["Mistä", "Mihin", "Liittyvyys"],
        *[["A", "B", word] for word in ("kova", "pehmeä") * 3],
    ]
    column = guessed(book(("Integraatiot", rows))).sheets[0].columns[2]
    assert (column.key, column.reason) == ("binding", "values")


def test_numbers_of_the_senders_own_make_no_matrix() -> None:
    rows = [["Järjestelmä", "Toimittaja", "Rivinro", "Kuntanumero", "Versio"]]
    rows += [[f"S{number}", "T", number, 179, 2] for number in range(1, 9)]
    assert guessed(book(("Taul1", rows))).sheets[0].layout == "table"
