"""From one cell to what it says, with what stands beside it: comments, formulas, people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import (
    Cell,
    Certainty,
    Marks,
    Place,
    Problem,
    Raw,
    RawSheet,
    Severity,
)
from maali_engines.sheets.identity import ROLE, without_person
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import Read, as_text, read_value
from maali_engines.sheets.values.texts import normal

ALL_SITES = re.compile(r"^(?:kaik(?:ki|issa)\b|alla\b|all\b|every)", re.IGNORECASE)
MOST_KEPT = 10_000  # cells of a column that are kept to be met again
ROLES = frozenset({"owner_role", "site_contact_role", "manager_role"})
USERS = frozenset({"user_count", "users"})
SETTLED = ROLES | USERS | {"site"}


@dataclass(frozen=True)
class Where:
    """One column of one sheet: its place from 0, its letter, what it means and its title.

    `clean` keeps the cells that have nothing wrong, by the type and value of what was written:
    lists repeat themselves.
    """

    place: int
    letter: str
    column: Column
    title: str
    two_meanings: tuple[str, ...] = ()
    vat_unclear: bool = False
    digits: int = 0
    """Of a column of record numbers, how many digits its numbers with zeros in front have."""
    clean: dict[tuple[type, Raw], Cell] = field(default_factory=dict, init=False, compare=False)


@dataclass(frozen=True)
class Frame:
    """What every cell of a sheet is read with.

    `people` is how many users there can be at most; `sites` are the sites that the file lists
    itself, signature to name; `grades` all that it writes as criticality.
    """

    sheet: RawSheet
    people: int | None = None
    sites: Mapping[str, str] = field(default_factory=dict)
    grades: frozenset[str] = frozenset()

    @cached_property
    def marked_rows(self) -> frozenset[int]:
        """Rows in which any cell carries something beside its value."""
        marks = self.sheet.marks
        places = (marks.comments, marks.struck, marks.formulas, marks.external, marks.errors)
        rows = {row for each in (*places, marks.refused) for row, _column in each}
        rows.update(row for area in marks.merged for row in range(area.top, area.bottom + 1))
        return frozenset(rows)

    @cached_property
    def refused_rows(self) -> frozenset[int]:
        return frozenset(row for row, _column in self.sheet.marks.refused)

    def problem(
        self, code: str, severity: Severity, row: int, where: Where, **params: str | float
    ) -> Problem:
        return Problem(code, severity, self.sheet.name, row, where.letter, where.column.key, params)


def read_cell(frame: Frame, row: int, where: Where, raw: Raw) -> tuple[Cell, list[Problem]]:
    """The cell and everything that is wrong with it. `row` counts from 1."""
    if row in frame.marked_rows:
        return read_anew(frame, row, where, raw)
    key = (type(raw), raw)
    known = where.clean.get(key)
    if known is not None:
        return known, []
    cell, problems = read_anew(frame, row, where, raw)
    if not problems and len(where.clean) < MOST_KEPT:
        where.clean[key] = cell
    return cell, problems


def read_anew(frame: Frame, row: int, where: Where, raw: Raw) -> tuple[Cell, list[Problem]]:
    place = (row, where.place + 1)
    marks = frame.sheet.marks
    read = read_value(where.column, raw, where.title)
    cell = Cell(
        where.letter,
        written(raw),
        read.value,
        read.certainty,
        read.note,
        marks.comments.get(place, ""),
        read.open_ended,
        read.low,
        read.high,
    )
    problems = list(problems_of(frame, row, where, read, cell))
    if row in frame.marked_rows:
        problems += [
            frame.problem(code, severity, row, where, **params)
            for code, severity, params in marked(marks, place)
        ]
        if filled_down(marks, place) and not cell.note:
            cell = replace(cell, note="filled_down")
    if where.digits or where.column.key in SETTLED:
        return settle(frame, row, where, cell, problems)
    return cell, problems


def written(raw: Raw) -> str:
    """The text as it stands in the file."""
    return raw if isinstance(raw, str) else as_text(raw)


def problems_of(frame: Frame, row: int, where: Where, read: Read, cell: Cell) -> Iterator[Problem]:
    if read.problem:
        params = {**read.params, "raw": cell.raw}
        yield frame.problem(read.problem, read.severity, row, where, **params)
    if where.two_meanings and cell.raw:
        keys = ",".join(where.two_meanings)
        yield frame.problem("two_meanings_in_column", "ask", row, where, keys=keys, raw=cell.raw)
    if where.vat_unclear and read.value and "vat_removed" not in read.note:
        yield frame.problem("money_vat_unknown", "ask", row, where, raw=cell.raw)


def marked(marks: Marks, place: Place) -> Iterator[tuple[str, Severity, dict[str, str | float]]]:
    """What the marks of a cell give cause to say."""
    if place in marks.refused:
        yield "identity_code_refused", "ask", {}
    if place in marks.external:
        yield "formula_external", "ask", {}
    elif place in marks.errors:
        yield "formula_error", "ask", {"error": marks.errors[place]}
    elif place in marks.formulas:
        yield "formula_not_computed", "note", {}
    if place in marks.comments:
        yield "comment_read", "note", {"comment": marks.comments[place]}


def filled_down(marks: Marks, place: Place) -> bool:
    row, column = place
    return any(area.left == column and area.top < row <= area.bottom for area in marks.merged)


def settle(
    frame: Frame, row: int, where: Where, cell: Cell, problems: list[Problem]
) -> tuple[Cell, list[Problem]]:
    """What depends on more than the cell's own text: people, and how many there can be."""
    if cell.note == "all_users" and frame.people:
        cell = replace(cell, value=frame.people)
    is_users = where.column.key in USERS
    if is_users and frame.people and isinstance(cell.value, int) and cell.value > frame.people:
        problems.append(
            frame.problem(
                "implausible_count", "ask", row, where, count=cell.value, most=frame.people
            )
        )
        cell = replace(cell, certainty="estimate")
    if where.digits and cell.raw.isdecimal() and len(cell.raw) < where.digits:
        value = cell.raw.zfill(where.digits)
        cell = replace(cell, value=value, certainty="estimate", note="zeros_restored")
    if where.column.key == "site" and isinstance(cell.value, tuple):
        cell = place_sites(cell, cell.value, frame.sites)
    if where.column.key in ROLES and isinstance(cell.value, str):
        role, found = without_person(cell.value)
        if found:
            problems.append(frame.problem("person_in_cell", "note", row, where, role=role))
            certainty = cell.certainty if role else "unknown"
            cell = replace(cell, value=role or None, note="person_dropped", certainty=certainty)
    return cell, problems


def place_sites(cell: Cell, names: tuple[str, ...], sites: Mapping[str, str]) -> Cell:
    """Names of sites have commas of their own: only between known sites does a comma part them.

    "All sites" is often said of most of them, and says nothing where none are known.
    """
    if ALL_SITES.match(normal(cell.raw)):
        known = tuple(sites.values())
        certainty: Certainty = "estimate" if known else "unknown"
        return replace(cell, value=known or None, note="all_sites", certainty=certainty)
    if "," not in cell.raw or ";" in cell.raw or all(signature(name) in sites for name in names):
        return cell
    return replace(cell, value=tuple(line for line in map(normal, cell.raw.splitlines()) if line))


def part_meanings(cells: dict[str, Cell], where: Where) -> None:
    """Of "Tieto / perusturvajohtaja" under a title of two meanings, the role is the owner's."""
    cell = cells.get(where.column.key)
    if cell is None or set(where.two_meanings) != {"vendor", "owner_role"}:
        return
    if not isinstance(cell.value, str):
        return
    parts = [part.strip() for part in re.split(r"[/;]", cell.value) if part.strip()]
    roles = [part for part in parts if any(ROLE.search(word) for word in part.split())]
    others = [part for part in parts if part not in roles]
    for key, texts in (("owner_role", roles), ("vendor", others)):
        part = replace(cell, value=" / ".join(texts), certainty="estimate", note="split")
        if texts and (key == where.column.key or key not in cells):
            cells[key] = part
        elif key == where.column.key:
            cells[key] = replace(part, value=None, certainty="unknown")
