"""How like two titles are: the same but for spelling, nearly the same, or one inside the other."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from maali_engines.sheets.columns import Column, Language, Sheet
from maali_engines.sheets.letters import letter_of

SHORTEST_INSIDE = 8
SHORTEST_FUZZY = 4  # shorter titles are the same or they are not
LEAST = 0.72
WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def signature(title: str) -> str:
    """Letters and digits without case and accents; the form in which titles are remembered."""
    plain = title.casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(WORDS.findall(plain))


def remembered_as(titles: Sequence[str]) -> tuple[str, ...]:
    """Under what each column is remembered: its title; the second of the same title with a number.

    A column without a title is known by its letter, which is all there is of it.
    """
    seen: Counter[str] = Counter()
    found = []
    for place, title in enumerate(titles):
        name = signature(title) or f"({letter_of(place)})"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


@lru_cache(maxsize=1_000)
def known_as(column: Column) -> tuple[tuple[Language, str], ...]:
    return tuple((language, signature(name)) for language, name in column.names())


@lru_cache(maxsize=100)
def names_of(sheet: Sheet) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Every signature by which a column of the sheet is known, and the place of its column."""
    pairs = [
        (name, place)
        for place, column in enumerate(sheet.columns)
        for _language, name in known_as(column)
    ]
    return tuple(name for name, _place in pairs), tuple(place for _name, place in pairs)


@lru_cache(maxsize=20_000)
def likenesses(title: str, sheet: Sheet) -> tuple[float, ...]:
    """For each column of the sheet from 0 to 1: 1 for its own title, 0 for nothing like it."""
    found = [0.0] * len(sheet.columns)
    names, places = names_of(sheet)
    for name, place, value in zip(names, places, compared(title, names), strict=True):
        if name and value >= LEAST:
            found[place] = max(found[place], value)
    return tuple(found)


def compared(title: str, names: tuple[str, ...]) -> list[float]:
    """The title held against every name at once."""
    written = signature(title)
    if not written:
        return [0.0] * len(names)
    bare = signature(re.sub(r"\([^)]*\)", " ", title))
    first = signature(re.split(r"[/,:]| tai | eller | or ", title)[0])
    values = near(written, names)
    for place, name in enumerate(names):
        if name == written:
            values[place] = 1.0
        elif name == bare:
            values[place] = 0.96
        elif name == first:
            values[place] = 0.9
    return values


def near(written: str, names: tuple[str, ...]) -> list[float]:
    """Nearly the same letters, or the name whole among the title's words."""
    if len(written) < SHORTEST_FUZZY:
        return [0.0] * len(names)
    in_order, lengths, long_ones = forms(names)
    words = written.split()
    letters = cdist([written], names, scorer=fuzz.ratio)[0]
    sorted_letters = cdist([" ".join(sorted(words))], in_order, scorer=fuzz.ratio)[0]
    alike = np.minimum(np.maximum(letters, sorted_letters) / 100, 0.97)
    alike[lengths < SHORTEST_FUZZY] = 0.0
    found: list[float] = alike.tolist()
    said = set(words)
    for place, parts in long_ones:
        if parts <= said and lengths[place] < len(written):
            found[place] = max(found[place], 0.85)
    return found


@lru_cache(maxsize=100)
def forms(
    names: tuple[str, ...],
) -> tuple[list[str], "np.ndarray[Any, Any]", list[tuple[int, frozenset[str]]]]:
    """The names with their words in order, their lengths, and the words of those long enough."""
    return (
        [" ".join(sorted(name.split())) for name in names],
        np.fromiter(map(len, names), int),
        [
            (n, frozenset(name.split()))
            for n, name in enumerate(names)
            if len(name) >= SHORTEST_INSIDE
        ],
    )


def likeness(title: str, sheet: Sheet, key: str) -> float:
    """How like the title is to the column of that key; raises KeyError."""
    return likenesses(title, sheet)[sheet.columns.index(sheet.column(key))]


def two_meanings(title: str, columns: Iterable[Column]) -> tuple[str, ...]:
    """Keys of two columns that one title names, "Omistaja/toimittaja"; empty when it names one."""
    parts = [signature(part) for part in re.split(r"[/&+]| ja | och | and ", title)]
    whole = signature(title)
    found: list[str] = []
    for column in columns:
        names = {name for _language, name in known_as(column)}
        if whole in names:
            return ()
        if names & set(parts):
            found.append(column.key)
    return tuple(found) if len(parts) > 1 and len(found) > 1 else ()


def language_of(titles: Iterable[str], sheet: Sheet) -> Language:
    """The language in which most titles are the column's own; Finnish when nothing tells."""
    votes: dict[Language, float] = {"fi": 0.1, "sv": 0.0, "en": 0.0}
    for written in map(signature, titles):
        for column in sheet.columns:
            for language in {spoken for spoken, name in known_as(column) if name == written}:
                votes[language] += 1
    return max(votes, key=lambda language: votes[language])
