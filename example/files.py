"""Books into files: workbooks with XlsxWriter, CSV with semicolons in Windows-1252."""

import csv
import datetime
import io
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from example.book import Book, Sheet
from example.rows import Cell

MARK = "SYNTEETTINEN"


def write_book(book: Book, folder: Path) -> Path:
    """Write the book under its name and return the path; the suffix tells the format."""
    path = folder / book.name
    if path.suffix == ".csv":
        path.write_bytes(csv_bytes(book.sheets[0]))
    else:
        write_workbook(book, path)
    return path


def csv_bytes(sheet: Sheet) -> bytes:
    """The sheet as lines; what Windows-1252 lacks is written as a question mark."""
    height = 1 + max(row for row, _ in sheet.cells)
    width = 1 + max(column for _, column in sheet.cells)
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in range(height):
        cells = (sheet.cells.get((row, column)) for column in range(width))
        lines.writerow([csv_text(cell) for cell in cells])
    return text.getvalue().encode("cp1252", errors="replace")


def csv_text(cell: Cell | None) -> str:
    if cell is None or cell.raw is None:
        return "#REF!" if cell and cell.formula else ""
    if isinstance(cell.raw, datetime.date):
        return f"{cell.raw.day}.{cell.raw.month}.{cell.raw.year}"
    return str(cell.raw).replace(".", ",") if isinstance(cell.raw, float) else str(cell.raw)


def write_workbook(book: Book, path: Path) -> None:
    """The workbook, created on the day it was sent, so that equal seeds give equal files."""
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as file:
        file.set_properties(
            {
                "title": f"{MARK}: ICT-kartoitus",
                "comments": f"{MARK} esimerkkiaineisto, synthetic example data",
                "created": datetime.datetime.combine(book.sent, datetime.time(9)),
            }
        )
        formats = {
            (struck, dated): file.add_format(
                {"font_strikeout": struck, "font_color": "red" if struck else "black"}
                | ({"num_format": "d.m.yyyy"} if dated else {})
            )
            for struck in (False, True)
            for dated in (False, True)
        }
        bold = file.add_format({"bold": True})
        visible = [sheet for sheet in book.sheets if not sheet.hidden]
        for sheet in book.sheets:
            page = file.add_worksheet(sheet.name)
            if sheet.hidden:
                page.hide()
            elif sheet is visible[0]:
                page.activate()
            write_sheet(page, sheet, formats, bold)


def write_sheet(
    page: Worksheet, sheet: Sheet, formats: dict[tuple[bool, bool], Format], bold: Format
) -> None:
    for first_row, first, last_row, last in sheet.merges:
        page.merge_range(first_row, first, last_row, last, "")
    for (row, column), cell in sorted(sheet.cells.items()):
        style = bold if row in sheet.header_rows else cell_format(cell, formats)
        write_cell(page, row, column, cell, style)
    if sheet.filter:
        page.autofilter(*sheet.filter)
    for row in sorted(sheet.hidden_rows):
        page.set_row(row, None, None, {"hidden": True})
    page.set_column(0, 0, 34)


def cell_format(cell: Cell, formats: dict[tuple[bool, bool], Format]) -> Format | None:
    key = (cell.struck, isinstance(cell.raw, datetime.date))
    return formats[key] if any(key) else None


def write_cell(page: Worksheet, row: int, column: int, cell: Cell, style: Format | None) -> None:
    if cell.formula:
        page.write_formula(row, column, cell.formula, style, "#REF!")
    elif isinstance(cell.raw, datetime.date):
        page.write_datetime(
            row, column, datetime.datetime.combine(cell.raw, datetime.time()), style
        )
    elif isinstance(cell.raw, int | float):
        page.write_number(row, column, cell.raw, style)
    elif cell.raw is not None:
        page.write_string(row, column, cell.raw, style)
    if cell.comment:
        page.write_comment(row, column, cell.comment, {"author": "Täyttäjä"})
