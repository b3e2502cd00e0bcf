"""How like two titles are: the same but for spelling, nearly the same, or one inside the other."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from maali_engines.sheets.columns import Column, Language, Sheet

SHORTEST_FUZZY = 4  # shorter titles are the same or they are not
LEAST = 0.72


@lru_cache(maxsize=20_000)
def signature(title: str) -> str:
    """Letters and digits without case and accents; the form in which titles are remembered."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


@lru_cache(maxsize=2_000)
def known_as(column: Column) -> tuple[tuple[Language, str], ...]:
    return tuple((language, signature(name)) for language, name in column.names())


@lru_cache(maxsize=50_000)
def likeness(title: str, column: Column) -> float:
    """From 0 to 1: 1 for one of the column's own titles, 0 for nothing like them."""
    written = signature(title)
    if not written:
        return 0.0
    names = [name for _language, name in known_as(column)]
    if written in names:
        return 1.0
    bare = signature(re.sub(r"\([^)]*\)", " ", title))
    if bare and bare != written and bare in names:
        return 0.96
    parts = [signature(part) for part in re.split(r"[/,:]| tai | eller | or ", title)]
    if parts[0] in names and len(parts) > 1:
        return 0.9
    best = max(near(written, name) for name in names)
    return best if best >= LEAST else 0.0


def near(written: str, name: str) -> float:
    if min(len(written), len(name)) < SHORTEST_FUZZY:
        return 0.0
    alike = max(fuzz.ratio(written, name), fuzz.token_sort_ratio(written, name)) / 100
    inside = len(name) >= 8 and fuzz.token_set_ratio(written, name) == 100
    return max(min(alike, 0.97), 0.85 if inside else 0.0)


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
