"""One content laid out in many ways: shuffled, moved, merged, titled in another language, as text.

A content is what an organisation of the example answered on the official template, its cells as
they were read. However it is laid out anew, the same rows must come out of it.
"""

import csv
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.columns import Language

Cells = list[list[Any]]
GROUP = {"fi": "Sopimus", "sv": "Avtal", "en": "Contract"}
GROUPED = ("contract_start", "contract_end")
PARTS = {
    "contract_start": {"fi": "alkaa", "sv": "börjar", "en": "starts"},
    "contract_end": {"fi": "päättyy", "sv": "slutar", "en": "ends"},
}
ABOVE = [["Kunnan vastaus"], ["ICT-kartoitus 2021"], [], ["Täyttäjä:", "palvelusihteeri"], [], []]
BLANKS = ("{}  ", "  {}", "{}\u00a0", "\u200b{}", "\u200f{}")
LIBREOFFICE_SECONDS = 240


@dataclass(frozen=True)
class Table:
    """One list: the keys of its columns and its rows; titles are written in `language`."""

    key: str
    keys: tuple[str, ...]
    rows: Cells
    language: Language = "fi"
    name: str = ""

    @property
    def sheet_name(self) -> str:
        return self.name or BY_KEY[self.key].titles[self.language]

    def titles(self) -> list[str]:
        columns = BY_KEY[self.key]
        return [columns.column(key).titles[self.language] for key in self.keys]


@dataclass
class Page:
    """A sheet as it will be written: cells from A1, merged ranges from 0, whether hidden."""

    name: str
    cells: Cells
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False


Content = Sequence[Table]
Layout = Callable[[Content, Random], list[Page]]


def plain(content: Content, rng: Random) -> list[Page]:
    return [Page(each.sheet_name, [each.titles(), *each.rows]) for each in content]


def rows_shuffled(content: Content, rng: Random) -> list[Page]:
    return plain([replace(each, rows=shuffled(each.rows, rng)) for each in content], rng)


def shuffled(items: Sequence[Any], rng: Random) -> list[Any]:
    return rng.sample(list(items), len(items))


def columns_shuffled(content: Content, rng: Random) -> list[Page]:
    return plain([with_order(each, shuffled(range(len(each.keys)), rng)) for each in content], rng)


def with_order(table: Table, order: Sequence[int]) -> Table:
    rows = [[row[place] for place in order] for row in table.rows]
    return replace(table, keys=tuple(table.keys[place] for place in order), rows=rows)


def header_in_row_seven(content: Content, rng: Random) -> list[Page]:
    return [Page(each.name, [*ABOVE, *each.cells]) for each in plain(content, rng)]


def two_header_rows(content: Content, rng: Random) -> list[Page]:
    """Start and end of a contract under one merged title, every other title merged downwards."""
    return [two_rows(each) for each in content]


def two_rows(table: Table) -> Page:
    places = [table.keys.index(key) for key in GROUPED if key in table.keys]
    if len(places) < 2:
        return Page(table.sheet_name, [table.titles(), *table.rows])
    others = [place for place in range(len(table.keys)) if place not in places]
    ordered = with_order(table, [*others[:1], *places, *others[1:]])
    upper, lower = ordered.titles(), [""] * len(ordered.keys)
    merged = [(0, place, 1, place) for place in range(len(upper)) if place not in (1, 2)]
    upper[1], upper[2] = GROUP[table.language], ""
    lower[1], lower[2] = (PARTS[key][table.language] for key in GROUPED)
    return Page(table.sheet_name, [upper, lower, *ordered.rows], [*merged, (0, 1, 0, 2)])


def merged_downwards(content: Content, rng: Random) -> list[Page]:
    """Rows sorted by supplier, which is then given once for all its rows."""
    pages = plain([by_vendor(each) for each in content], rng)
    for table, page in zip(content, pages, strict=True):
        if "vendor" in table.keys:
            merge_equal(page, table.keys.index("vendor"))
    return pages


def by_vendor(table: Table) -> Table:
    if "vendor" not in table.keys:
        return table
    place = table.keys.index("vendor")
    return replace(table, rows=sorted(table.rows, key=lambda row: str(row[place] or "")))


def merge_equal(page: Page, place: int) -> None:
    start = 1
    for number in range(2, len(page.cells) + 1):
        goes_on = number < len(page.cells) and page.cells[number][place] == page.cells[start][place]
        if goes_on:
            continue
        if number - start > 1 and page.cells[start][place]:
            page.merged.append((start, place, number - 1, place))
            for row in range(start + 1, number):
                page.cells[row] = [*page.cells[row]]
                page.cells[row][place] = None
        start = number


def empty_rows_and_columns(content: Content, rng: Random) -> list[Page]:
    """An empty column on the left and one in the middle, and empty rows here and there."""
    pages = plain(content, rng)
    for page in pages:
        width = len(page.cells[0])
        middle = rng.randrange(1, width)
        rows = [[None, *row[:middle], None, *row[middle:]] for row in page.cells]
        page.cells = [[], rows[0]]
        for row in rows[1:]:
            page.cells += [[], row] if rng.random() < 0.2 else [row]
    return pages


def cover_added(content: Content, rng: Random) -> list[Page]:
    cover = Page("Kansi", [*ABOVE, ["Vastaukset ovat seuraavilla välilehdillä."]])
    guide = Page("Ohje", [["Täytä yksi rivi kutakin järjestelmää kohti."]], hidden=True)
    return [cover, guide, *plain(content, rng)]


def sheet_per_area(content: Content, rng: Random) -> list[Page]:
    """The systems of each service area on a sheet of its own, the columns in another order."""
    pages = []
    for table in content:
        pages += [page for part in areas_of(table) for page in columns_shuffled([part], rng)]
    return pages


def areas_of(table: Table) -> Iterator[Table]:
    if "service_area" not in table.keys:
        yield table
        return
    place = table.keys.index("service_area")
    by_name: dict[str, Cells] = {}
    for row in table.rows:
        by_name.setdefault(sheet_name(str(row[place] or "")), []).append(row)
    for name, rows in by_name.items():
        yield replace(table, rows=rows, name=name)


def sheet_name(area: str) -> str:
    """The area as a sheet may be called; rows of none stand together."""
    return re.sub(r"[\[\]:*?/\\]", " ", area).strip()[:30] or "Muut"


def blanks_added(content: Content, rng: Random) -> list[Page]:
    """Blanks and invisible characters before and after, in titles as in texts."""
    pages = plain(content, rng)
    for page in pages:
        page.cells = [[blank(cell, rng) for cell in row] for row in page.cells]
    return pages


def blank(cell: Any, rng: Random) -> Any:
    return rng.choice(BLANKS).format(cell) if isinstance(cell, str) and cell else cell


def in_swedish(content: Content, rng: Random) -> list[Page]:
    return plain([replace(each, language="sv") for each in content], rng)


def in_english(content: Content, rng: Random) -> list[Page]:
    return plain([replace(each, language="en") for each in content], rng)


LAYOUTS: dict[str, Layout] = {
    "as it was": plain,
    "rows shuffled": rows_shuffled,
    "columns shuffled": columns_shuffled,
    "header in row 7": header_in_row_seven,
    "two header rows": two_header_rows,
    "merged downwards": merged_downwards,
    "empty rows and columns": empty_rows_and_columns,
    "cover added": cover_added,
    "one sheet per service area": sheet_per_area,
    "blanks added": blanks_added,
    "titles in Swedish": in_swedish,
    "titles in English": in_english,
}
# Encoding and separator of the text files.
TEXTS = {
    "utf-8 ;": ("utf-8-sig", ";"),
    "windows-1252 ;": ("cp1252", ";"),
    "utf-16 tab": ("utf-16", "\t"),
    "utf-8 ,": ("utf-8", ","),
}


def as_xlsx(pages: Sequence[Page]) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        day = book.add_format({"num_format": "d.m.yyyy"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for number, row in enumerate(page.cells):
                for place, cell in enumerate(row):
                    put(sheet, number, place, cell, day)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top, left, bottom, right, page.cells[top][left])
            if page.hidden:
                sheet.hide()
    return out.getvalue()


def put(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def as_text(page: Page, encoding: str, separator: str) -> bytes:
    """One sheet as text; what the encoding lacks is left out, as an old program would."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    lines.writerows([[in_letters(cell) for cell in row] for row in page.cells])
    return out.getvalue().encode(encoding, "ignore")


def in_letters(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return (
        ""
        if cell is None
        else str(cell).replace(".", ",")
        if isinstance(cell, float)
        else str(cell)
    )


def by_libreoffice(books: dict[str, bytes], ending: str) -> dict[str, bytes]:
    """The books saved by LibreOffice in another format, all in one run; {} where it is missing."""
    office = shutil.which("soffice")
    if office is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="relaid-") as name:
        folder = Path(name)
        for number, content in enumerate(books.values()):
            (folder / f"{number}.xlsx").write_bytes(content)
        files = [str(folder / f"{number}.xlsx") for number in range(len(books))]
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", ending, "--outdir", name, *files],
            check=True,
            capture_output=True,
            timeout=LIBREOFFICE_SECONDS,
        )
        return {
            key: (folder / f"{number}.{ending}").read_bytes() for number, key in enumerate(books)
        }
