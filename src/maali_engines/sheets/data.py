"""What is read of a file, what is guessed of it, and what comes out: frozen data.

Places are those a person sees: sheets by name, rows from 1, columns by letter ("A", "AB").
Codes are for machines; whoever shows them words them. No text that may hold a personal identity
code leaves the engine: such a cell's text is "" everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from maali_engines.sheets.columns import Language

Raw = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds as the file has it; None for an empty one. Dates and times carry no zone."""
Found = str | int | Decimal | bool | date | tuple[str, ...] | None
"""What a cell says once read by the kind of its column; None where that is not known."""
Certainty = Literal["known", "estimate", "unknown"]
Severity = Literal["stop", "ask", "note"]
"""stop: the row cannot be taken as it is; ask: a person should say; note: told, nothing to do."""
RowKind = Literal["entry", "subtotal", "blank", "not_a_system", "stays", "gone"]
Layout = Literal["table", "matrix", "one_column", "empty"]
Params = Mapping[str, str | int | float]
Place = tuple[int, int]
"""Row from 1 and column from 1."""


@dataclass(frozen=True)
class Refusal:
    """Why a file is not read at all: a code and what its sentence needs."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be told of one place. `row` is None for a whole sheet or column.

    `key` is the column key concerned, "" where it is none of ours.
    """

    code: str
    severity: Severity
    sheet: str
    row: int | None = None
    column: str = ""
    key: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """A merged range, both ends included, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Marks:
    """What cells carry beside their value. Formulas are never computed."""

    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    formulas: Mapping[Place, str] = field(default_factory=dict)
    external: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    refused: frozenset[Place] = frozenset()
    """Cells emptied because they, their comment or formula held a personal identity code."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it is: `rows[0][0]` is A1. Values given once for a merged range are filled down.

    A cell with a formula holds the value that the file remembered; one whose formula refers to
    another file, or that holds an error, is None and stands in `marks`.
    """

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True)
class Workbook:
    """A file that was read. `format` is xlsx, xlsm, xls, ods or csv."""

    name: str
    format: str
    sheets: tuple[RawSheet, ...]
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why something was guessed, or why a person is needed: a code, and what its sentence needs."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnGuess:
    """What one column means. `key` is "" for a column of the sender's own.

    `confidence` is from 0 to 1; `reason` is same_title, like_title, values, remembered,
    corrected, matrix (one of several sites across), one_column or own. `title` is as written,
    two header rows joined by a blank.
    """

    letter: str
    title: str
    key: str
    confidence: float
    reason: str
    memory: str = ""
    """Under what the column is remembered for its sender."""


@dataclass(frozen=True)
class SheetGuess:
    """What one sheet is. `target` is the key of a sheet asked for, "" for none of ours.

    `header_rows` are the rows of the titles; data stands from `first_row` to the end of the sheet.
    `reason` says why it is none of ours (cover, instructions, empty, not_ours) or how it was known
    (titles, one_column, corrected, remembered).
    """

    name: str
    target: str
    reason: str
    confidence: float
    layout: Layout
    language: Language
    header_rows: tuple[int, ...] = ()
    first_row: int = 1
    columns: tuple[ColumnGuess, ...] = ()
    matrix: tuple[str, ...] = ()
    """In a matrix, the letters of the columns whose titles are sites."""
    look: tuple[str, ...] = ()
    """By which a later file's sheet is known to be the same: signatures of its titles, or, where
    it has none, of its first texts."""


@dataclass(frozen=True)
class Guess:
    """What a workbook is. When `needs_person` is not empty, nobody should accept it unseen."""

    sheets: tuple[SheetGuess, ...]
    needs_person: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Correction:
    """What a person said of a sheet: what it is, where its titles stand, what its columns mean.

    `target` None, no `header_rows` and `layout` None: as guessed. `columns` are letters to keys.
    """

    target: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    header_rows: tuple[int, ...] = ()
    layout: Layout | None = None


@dataclass(frozen=True)
class KnownSheet:
    """A sheet of a sender that a person described once: by its `name` and `look` it is known again.

    Both are signatures. `header_rows` is how many rows of titles it has, 0 where none were shown.
    """

    name: str
    look: tuple[str, ...]
    target: str | None = None
    header_rows: int = 0
    layout: Layout | None = None


@dataclass(frozen=True)
class Memory:
    """What people have said of a sender's earlier files.

    `columns` maps (key of a sheet asked for, what a title is remembered as) to the key of a column,
    "" for a column of the sender's own.
    """

    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sheets: tuple[KnownSheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its place. `raw` is the text as written, `value` what it says.

    `note` is a code of how the value came about ("" when it simply stands there): about, range,
    at_least, all_users, open_ended, missing, serial_date, year_only, month_only, quarter,
    per_month, without_vat, vat_removed, elsewhere, zeros_restored, filled_down, split …
    `low` and `high` are the ends of a range of counts, whose middle is the value.
    """

    column: str
    raw: str
    value: Found
    certainty: Certainty = "known"
    note: str = ""
    comment: str = ""
    open_ended: bool = False
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet asked for. `part` counts the rows that one written row was split into.

    `own` holds the sender's own columns by their titles. `flags` are codes such as hidden_row,
    struck_through, duplicate, shared. `site_users` of a matrix: users by site, None if only marked.
    """

    sheet_key: str
    sheet_name: str
    row: int
    kind: RowKind
    cells: Mapping[str, Cell]
    own: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    part: int = 0
    site_users: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Extract:
    """All rows of a workbook in the order of its sheets, and every problem found in it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    holds_identity_code: bool = False
    """True when a cell, title, comment, sheet or file name holds one: do not keep the file."""
