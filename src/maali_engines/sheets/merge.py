"""A sheet that came back, held against what was handed out and what is known by now.

Three ways: a cell that is as it was handed out says nothing, whatever has become known since; a
changed one is told unless something else has become known meanwhile, which contradicts; an emptied
one and a row that is gone are for a person to say. Nothing depends on the order of the rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from maali_engines.sheets.columns import Column, Sheet
from maali_engines.sheets.plain import UNKNOWN, Meaning, Plain, meaning, meaning_of
from maali_engines.sheets.titles import signature

Mark = Literal["untouched", "changed", "contradicts", "emptied"]
"""untouched: as handed out, so it says nothing; changed: told, also as a confirmation of what we
hold; contradicts: we hold something else by now; emptied: what was known is no longer there."""
Cells = Mapping[str, Plain]
"""Plain values by the key of a column; what is not known is missing."""


@dataclass(frozen=True)
class Returned:
    """One row as it came back: its place in the caller's list, its hidden identifier, its texts.

    `texts` holds by the key of a column what stands there; an empty cell is missing or "".
    """

    place: int
    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class CellMerge:
    """What became of one cell, with what was handed out and what is known now."""

    mark: Mark
    base: Plain
    ours: Plain


@dataclass(frozen=True)
class RowMerge:
    """What a row that came back is: the row `id` that was handed out, or a new one ("").

    `copy_of` is the row whose identifier it carries a second time; `by_name` says that it carried
    none and was known by its name. A row that is new has no marks: all that it says is told.
    """

    place: int
    id: str
    cells: Mapping[str, CellMerge] = field(default_factory=dict)
    by_name: bool = False
    copy_of: str = ""


@dataclass(frozen=True)
class Merge:
    """All rows that came back, by their place, and the rows handed out that did not."""

    rows: tuple[RowMerge, ...]
    vanished: tuple[str, ...]


def merge_cell(column: Column, base: Plain, text: str, ours: Plain) -> Mark:
    """What the text says against what was handed out (`base`) and what is known now (`ours`)."""
    was, now, held = meaning_of(base, column), meaning(text, column), meaning_of(ours, column)
    if now.known:
        return mark_of_known(was, now, held)
    if not was.known:
        says_unknown = bool(text.strip()) and base != UNKNOWN
        return "changed" if says_unknown else "untouched"
    return "emptied" if held.known else "untouched"


def mark_of_known(was: Meaning, now: Meaning, held: Meaning) -> Mark:
    if now == was:
        return "untouched"
    return "changed" if held in (was, now) or not held.known else "contradicts"


def merge_sheet(
    sheet: Sheet,
    base: Mapping[str, Cells],
    theirs: Sequence[Returned],
    ours: Mapping[str, Cells],
    *,
    present: Collection[str],
    named_by: Sequence[str],
) -> Merge:
    """Hold the rows of one sheet against what was handed out.

    `base` and `ours` hold rows by their identifier. `present` are the keys of the columns that
    came back at all: one that was taken away whole says nothing. `named_by` are the columns by
    which a row is known whose identifier is gone.
    """
    columns = {column.key: column for column in sheet.columns}
    found: dict[int, RowMerge] = {}
    claimed: set[str] = set()
    loose: list[Returned] = []
    for pk, rows in by_identifier(theirs, base).items():
        if not pk:
            loose += rows
            continue
        claimed.add(pk)
        first, *others = sorted(rows, key=lambda row: nearness(columns, base[pk], row))
        found[first.place] = held_against(columns, pk, base, first, ours, present)
        for row in others:
            found[row.place] = copied(columns, pk, base, row, first, present)
    unclaimed = {pk: base[pk] for pk in base if pk not in claimed}
    for row, pk in by_names(columns, unclaimed, loose, named_by):
        claimed.add(pk)
        found[row.place] = held_against(columns, pk, base, row, ours, present, by_name=True)
    for row in loose:
        found.setdefault(row.place, RowMerge(row.place, ""))
    return Merge(
        tuple(found[place] for place in sorted(found)),
        tuple(pk for pk in base if pk not in claimed),
    )


def by_identifier(
    theirs: Sequence[Returned], base: Mapping[str, Cells]
) -> dict[str, list[Returned]]:
    """The rows by the identifier that they carry; "" where it is none that was handed out."""
    found: dict[str, list[Returned]] = defaultdict(list)
    for row in theirs:
        found[row.id if row.id in base else ""].append(row)
    return found


def nearness(
    columns: Mapping[str, Column], base: Cells, row: Returned
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Of rows with one identifier the one most like what was handed out is it; the rest copies."""
    return -same_cells(columns, base, row), tuple(sorted(row.texts.items()))


def same_cells(columns: Mapping[str, Column], base: Cells, row: Returned) -> int:
    return sum(
        meaning_of(value, columns[key]) == meaning(row.texts.get(key, ""), columns[key])
        for key, value in base.items()
        if key in columns
    )


def held_against(
    columns: Mapping[str, Column],
    pk: str,
    base: Mapping[str, Cells],
    row: Returned,
    ours: Mapping[str, Cells],
    present: Collection[str],
    *,
    by_name: bool = False,
) -> RowMerge:
    was, held = base[pk], ours.get(pk, {})
    cells = {
        key: CellMerge(
            merge_cell(columns[key], was.get(key), row.texts.get(key, ""), held.get(key)),
            was.get(key),
            held.get(key),
        )
        for key in columns
        if key in row.texts or (key in was and key in present)
    }
    return RowMerge(row.place, pk, cells, by_name)


def copied(
    columns: Mapping[str, Column],
    pk: str,
    base: Mapping[str, Cells],
    row: Returned,
    first: Returned,
    present: Collection[str],
) -> RowMerge:
    """An identifier that stands twice: the same row once more says nothing, another one is new."""
    same_again = all(
        meaning(row.texts.get(key, ""), column) == meaning(first.texts.get(key, ""), column)
        for key, column in columns.items()
    )
    if not same_again:
        return RowMerge(row.place, "", copy_of=pk)
    cells = {key: CellMerge("untouched", base[pk].get(key), base[pk].get(key)) for key in row.texts}
    return RowMerge(row.place, pk, cells, copy_of=pk)


def by_names(
    columns: Mapping[str, Column],
    base: Mapping[str, Cells],
    rows: Sequence[Returned],
    named_by: Sequence[str],
) -> Iterator[tuple[Returned, str]]:
    """Rows without an identifier and rows that nobody claimed, of one name; the most alike first.

    A name may stand several times: each row is taken once.
    """
    named: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for pk, cells in base.items():
        named[tuple(meaning_key(columns, key, cells.get(key)) for key in named_by)].append(pk)
    pairs = [
        (nearness(columns, base[pk], row), pk, row)
        for row in rows
        for pk in named.get(tuple(signature(row.texts.get(key, "")) for key in named_by), ())
        if row.texts.get(named_by[0], "").strip()
    ]
    taken: set[str] = set()
    placed: set[int] = set()
    for _near, pk, row in sorted(pairs, key=lambda pair: pair[:2]):
        if pk not in taken and row.place not in placed:
            taken.add(pk)
            placed.add(row.place)
            yield row, pk


def meaning_key(columns: Mapping[str, Column], key: str, value: Plain) -> str:
    """The value as the name of a row: without case and accents."""
    return "" if value is None or key not in columns else signature(str(value))
