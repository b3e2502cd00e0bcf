"""Where the titles of a sheet stand, and of which asked sheet they are the titles.

Every row near the top, alone or with the one below it, is held against each sheet asked for; the
best one-to-one assignment of its cells to columns is its score (Hungarian method, scipy).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from maali_engines.sheets.columns import Sheet
from maali_engines.sheets.data import Merged, Raw, RawSheet
from maali_engines.sheets.profile import Profile, fit, profile, tells_itself
from maali_engines.sheets.titles import likenesses, remembered_as, signature
from maali_engines.sheets.values import as_text

DEEPEST = 40  # rows from the top in which titles are looked for
LONGEST_TITLE = 80
TITLE_WEIGHT = 0.85
SAMPLE_ROWS = 400
FIRST_TITLES = 60
FINALISTS = 3
BY_VALUES = 0.65
LOWER_ALONE = 0.999  # so that of two equal readings the row that needs no other above it wins
TAKEN = 0.62  # least score at which a column is taken for one of ours
Remembered = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Header:
    """One row of titles, or two joined: their rows from 1, and the titles by column from 0.

    `lower` are the titles of the lower of two rows alone: "päättyy" under "Sopimus ja hinta".
    """

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    lower: tuple[str, ...] = ()

    def readings(self, place: int) -> tuple[str, ...]:
        """The title of a column as it may be read: whole, or the lower row's part of it."""
        whole = self.titles[place]
        below = self.lower[place] if place < len(self.lower) else ""
        return (whole, below) if below and below != whole else (whole,)

    @property
    def first_row(self) -> int:
        return self.rows[-1] + 1


@dataclass(frozen=True)
class Match:
    """A header held against a sheet asked for: column from 0 → key and score from 0 to 1."""

    sheet: Sheet
    header: Header
    keys: Mapping[int, tuple[str, float]]
    score: float

    @property
    def names_rows(self) -> bool:
        return any(key == self.sheet.named_by for key, _score in self.keys.values())


def candidates(raw: RawSheet) -> Iterator[Header]:
    """Rows that may be titles, each alone and with the row below.

    Rows whose cells are merged downwards belong together: neither half is the titles alone.
    """
    rows = raw.rows[:DEEPEST]
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 1):
        titles = across(row, number, raw.marks.merged)
        if titles in seen or not looks_like_titles(titles, row):
            continue  # titles repeated on a later page are not the titles again
        seen.add(titles)
        one_with_next = number < len(rows) and are_one(raw, number)
        if number > 1 and are_one(raw, number - 1):
            continue
        if not one_with_next:
            yield Header((number,), titles)
        if one_with_next or (number < len(rows) and may_join(row, rows[number])):
            both = header_at(raw, (number, number + 1))
            if both.lower not in seen:
                yield both


def are_one(raw: RawSheet, number: int) -> bool:
    """Do merged cells reach from this row into the next in half of its columns or more?"""
    down = [
        area
        for area in raw.marks.merged
        if area.top <= number < area.bottom and area.bottom - area.top == 1
    ]
    filled = sum(value is not None for value in raw.rows[number - 1])
    return bool(down) and len(down) * 2 >= filled


def header_at(raw: RawSheet, rows: tuple[int, ...]) -> Header:
    """The titles that stand in these rows, whatever they look like; places beyond are empty."""
    width = max((len(row) for row in raw.rows), default=0)
    titles = ("",) * width
    lower: tuple[str, ...] = ()
    for number in rows:
        row = raw.rows[number - 1] if 0 < number <= len(raw.rows) else ()
        lower = across(row, number, raw.marks.merged)
        lower += ("",) * (width - len(lower))
        titles = joined(titles, lower)
    return Header(rows, titles, lower if len(rows) > 1 else ())


def texts(row: Sequence[Raw]) -> tuple[str, ...]:
    return tuple(as_text(value) if isinstance(value, str) else "" for value in row)


def across(row: Sequence[Raw], number: int, merged: Sequence[Merged]) -> tuple[str, ...]:
    """The titles of a row, one merged over several columns standing over each."""
    titles = list(texts(row))
    for area in merged:
        if area.top <= number <= area.bottom and area.right > area.left:
            for column in range(area.left, min(area.right, len(titles))):
                titles[column] = titles[column] or titles[area.left - 1]
    return tuple(titles)


def looks_like_titles(titles: Sequence[str], row: Sequence[Raw]) -> bool:
    """Short texts, and hardly any number or day among them."""
    filled = [title for title in titles if title]
    others = sum(1 for value in row if value is not None and not isinstance(value, str))
    return (
        bool(filled)
        and others * 4 <= len(filled)
        and all(len(title) <= LONGEST_TITLE for title in filled)
    )


def may_join(upper: Sequence[Raw], lower: Sequence[Raw]) -> bool:
    """A second row of titles is all short text, and says something where the first is silent."""
    filled = [value for value in lower if value is not None]
    if not filled or not all(isinstance(value, str) and len(value) <= 40 for value in filled):
        return False
    return any(a is None and b is not None for a, b in zip(upper, lower, strict=False))


def joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        above if not below or signature(above) == signature(below) else f"{above} {below}".strip()
        for above, below in zip(upper, lower, strict=False)
    )


def profiles(raw: RawSheet, header: Header) -> tuple[Profile, ...]:
    body = raw.rows[header.first_row - 1 : header.first_row + SAMPLE_ROWS]
    width = len(header.titles)
    columns = [[row[place] if place < len(row) else None for row in body] for place in range(width)]
    return tuple(map(profile, columns))


def match(
    header: Header, sheet: Sheet, remembered: Remembered, seen: Sequence[Profile] | None
) -> Match:
    """The best assignment of the header's columns to those asked for.

    Without `seen` by the titles alone, which is enough to find where the titles stand.
    """
    scores = np.zeros((len(header.titles), len(sheet.columns)))
    for place, memory in enumerate(remembered_as(header.titles)):
        known = remembered.get((sheet.key, memory))
        if known is not None:
            scores[place] = [float(column.key == known) for column in sheet.columns]
        elif header.titles[place]:
            scores[place] = read_both(header, place, sheet, seen[place] if seen else None)
    keys = assign(scores, sheet)
    return Match(sheet, header, keys, weigh(keys, sheet))


def read_both(header: Header, place: int, sheet: Sheet, seen: Profile | None) -> list[float]:
    """The better of the whole title and its lower part, which alone counts a little less."""
    whole, *lower = (score(title, sheet, seen) for title in header.readings(place))
    if not lower:
        return whole
    return [max(a, b * LOWER_ALONE) for a, b in zip(whole, lower[0], strict=True)]


def score(title: str, sheet: Sheet, seen: Profile | None) -> list[float]:
    """For each column: mostly what the title says, and somewhat what the values look like.

    Where the title says nothing, values that can only be one thing are enough.
    """
    alike = likenesses(title, sheet)
    if not any(alike) and seen:
        return [BY_VALUES * tells_itself(column, seen) for column in sheet.columns]
    return [
        TITLE_WEIGHT * value + (1 - TITLE_WEIGHT) * (fit(column, seen) if seen else 0.5)
        if value
        else 0.0
        for value, column in zip(alike, sheet.columns, strict=True)
    ]


def assign(
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]], sheet: Sheet
) -> dict[int, tuple[str, float]]:
    # Squares favour one sure title over two halfway ones.
    places, numbers = linear_sum_assignment(-(scores**2))
    return {
        int(place): (sheet.columns[number].key, float(scores[place, number]))
        for place, number in zip(places, numbers, strict=True)
        if scores[place, number] >= TAKEN
    }


def weigh(keys: Mapping[int, tuple[str, float]], sheet: Sheet) -> float:
    """How much speaks for the sheet: its titles, the required ones more, its name column most."""
    required = {column.key for column in sheet.columns if column.required}
    found = {key for key, _score in keys.values()}
    total = sum(value * (1.25 if key in required else 1.0) for key, value in keys.values())
    total -= 0.2 * len(required - found)
    return total + 0.5 if sheet.named_by in found else total * 0.3


def best_match(
    raw: RawSheet,
    sheets: Sequence[Sheet],
    remembered: Remembered,
    headers: Sequence[Header] | None = None,
) -> Match | None:
    """The header and sheet for which most speaks; the sheet's own name counts too.

    All are weighed by their titles; the best few once more with what their values look like.
    `headers` are those to choose from; without them all that the sheet may have.
    """
    found = [
        match(header, sheet, remembered, None)
        for header in (candidates(raw) if headers is None else headers)
        for sheet in sheets
        if promising(header, sheet, remembered)
    ]

    def value(each: Match) -> float:
        return each.score + 1.5 * named_like(raw.name, each.sheet)

    found = sorted((each for each in found if each.keys), key=value, reverse=True)
    seen: dict[tuple[int, ...], tuple[Profile, ...]] = {}
    weighed = []
    for each in found[:FINALISTS]:
        if each.header.rows not in seen:
            seen[each.header.rows] = profiles(raw, each.header)
        weighed.append(match(each.header, each.sheet, remembered, seen[each.header.rows]))
    return max((each for each in weighed if each.keys), key=value, default=None)


def promising(header: Header, sheet: Sheet, remembered: Remembered) -> bool:
    """Does any title at all resemble one of the sheet's? Most rows of a sheet stop here.

    One of the first must: a table of a thousand columns would take seconds for nothing.
    """
    return any(
        any(likenesses(title, sheet))
        for place, whole in enumerate(header.titles[:FIRST_TITLES])
        if whole
        for title in header.readings(place)
    ) or any((sheet.key, memory) in remembered for memory in remembered_as(header.titles))


def named_like(name: str, sheet: Sheet) -> float:
    """1 when the sheet is called like one asked for, 0.7 when its name begins so, else 0."""
    written = signature(name)
    names = [signature(each) for each in (*sheet.titles.values(), *sheet.variants)]
    if written in names:
        return 1.0
    return 0.7 if any(len(each) > 4 and each in written for each in names) else 0.0
