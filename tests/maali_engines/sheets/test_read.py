from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from maali_engines.sheets.data import Merged, Refusal, Workbook
from maali_engines.sheets.read import read
from maali_engines.sheets.safety import Limits
from tests.maali_engines.sheets.books import book, opened

ROWS = [["Järjestelmä", "Toimittaja", "Käyttäjiä"], ["Effica", "Tieto", 45], ["Pegasos", "CGI", 8]]
TEXT = "Järjestelmä;Toimittaja;Päättyy\nÄlyhoiva;Tieto, Oy;31.12.2023\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_of_any_encoding_is_read(encoding: str) -> None:
    sheet = opened(TEXT.encode(encoding), "vastaus.csv").sheets[0]
    assert sheet.rows[1] == ("Älyhoiva", "Tieto, Oy", "31.12.2023")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_and_quotes_hold_cells_together(separator: str) -> None:
    lines = [
        ["Nimi", "Kuvaus", "Kpl"],
        ["Effica", f'"a{separator} b"', "4"],
        ["Oma", '"x ""y"""', ""],
    ]
    text = "\n".join(separator.join(line) for line in lines)
    rows = opened(text.encode(), "a.csv").sheets[0].rows
    assert rows[1] == ("Effica", f"a{separator} b", "4")
    assert rows[2][:2] == ("Oma", 'x "y"')


def test_a_separator_line_is_obeyed() -> None:
    assert opened(b"sep=|\nNimi|Kpl\nEffica, pth|4\n", "a.csv").sheets[0].rows[1][1] == "4"


def test_text_with_too_many_rows_is_refused() -> None:
    found = read("a.csv", b"a;b\n" * 50, Limits(rows=49))
    assert found == Refusal("too_many_rows", {"rows": 50, "limit": 49})


def test_places_stay_those_of_the_file() -> None:
    sheet = opened(book(("Taul1", [[], [], [None, "Effica"]]))).sheets[0]
    assert sheet.rows[2][1] == "Effica"


def test_a_value_given_once_for_merged_rows_stands_in_each() -> None:
    def merge(_made: Any, page: Any) -> None:
        page.merge_range("B2:B3", "Tieto")

    sheet = opened(book(("Taul1", [["Nimi", "Toimittaja"], ["A"], ["B"]]), change=merge)).sheets[0]
    assert [row[1] for row in sheet.rows] == ["Toimittaja", "Tieto", "Tieto"]
    assert sheet.marks.merged == (Merged(2, 2, 3, 2),)


def test_hidden_rows_comments_strikes_and_formulas_are_marked() -> None:
    def mark(made: Any, page: Any) -> None:
        page.set_row(1, None, None, {"hidden": True})
        page.write_comment("A2", "päättyy jo kesällä")
        page.write_string("A3", "Pegasos", made.add_format({"font_strikeout": True}))
        page.write_formula("C2", "=40+5", None, 45)
        page.write_formula("C3", "='[vanha.xlsx]Taul1'!A1", None, "vieras")
        page.write_formula("D3", "=1/0", None, "#DIV/0!")

    sheet = opened(book(("Taul1", ROWS), change=mark)).sheets[0]
    assert sheet.marks.hidden_rows == {2}
    assert sheet.marks.comments == {(2, 1): "päättyy jo kesällä"}
    assert sheet.marks.struck == {(3, 1)}
    assert sheet.marks.formulas[2, 3] == "40+5"
    assert sheet.rows[1][2] == 45
    assert sheet.marks.external == {(3, 3)}
    assert sheet.rows[2][2] is None
    assert sheet.marks.errors == {(3, 4): "#DIV/0!"}


def test_hidden_sheets_are_read_and_flagged() -> None:
    def hide(made: Any, _page: Any) -> None:
        made.worksheets()[1].hide()

    sheets = opened(book(("A", ROWS), ("B", ROWS), change=hide)).sheets
    assert [each.hidden for each in sheets] == [False, True]


def test_an_identity_code_is_gone_before_anything_else_sees_the_cell() -> None:
    def comment(_made: Any, page: Any) -> None:
        page.write_comment("C3", "hlö 010190-900P")

    content = book(("Taul1", [*ROWS, ["Hilkka", "asiakas 010190-900P kysyi"]]), change=comment)
    workbook = opened(content)
    assert workbook.sheets[0].marks.refused == {(4, 2), (3, 3)}
    assert "900P" not in repr(workbook)


def test_an_identity_code_in_the_name_of_a_file_or_sheet_is_dropped() -> None:
    workbook = opened(book(("010190-900P", ROWS)), "010190-900P.xlsx")
    assert "900P" not in repr(workbook)
    assert workbook.sheets[0].marks.refused == {(0, 0)}


def test_a_workbook_without_any_cell_is_empty() -> None:
    assert read("a.xlsx", book(("Taul1", []))) == Refusal("empty_file")


def test_pictures_are_told_of_and_not_read() -> None:
    def paste(_made: Any, page: Any) -> None:
        dot = bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
            "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
        )
        page.insert_image("D2", "kuva.png", {"image_data": BytesIO(dot)})

    workbook = opened(book(("Taul1", [["Järjestelmän nimi"], ["Effica"]]), change=paste))
    assert [note.code for note in workbook.notes] == ["pictures_not_read"]


def with_merged(content: bytes, area: str) -> bytes:
    """The workbook with a merged range that its writer would refuse to write."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            range_of = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
            new.writestr(name, old.read(name).replace(b"</sheetData>", range_of.encode()))
    return out.getvalue()


@pytest.mark.parametrize("area", ["B2:B1048576", "A1:XFD1048576", "C900000:D1048576"])
def test_a_merged_range_far_below_costs_nothing(area: str) -> None:
    found = read("a.xlsx", with_merged(book(("Taul1", ROWS)), area))
    assert isinstance(found, Workbook)
    assert len(found.sheets[0].rows) == len(ROWS)
    assert all(each.bottom <= len(ROWS) for each in found.sheets[0].marks.merged)


@pytest.mark.parametrize("where", ["set_header", "set_footer"])
def test_an_identity_code_in_a_header_or_footer_is_told_of(where: str) -> None:
    def write(_made: Any, page: Any) -> None:
        getattr(page, where)("&LSivu &P&R010190-900P")

    workbook = opened(book(("Taul1", ROWS), change=write))
    assert [note.code for note in workbook.notes] == ["identity_code_in_file"]
    assert "900P" not in repr(workbook)


def test_formulas_are_texts_and_the_value_is_the_one_that_was_saved() -> None:
    def write(_made: Any, page: Any) -> None:
        page.write_formula("C2", "=40+5", None, 7)
        page.write_formula("B2", '=WEBSERVICE("http://127.0.0.1:9/")', None, "Tieto")

    sheet = opened(book(("Taul1", ROWS), change=write)).sheets[0]
    assert sheet.rows[1][2] == 7
    assert sheet.marks.formulas[2, 3] == "40+5"
    assert sheet.marks.external == {(2, 2)}
    assert opened(b"Nimi;Kpl\nEffica;=40+5\n", "a.csv").sheets[0].rows[1][1] == "=40+5"


def test_a_link_out_of_the_file_leaves_its_text() -> None:
    def link(_made: Any, page: Any) -> None:
        page.write_url("B2", "https://example.org/tieto", string="Tieto")
        page.write_url("B3", "external:muu.xlsx#Taul1!A1", string="CGI")

    sheet = opened(book(("Taul1", ROWS), change=link)).sheets[0]
    assert [row[1] for row in sheet.rows] == ["Toimittaja", "Tieto", "CGI"]
