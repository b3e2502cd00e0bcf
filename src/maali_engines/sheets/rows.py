"""From one row of a sheet to rows of the list: its cells, what it is, what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from maali_engines.sheets.cells import Frame, Where, part_meanings, read_anew, read_cell, written
from maali_engines.sheets.checks import end_before_start, missing_name, products_in
from maali_engines.sheets.columns import Sheet
from maali_engines.sheets.data import (
    Cell,
    Marks,
    Place,
    Problem,
    Raw,
    RawSheet,
    Row,
    RowKind,
    SheetGuess,
)
from maali_engines.sheets.letters import place_of
from maali_engines.sheets.lines import read_line
from maali_engines.sheets.matrix import unpivot
from maali_engines.sheets.rowkinds import is_heading, is_sum, kind_of_system, said_count
from maali_engines.sheets.values import as_text, is_as_above, is_missing


@dataclass
class Gathering:
    """What has been found of one sheet so far."""

    frame: Frame
    guess: SheetGuess
    sheet: Sheet
    columns: list[Where]
    own: list[tuple[int, str]]
    products: frozenset[str]
    titles: frozenset[str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    since_sum: int = 0
    above: dict[str, Cell] = field(default_factory=dict)

    @cached_property
    def letters(self) -> dict[str, str]:
        """Key of a column → its letter."""
        return {where.column.key: where.letter for where in self.columns}

    @cached_property
    def of_more(self) -> list[Where]:
        """Columns whose cells may say more than what is asked there."""
        return [
            where for where in self.columns if where.column.kind == "date" or where.two_meanings
        ]


def take_row(gathered: Gathering, number: int, values: Sequence[Raw]) -> None:
    texts = [text for text in map(as_text, values) if text]
    if not texts and number not in gathered.frame.refused_rows:
        return
    cells, problems = read_cells(gathered, number, values)
    kind = kind_of_row(gathered, cells, texts)
    row = Row(
        gathered.sheet.key,
        gathered.guess.name,
        number,
        kind,
        cells,
        {title: written(values[at]) for at, title in gathered.own if told(values, at)},
        tuple(flags_of(gathered, number, cells)),
    )
    if kind in {"subtotal", "blank"}:
        drop_row(gathered, row, texts)
        return
    if gathered.guess.matrix:
        row = unpivot(row, gathered.frame.sheet, gathered.guess, values)
    keep_row(gathered, row, problems)


def told(values: Sequence[Raw], place: int) -> bool:
    return place < len(values) and values[place] is not None


def read_cells(
    gathered: Gathering, number: int, values: Sequence[Raw]
) -> tuple[dict[str, Cell], list[Problem]]:
    cells: dict[str, Cell] = {}
    problems: list[Problem] = []
    marks = gathered.frame.sheet.marks
    if gathered.guess.layout == "one_column" and gathered.columns:
        where = gathered.columns[0]
        raw = values[where.place] if where.place < len(values) else None
        return read_line(gathered.frame, number, gathered.sheet, where, raw), []
    noted = number in gathered.frame.marked_rows
    for where in gathered.columns:
        raw = values[where.place] if where.place < len(values) else None
        if raw is None and not (noted and says_more(marks, (number, where.place + 1))):
            continue
        cell = None if noted else where.clean.get((type(raw), raw))
        if cell is None:
            cell, found = read_or_repeat(gathered, number, where, raw)
            problems += found
        cells[where.column.key] = cell
    gathered.above.update(cells)
    add_meanings(gathered, cells, values)
    add_area(gathered, cells)
    return cells, problems


def read_or_repeat(
    gathered: Gathering, number: int, where: Where, raw: Raw
) -> tuple[Cell, list[Problem]]:
    """The cell; of a sign for "as above" the cell of the row above, as an estimate."""
    key = where.column.key
    if not (isinstance(raw, str) and key != gathered.sheet.named_by and is_as_above(raw)):
        return read_cell(gathered.frame, number, where, raw)
    if above := gathered.above.get(key):
        same = replace(above, raw=raw, certainty="estimate", note="as_above", comment="")
        return same, []
    return read_anew(gathered.frame, number, where, raw)


def add_meanings(gathered: Gathering, cells: dict[str, Cell], values: Sequence[Raw]) -> None:
    """What a cell says beside what its column asks: the start in an end, the role in a vendor."""
    for where in gathered.of_more:
        cell = cells.get(where.column.key)
        if cell and cell.note == "period":
            add_start(cells, where, values[where.place])
        if cell and where.two_meanings:
            part_meanings(cells, where)


def says_more(marks: Marks, place: Place) -> bool:
    """Does an empty cell carry a comment, a formula or the place of a refused text?"""
    return place in marks.comments or place in marks.refused or place in marks.formulas


def add_start(cells: dict[str, Cell], where: Where, raw: Raw) -> None:
    """A period written under the end also tells the start, unless its own column does."""
    if not where.column.key.endswith("end"):
        return
    start = where.column.key.removesuffix("end") + "start"
    if start not in cells or cells[start].value is None:
        column = replace(where.column, end=False)
        begin, _problems = read_cell(Frame(RawSheet("", ())), 0, replace(where, column=column), raw)
        cells[start] = begin


def add_area(gathered: Gathering, cells: dict[str, Cell]) -> None:
    """A list kept on one sheet for each service area tells the area by the name of the sheet."""
    name = gathered.guess.name
    has_area = "service_area" in gathered.letters
    if gathered.sheet.key == "systems" and not has_area and is_heading(name):
        cells["service_area"] = Cell("", name, name, "estimate", "sheet_name")


def kind_of_row(gathered: Gathering, cells: Mapping[str, Cell], texts: list[str]) -> RowKind:
    if is_sum(texts):
        return "subtotal"
    named = cells.get(gathered.sheet.named_by)
    name = named.value if named and isinstance(named.value, str) else ""
    if name and len(texts) > 1 and gathered.titles.issuperset(texts):
        return "blank"  # the titles once more
    if texts and all(is_missing(text) for text in texts):
        return "blank"
    if len(texts) == 1 and gathered.sheet.key == "systems" and (not name or is_heading(name)):
        return "blank"  # a heading between rows, or a remark below them
    if not name or gathered.sheet.key != "systems":
        return "entry"
    return kind_of_system(name)


def flags_of(gathered: Gathering, number: int, cells: Mapping[str, Cell]) -> Iterator[str]:
    marks = gathered.frame.sheet.marks
    if number in marks.hidden_rows:
        yield "hidden_row"
    named = cells.get(gathered.sheet.named_by)
    if named and (number, place_of(named.column) + 1) in marks.struck:
        yield "struck_through"


def drop_row(gathered: Gathering, row: Row, texts: list[str]) -> None:
    """Sums and headings are no rows of the list; a sum is held against the rows above it."""
    gathered.rows.append(row)
    if row.kind != "subtotal":
        return
    said = said_count(" ".join(texts))
    params: dict[str, str | int | float] = {"counted": gathered.since_sum}
    if said is not None:
        params["said"] = said
    gathered.problems.append(
        Problem("subtotal_dropped", "note", row.sheet_name, row.row, params=params)
    )
    gathered.since_sum = 0


def keep_row(gathered: Gathering, row: Row, problems: list[Problem]) -> None:
    gathered.since_sum += 1
    found = [
        *problems,
        *end_before_start(row),
        *missing_name(row, gathered.sheet, gathered.letters),
        *tell_of_flags(gathered, row),
    ]
    parts = split_products(gathered, row, found)
    gathered.rows += parts
    gathered.problems += found


def tell_of_flags(gathered: Gathering, row: Row) -> Iterator[Problem]:
    key = gathered.sheet.named_by
    column = row.cells[key].column if key in row.cells else ""
    if "hidden_row" in row.flags:
        yield Problem("hidden_row_read", "note", row.sheet_name, row.row)
    if "struck_through" in row.flags:
        yield Problem("struck_through", "ask", row.sheet_name, row.row, column, key)
    elif row.kind == "gone":
        yield Problem("known_cancelled", "ask", row.sheet_name, row.row, column, key)


def split_products(gathered: Gathering, row: Row, problems: list[Problem]) -> list[Row]:
    """A cell with two products: two rows if both are known, one if not; asked in either case."""
    key = gathered.sheet.named_by
    cell = row.cells.get(key)
    if row.sheet_key != "systems" or row.kind != "entry" or not cell:
        return [row]
    if not isinstance(cell.value, str):
        return [row]
    parts, known = products_in(cell.value, gathered.products)
    if len(parts) < 2:
        return [row]
    params: dict[str, str | int | float] = {"parts": "; ".join(parts), "raw": cell.raw}
    problems.append(
        Problem("two_products_in_cell", "ask", row.sheet_name, row.row, cell.column, key, params)
    )
    if not known:
        return [row]
    return [
        replace(row, part=number, cells={**row.cells, key: replace(cell, value=part, note="split")})
        for number, part in enumerate(parts)
    ]
