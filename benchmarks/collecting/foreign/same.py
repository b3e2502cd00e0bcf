"""Does the same inventory come out of every layout? What was read, without where it stood."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from benchmarks.collecting.foreign.relaid import (
    LAYOUTS,
    TEXTS,
    Content,
    Page,
    Table,
    as_text,
    as_xlsx,
    by_libreoffice,
    plain,
)
from benchmarks.collecting.foreign.truth import Region, Score
from maali_engines.sheets import read as reader
from maali_engines.sheets.data import Cell, Extract, Guess, Refusal, Row, Workbook
from maali_engines.sheets.extract import extract
from maali_engines.sheets.guess import guess
from maali_engines.sheets.letters import place_of
from maali_engines.sheets.values.texts import normal

FEWEST_ROWS = 2
# Cells that only say how they came about; and rows that are told from others by their place alone.
NO_ROWS = {"subtotal", "blank"}
OFFICE = ("ods", "xls")
Rows = Counter[tuple[str, str, frozenset[tuple[str, object]]]]


def contents(region: Region) -> Iterator[tuple[str, Content]]:
    """The answers on the official template, as tables of cells: what the layouts are made of."""
    for each in region.files:
        if each["layout"] != "L1" or each["kind"] != "answer":
            continue
        found = opened(each["file"], region.content(each["file"]))
        if found is not None:
            yield each["file"], list(tables(found, guess(found)))


def tables(workbook: Workbook, guessed: Guess) -> Iterator[Table]:
    raws = {raw.name: raw for raw in workbook.sheets}
    for each in guessed.sheets:
        kept = [column for column in each.columns if column.key]
        if not each.target or not kept:
            continue
        places = [place_of(column.letter) for column in kept]
        body = raws[each.name].rows[each.first_row - 1 :]
        rows = [[row[place] for place in places] for row in body]
        rows = [row for row in rows if sum(cell is not None for cell in row) >= FEWEST_ROWS]
        yield Table(each.target, tuple(column.key for column in kept), rows)


def opened(name: str, content: bytes) -> Workbook | None:
    found = reader.read(name, content)
    return None if isinstance(found, Refusal) else found


def inventory(taken: Extract) -> Rows:
    """Every row as what it says, apart from where it stood; how often it is said."""
    return Counter(
        (row.sheet_key, row.kind, frozenset(said(row)))
        for row in taken.rows
        if row.kind not in NO_ROWS
    )


def said(row: Row) -> Iterator[tuple[str, object]]:
    for key, cell in row.cells.items():
        if cell.raw and (cell.value is not None or cell.open_ended):
            yield key, comparable(cell)


def comparable(cell: Cell) -> object:
    """A list is the same in any order; blanks that nobody sees tell nothing."""
    if isinstance(cell.value, tuple):
        return frozenset(map(normal, cell.value))
    return normal(cell.value) if isinstance(cell.value, str) else cell.value


def taken_from(name: str, content: bytes) -> Rows:
    workbook = opened(name, content)
    if workbook is None:
        return Counter()
    return inventory(extract(workbook, guess(workbook)))


def measure(region: Region, rng: Random, *, office: bool) -> dict[str, Score]:
    """For each layout and format: of how many files the same inventory came out.

    With `office` the layouts of the smallest file are saved as ODS and XLS by LibreOffice too.
    """
    scores: dict[str, Score] = {}
    books: dict[str, bytes] = {}
    expected: dict[str, Rows] = {}
    for name, content in contents(region):
        expected[name] = taken_from("a.xlsx", as_xlsx(plain(content, rng)))
        for layout, lay_out in LAYOUTS.items():
            book = as_xlsx(lay_out(content, rng))
            books[f"{layout}|{name}"] = book
            found = taken_from("a.xlsx", book)
            compare(scores, f"{layout}, xlsx", name, found, expected[name])
        pages = plain(content, rng)
        for kind, (encoding, separator) in TEXTS.items():
            found = sum((text_of(page, encoding, separator) for page in pages), Rows())
            compare(scores, f"as text, {kind}", name, found, by_text(pages))
    if office:
        compare_office(scores, books, expected)
    return scores


def compare_office(
    scores: dict[str, Score], books: dict[str, bytes], expected: dict[str, Rows]
) -> None:
    smallest = min(expected, key=lambda name: expected[name].total())
    few = {key: book for key, book in books.items() if key.endswith(f"|{smallest}")}
    for ending in OFFICE:
        for key, content in by_libreoffice(few, ending).items():
            layout, _bar, name = key.partition("|")
            found = taken_from(f"a.{ending}", content)
            compare(scores, f"{layout}, {ending}", name, found, expected[name])


def by_text(pages: list[Page]) -> Rows:
    """What each sheet says alone: a text file holds one, without the sites of the others."""
    return sum((taken_from("a.xlsx", as_xlsx([page])) for page in pages), Rows())


def text_of(page: Page, encoding: str, separator: str) -> Rows:
    return taken_from("a.csv", as_text(page, encoding, separator))


def compare(
    scores: dict[str, Score],
    layout: str,
    name: str,
    found: Rows,
    expected: Rows,
) -> None:
    lost, new = expected - found, found - expected
    fault = f"{layout}, {name}: {lost.total()} rows lost, {new.total()} new: "
    fault += f"{difference(lost, new)}"
    scores.setdefault(layout, Score()).count(found == expected and found.total() > 0, fault)


def difference(lost: Rows, new: Rows) -> str:
    """One row that was lost, by what the row most like it says otherwise."""
    for one in lost:
        likest = max(new, key=lambda other: len(one[2] & other[2]), default=None)
        if likest is None:
            return f"{sorted(map(str, one[2]))}"[:300]
        return f"{one[1]} {dict(one[2] - likest[2])} became {likest[1]} {dict(likest[2] - one[2])}"
    return ""
