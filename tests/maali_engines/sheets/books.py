"""Small workbooks for the tests: rows of values, and what is done to their cells."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from maali_engines.sheets.data import Extract, Guess, Refusal, Workbook
from maali_engines.sheets.extract import extract
from maali_engines.sheets.guess import guess
from maali_engines.sheets.read import read

Rows = Sequence[Sequence[object]]


def book(*sheets: tuple[str, Rows], change: Callable[[Any, Any], None] | None = None) -> bytes:
    """An .xlsx of the given sheets; `change(workbook, first_sheet)` may do more to it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        pages = []
        for name, rows in sheets:
            page = made.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            pages.append(page)
        if change:
            change(made, pages[0])
    return out.getvalue()


def opened(content: bytes, name: str = "vastaus.xlsx") -> Workbook:
    workbook = read(name, content)
    assert not isinstance(workbook, Refusal), workbook
    return workbook


def guessed(content: bytes, name: str = "vastaus.xlsx") -> Guess:
    return guess(opened(content, name))


def extracted(content: bytes, name: str = "vastaus.xlsx", **options: Any) -> Extract:
    workbook = opened(content, name)
    return extract(workbook, guess(workbook), **options)


def keys(found: Guess, sheet: int = 0) -> dict[str, str]:
    """Title → key of one guessed sheet."""
    return {each.title: each.key for each in found.sheets[sheet].columns}


def codes(found: Extract) -> set[str]:
    return {each.code for each in found.problems}
