"""What is true of the example's files, and how what was read of them is held against it.

Only yardsticks read the truth; nothing of it reaches the reader.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from example.tables import table
from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import Cell, Extract, Guess, Row, SheetGuess
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import is_missing

Rows = list[dict[str, str]]
# Rows that the truth names but that are no rows of a list.
DROPPED = {"subtotal"}
# Mistakes that change how a cell is written and not what it says. Every other one hides the
# truth: a misspelt name or a wrong number cannot be read right, only asked about.
LEGIBLE = {"", "E04", "E08", "E22", "E24", "E26", "E28", "E29", "E35", "E37"}
# A name that is another name of the same thing is kept as written; whether it is the same thing
# is for matching to propose, which has its own yardstick.
OTHER_NAMES = {"E19", "E20", "E30"}


@dataclass(frozen=True)
class Region:
    """The truth of one region, and where its files are."""

    folder: Path
    files: Rows
    columns: Rows
    rows: Rows
    cells: Rows
    contradicted: frozenset[tuple[str, str, int]]
    """Rows of integrations that the truth says are told otherwise by this end."""

    def content(self, name: str) -> bytes:
        return (self.folder / "workbooks" / name).read_bytes()

    def of(self, rows: Rows, name: str) -> Rows:
        return [each for each in rows if each["file"] == name]


def region(folder: Path) -> Region:
    names = ("files", "column_map", "row_map", "cells")
    files, columns, rows, cells = (read(folder / "truth" / f"{name}.csv") for name in names)
    integrations = read(folder / "truth" / "integrations.csv")
    twisted = {
        each["integration_id"] for each in integrations if each["told_by"] == "contradictory"
    }
    contradicted = frozenset(
        (each["file"], each["sheet"], int(each["row"]))
        for each in rows
        if each["target"] in twisted
    )
    return Region(folder, files, columns, rows, cells, contradicted)


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass
class Score:
    """How many of how many are right, and the first that are not."""

    right: int = 0
    total: int = 0
    faults: list[str] = field(default_factory=list)

    def count(self, holds: bool, fault: str = "") -> None:
        self.right += holds
        self.total += 1
        if not holds:
            self.faults.append(fault)

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.total += other.total
        self.faults += other.faults

    @property
    def share(self) -> float:
        return self.right / max(1, self.total)


def fields_right(columns: Rows, guess: Guess) -> Score:
    """Fields of a file whose sheet, header row and meaning were guessed right.

    A column of the sender's own is right when it is taken for none of ours, unless the catalogue
    asks for it by that very title. A table written as text has no columns: it is right when it is
    told to be one.
    """
    score = Score()
    sheets = {each.name: each for each in guess.sheets}
    for each in columns:
        found = sheets.get(each["sheet"])
        score.count(
            found is not None and field_right(each, found),
            f"{each['file']} {each['sheet']}!{each['column']}: "
            f"{'not read' if found is None else said_of(found, each['column'])} instead of "
            f"{(each['sheet_key'], each['header_rows'], each['field'])}",
        )
    return score


def field_right(true: Mapping[str, str], found: SheetGuess) -> bool:
    target, rows, key = said_of(found, true["column"])
    if (target, rows) != (true["sheet_key"], true["header_rows"]):
        return False
    if found.layout == "one_column" and not true["field"]:
        return True
    reason = next((each.reason for each in found.columns if each.letter == true["column"]), "")
    return key in true["field"].split("|") or (not true["field"] and reason == "same_title")


def said_of(found: SheetGuess, letter: str) -> tuple[str, str, str]:
    key = next((each.key for each in found.columns if each.letter == letter), "")
    return found.target, "+".join(map(str, found.header_rows)), key


def rows_exact(rows: Rows, taken: Extract) -> Score:
    """One point for each row that the truth or the reader knows; right when both do."""
    expected = {(each["sheet"], int(each["row"])) for each in rows if each["target"] not in DROPPED}
    found = {(row.sheet_name, row.row) for row in taken.rows if row.kind not in NO_ROWS}
    score = Score()
    for place in sorted(expected | found):
        lacking = "missed" if place in expected else "no row"
        score.count(place in expected & found, f"{place[0]} row {place[1]}: {lacking}")
    return score


NO_ROWS = {"subtotal", "blank"}


@dataclass
class Values:
    """Decidable cells right or not; wrong ones by what a person is shown of them."""

    decidable: Score = field(default_factory=Score)
    asked: int = 0
    hedged: int = 0
    silent: list[str] = field(default_factory=list)

    def add(self, other: "Values") -> None:
        self.decidable.add(other.decidable)
        self.asked += other.asked
        self.hedged += other.hedged
        self.silent += other.silent


def values_right(region: Region, name: str, guess: Guess, taken: Extract) -> Values:
    """Every cell of a field that the truth knows, decidable or not, against what was read.

    A wrong one is asked when a question or problem stands at its cell, row or column; hedged when
    its value is marked as an estimate or as unknown; silent when it passes for a known value.
    """
    values = Values()
    at = by_place(taken.rows, guess)
    sites = sites_listed(taken)
    told = {(each.sheet, each.row, each.column) for each in taken.problems}
    for each in region.of(region.cells, name):
        if not each["field"] or is_contradicted(region, each):
            continue
        found = at.get((each["sheet"], each["cell"]))
        if found is None and not each["true_value"]:
            continue
        row, cell = found or (None, None)
        right = cell is not None and (
            kept_as_written(cell)
            if each["error"] in OTHER_NAMES
            else is_right(each, cell, row, sites)
        )
        fault = (
            f"{each['file']} {each['sheet']}!{each['cell']} {each['field']} {each['error']}: "
            + (
                f"{cell.raw!r} read as {cell.value!r} ({cell.certainty} {cell.note})"
                if cell
                else "nothing read"
            )
        )
        fault += f", true is {each['true_value']!r}"
        if each["error"] in LEGIBLE and each["true_value"]:
            values.decidable.count(right, fault)
        if not right and (each["true_value"] or (cell and cell.value is not None)):
            sort_out(values, each, row, cell, told, fault)
    return values


def is_contradicted(region: Region, cell: Mapping[str, str]) -> bool:
    row = int(cell["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    place = (cell["file"], cell["sheet"], row)
    return cell["field"] == "direction" and place in region.contradicted


def sites_listed(taken: Extract) -> list[str]:
    names = [row.cells["site_name"].value for row in taken.rows if "site_name" in row.cells]
    return [signature(name) for name in names if isinstance(name, str)]


def by_place(rows: Sequence[Row], guess: Guess) -> dict[tuple[str, str], tuple[Row, Cell]]:
    """What was read, by sheet and cell; each cross of a matrix as a cell of its own."""
    marked = {
        each.name: [(c.letter, c.title) for c in each.columns if c.letter in each.matrix]
        for each in guess.sheets
    }
    found: dict[tuple[str, str], tuple[Row, Cell]] = {}
    for row in rows:
        for letter, title in marked.get(row.sheet_name, ()):
            if title in row.site_users:
                users = row.site_users[title]
                cell = Cell(letter, title, "x" if users is None else users, note="matrix")
                found[row.sheet_name, f"{letter}{row.row}"] = row, cell
        for cell in row.cells.values():
            # Where a cell was parted, the first part is the one in its own column.
            found.setdefault((row.sheet_name, f"{cell.column}{row.row}"), (row, cell))
    return found


def sort_out(
    values: Values,
    true: Mapping[str, str],
    row: Row | None,
    cell: Cell | None,
    told: set[tuple[str, int | None, str]],
    fault: str,
) -> None:
    letter = true["cell"].rstrip("0123456789")
    number = int(true["cell"].removeprefix(letter))
    sheet = true["sheet"]
    places = {(sheet, number, letter), (sheet, number, ""), (sheet, None, letter)}
    if places & told or (row is not None and row.flags):
        values.asked += 1
    elif cell is None or cell.value is None or cell.certainty != "known" or cell.comment:
        values.hedged += 1
    else:
        values.silent.append(fault)


def kept_as_written(cell: Cell) -> bool:
    names = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    return all(signature(str(name)) in signature(cell.raw) for name in names)


def is_right(true: Mapping[str, str], cell: Cell, row: Row | None, sites: Sequence[str]) -> bool:
    key, value = true["field"], true["true_value"]
    if true["error"] == "E04" and cell.note == "matrix":
        return cell.value == "x" or str(cell.value) == value
    if cell.value is None and cell.certainty == "unknown" and is_missing(value):
        return (
            True  # "selvitetään" is an answer of the example's words, and says that none is known
        )
    if "|" in key:
        return both_right(value, row)
    column = BY_KEY[row.sheet_key].column(key) if row else None
    return column is not None and same(column, value, cell, sites)


def both_right(value: str, row: Row | None) -> bool:
    parts = {signature(part) for part in value.split("|")}
    found = {
        signature(str(row.cells[key].value))
        for key in ("vendor", "owner_role")
        if row and key in row.cells and row.cells[key].value
    }
    return found == parts


def same(column: Column, true: str, cell: Cell, sites: Sequence[str]) -> bool:
    """Does the cell say what is true? Estimates of a count or sum hold within their own ends."""
    value = cell.value
    if true == "open-ended":
        return cell.open_ended
    if column.kind == "count" and cell.low is not None and cell.high is not None and true:
        return cell.low <= int(true) <= cell.high
    if column.kind == "money":
        return isinstance(value, Decimal) and abs(value - Decimal(true or 0)) <= Decimal(1)
    if column.kind == "list":
        return lists_same(true, cell, sites)
    if column.kind in {"text", "choice"}:
        return texts_same(column, true, str(value or ""))
    return plain(value) == true or (
        column.kind == "date" and cell.note in SPANS and near(cell, true)
    )


SPANS = {"month_only", "quarter", "year_only"}


def near(cell: Cell, true: str) -> bool:
    """A month or year written for a day is right when the day is in it."""
    length = 4 if cell.note == "year_only" else 7
    if cell.note == "quarter":
        return plain(cell.value)[:4] == true[:4]
    return plain(cell.value)[:length] == true[:length]


def plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def lists_same(true: str, cell: Cell, sites: Sequence[str]) -> bool:
    if not isinstance(cell.value, tuple):
        return False
    found = {signature(each) for each in cell.value}
    expected = {signature(each) for each in true.split("|") if each}
    return found == expected or (cell.note == "all_sites" and expected <= set(sites))


def texts_same(column: Column, true: str, found: str) -> bool:
    """Texts are the same but for spelling; a choice is, in whichever language it was written."""
    if signature(true) == signature(found):
        return True
    for each in column.choices:
        if found == each.key:
            names = (each.key, *each.titles.values(), *each.also)
            return signature(true) in set(map(signature, names))
    return signature(found) in in_all_languages().get(signature(true), ())


@cache
def in_all_languages() -> dict[str, set[str]]:
    """Key or Finnish word of the example → the same in Finnish, Swedish and English."""
    found: dict[str, set[str]] = {}
    for row in table("words"):
        for name in (row["key"], row["fi"]):
            found.setdefault(signature(name), set()).update(
                signature(row[language]) for language in ("fi", "sv", "en")
            )
    return found
