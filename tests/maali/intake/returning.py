"""A workbook as a spreadsheet program would save it after somebody changed a few cells."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from maali_engines.sheets.data import Workbook
from maali_engines.sheets.read import read
from maali_engines.sheets.write import ID_TITLE

Pages = dict[str, list[list[Any]]]
Change = Callable[[Pages], None]


def pages_of(content: bytes) -> Pages:
    book = read("a.xlsx", content)
    assert isinstance(book, Workbook)
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets}


def saved(pages: Pages) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d.m.yyyy"})
        for name, rows in pages.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(at, place, value, day)
                    elif value is not None:
                        page.write(at, place, value)
            if name == "maali":
                page.very_hidden()
    return out.getvalue()


def changed(content: bytes, *changes: Change) -> bytes:
    pages = pages_of(content)
    for change in changes:
        change(pages)
    return saved(pages)


def column(rows: list[list[Any]], title: str) -> int:
    return next(at for at, each in enumerate(rows[0]) if str(each).rstrip(" *") == title)


def row_of(rows: list[list[Any]], name: str) -> int:
    return next(at for at, row in enumerate(rows) if row and row[0] == name)


def put(name: str, title: str, value: Any, sheet: str = "Järjestelmät") -> Change:
    def change(pages: Pages) -> None:
        rows = pages[sheet]
        rows[row_of(rows, name)][column(rows, title)] = value

    return change


def take_away(name: str, sheet: str = "Järjestelmät") -> Change:
    def change(pages: Pages) -> None:
        del pages[sheet][row_of(pages[sheet], name)]

    return change


def turn_round(sheet: str = "Järjestelmät") -> Change:
    def change(pages: Pages) -> None:
        pages[sheet][1:] = reversed(pages[sheet][1:])

    return change


def copy_row(name: str, new_name: str, sheet: str = "Järjestelmät") -> Change:
    def change(pages: Pages) -> None:
        rows = pages[sheet]
        rows.append([new_name, *rows[row_of(rows, name)][1:]])

    return change


def without_identifiers(sheet: str = "Järjestelmät") -> Change:
    def change(pages: Pages) -> None:
        place = pages[sheet][0].index(ID_TITLE)
        for row in pages[sheet]:
            del row[place]

    return change
