"""From the bytes of a file to its sheets: values as they stand, with the marks of their cells.

Values come from calamine (xlsx, xls, ods) or the text itself (csv); marks of xlsx from its XML.
Cells that hold a personal identity code are emptied here, before anything else sees them.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from maali_engines.sheets.data import (
    Marks,
    Merged,
    Place,
    Problem,
    Raw,
    RawSheet,
    Refusal,
    Workbook,
)
from maali_engines.sheets.delimited import read_delimited
from maali_engines.sheets.identity import NAMED, holds_identity_code
from maali_engines.sheets.marks import Found, read_marks
from maali_engines.sheets.old import clean
from maali_engines.sheets.openmarks import read_open_marks
from maali_engines.sheets.safety import Format, Limits, Refused, inspect, refuse_extent

PICTURES = ("xl/media/", "Pictures/")
# Values of attributes that are long enough to hold a code.
ATTRIBUTE = re.compile(r"""="([^"<>]{9,})"|='([^'<>]{9,})'""")
TITLE_ROWS = 20
Notes = tuple[Problem, ...]
Rows = tuple[tuple[Raw, ...], ...]


def read(name: str, content: bytes, limits: Limits | None = None) -> Workbook | Refusal:
    """The workbook of a file, or why it is refused. Never raises for what a file may hold."""
    limits = limits or Limits()
    try:
        kind = inspect(name, content, limits)
        sheets, notes = SHEETS_OF[kind == "csv"](kind, content, limits)
    except Refused as refused:
        return refused.refusal
    if not any(sheet.rows for sheet in sheets):
        return Refusal("empty_file")
    safe_name = "" if holds_identity_code(name) else name
    return Workbook(safe_name, kind, tuple(map(without_codes, sheets)), notes)


def text_sheets(kind: Format, content: bytes, limits: Limits) -> tuple[list[RawSheet], Notes]:
    rows, encoding, separator = read_delimited(content, limits)
    sheet = RawSheet("", trimmed(rows))
    note = Problem(
        "text_read_as", "note", "", params={"encoding": encoding, "separator": separator}
    )
    return [sheet], (note,)


def cell_sheets(kind: Format, content: bytes, limits: Limits) -> tuple[list[RawSheet], Notes]:
    try:
        marks = marks_of(kind, content)
        safe = clean(content, limits) if kind == "xls" else content
        workbook = CalamineWorkbook.from_filelike(BytesIO(safe))
        sheets = list(sheets_of(workbook, marks, limits))
    except (Refused, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:
        # A broken file may also end in a panic of the reader, which is no ordinary exception.
        raise Refused("encrypted" if is_locked(fault) else "damaged") from fault
    return sheets, (*codes_between(content), *pictures_in(content), *marks_unread(kind))


def marks_of(kind: Format, content: bytes) -> dict[str, Found]:
    if kind == "ods":
        return read_open_marks(content)
    return read_marks(content) if kind in {"xlsx", "xlsm"} else {}


def pictures_in(content: bytes) -> Iterator[Problem]:
    """Pictures are not looked at; that there are some is told, since an answer may be one."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            count = sum(name.startswith(PICTURES) for name in archive.namelist())
        if count:
            yield Problem("pictures_not_read", "note", "", params={"count": count})


def marks_unread(kind: Format) -> Iterator[Problem]:
    """Of an old workbook values alone are read: what else stands on its cells is told of."""
    if kind == "xls":
        yield Problem("old_marks_not_read", "note", "")


def codes_between(content: bytes) -> Iterator[Problem]:
    """Identity codes that stand in no cell: in text boxes, headers, properties, left-over texts."""
    for part, text in texts_between(content):
        if holds_identity_code(text) or holds_identity_code(part):
            named = "" if holds_identity_code(part) else part
            yield Problem("identity_code_in_file", "ask", "", params={"part": named})
            return


def texts_between(content: bytes) -> Iterator[tuple[str, str]]:
    """Each part's name with its text; of an old workbook all its bytes, both ways of writing."""
    if not content.startswith(b"PK"):
        yield "", content.decode("latin-1")
        yield "", content.decode("utf-16-le", "replace")
        yield "", content[1:].decode("utf-16-le", "replace")
        return
    with ZipFile(BytesIO(content)) as archive:
        yield "", archive.comment.decode("utf-8", "replace")
        for part in archive.namelist():
            whole = archive.read(part)
            if part.endswith((".xml", ".vml", ".rels", ".txt")):
                yield part, text_between(whole)
            else:
                yield part, ""


def text_between(part: bytes) -> str:
    """The text of an XML part, without the cells of a sheet, which are looked at one by one.

    What attributes hold counts as text: links, names of styles and of lists stand there.
    """
    head, _, rest = part.decode("utf-8", "replace").partition("<sheetData")
    text = head + rest.rpartition("</sheetData>")[2]
    values = " ".join(one or other for one, other in ATTRIBUTE.findall(text))
    whole = unescape(f"{re.sub(r'<[^>]*>', ' ', text)} {values}")
    return re.sub(r"&[LCR]", " ", whole)  # the three places of a header or footer


def is_locked(fault: BaseException) -> bool:
    return isinstance(fault, CalamineError) and "password" in repr(fault).lower()


SHEETS_OF = {True: text_sheets, False: cell_sheets}


def sheets_of(
    workbook: CalamineWorkbook, marks: Mapping[str, Found], limits: Limits
) -> Iterator[RawSheet]:
    cells = 0
    if len(workbook.sheets_metadata) > limits.sheets:
        raise Refused("too_many_sheets", limit=limits.sheets)
    for position, about in enumerate(workbook.sheets_metadata):
        if "Work" not in str(about.typ):
            continue
        sheet = workbook.get_sheet_by_index(position)
        refuse_extent(sheet.total_height, sheet.total_width, limits)
        cells += sheet.total_height * sheet.total_width
        if cells > limits.cells:
            raise Refused("too_many_cells", cells=cells, limit=limits.cells)
        hidden = about.visible != SheetVisibleEnum.Visible
        yield make_sheet(about.name, sheet, hidden, marks.get(about.name, Found()))


def make_sheet(name: str, sheet: CalamineSheet, hidden: bool, found: Found) -> RawSheet:
    taken_away = found.external | found.errors.keys()
    rows = [
        [None if value == "" else value for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for row, column in taken_away:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = None
    merged = merged_ranges(sheet, rows) or tuple(found.merged)
    fill_down(rows, merged)
    marks = Marks(
        merged,
        frozenset(found.hidden_rows),
        found.comments,
        frozenset(found.struck),
        found.formulas,
        frozenset(found.external),
        found.errors,
    )
    return RawSheet(name, trimmed(tuple(map(tuple, rows))), hidden, marks)


def merged_ranges(sheet: CalamineSheet, rows: list[list[Raw]]) -> tuple[Merged, ...]:
    ranges = sheet.merged_cell_ranges or []
    # A range may claim to reach the last row that there can be: it ends where the sheet does.
    last_row, last_column = sheet.end or (-1, -1)
    return tuple(
        Merged(top + 1, left + 1, min(bottom, last_row) + 1, min(right, last_column) + 1)
        for (top, left), (bottom, right) in ranges
        if top <= last_row and left <= last_column
    )


def fill_down(rows: list[list[Raw]], merged: tuple[Merged, ...]) -> None:
    """A value given once for several rows stands in each; sideways only headings are merged."""
    for area in merged:
        if area.top > len(rows) or area.left > len(rows[area.top - 1]):
            continue
        value = rows[area.top - 1][area.left - 1]
        for row in rows[area.top : area.bottom]:
            if area.left <= len(row) and row[area.left - 1] is None:
                row[area.left - 1] = value


def trimmed(rows: Rows) -> Rows:
    """Without the empty rows at the end."""
    last = len(rows)
    while last and not any(value is not None for value in rows[last - 1]):
        last -= 1
    return rows[:last]


def without_codes(sheet: RawSheet) -> RawSheet:
    """The sheet with every text emptied that holds an identity code, and where that was."""
    expected = columns_of_codes(sheet.rows)
    refused = {
        (number, column)
        for number, row in enumerate(sheet.rows, 1)
        for column, value in enumerate(row, 1)
        if holds_code(value, column in expected)
    }
    marks = sheet.marks
    comments = {place: text for place, text in marks.comments.items() if holds_code(text)}
    refused |= comments.keys()
    formulas = {place for place, text in marks.formulas.items() if holds_code(text)}
    named = holds_code(sheet.name)
    if not refused and not formulas and not named:
        return sheet
    return replace(
        sheet,
        name="" if named else sheet.name,
        rows=emptied(sheet.rows, refused | formulas),
        marks=replace(
            marks,
            comments=without(marks.comments, comments.keys()),
            formulas=without(marks.formulas, formulas),
            refused=frozenset(refused | formulas | ({(0, 0)} if named else set())),
        ),
    )


def columns_of_codes(rows: Rows) -> set[int]:
    """Columns, from 1, that say of themselves that identity codes stand in them."""
    return {
        column
        for row in rows[:TITLE_ROWS]
        for column, value in enumerate(row, 1)
        if isinstance(value, str) and NAMED.search(value)
    }


def holds_code(value: Raw, expected: bool = False) -> bool:
    if isinstance(value, str):
        return len(value) > 9 and holds_identity_code(value, expected=expected)
    # Twelve digits typed as a number may be a Swedish code, and ten where codes are said to stand.
    if isinstance(value, bool) or not isinstance(value, int | float) or not value < 1e15:
        return False
    least = 1e9 if expected else 1e11
    return value > least and holds_identity_code(f"{value:.0f}", expected=expected)


def emptied(rows: Rows, places: set[Place]) -> Rows:
    changed = [list(row) for row in rows]
    for row, column in places:
        if 0 < row <= len(changed) and 0 < column <= len(changed[row - 1]):
            changed[row - 1][column - 1] = None
    return tuple(map(tuple, changed))


def without(texts: Mapping[Place, str], places: Container[Place]) -> dict[Place, str]:
    return {place: text for place, text in texts.items() if place not in places}
