"""Small honest files to start from: every format, every kind of cell and mark, several writers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import xlsxwriter

from benchmarks.collecting.fuzzing.oldbook import old_workbook
from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.write import question_workbook

Table = Sequence[Sequence[object]]
SYSTEMS: Table = (
    ("Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Sopimus", "Sopimus päättyy", "Huom"),
    ("Effica", "Tietoevry", 120, "D/12/2019", "31.12.2023", "sama kuin Jyväskylä"),
    ("Pegasos", "CGI", "n. 40", "D/13/2019", "toistaiseksi", "ei tietoa"),
    ("Whatsapp / Teams", "Microsoft", "10-20", None, "2022", "x"),
    ("Yhteensä", None, 160, None, None, None),
)
SITES: Table = (
    ("Toimipiste", "Osoite", "Postinumero", "Käyttäjät"),
    ("Terveysasema", "Koulukatu 1", "44100", 35),
    ("Palvelutalo", "Kuusitie 4", "44150", 12),
)
MATRIX: Table = (
    ("Ohjelmisto", "Terveysasema", "Palvelutalo", "Neuvola", "Hammashoitola"),
    ("Effica", "x", "x", None, "x"),
    ("Pegasos", None, "x", "x", None),
    ("Titania", "x", "x", "x", "x"),
)


@dataclass(frozen=True)
class Seed:
    """One file; `parts` are the members of an archive, in their order, () for other formats."""

    format: str
    content: bytes
    parts: tuple[tuple[str, bytes], ...] = ()


@cache
def seeds() -> tuple[Seed, ...]:
    books = [plain_book(), marked_book(), two_header_rows(), asked_book("fi"), asked_book("sv")]
    found = [Seed("xlsx", book, parts_of(book)) for book in books]
    opened = open_document([("Järjestelmät", SYSTEMS), ("Toimipisteet", SITES)])
    found.append(Seed("ods", opened, parts_of(opened)))
    found += [Seed("xls", old_workbook(name, rows)) for name, rows in OLD]
    return (*found, *(Seed("csv", text) for text in texts()))


OLD = (("Järjestelmät", SYSTEMS), ("Toimipisteet", SITES), ("Matriisi", MATRIX))


def parts_of(content: bytes) -> tuple[tuple[str, bytes], ...]:
    with ZipFile(BytesIO(content)) as archive:
        return tuple((each.filename, archive.read(each)) for each in archive.infolist())


def packed(parts: Sequence[tuple[str, bytes]], *, small: bool = True) -> bytes:
    """The members as an archive; a name may come twice, as it would from a hostile hand."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED if small else ZIP_STORED, compresslevel=1) as archive:
        for name, part in parts:
            about = ZipInfo(name)
            about.compress_type = ZIP_DEFLATED if small else ZIP_STORED
            archive.writestr(about, part)
    return out.getvalue()


def plain_book() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in (("Järjestelmät", SYSTEMS), ("Toimipisteet", SITES), ("M", MATRIX)):
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return out.getvalue()


def marked_book() -> bytes:
    """Dates, merged cells, comments, struck cells, formulas, hidden rows and sheets, a link."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Järjestelmät")
        for number, row in enumerate(SYSTEMS, 6):
            page.write_row(number, 0, row)
        mark(book, page)
        hidden = book.add_worksheet("Vanhat")
        hidden.write_row(0, 0, SITES[0])
        hidden.write_row(1, 0, SITES[1])
        hidden.hide()
        book.define_name("Lista", "=Järjestelmät!$A$7:$A$10")
    return out.getvalue()


def mark(book: Any, page: Any) -> None:
    page.merge_range("A1:F1", "ICT-kartoitus", book.add_format({"bold": True}))
    page.write_datetime("E8", date(2023, 12, 31), book.add_format({"num_format": "d.m.yyyy"}))
    page.write("A9", "Pegasos", book.add_format({"font_strikeout": True}))
    page.write_formula("C8", "=60*2", None, 120)
    page.write_formula("C9", "='[muu.xlsx]Taul1'!A1", None, 40)
    page.write_formula("C10", "=1/0", None, "#DIV/0!")
    page.write_comment("B8", "kysy vielä")
    page.write_url("F8", "https://example.org/a", string="linkki")
    page.set_row(9, None, None, {"hidden": True})
    page.data_validation("A8:A20", {"validate": "list", "source": ["Effica", "Pegasos"]})


def two_header_rows() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "use_shared_strings": False}) as book:
        page = book.add_worksheet("Terveyspalvelut")
        page.write_row(1, 0, ["Järjestelmä", "Sopimus", None, "Käyttö"])
        page.write_row(2, 0, ["nimi", "numero", "päättyy", "käyttäjiä"])
        for number, row in enumerate(SYSTEMS[1:], 3):
            page.write_row(number, 0, [row[0], row[3], row[4], row[2]])
    return out.getvalue()


def asked_book(language: Any) -> bytes:
    rows: dict[str, list[dict[str, Any]]] = {
        "systems": [{"id": "1", "system_name": "Effica", "vendor": "Tieto", "user_count": 120}],
        "sites": [{"id": "2", "site_name": "Terveysasema", "address": "Koulukatu 1"}],
    }
    few = [each for each in SHEETS if each.key in {"systems", "sites"}]
    return question_workbook(language, rows, made_on=date(2022, 3, 1), sender="K01", sheets=few)


def texts() -> list[bytes]:
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in SYSTEMS]
    text = "\r\n".join(lines)
    return [
        text.encode("cp1252"),
        ("\ufeff" + text).encode(),
        text.replace(";", "\t").encode("utf-16"),
        ("sep=,\n" + text.replace(";", ",").replace("\r\n", "\n")).encode(),
        '"Järjestelmä","Käyttäjät"\n"Effica ""uusi""\nvanha","n. 40"\n'.encode(),
    ]


SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
OPEN_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(sheets: Sequence[tuple[str, Table]]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(open_row, rows))}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row></table:table>'
        for name, rows in sheets
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{OPEN_TYPE}"/>'
        "</manifest:manifest>"
    )
    return packed(
        [
            ("mimetype", OPEN_TYPE.encode()),
            ("content.xml", content.encode()),
            ("META-INF/manifest.xml", manifest.encode()),
        ]
    )


def open_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>"


def open_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )
