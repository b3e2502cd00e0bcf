"""A report as plain data: what every kind makes, and page, XLSX and JSON show alike."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import get_language

Cell = str | int | float | date | None


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


@dataclass(frozen=True)
class Table:
    """Column titles and rows of equal length."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def titles(self) -> list[tuple[str, bool]]:
        """Each title, and whether its column holds numbers, which a page sets to the right."""
        return [
            (title, any(is_number(row[at]) for row in self.rows))
            for at, title in enumerate(self.columns)
        ]

    @property
    def lines(self) -> list[list[tuple[Cell, bool]]]:
        """The rows, each cell with whether it is a number."""
        return [[(cell, is_number(cell)) for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Section:
    """One section: paragraphs, figures (name, value) and at most one table; any may be empty."""

    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[tuple[str, Cell], ...] = ()
    table: Table | None = None

    @property
    def only_numbers(self) -> bool:
        """Whether the figures can stand large side by side, as words and days cannot."""
        return len(self.figures) > 2 and all(is_number(value) for _name, value in self.figures)


@dataclass(frozen=True)
class Report:
    """A whole report as it stood on a day, in one language."""

    kind: str
    title: str
    day: date
    language: str
    sections: tuple[Section, ...]


def make(kind: str, title: str, day: date, sections: Iterable[Section]) -> Report:
    return Report(kind, title, day, (get_language() or "fi")[:2], tuple(sections))


def plain(value: Any) -> Any:
    """A cell as JSON writes it: days as ISO 8601, lazy texts as texts."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)


def as_json(report: Report) -> str:
    sections = [
        {
            "title": str(section.title),
            "paragraphs": [str(each) for each in section.paragraphs],
            "figures": {str(name): plain(value) for name, value in section.figures},
            "table": section.table
            and {
                "columns": [str(each) for each in section.table.columns],
                "rows": [[plain(cell) for cell in row] for row in section.table.rows],
            },
        }
        for section in report.sections
    ]
    head = {
        "kind": report.kind,
        "title": report.title,
        "day": report.day.isoformat(),
        "language": report.language,
    }
    return json.dumps({**head, "sections": sections}, ensure_ascii=False, indent=2)


def as_xlsx(report: Report) -> bytes:
    """One sheet for each section; texts are written as texts, so none can act as a formula."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(memory, options)
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "d.m.yyyy", "align": "left"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    used: set[str] = set()
    for section in report.sections:
        sheet = book.add_worksheet(sheet_name(str(section.title), used))
        write_section(sheet, report, section, styles)
    book.close()
    return memory.getvalue()


def sheet_name(title: str, used: set[str]) -> str:
    """At most 31 characters, none of those that workbooks refuse, each name once."""
    clean = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:28].strip() or "–"
    name, number = clean, 2
    while name.lower() in used:
        name, number = f"{clean} {number}", number + 1
    used.add(name.lower())
    return name


def write_section(sheet: Any, report: Report, section: Section, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, f"{report.title}: {section.title}", styles["title"])
    row = 2
    for paragraph in section.paragraphs:
        sheet.write_string(row, 0, str(paragraph), styles["text"])
        row += 1
    for name, value in section.figures:
        sheet.write_string(row, 0, str(name))
        write_cell(sheet, row, 1, value, styles)
        row += 1
    if section.table is None:
        sheet.set_column(0, 0, 60)
        return
    row += 1
    for column, title in enumerate(section.table.columns):
        sheet.write_string(row, column, str(title), styles["head"])
    for number, cells in enumerate(section.table.rows, start=row + 1):
        for column, cell in enumerate(cells):
            write_cell(sheet, number, column, cell, styles)
    sheet.freeze_panes(row + 1, 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, max(1, len(section.table.columns) - 1), 18)


def write_cell(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, styles["day"])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, str(value))
