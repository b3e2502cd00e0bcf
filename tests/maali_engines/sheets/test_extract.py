from datetime import date
from typing import Any

import pytest

from maali_engines.sheets.data import Row
from tests.maali_engines.sheets.books import book, codes, extracted

TITLES = ["Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Sopimus alkaa", "Sopimus päättyy"]


def systems(*rows: list[object], **options: Any) -> Any:
    return extracted(book(("Järjestelmät", [TITLES, *rows])), **options)


def kinds(rows: tuple[Row, ...]) -> list[str]:
    return [row.kind for row in rows]


def test_a_value_keeps_its_cell_and_its_text() -> None:
    row = systems(["Effica", "Tieto", "n. 45"]).rows[0]
    cell = row.cells["user_count"]
    assert (row.sheet_name, row.row, cell.column) == ("Järjestelmät", 2, "C")
    assert (cell.raw, cell.value, cell.certainty) == ("n. 45", 45, "estimate")


def test_every_problem_is_told_at_once_with_its_place() -> None:
    found = systems(
        [None, "Tieto", "vaihtelee"],
        ["Effica", "Tieto", 5, "1.1.2022", "31.12.2020"],
        ["Hilkka", "Fastroi", 3, "", "31.2.2022"],
    )
    assert {(each.code, each.row, each.column) for each in found.problems if each.row} == {
        ("missing_required", 2, "A"),
        ("unreadable_count", 2, "C"),
        ("end_before_start", 3, "E"),
        ("impossible_date", 4, "E"),
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sähköposti", "not_a_system"),
        ("Langaton verkko", "not_a_system"),
        ("Deltagon turvasähköposti", "entry"),
        ("Wilma", "stays"),
        ("Kirjastojärjestelmä", "stays"),
        ("Aster", "gone"),
        ("Mediatri (poistettu)", "gone"),
        ("Yhteensä", "subtotal"),
        ("Effica", "entry"),
    ],
)
def test_a_row_is_told_by_its_name(name: str, kind: str) -> None:
    assert kinds(systems([name, "Tieto"]).rows) == [kind]


def test_sums_and_headings_are_no_rows_and_a_sum_is_counted_after() -> None:
    found = systems(["Terveyspalvelut"], ["Effica", "Tieto"], [], ["YHTEENSÄ 2 kpl"], TITLES)
    assert kinds(found.rows) == ["blank", "entry", "subtotal", "blank"]
    [problem] = [each for each in found.problems if each.code == "subtotal_dropped"]
    assert problem.params == {"counted": 1, "said": 2}


def test_a_row_twice_is_told_of_and_asked_about_only_if_it_differs() -> None:
    found = systems(["Effica", "Tieto", 5], ["EFFICA ", "Tieto", 5], ["Effica", "Tieto", 9])
    told = [(each.row, each.severity) for each in found.problems if each.code.startswith("dupl")]
    assert told == [(3, "note"), (4, "ask")]


def test_two_products_in_a_cell_are_asked_about() -> None:
    found = systems(["Effica / Hilkka", "Tieto"])
    assert "two_products_in_cell" in codes(found)
    assert [row.part for row in found.rows] == [0]


def test_two_products_that_are_known_become_two_rows_of_one_place() -> None:
    found = systems(["Effica / Hilkka", "Tieto"], products=["Effica", "Hilkka"])
    assert [(row.row, row.part, row.cells["system_name"].value) for row in found.rows] == [
        (2, 0, "Effica"),
        (2, 1, "Hilkka"),
    ]


@pytest.mark.parametrize("name", ["Papercut / SafeCom", "Hyvis / Hyvis.fi", "SAP 4/S Hana"])
def test_a_stroke_in_one_name_is_no_second_product(name: str) -> None:
    found = systems([name, "Tieto"], products=["Papercut / SafeCom"])
    assert "two_products_in_cell" not in codes(found)


def test_more_users_than_there_are_people_is_asked_about() -> None:
    found = systems(["Effica", "Tieto", 1500], people=400)
    assert "implausible_count" in codes(found)
    assert found.rows[0].cells["user_count"].certainty == "estimate"


def test_all_staff_is_as_many_as_there_are() -> None:
    assert (
        systems(["Effica", "Tieto", "kaikki"], people=400).rows[0].cells["user_count"].value == 400
    )


def test_a_period_in_one_cell_tells_start_and_end() -> None:
    found = systems(["Effica", "Tieto", 5, None, "1.1.2020-31.12.2023"])
    cells = found.rows[0].cells
    assert (cells["contract_start"].value, cells["contract_end"].value) == (
        date(2020, 1, 1),
        date(2023, 12, 31),
    )


def test_an_identity_code_never_leaves_and_its_row_stays() -> None:
    found = systems(["Effica", "asiakas 010190-900P"], ["Hilkka", "Fastroi"])
    assert "900P" not in repr(found)
    assert found.holds_identity_code
    [problem] = [each for each in found.problems if each.code == "identity_code_refused"]
    assert (problem.row, problem.column, problem.key) == (2, "B", "vendor")
    assert found.rows[0].cells["vendor"].value is None
    assert len(found.rows) == 2


def test_an_identity_code_on_a_cover_is_told_of_too() -> None:
    cover = ("Kansi", [["Täyttäjä 010190-900P"]])
    found = extracted(book(("Järjestelmät", [TITLES, ["Effica"]]), cover))
    assert ("identity_code_refused", "Kansi", 1) in {
        (each.code, each.sheet, each.row) for each in found.problems
    }


def test_an_identity_code_outside_the_cells_keeps_the_file_from_being_kept() -> None:
    def box(_made: Any, page: Any) -> None:
        page.insert_textbox("D5", "asiakas 010190-900P")

    found = extracted(book(("Järjestelmät", [TITLES, ["Effica"]]), change=box))
    assert found.holds_identity_code
    assert "identity_code_in_file" in codes(found)


def test_hidden_rows_strikes_comments_and_foreign_formulas_are_told_of() -> None:
    def mark(made: Any, page: Any) -> None:
        page.set_row(1, None, None, {"hidden": True})
        page.write_comment("C2", "oikeasti 50")
        page.write_string("A3", "Hilkka", made.add_format({"font_strikeout": True}))
        page.write_formula("C3", "='[vanha.xlsx]Taul1'!A1", None, 3)
        page.merge_range("B2:B3", "Tieto")

    rows = [TITLES, ["Effica", "Tieto", 5], ["Hilkka", None, 3]]
    found = extracted(book(("Järjestelmät", rows), change=mark))
    assert {"hidden_row_read", "struck_through", "comment_read", "formula_external"} <= codes(found)
    effica, hilkka = found.rows
    assert effica.flags == ("hidden_row",)
    assert effica.cells["user_count"].comment == "oikeasti 50"
    assert hilkka.flags == ("struck_through",)
    assert hilkka.cells["user_count"].value is None
    assert (hilkka.cells["vendor"].value, hilkka.cells["vendor"].note) == ("Tieto", "filled_down")


def test_a_matrix_tells_the_sites_of_each_system() -> None:
    rows = [
        ["Järjestelmä", "Toimittaja", "Neuvola", "Hammashoitola", "Kotihoito"],
        ["Effica", "Tieto", "x", "-", 12],
        ["Hilkka", "Fastroi", None, None, "(x)"],
    ]
    effica, hilkka = extracted(book(("Taul1", rows))).rows
    assert effica.cells["site"].value == ("Neuvola", "Kotihoito")
    assert effica.site_users == {"Neuvola": None, "Kotihoito": 12}
    assert hilkka.cells["site"].certainty == "estimate"


def test_sites_with_commas_are_parted_only_by_what_the_file_lists() -> None:
    sites = (
        "Toimipisteet",
        [["Toimipiste", "Osoite"], ["Neuvola, itä", "Tie 1"], ["Asema", "T 2"]],
    )
    titles = ["Järjestelmä", "Toimittaja", "Toimipiste"]
    used = [["Effica", "Tieto", "Neuvola, itä"], ["Hilkka", "X", "kaikki"], ["Aino", "Y", "Asema"]]
    rows = extracted(book(("Järjestelmät", [titles, *used]), sites)).rows
    assert [row.cells["site"].value for row in rows[:3]] == [
        ("Neuvola, itä",),
        ("Neuvola, itä", "Asema"),
        ("Asema",),
    ]


def test_a_title_of_two_meanings_gives_the_role_to_the_owner_and_asks() -> None:
    titles = ["Järjestelmä", "Omistaja/toimittaja", "Käyttäjiä"]
    found = extracted(book(("Taul1", [titles, ["Effica", "Tieto / perusturvajohtaja", 5]])))
    cells = found.rows[0].cells
    assert (cells["owner_role"].value, cells["vendor"].value) == ("perusturvajohtaja", "Tieto")
    assert "two_meanings_in_column" in codes(found)


def test_of_a_person_in_the_owner_cell_the_role_is_kept() -> None:
    titles = ["Järjestelmä", "Omistaja", "Käyttäjiä"]
    rows = [titles, ["Effica", "palvelusihteeri, Anna Keksitty 040 000 0837", 5]]
    found = extracted(book(("Taul1", rows)))
    assert found.rows[0].cells["owner_role"].value == "palvelusihteeri"
    assert "person_in_cell" in codes(found)


def test_the_name_of_a_sheet_tells_the_service_area() -> None:
    rows = extracted(book(("Terveyspalvelut", [["Järjestelmä", "Toimittaja"], ["A", "B"]]))).rows
    assert rows[0].cells["service_area"].value == "Terveyspalvelut"


def test_lines_of_text_give_a_row_each_as_an_offer() -> None:
    lines = [["Järjestelmät"], ["Effica; Tieto Oy; 45; toistaiseksi"], ["Hilkka"], ["Aino; 3"]]
    rows = extracted(book(("Taul1", lines))).rows
    assert [row.cells["system_name"].value for row in rows] == ["Effica", "Hilkka", "Aino"]
    assert rows[0].cells["vendor"].value == "Tieto Oy"
    assert rows[0].cells["user_count"].value == 45
    assert rows[0].cells["contract_end"].open_ended


def test_missing_columns_and_gaps_are_told_once_each() -> None:
    found = systems(["Effica", "Tieto"], ["Hilkka", "Fastroi"])
    missing = {each.key for each in found.problems if each.code == "column_missing"}
    assert {"owner_role", "personal_data", "criticality"} <= missing
    gaps = [each.params for each in found.problems if each.code == "missing_in_column"]
    assert {"empty": 2, "rows": 2, "first": "2, 3"} in gaps


def test_prices_of_which_only_some_tell_of_vat_are_asked_about() -> None:
    titles = ["Järjestelmä", "Toimittaja", "Vuosikustannus"]
    rows = [titles, ["Effica", "Tieto", "12 400 € alv 24"], ["Hilkka", "X", 5000]]
    found = extracted(book(("Taul1", rows)))
    assert [each.row for each in found.problems if each.code == "money_vat_unknown"] == [3]


def test_own_columns_are_kept_as_written() -> None:
    rows = [["Järjestelmä", "Toimittaja", "Väri"], ["Effica", "Tieto", "sininen"]]
    assert extracted(book(("Taul1", rows))).rows[0].own == {"Väri": "sininen"}


def test_a_cell_that_points_to_another_answer_is_asked_about() -> None:
    found = systems(["Effica", "sama kuin Jyväskylä", "kts. kunnan vastaus"])
    [row] = found.rows
    assert (row.cells["vendor"].value, row.cells["user_count"].value) == (None, None)
    assert [each.code for each in found.problems].count("points_elsewhere") == 2


def test_a_sign_for_the_same_as_above_repeats_the_cell_above_as_an_estimate() -> None:
    found = systems(["Effica", "Tieto", 40], ["Pegasos", '"', "sama"])
    cells = found.rows[1].cells
    assert (cells["vendor"].value, cells["user_count"].value) == ("Tieto", 40)
    assert {cells[key].certainty for key in ("vendor", "user_count")} == {"estimate"}


def test_zeros_that_a_spreadsheet_ate_are_put_back_where_the_others_have_them() -> None:
    rows = [["Järjestelmän nimi", "Sopimus"], ["Effica", "00736"], ["Pegasos", 42], ["M2", "D/7"]]
    found = extracted(book(("Järjestelmät", rows)))
    assert [row.cells["contract_ref"].value for row in found.rows] == ["00736", "00042", "D/7"]


def test_titles_that_speak_of_tax_or_thousands_are_told_of() -> None:
    rows = [["Järjestelmän nimi", "Kustannus (t€)"], ["Effica", "12,5"]]
    found = extracted(book(("Järjestelmät", rows)))
    assert found.rows[0].cells["yearly_cost"].value == 12500
    assert "thousands_in_title" in codes(found)
    rows = [["Järjestelmän nimi", "Hinta alv 24"], ["Effica", 124]]
    found = extracted(book(("Järjestelmät", rows)))
    assert found.rows[0].cells["yearly_cost"].value == 100
    assert "vat_in_title" in codes(found)


def test_grades_mean_the_same_on_every_sheet_of_a_file() -> None:
    titles = ["Järjestelmän nimi", "Kriittisyys"]
    one, other = [["Effica", "C"]], [["Pegasos", "D"]]
    found = extracted(book(("Terveys", [titles, *one]), ("Sosiaali", [titles, *other])))
    assert [row.cells["criticality"].value for row in found.rows] == ["3", "4"]


def test_characters_that_nobody_sees_change_nothing() -> None:
    found = systems(["\u202eEffica\u202c", "Tie\u00adto", 40])
    cells = found.rows[0].cells
    assert (cells["system_name"].value, cells["vendor"].value) == ("Effica", "Tieto")


def test_the_longest_cell_of_a_spreadsheet_comes_through_whole() -> None:
    text = "Käyttö " * 4681  # 32,767 characters
    cell = (
        extracted(
            book(("Järjestelmät", [["Järjestelmän nimi", "Käyttötarkoitus"], ["Effica", text]]))
        )
        .rows[0]
        .cells["purpose"]
    )
    assert len(text) == 32_767
    assert (cell.raw, cell.value) == (text, text.strip())
