"""A list kept as text in one column, "Effica; Tieto; 45 käyttäjää; toistaiseksi": one line a row.

Such a sheet has no titles, so a person must look at it; what the parts of a line seem to be is
offered as an estimate.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from maali_engines.sheets.cells import Frame, Where, read_cell
from maali_engines.sheets.columns import Sheet
from maali_engines.sheets.data import (
    Cell,
    ColumnGuess,
    Correction,
    Layout,
    Raw,
    RawSheet,
    SheetGuess,
)
from maali_engines.sheets.identity import ROLE
from maali_engines.sheets.letters import letter_of
from maali_engines.sheets.profile import COMPANY, MONEY, looks_date, looks_number
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import as_text

LISTED = re.compile(r";|\t|,.*,")
HEADING = re.compile(r"järjestelm|luettelo|sovellu|ohjelmisto|system|application", re.IGNORECASE)
SHORTEST = 3


def lines_of(raw: RawSheet, layout: Layout | None = None) -> list[tuple[int, str]]:
    """Row and text of each line, if the sheet is such a list, or a person says so; else nothing."""
    if layout not in {None, "one_column"}:
        return []
    lines: list[tuple[int, str]] = []
    for number, row in enumerate(raw.rows, 1):
        filled = [as_text(value) for value in row if value is not None]
        if len(filled) > 1:
            return []
        if filled:
            lines.append((number, filled[0]))
    listed = sum(bool(LISTED.search(text)) for _number, text in lines)
    like_one = len(lines) >= SHORTEST and listed >= 0.3 * len(lines)
    return lines if like_one or layout else []


def heading_of(lines: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    """The line that says what the list is of: the last such one before the first with parts."""
    before = takewhile(lambda line: not LISTED.search(line[1]), lines)
    return next((line for line in [*before][::-1] if HEADING.search(line[1])), None)


def of_lines(
    raw: RawSheet, lines: Sequence[tuple[int, str]], correction: Correction, reason: str
) -> SheetGuess:
    """The guess of such a sheet: a list of systems, unless a person said of what."""
    number, text = heading_of(lines) or lines[0]
    titled = heading_of(lines) is not None
    place = next(place for place, value in enumerate(raw.rows[number - 1]) if value is not None)
    where = letter_of(place)
    target = correction.target or "systems"
    key = correction.columns.get(where, "system_name" if target == "systems" else "")
    column = ColumnGuess(where, text if titled else "", key, 0.4, "one_column")
    look = (signature(text),) if titled else ()
    return SheetGuess(
        raw.name,
        target,
        reason if correction.target else "one_column",
        0.4,
        "one_column",
        "fi",
        (number,) if titled else (),
        number + 1 if titled else number,
        (column,),
        look=look,
    )


def read_line(frame: Frame, row: int, sheet: Sheet, where: Where, raw: Raw) -> dict[str, Cell]:
    """The cells that the parts of one line seem to be; what fits nothing becomes a remark."""
    text = as_text(raw)
    separator = next((sign for sign in (";", "\t", ",") if sign in text), ";")
    name, *parts = [part.strip() for part in text.split(separator) if part.strip()] or [""]
    cells: dict[str, Cell] = {}
    found = [(where.column.key, name), *((kind_of(part), part) for part in parts)]
    known = {column.key for column in sheet.columns}
    remarks = [part for key, part in found if key in cells or key not in known]
    for key, part in found:
        if key in known and key not in cells:
            there = Where(where.place, where.letter, sheet.column(key), "")
            cells[key], _problems = read_cell(frame, row, there, part)
        elif key in known:
            remarks.append(part)
    if remarks and "notes" in known and "notes" not in cells:
        rest = "; ".join(remarks)
        cells["notes"] = Cell(where.letter, rest, rest, "estimate", "split")
    return cells


def kind_of(text: str) -> str:
    """The key of the column that a part without a title most looks like."""
    lower = text.casefold()
    if looks_date(text, text):
        return "contract_end"
    if MONEY.search(lower) or re.fullmatch(r"\d{4,7}(?:[.,]\d+)?", text):
        return "yearly_cost"
    if looks_number(text):
        return "user_count"
    if any(ROLE.search(word) for word in text.split()) and not COMPANY.search(text):
        return "owner_role"
    return "vendor" if COMPANY.search(text) else "notes"
