"""A list as a file: what is on the page, row for row, in the language of the page."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.utils.functional import Promise

from maali.inventory.shown import Shown, cell

# A cell that begins with one of these would be a formula in a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Any], shown: Shown) -> list[list[Any]]:
    """The headings, then the cells of each row; unknown values are empty."""
    headings: list[Any] = [str(column.label) for column in shown.columns]
    return [headings, *([plain(cell(row, column)) for column in shown.columns] for row in rows)]


def as_file(rows: Iterable[Any], shown: Shown, form: str) -> bytes:
    """The rows as "xlsx", or as "csv" for whatever else is asked."""
    cells = table(rows, shown)
    return as_xlsx(cells, str(shown.title)) if form == "xlsx" else as_csv(cells)


def plain(value: Any) -> Any:
    return str(value) if isinstance(value, Promise) else value


def as_csv(cells: Iterable[list[Any]]) -> bytes:
    """Semicolons and a byte order mark, as Finnish spreadsheets open it; formulas are disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([disarmed(value) for value in row] for row in cells)
    return out.getvalue().encode("utf-8-sig")


def disarmed(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_xlsx(cells: list[list[Any]], title: str) -> bytes:
    """One sheet with frozen headings and a filter; texts are written as texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(title[:31])
    for number, row in enumerate(cells):
        for place, value in enumerate(row):
            if hasattr(value, "isoformat"):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value, bold if number == 0 else None)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(cells) - 1, 1), len(cells[0]) - 1)
    sheet.autofit()
    book.close()
    return out.getvalue()
