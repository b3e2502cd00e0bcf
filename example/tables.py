"""The example's reference tables (`data/*.csv`, sources in SOURCES.md), read once as text."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `data/<name>.csv` in file order; every value is text, codes keep their zeros."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def by_key(name: str, key: str) -> dict[str, Row]:
    """The rows of a table by a column whose values are unique."""
    return {row[key]: row for row in table(name)}


@cache
def pairs(text: str) -> tuple[tuple[str, float], ...]:
    """A weighted list written `name:weight|name:weight`."""
    split = (part.split(":") for part in text.split("|"))
    return tuple((name, float(weight)) for name, weight in split)
