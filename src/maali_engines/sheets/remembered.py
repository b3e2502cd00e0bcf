"""How a sender's next file is known by what a person said of an earlier one.

A sheet is known again by its titles, wherever they stand now, and by its name; a column by its
title. Nothing is remembered by its place alone, since people add rows and columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from maali_engines.sheets.data import Correction, KnownSheet, Raw, RawSheet
from maali_engines.sheets.headers import DEEPEST, Header, header_at
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import as_text

ALIKE = 0.6  # share of the remembered titles that must stand in the sheet
NAME_COUNTS = 0.2
FIRST_TEXTS = 12


def look_of(raw: RawSheet, header: Header | None) -> tuple[str, ...]:
    """The signatures by which the sheet will be known: of its titles, else of its first texts."""
    texts = header.titles if header else first_texts(raw.rows)
    return tuple(dict.fromkeys(each for each in map(signature, texts) if each))


def first_texts(rows: Sequence[Sequence[Raw]]) -> list[str]:
    found = (as_text(value) for row in rows[:DEEPEST] for value in row if isinstance(value, str))
    return [text for text in found if len(text) <= 80][:FIRST_TEXTS]


def recall(raw: RawSheet, known: Sequence[KnownSheet]) -> Correction | None:
    """What was said of this sheet in an earlier file, with its rows of titles as they stand now."""
    found = max(
        ((each, *likest(raw, each)) for each in known), key=lambda each: each[1], default=None
    )
    if found is None or found[1] < ALIKE:
        return None
    sheet, _score, rows = found
    return Correction(sheet.target, {}, rows if sheet.header_rows else (), sheet.layout)


def likest(raw: RawSheet, known: KnownSheet) -> tuple[float, tuple[int, ...]]:
    """How much the sheet looks like the known one, and the rows that look like its titles.

    The name adds to what is alike and proves nothing alone, unless the sheet had no text at all.
    """
    named = NAME_COUNTS if signature(raw.name) == known.name else 0.0
    if not known.look:
        return (ALIKE if named and not look_of(raw, None) else 0.0), ()
    if not known.header_rows:
        return share(set(known.look), set(everything(raw))) + named, ()
    places = [
        (share(set(known.look), set(map(signature, titles))), rows)
        for rows, titles in title_rows(raw, known.header_rows)
    ]
    best, rows = max(places, key=lambda each: each[0], default=(0.0, ()))
    return (best + named if best >= ALIKE - NAME_COUNTS else 0.0), rows


def everything(raw: RawSheet) -> Iterator[str]:
    """Signatures of the texts near the top, and of titles of two rows as they are joined."""
    for row in raw.rows[:DEEPEST]:
        yield from (signature(value) for value in row if isinstance(value, str))
    for _rows, titles in title_rows(raw, 2):
        yield from map(signature, titles)


def title_rows(raw: RawSheet, count: int) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Every run of so many rows near the top, with the titles that it would make."""
    for number in range(1, min(DEEPEST, len(raw.rows)) + 2 - count):
        rows = tuple(range(number, number + count))
        yield rows, header_at(raw, rows).titles


def share(known: set[str], seen: set[str]) -> float:
    return len(known & seen) / len(known)


def together(said: Correction, recalled: Correction | None) -> Correction:
    """What is said of this very file, and where it says nothing, what is remembered."""
    if recalled is None:
        return said
    return replace(
        said,
        target=recalled.target if said.target is None else said.target,
        header_rows=said.header_rows or recalled.header_rows,
        layout=said.layout or recalled.layout,
    )
