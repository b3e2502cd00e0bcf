"""A workbook before it is written: cells on sheets, and what each row and column means."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field

from example.rows import Cell

Place = tuple[int, int]


@dataclass
class Sheet:
    """A sheet; rows and columns count from 0. `key` is what it lists, "" for a cover."""

    name: str
    key: str = ""
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    filter: tuple[int, int, int, int] | None = None
    targets: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    row_errors: dict[int, list[str]] = field(default_factory=dict)
    header_rows: tuple[int, ...] = ()

    def text(self, row: int, column: int, text: str) -> None:
        self.cells[row, column] = Cell(text)


@dataclass
class Book:
    """A file as it is sent: who sends it, when, in which layout, and of which kind."""

    name: str
    provider_id: str
    sent: datetime.date
    language: str
    layout: str
    kind: str
    needs_person: bool
    sheets: list[Sheet] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def digest(self) -> str:
        """SHA-256 of all cell contents, whatever the file format writes around them."""
        contents = [
            [sheet.name, row, column, str(cell.raw), cell.formula, cell.comment, cell.struck]
            for sheet in self.sheets
            for (row, column), cell in sorted(sheet.cells.items())
        ]
        return hashlib.sha256(json.dumps(contents, ensure_ascii=False).encode()).hexdigest()


def letter(column: int) -> str:
    """The letter of a column that counts from 0."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(65 + digit) + name
    return name
