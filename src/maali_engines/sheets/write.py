"""Workbooks that go out: what is asked of an organisation, with what is known already, and tables.

What is written here reads back whole: titles are the catalogue's own, help stands in comments, and
the identifiers that tie a row to what it was made from stand in a hidden column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Column, Language, Sheet
from maali_engines.sheets.letters import letter_of
from maali_engines.sheets.plain import LONGEST, NOT_KNOWN, NUMBERS, YES_NO, Value, worded

SCHEMA = "2"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ID_TITLE = "maali_id"
ABOUT_SHEET = "maali"
ROWS_WITH_LISTS = 2_000  # rows below the headings that offer the choices of a column
EMPTY_ROWS = 30  # ruled below the known ones, so that everybody sees where more may be added
MARK = " *"  # behind the title of a column that must be answered
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MUST: dict[Language, str] = {"fi": "Pakollinen.", "sv": "Obligatorisk.", "en": "Mandatory."}
Guide = Sequence[tuple[str, str]]
"""Lines of the first sheet: each its kind ("title", "heading" or "text") and its words."""


@dataclass(frozen=True)
class Stamp:
    """What a workbook says of itself on its hidden sheet.

    `handout` is the key of the base that was kept of it, "" where none was; `guide` the name of
    the sheet that says how to fill in.
    """

    language: str = ""
    programme: str = ""
    sender: str = ""
    handout: str = ""
    guide: str = ""
    schema: str = SCHEMA


def question_workbook(
    language: Language,
    rows: Mapping[str, Sequence[Mapping[str, Value]]],
    *,
    made_on: date,
    sender: str = "",
    sheets: Sequence[Sheet] = SHEETS,
    stamp: Stamp | None = None,
    guide: tuple[str, Guide] | None = None,
) -> bytes:
    """A workbook to be filled in, one sheet for each of `sheets`, with the rows known already.

    `rows` holds by the key of a sheet the values by the key of a column, plain or as Python has
    them; "id" is the hidden identifier. `stamp` goes to a hidden sheet; `guide` is the name and
    the lines of a first sheet that says how to fill in.
    """
    out = BytesIO()
    stamp = stamp or Stamp(language, sender=sender)
    with open_book(out, made_on) as book:
        styles = make_styles(book)
        if guide:
            stamp = replace(stamp, guide=sheet_name(guide[0]))
            write_guide(book, guide, styles)
        offers = Offers(language)
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.titles[language]))
            write_sheet(page, sheet, language, rows.get(sheet.key, ()), styles, offers)
        write_stamp(book, stamp, offers)
    return out.getvalue()


@dataclass
class Offers:
    """The lists that columns offer, gathered while sheets are written, for the hidden sheet."""

    language: Language
    lists: list[list[str]] = field(default_factory=list)

    def place(self, words: list[str]) -> str:
        """The range of the hidden sheet where the list stands; equal lists stand there once."""
        if words not in self.lists:
            self.lists.append(words)
        letter = letter_of(FIRST_LIST + self.lists.index(words))
        return f"={ABOUT_SHEET}!${letter}$1:${letter}${len(words)}"


FIRST_LIST = 3  # column of the hidden sheet, from 0, in which the first list stands


def write_stamp(book: Any, stamp: Stamp, offers: Offers) -> None:
    about = book.add_worksheet(ABOUT_SHEET)
    for row, (name, value) in enumerate(asdict(stamp).items()):
        about.write_string(row, 0, name)
        about.write_string(row, 1, value)
    for place, words in enumerate(offers.lists, FIRST_LIST):
        for row, word in enumerate(words):
            about.write_string(row, place, word)
    about.very_hidden()


def write_guide(book: Any, guide: tuple[str, Guide], styles: Mapping[str, Format]) -> None:
    """One column of text, wide enough to be read and printed, without anything to fill in."""
    name, lines = guide
    page = book.add_worksheet(sheet_name(name))
    page.set_column(0, 0, 100)
    page.hide_gridlines(2)
    for row, (kind, words) in enumerate(lines):
        page.write_string(row, 0, words, styles[f"guide {kind}"])
    page.fit_to_pages(1, 0)


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
    page: Worksheet,
    sheet: Sheet,
    language: Language,
    rows: Sequence[Mapping[str, Value]],
    styles: Mapping[str, Format],
    offers: Offers,
) -> None:
    for place, column in enumerate(sheet.columns):
        write_heading(page, place, column, offers, styles)
    last = len(sheet.columns)
    page.write_string(0, last, ID_TITLE, styles["heading"])
    page.set_column(last, last, 8, None, {"hidden": True})
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(sheet.columns):
            write_value(page, number, place, worded(row.get(column.key), column, language), styles)
        write_value(page, number, last, row.get("id"), styles)
    for number in range(len(rows) + 1, len(rows) + 1 + EMPTY_ROWS):
        for place, column in enumerate(sheet.columns):
            page.write_blank(number, place, None, styles[empty_style(column)])
    page.freeze_panes(1, 1)
    # The identifiers are sorted with their rows.
    page.autofilter(0, 0, max(1, len(rows)), last)
    page.repeat_rows(0)
    page.set_landscape()


def empty_style(column: Column) -> str:
    """Codes keep their zeros in front; days show as people write them."""
    if column.key == "postcode":
        return "code"
    return "day" if column.kind == "date" else "empty"


def make_styles(book: Any) -> dict[str, Format]:
    ruled = {"border": 1, "border_color": "#C9D1D9", "valign": "top", "text_wrap": True}
    heading = {**ruled, "bold": True, "bg_color": "#E8EEF4"}
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        name: book.add_format(look)
        for name, look in {
            "heading": heading,
            "required": {**heading, "bg_color": "#FFE9B8"},
            "day": {**ruled, "num_format": "d.m.yyyy", "align": "left"},
            "number": ruled,
            "empty": ruled,
            "text": {**ruled, "num_format": "@"},
            "code": {**ruled, "num_format": "@"},
            "quoted": {**ruled, "num_format": "@", "quote_prefix": True},
            "guide title": {**wrapped, "bold": True, "font_size": 16},
            "guide heading": {**wrapped, "bold": True, "font_size": 12},
            "guide text": wrapped,
        }.items()
    }


def write_heading(
    page: Worksheet, place: int, column: Column, offers: Offers, styles: Mapping[str, Format]
) -> None:
    title = column.titles[offers.language]
    style = styles["required" if column.required else "heading"]
    page.write_string(0, place, title + MARK if column.required else title, style)
    page.set_column(place, place, 14 if column.kind in NUMBERS | {"date"} else 24)
    if text := help_of(column, offers.language):
        page.write_comment(0, place, text, {"x_scale": 2, "y_scale": 1.2})
    if words := choices_of(column, offers.language):
        where = offers.place([*words, NOT_KNOWN[offers.language]])
        # A list only suggests: whatever else is written is taken as it is.
        suggested = {"validate": "list", "source": where, "show_error": False}
        page.data_validation(1, place, ROWS_WITH_LISTS, place, suggested)


def help_of(column: Column, language: Language) -> str:
    """What the comment of a heading says: whether it must be answered, help, the choices."""
    parts = [MUST[language]] if column.required else []
    parts += [column.help.get(language, ""), ", ".join(choices_of(column, language))]
    return "\n".join(part for part in parts if part)


def choices_of(column: Column, language: Language) -> list[str]:
    if column.kind == "yes_no":
        return list(YES_NO[language])
    return [each.titles[language] for each in column.choices]


def write_value(
    page: Worksheet, row: int, place: int, value: Value, styles: Mapping[str, Format]
) -> None:
    """Texts stay texts, whatever they begin with."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, place, value, styles["day"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        page.write_number(row, place, float(value), styles["number"])
    else:
        text = str(value)
        text = text[:LONGEST]
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
                text = "; ".join(value) if isinstance(value, tuple | list) else value
                write_value(page, number, place, text, styles)
        page.freeze_panes(1, 0)
        if titles:
            page.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)
    return out.getvalue()


def sheet_name(name: str) -> str:
    """At most 31 signs and none of those that a workbook refuses in the name of a sheet."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip(" '")
    return kept[:31].strip(" '") or "1"
