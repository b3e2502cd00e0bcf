"""What is wrong with a row or a file beyond its single cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from maali_engines.sheets.columns import Sheet
from maali_engines.sheets.data import Cell, Problem, Row
from maali_engines.sheets.titles import signature

PERIODS = (("contract_start", "contract_end"), ("start", "end"))
PRODUCT_SEPARATOR = re.compile(r"\s*(?:/|\+| ja | och | and |&)\s*")
STROKE = re.compile(r"\s+[/+]\s+")
# Columns in which two rows of one system may well differ: it is used at two places.
PLACES = ("site", "site_name", "service_area")


def end_before_start(row: Row) -> Iterator[Problem]:
    for start, end in PERIODS:
        first, last = day_of(row, start), day_of(row, end)
        if first and last and last < first:
            params = {"start": first.isoformat(), "end": last.isoformat()}
            column = row.cells[end].column
            yield Problem("end_before_start", "ask", row.sheet_name, row.row, column, end, params)


def day_of(row: Row, key: str) -> date | None:
    value = row.cells[key].value if key in row.cells else None
    return value if isinstance(value, date) else None


def missing_name(row: Row, sheet: Sheet, letters: Mapping[str, str]) -> Iterator[Problem]:
    """Without its name a row cannot be taken."""
    if is_gap(row, sheet.named_by):
        column = letters.get(sheet.named_by, "")
        yield Problem("missing_required", "stop", row.sheet_name, row.row, column, sheet.named_by)


def gaps(rows: Sequence[Row], sheet: Sheet, letters: Mapping[str, str]) -> Iterator[Problem]:
    """For each required column that the sheet has: how many of its rows are empty there."""
    entries = [row for row in rows if row.kind == "entry"]
    for column in sheet.columns:
        if not column.required or column.key == sheet.named_by or column.key not in letters:
            continue
        empty = [row.row for row in entries if is_gap(row, column.key)]
        if empty:
            params: dict[str, str | int | float] = {
                "empty": len(empty),
                "rows": len(entries),
                "first": ", ".join(map(str, empty[:20])),
            }
            yield Problem(
                "missing_in_column",
                "note",
                entries[0].sheet_name,
                column=letters[column.key],
                key=column.key,
                params=params,
            )


def is_gap(row: Row, key: str) -> bool:
    cell = row.cells.get(key)
    return cell is None or (not cell.raw and cell.value is None)


def products_in(name: str, products: frozenset[str]) -> tuple[list[str], bool]:
    """The names in a cell that may hold two, and whether each is a product that is known.

    `products` are signatures. A name with a stroke that is itself a known product is one. Words
    such as "and" part only products that are known: they stand in too many single names.
    """
    bare = re.sub(r"\([^)]*\)", " ", name) if "(" in name else name
    if not PRODUCT_SEPARATOR.search(bare):
        return [name], False
    if signature(name) in products or signature(bare) in products:
        return [name], False
    parts = named_parts(PRODUCT_SEPARATOR, bare)
    if len(parts) > 1 and all(signature(part) in products for part in parts):
        return parts, True
    parts = named_parts(STROKE, bare)
    named = all(signature(part) in products or reads_as_name(part) for part in parts)
    if len(parts) > 1 and named and not akin(parts):
        return parts, False
    return [name], False


def akin(parts: Sequence[str]) -> bool:
    """Do the parts share a word? "Hyvis / Hyvis.fi" is one name written twice."""
    words = [set(signature(part).split()) for part in parts]
    return bool(set.intersection(*words))


def named_parts(separator: re.Pattern[str], name: str) -> list[str]:
    return [part.strip() for part in separator.split(name) if part.strip()]


def reads_as_name(text: str) -> bool:
    """A capital, and a first word of three letters or more that does not break off."""
    first = text.split()[0]
    return text[0].isupper() and sum(map(str.isalpha, first)) >= 3 and not text.endswith("-")


def duplicates(rows: Sequence[Row], sheet: Sheet) -> Iterator[tuple[int, Problem]]:
    """Rows of one name: place in `rows` of each later one, and what to say of it.

    If all else is equal nothing needs to be asked. Rows that differ in where the system is used
    are two uses and no duplicates.
    """
    first: dict[str, Row] = {}
    for index, row in enumerate(rows):
        name = name_of(row, sheet)
        if row.kind != "entry" or not name:
            continue
        earlier = first.setdefault(name, row)
        if earlier is row or (earlier.row == row.row and earlier.sheet_name == row.sheet_name):
            continue
        differing = differences(earlier.cells, row.cells, sheet.named_by)
        if set(differing) & set(PLACES) or sheet.key in {"integrations", "devices"}:
            continue
        params: dict[str, str | int | float] = {
            "sheet": earlier.sheet_name,
            "row": earlier.row,
            "differing": ",".join(differing),
        }
        column = row.cells[sheet.named_by].column
        yield (
            index,
            Problem(
                "duplicate_row_in_file",
                "ask" if differing else "note",
                row.sheet_name,
                row.row,
                column,
                sheet.named_by,
                params,
            ),
        )


def name_of(row: Row, sheet: Sheet) -> str:
    cell = row.cells.get(sheet.named_by)
    return signature(str(cell.value)) if cell and cell.value else ""


def differences(one: Mapping[str, Cell], other: Mapping[str, Cell], named_by: str) -> list[str]:
    """Keys of the values that both rows know and that differ; texts are compared by signature."""
    return [
        key
        for key in one
        if key in other
        and key != named_by
        and one[key].value is not None
        and other[key].value is not None
        and comparable(one[key]) != comparable(other[key])
    ]


def comparable(cell: Cell) -> object:
    if isinstance(cell.value, str):
        return signature(cell.value)
    return cell.value if not isinstance(cell.value, Decimal) else float(cell.value)
