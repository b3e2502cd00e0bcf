"""Known facts about products and vendors: who renamed what, what is part of what, who sells it.

Two names joined by `same_as` or `renamed_to` are one thing. `successor_of`, `module_of`
and `other_than` (names alike, products apart) keep
their two sides apart for ever, also through a third name; `sold_by` only informs. A name in the
table is a thing of its own unless the table says that it is another name of something: a name
that is only to be known is written as the same as itself.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from maali_engines.linkage.clean import fold, words
from maali_engines.linkage.data import (
    MERGING,
    PARTING,
    Kind,
    Knowledge,
    Nonsense,
    Record,
    RelationName,
)

FIELDS = ("kind", "relation", "left", "right", "source")
SOURCE = "\x00knowledge"
"""The source that reference records come from: a name no organisation has."""


@cache
def shipped() -> tuple[Knowledge, ...]:
    """The table that comes with the project, each row with its source."""
    return read(files(__package__).joinpath("knowledge.csv").read_text(encoding="utf-8"))


def read(text: str) -> tuple[Knowledge, ...]:
    """Rows from CSV text with the columns kind, relation, left, right, source.

    Raises `Nonsense("bad_knowledge", row=…)` for an unknown relation or kind or an empty side; the
    first row after the titles is row 2, as a spreadsheet counts.
    """
    out = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        values = {name: (row.get(name) or "").strip() for name in FIELDS}
        known = values["relation"] in get_args(RelationName) and values["kind"] in get_args(Kind)
        if not known or not values["left"] or not values["right"]:
            raise Nonsense("bad_knowledge", row=number)
        out.append(Knowledge(**values))  # type: ignore[arg-type]
    return tuple(out)


def write(rows: Iterable[Knowledge]) -> str:
    """The rows as CSV text that `read` takes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)
    table.writerows([getattr(row, name) for name in FIELDS] for row in rows)
    return out.getvalue()


def vendor_names(rows: Iterable[Knowledge]) -> dict[str, str]:
    """The name that each known company goes by now, through every step of its chain."""
    steps = {fold(row.left): row.right for row in rows if _joins(row, "vendor")}
    out = {}
    for old, name in steps.items():
        seen = {old}
        while fold(name) in steps and fold(name) not in seen:
            seen.add(fold(name))
            name = steps[fold(name)]
        out[old] = name
    return out


def _joins(row: Knowledge, kind: Kind) -> bool:
    return row.kind == kind and row.relation in MERGING and words(row.left) != words(row.right)


@dataclass(frozen=True)
class Reference:
    """The table as records of a source of its own, with what it says of each pair of them.

    `things[i]` numbers the thing that record i is a name of; `parted` are pairs of things that are
    never one; `families` are names that only stand for several things (a bare "Merlot").
    """

    records: tuple[Record, ...]
    things: tuple[int, ...]
    parted: tuple[tuple[int, int, Knowledge], ...]
    families: frozenset[tuple[str, ...]]


def reference(rows: Iterable[Knowledge], kind: Kind) -> Reference:
    """The rows of one kind as reference records."""
    rows = tuple(row for row in rows if row.kind == kind)
    spelled: dict[tuple[str, ...], str] = {}
    sellers: dict[tuple[str, ...], str] = {}
    for row in rows:
        spelled.setdefault(words(row.left), row.left)
        if row.relation == "sold_by":
            sellers.setdefault(words(row.left), row.right)
        else:
            spelled.setdefault(words(row.right), row.right)
    thing = _things(rows, spelled)
    seller_of = {thing[name]: seller for name, seller in sellers.items()}
    parted = tuple(
        (thing[words(row.left)], thing[words(row.right)], row)
        for row in rows
        if row.relation in PARTING
    )
    families = _families(rows, sellers)
    names = [name for name in sorted(spelled) if name not in families]
    records = tuple(
        Record(f"{SOURCE}{place}", SOURCE, spelled[name], seller_of.get(thing[name], ""))
        for place, name in enumerate(names)
    )
    return Reference(records, tuple(thing[name] for name in names), parted, families)


def _things(
    rows: Iterable[Knowledge], spelled: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """Number the things: names that are the same as each other share a number."""
    home = {name: place for place, name in enumerate(sorted(spelled))}
    for row in rows:
        if row.relation in MERGING:
            left, right = home[words(row.left)], home[words(row.right)]
            low, high = min(left, right), max(left, right)
            home = {name: low if place == high else place for name, place in home.items()}
    return home


def _families(
    rows: Iterable[Knowledge], sellers: Iterable[tuple[str, ...]]
) -> frozenset[tuple[str, ...]]:
    """Names that have several modules and are nothing else that the table knows."""
    rows = tuple(rows)
    wholes = Counter(words(row.right) for row in rows if row.relation == "module_of")
    own = {words(row.left) for row in rows} | set(sellers)
    own |= {words(row.right) for row in rows if row.relation not in ("module_of", "sold_by")}
    return frozenset(name for name, modules in wholes.items() if modules > 1 and name not in own)
