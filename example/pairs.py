"""Pairs that must and must not be joined, and the questions that a person ought to be asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from example.book import Book, Sheet, letter
from example.tables import table
from example.truth import Truth
from example.write import sheets, write_rows

ASKED = {
    "E11": "which of the two is meant?",
    "E16": "does this still exist?",
    "E21": "one system or two?",
    "E23": "is the number of users right?",
    "E25": "what is the right date?",
    "E27": "which date is right, start or end?",
    "E34": "has this been deleted?",
}
AMBIGUOUS = "Merlot"


@dataclass(frozen=True)
class Line:
    """A row of a sheet that tells of an installed system; rows count from 1."""

    file: str
    sheet: str
    row: int
    provider_id: str
    target: str
    codes: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.file}#{self.sheet}!{self.row}"


def write_pairs(truth: Truth, books: Sequence[Book], folder: Path) -> None:
    lines = [
        Line(
            book.name,
            sheet.name,
            row + 1,
            book.provider_id,
            target,
            tuple(sheet.row_errors.get(row, ())),
        )
        for book, sheet in sheets(books)
        if sheet.key == "systems" and book.kind == "answer"
        for row, target in sorted(sheet.targets.items())
        if target in truth.instance
    ]
    columns = ["kind", "a", "b", "why"]
    write_rows(folder / "same_as.csv", columns, same(lines, truth))
    write_rows(folder / "different_from.csv", columns, different(truth))
    asked = [*cell_questions(books), *shared_questions(lines, truth), *repeat_questions(books)]
    write_rows(
        folder / "expected_questions.csv",
        ["file", "sheet", "cell", "code", "question", "answer"],
        asked,
    )


def same(lines: Sequence[Line], truth: Truth) -> Iterable[dict[str, str]]:
    """Rows that tell of one installation: its owner's first row and every other."""
    first: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: line.provider_id != owner(truth, line.target)):
        known = first.setdefault(line.target, line)
        if known is not line:
            shared = line.provider_id != known.provider_id
            why = "shared installation" if shared else "told twice in one workbook"
            yield {"kind": "row", "a": known.place, "b": line.place, "why": why}


def owner(truth: Truth, instance_id: str) -> str:
    return truth.instance[instance_id].provider_id


def different(truth: Truth) -> Iterable[dict[str, str]]:
    """Installations of one product that follow each other in the list, then the hard pairs."""
    by_product: dict[str, list[str]] = {}
    for each in truth.instances:
        by_product.setdefault(each.product_id, []).append(each.instance_id)
    for ids in by_product.values():
        for a, b in pairwise(ids):
            own = owner(truth, a) == owner(truth, b)
            why = "two places of one owner" if own else "same product, two owners"
            yield {"kind": "instance", "a": a, "b": b, "why": why}
    yield from hard_pairs(truth)


def hard_pairs(truth: Truth) -> Iterable[dict[str, str]]:
    """The catalogue's hard pairs by code where both are in the region, else by name."""
    known = [
        ("product", {row["product"]: row["product_id"] for row in table("products")}),
        ("site", {each.name: each.site_id for each in truth.sites}),
        ("organisation", {each.name: each.code for each in truth.frame.organisations}),
    ]
    for row in table("hard_pairs"):
        for kind, codes in known:
            if row["a"] in codes and row["b"] in codes:
                yield {"kind": kind, "a": codes[row["a"]], "b": codes[row["b"]], "why": row["why"]}
                break
        else:
            yield {"kind": "name", "a": row["a"], "b": row["b"], "why": row["why"]}


def cell_questions(books: Sequence[Book]) -> Iterable[dict[str, Any]]:
    for book, sheet in sheets(books):
        for (row, column), cell in sorted(sheet.cells.items()):
            if row in sheet.targets and cell.error in ASKED:
                place = {
                    "file": book.name,
                    "sheet": sheet.name,
                    "cell": f"{letter(column)}{row + 1}",
                }
                yield place | {
                    "code": cell.error,
                    "question": ASKED[cell.error],
                    "answer": cell.true,
                }
        yield from row_questions(book, sheet)


def row_questions(book: Book, sheet: Sheet) -> Iterable[dict[str, Any]]:
    for row, codes in sorted(sheet.row_errors.items()):
        place = {"file": book.name, "sheet": sheet.name, "cell": f"{row + 1}:{row + 1}"}
        for code in codes:
            if code == "E16":
                yield place | {"code": code, "question": ASKED[code], "answer": "no"}
        name = sheet.cells.get((row, 0))
        if name and str(name.raw) == AMBIGUOUS:
            yield place | {"code": "E19", "question": "which product?", "answer": name.true}


def shared_questions(lines: Sequence[Line], truth: Truth) -> Iterable[dict[str, Any]]:
    """Once for each shared installation that a user repeats, not once for each row."""
    asked: set[str] = set()
    for line in lines:
        if line.provider_id != owner(truth, line.target) and line.target not in asked:
            asked.add(line.target)
            place = {"file": line.file, "sheet": line.sheet, "cell": f"{line.row}:{line.row}"}
            question = "the same installation as its owner's?"
            yield place | {"code": "E13", "question": question, "answer": line.target}


def repeat_questions(books: Sequence[Book]) -> Iterable[dict[str, Any]]:
    for book in books:
        if book.kind == "repeat":
            yield {
                "file": book.name,
                "code": "E07",
                "question": "which answer holds?",
                "answer": "the later",
            }
