"""Workbooks that go out: what is asked of an organisation, with what is known already, and tables.

What is written here reads back whole: titles are the catalogue's own, help stands in comments, and
the identifiers that tie a row to what it was made from stand in a hidden column.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Column, Language, Sheet

SCHEMA = "1"
ID_TITLE = "maali_id"
ABOUT_SHEET = "maali"
ROWS_WITH_LISTS = 2_000  # rows below the headings that offer the choices of a column
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
YES_NO: dict[Language, tuple[str, str]] = {
    "fi": ("kyllä", "ei"),
    "sv": ("ja", "nej"),
    "en": ("yes", "no"),
}
OPEN_ENDED: dict[Language, str] = {
    "fi": "toistaiseksi",
    "sv": "tills vidare",
    "en": "until further notice",
}
Value = str | int | float | Decimal | bool | date | tuple[str, ...] | None
OPEN = "open_ended"
"""Given as the value of a date, it is written as "until further notice" in the language."""


def question_workbook(
    language: Language,
    rows: Mapping[str, Sequence[Mapping[str, Value]]],
    *,
    made_on: date,
    sender: str = "",
    sheets: Sequence[Sheet] = SHEETS,
) -> bytes:
    """A workbook to be filled in, one sheet for each of `sheets`, with the rows known already.

    `rows` holds by the key of a sheet the values by the key of a column; "id" is the hidden
    identifier. `sender` is the code of the organisation, kept on a hidden sheet with the schema.
    """
    out = BytesIO()
    with open_book(out, made_on) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.titles[language][:31])
            write_sheet(book, page, sheet, language, rows.get(sheet.key, ()))
        about = book.add_worksheet(ABOUT_SHEET)
        about.write_column(0, 0, ["schema", "language", "sender"])
        about.write_column(0, 1, [SCHEMA, language, sender])
        about.very_hidden()
    return out.getvalue()


def open_book(out: BytesIO, made_on: date) -> Any:
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime.combine(made_on, time())})
    return book


def write_sheet(
    book: Any,
    page: Worksheet,
    sheet: Sheet,
    language: Language,
    rows: Sequence[Mapping[str, Value]],
) -> None:
    styles = make_styles(book)
    for place, column in enumerate(sheet.columns):
        write_heading(page, place, column, language, styles)
    last = len(sheet.columns)
    page.write_string(0, last, ID_TITLE, styles["heading"])
    page.set_column(last, last, 8, None, {"hidden": True})
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(sheet.columns):
            write_value(page, number, place, worded(row.get(column.key), column, language), styles)
        write_value(page, number, last, row.get("id"), styles)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(rows)), last - 1)


def make_styles(book: Any) -> dict[str, Format]:
    return {
        "heading": book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF4"}),
        "required": book.add_format({"bold": True, "text_wrap": True, "bg_color": "#FFE9B8"}),
        "day": book.add_format({"num_format": "d.m.yyyy", "align": "left"}),
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
    }


def write_heading(
    page: Worksheet, place: int, column: Column, language: Language, styles: Mapping[str, Format]
) -> None:
    page.write_string(
        0, place, column.titles[language], styles["required" if column.required else "heading"]
    )
    page.set_column(place, place, 14 if column.kind in {"count", "year", "months"} else 24)
    if text := column.help.get(language, ""):
        page.write_comment(0, place, text)
    if offered := choices_of(column, language):
        page.data_validation(
            1,
            place,
            ROWS_WITH_LISTS,
            place,
            {"validate": "list", "source": offered, "error_type": "information"},
        )


def choices_of(column: Column, language: Language) -> list[str]:
    if column.kind == "yes_no":
        return list(YES_NO[language])
    return [each.titles[language] for each in column.choices]


def worded(value: Value, column: Column, language: Language) -> Value:
    """The value in the words of the language: choices, yes and no, lists, open ends."""
    if isinstance(value, bool):
        return YES_NO[language][not value]
    if isinstance(value, tuple | list):
        return "; ".join(value)
    if column.kind == "date" and value == OPEN:
        return OPEN_ENDED[language]
    chosen = [each.titles[language] for each in column.choices if each.key == str(value)]
    return chosen[0] if chosen else value


def write_value(
    page: Worksheet, row: int, place: int, value: Value, styles: Mapping[str, Format]
) -> None:
    """Texts stay texts, whatever they begin with."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, place, value, styles["day"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        page.write_number(row, place, float(value))
    else:
        text = str(value)
        page.write_string(row, place, text, styles["quoted" if is_dangerous(text) else "text"])


def is_dangerous(text: str) -> bool:
    """Would a spreadsheet take the text for a formula once the cell is edited or pasted?"""
    return text.startswith(DANGEROUS)


def escaped(text: str) -> str:
    """The text as it may stand in a CSV file: an apostrophe keeps a formula from being one."""
    return f"'{text}" if is_dangerous(text) else text


def table(
    name: str, titles: Sequence[str], rows: Sequence[Sequence[Value]], *, made_on: date
) -> bytes:
    """A plain list as a workbook of one sheet, headings frozen and filtered, nothing computed."""
    out = BytesIO()
    with open_book(out, made_on) as book:
        styles = make_styles(book)
        page = book.add_worksheet(sheet_name(name))
        for place, title in enumerate(titles):
            page.write_string(0, place, title, styles["heading"])
            page.set_column(place, place, 22)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                text = "; ".join(value) if isinstance(value, tuple) else value
                write_value(page, number, place, text, styles)
        page.freeze_panes(1, 0)
        if titles:
            page.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)
    return out.getvalue()


def sheet_name(name: str) -> str:
    """At most 31 signs and none of those that a workbook refuses in the name of a sheet."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip(" '")
    return kept[:31].strip(" '") or "1"
