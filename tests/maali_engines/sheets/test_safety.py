from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from maali_engines.sheets.data import Refusal
from maali_engines.sheets.read import read
from maali_engines.sheets.safety import Limits, refuse
from tests.maali_engines.sheets.books import book

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(name: str, content: bytes, limits: Limits | None = None) -> str:
    refusal = refuse(name, content, limits)
    return refusal.code if refusal else ""


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts put in place of the one that it has."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
        if name not in old.namelist():
            new.writestr(name, part)
    return out.getvalue()


def sheet_xml(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


SMALL = book(("Taul1", [["Järjestelmä", "Toimittaja"], ["Effica", "Tieto"]]))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty_file"),
        (b" \r\n\t ", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"%PDF-1.7 abc", "pdf"),
        (SIGNATURE + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (SIGNATURE + bytes(100) + "WordDocument".encode("utf-16-le"), "word_processor"),
        (SIGNATURE + bytes(100) + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (SIGNATURE + bytes(600), "other_format"),
        (b"\x09\x04\x06\x00\x00\x00", "old_workbook"),
        (b"PK\x03\x04 but no archive", "damaged"),
        (b"<html><table><tr><td>Effica</td></tr></table></html>", "other_format"),
        (bytes(range(256)) * 20, "not_text"),
    ],
)
def test_the_content_decides_and_never_the_name(content: bytes, expected: str) -> None:
    assert code("kartoitus.xlsx", content) == expected


def test_a_workbook_is_safe_under_any_name() -> None:
    assert code("kartoitus.png", SMALL) == ""


def test_macros_are_refused() -> None:
    assert code("a.xlsm", with_part(SMALL, "xl/vbaProject.bin", b"x")) == "macros"


def test_a_text_document_is_no_workbook() -> None:
    assert code("a.xlsx", with_part(SMALL, "word/document.xml", b"<a/>")) == "word_processor"


def test_what_would_unpack_to_very_much_is_a_bomb() -> None:
    bomb = with_part(SMALL, "xl/media/image1.png", b"0" * 20_000_000)
    assert code("a.xlsx", bomb) == "zip_bomb"


def test_an_archive_that_lies_about_its_sizes_is_damaged() -> None:
    honest = with_part(SMALL, "xl/media/image1.png", bytes(200_000))
    lying = honest.replace((200_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    assert code("a.xlsx", lying, Limits(ratio=10**9)) == "damaged"


def test_too_many_rows_are_refused_before_they_are_read() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % number for number in range(1, 3000))
    long = with_part(SMALL, "xl/worksheets/sheet1.xml", sheet_xml(rows))
    assert code("a.xlsx", long, Limits(rows=2000)) == "too_many_rows"
    assert code("a.xlsx", long, Limits(rows=3000)) == ""


def test_one_cell_in_the_farthest_corner_is_a_bomb_too() -> None:
    corner = sheet_xml(b'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"/></row>')
    assert code("a.xlsx", with_part(SMALL, "xl/worksheets/sheet1.xml", corner)) == "too_many_rows"
    wide = sheet_xml(b"<row r='1'><c r='XFD1'><v>1</v></c></row>")
    assert code("a.xlsx", with_part(SMALL, "xl/worksheets/sheet1.xml", wide)) == "too_many_columns"


def test_repeated_cells_of_an_open_document_are_counted() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content><office:body><office:spreadsheet><table:table table:name="A">'
            '<table:table-row table:number-rows-repeated="900000"><table:table-cell'
            ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    assert code("a.ods", out.getvalue()) == "too_many_rows"


@pytest.mark.parametrize(("ending", "expected"), [("table:table", ""), ("v", "too_many_rows")])
def test_a_table_that_does_not_end_is_counted_with_the_next(ending: str, expected: str) -> None:
    row = '<table:table-row><table:table-cell office:value-type="string"/></table:table-row>'
    rest = '<table:table-row table:number-rows-repeated="900000"/>'
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            "<office:document-content><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{row}{rest}</{ending}>'
            f'<table:table table:name="B">{row}{rest}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    assert code("a.ods", out.getvalue()) == expected


def test_a_document_type_is_refused_since_only_entities_need_one() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml(
        b'<row r="1" hidden="1"><c r="A1"><f>1</f><v>&a;</v></c></row>'
    )
    refusal = read("a.xlsx", with_part(SMALL, "xl/worksheets/sheet1.xml", evil))
    assert getattr(refusal, "code", "") == "damaged"


def test_a_part_that_claims_more_texts_than_it_has_bytes_is_damaged() -> None:
    with ZipFile(BytesIO(SMALL)) as archive:
        honest = archive.read("xl/sharedStrings.xml")
    lying = honest.replace(b'uniqueCount="4"', b'uniqueCount="4000000000"')
    assert lying != honest
    assert code("a.xlsx", with_part(SMALL, "xl/sharedStrings.xml", lying)) == "damaged"


def test_a_workbook_of_more_sheets_than_two_hundred_is_refused() -> None:
    rows = [["Järjestelmä"], ["Effica"]]
    enough = book(*((f"S{number}", rows) for number in range(200)))
    assert not isinstance(read("a.xlsx", enough), Refusal)
    refused = read("a.xlsx", book(*((f"S{number}", rows) for number in range(201))))
    assert refused == Refusal("too_many_sheets", {"limit": 200})


def test_a_sheet_as_wide_as_there_can_be_is_refused() -> None:
    def far(_made: Any, page: Any) -> None:
        page.write(0, 16_383, "x")

    wide = book(("Taul1", [["Järjestelmä"], ["Effica"]]), change=far)
    assert code("a.xlsx", wide) == "too_many_columns"
