"""From a read workbook and what was guessed of it to rows, with every problem found at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.cells import Frame, Where, part_meanings, read_cell, written
from maali_engines.sheets.checks import (
    duplicates,
    end_before_start,
    gaps,
    missing_name,
    products_in,
)
from maali_engines.sheets.columns import Column, Sheet
from maali_engines.sheets.data import (
    Cell,
    Extract,
    Guess,
    Marks,
    Place,
    Problem,
    Raw,
    RawSheet,
    Row,
    RowKind,
    SheetGuess,
    Workbook,
)
from maali_engines.sheets.letters import letter_of, place_of
from maali_engines.sheets.lines import read_line
from maali_engines.sheets.matrix import unpivot
from maali_engines.sheets.rowkinds import is_heading, is_sum, kind_of_system, said_count
from maali_engines.sheets.titles import signature, two_meanings
from maali_engines.sheets.values import as_text, is_as_above, is_missing
from maali_engines.sheets.values.numbers import says_of_vat, title_tells

SURE_ENOUGH = 0.8  # least confidence of a column that needs no look
RECORD_NUMBERS = {"contract_ref", "reference"}


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


def extract(
    workbook: Workbook,
    guess: Guess,
    *,
    people: int | None = None,
    products: Collection[str] = (),
) -> Extract:
    """All rows of the sheets that are ours.

    `people`: most users that the sender can have; `products`: known product names, by which a
    cell with two of them is told from one with a stroke in its name.
    """
    known = frozenset(map(signature, products))
    raws = {raw.name: raw for raw in workbook.sheets}
    rows: list[Row] = []
    problems: list[Problem] = list(workbook.notes)
    sites = known_sites(raws, guess)
    grades = frozenset(map(str.casefold, all_below(raws, guess, "criticality")))
    for each in guess.sheets:
        if each.target:
            frame = Frame(raws[each.name], people, sites, grades)
            gathered = gather(frame, each, known)
            rows += gathered.rows
            problems += gathered.problems
    flag_duplicates(rows, problems)
    problems += refused_elsewhere(workbook, problems)
    return Extract(tuple(rows), tuple(problems), holds_code(workbook))


def holds_code(workbook: Workbook) -> bool:
    """Was an identity code found anywhere in the file, its cells, its parts or its name?"""
    between = any(note.code == "identity_code_in_file" for note in workbook.notes)
    return between or not workbook.name or any(raw.marks.refused for raw in workbook.sheets)


def known_sites(raws: Mapping[str, RawSheet], guess: Guess) -> dict[str, str]:
    """The sites that the file itself lists, signature to name, in their order."""
    names = all_below(raws, guess, "site_name")
    return {signature(name): name for name in names if name}


def all_below(raws: Mapping[str, RawSheet], guess: Guess, key: str) -> Iterator[str]:
    """The texts under that column in all sheets of the file."""
    for each in guess.sheets:
        for column in each.columns:
            if column.key == key:
                yield from below(raws[each.name], each, place_of(column.letter))


def gather(frame: Frame, guess: SheetGuess, products: frozenset[str]) -> Gathering:
    sheet = BY_KEY[guess.target]
    columns = [
        make_where(frame, guess, sheet, each.letter, each.title, each.key)
        for each in guess.columns
        if each.key and each.letter not in guess.matrix
    ]
    own = [
        (place_of(each.letter), each.title or each.letter)
        for each in guess.columns
        if not each.key and each.letter not in guess.matrix
    ]
    titles = frozenset(as_text(each.title) for each in guess.columns if each.title)
    gathered = Gathering(frame, guess, sheet, columns, own, products, titles)
    tell_of_sheet(gathered)
    for number in range(guess.first_row, len(frame.sheet.rows) + 1):
        take_row(gathered, number, frame.sheet.rows[number - 1])
    gathered.problems += gaps(gathered.rows, sheet, gathered.letters)
    return gathered


def make_where(
    frame: Frame, guess: SheetGuess, sheet: Sheet, letter: str, title: str, key: str
) -> Where:
    raw = frame.sheet
    place = place_of(letter)
    column = sheet.column(key)
    both = two_meanings(title, sheet.columns)
    unclear = column.kind == "money" and vat_is_unclear(raw, guess, place, title)
    if column.key == "criticality" and "d" in frame.grades:
        column = with_four_letters(column)
    digits = digits_of(below(raw, guess, place)) if key in RECORD_NUMBERS else 0
    return Where(place, letter, column, title, both, unclear, digits)


def digits_of(texts: list[str]) -> int:
    """How many digits the numbers have that begin with a zero; 0 when there are none or they vary.

    A spreadsheet eats the zeros of those that were typed as numbers.
    """
    lengths = {len(text) for text in texts if text.isdecimal() and text.startswith("0")}
    return lengths.pop() if len(lengths) == 1 else 0


def below(raw: RawSheet, guess: SheetGuess, place: int) -> list[str]:
    """The texts of a column under its title."""
    return [as_text(row[place]) for row in raw.rows[guess.first_row - 1 :] if place < len(row)]


def with_four_letters(column: Column) -> Column:
    """Where grades go from A to D, C is the third; where they end at C, it is the lowest."""
    letters = dict(zip("1234", "abcd", strict=True))
    choices = tuple(
        replace(
            each,
            also=(*(word for word in each.also if word not in "abcd"), letters[each.key]),
        )
        for each in column.choices
    )
    return replace(column, choices=choices)


def vat_is_unclear(raw: RawSheet, guess: SheetGuess, place: int, title: str) -> bool:
    """Some prices of the column say whether VAT is in them, and others do not."""
    if says_of_vat(title):
        return False
    return any(map(says_of_vat, below(raw, guess, place)))


def tell_of_sheet(gathered: Gathering) -> None:
    raw = gathered.frame.sheet
    if raw.hidden:
        gathered.problems.append(Problem("hidden_sheet_read", "note", raw.name))
    for column in gathered.sheet.columns:
        if column.required and column.key not in gathered.letters:
            gathered.problems.append(Problem("column_missing", "note", raw.name, key=column.key))
    gathered.problems += unsure_columns(gathered)
    for where in gathered.columns:
        if where.column.kind == "money" and (code := title_tells(where.title)):
            gathered.problems.append(of_column(raw.name, where, code))


def of_column(sheet: str, where: Where, code: str, **params: str | float) -> Problem:
    key, written = where.column.key, {"written": where.title, **params}
    return Problem(code, "note", sheet, column=where.letter, key=key, params=written)


def unsure_columns(gathered: Gathering) -> Iterator[Problem]:
    """Columns whose meaning is little more than likely, so that a person looks at them."""
    sure = {each.letter: each.confidence for each in gathered.guess.columns}
    for where in gathered.columns:
        if sure[where.letter] < SURE_ENOUGH and gathered.guess.layout != "one_column":
            percent = round(100 * sure[where.letter])
            yield of_column(gathered.guess.name, where, "column_unsure", percent=percent)


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
        cell, found = read_or_repeat(gathered, number, where, raw)
        cells[where.column.key] = cell
        problems += found
        if cell.note == "period":
            add_start(cells, where, raw)
        if where.two_meanings:
            part_meanings(cells, where)
    add_area(gathered, cells)
    return cells, problems


def read_or_repeat(
    gathered: Gathering, number: int, where: Where, raw: Raw
) -> tuple[Cell, list[Problem]]:
    """The cell; of a sign for "as above" the cell of the row above, as an estimate."""
    key = where.column.key
    above = gathered.above.get(key)
    if isinstance(raw, str) and above and key != gathered.sheet.named_by and is_as_above(raw):
        same = replace(above, raw=raw, certainty="estimate", note="as_above", comment="")
        return same, []
    cell, problems = read_cell(gathered.frame, number, where, raw)
    gathered.above[key] = cell
    return cell, problems


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


def flag_duplicates(rows: list[Row], problems: list[Problem]) -> None:
    for sheet in BY_KEY.values():
        places = [index for index, row in enumerate(rows) if row.sheet_key == sheet.key]
        for place, problem in duplicates([rows[index] for index in places], sheet):
            row = rows[places[place]]
            rows[places[place]] = replace(row, flags=(*row.flags, "duplicate"))
            problems.append(problem)


def refused_elsewhere(workbook: Workbook, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Identity codes outside the rows of the lists: in titles, own columns, covers, names."""
    told_of = {
        (problem.sheet, problem.row, problem.column)
        for problem in problems
        if problem.code == "identity_code_refused"
    }
    for raw in workbook.sheets:
        for row, column in sorted(raw.marks.refused):
            where = (raw.name, row, letter_of(column - 1) if column else "")
            if where not in told_of:
                yield Problem("identity_code_refused", "ask", raw.name, row or None, where[2])
    if not workbook.name:
        yield Problem("identity_code_in_file_name", "ask", "")
