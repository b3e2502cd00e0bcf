"""From a read workbook and what was guessed of it to rows, with every problem found at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.cells import Frame, Where
from maali_engines.sheets.checks import duplicates, gaps
from maali_engines.sheets.data import Extract, Guess, Problem, RawSheet, Row, SheetGuess, Workbook
from maali_engines.sheets.letters import letter_of, place_of
from maali_engines.sheets.placed import below, make_where
from maali_engines.sheets.rows import Gathering, take_row
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import as_text
from maali_engines.sheets.values.numbers import title_tells

SURE_ENOUGH = 0.8  # least confidence of a column that needs no look


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
