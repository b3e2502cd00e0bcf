"""What one cell mentions: several products, and old names that it states itself.

Callers keep the cell: a mention is a reading of it, and a person may read it otherwise.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from maali_engines.linkage.clean import words
from maali_engines.linkage.data import Knowledge

_BETWEEN = re.compile(r"\s*(?:[;\n]|\s[/+&]\s|,\s|\s(?:ja|och|and|sekä)\s)\s*")
_RENAMED = re.compile(
    r"(?P<now>[^,(;]{2,60}?)\s*[,(]?\s*\b"
    r"(?:formerly(?: named| known as)?|previously|aiemmin|entinen|ent\.|tidigare|f\.d\.)\s+"
    r"(?P<before>[^,();]{2,60})\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mentions:
    """The products a cell names, in order, and the renames it states."""

    names: tuple[str, ...]
    stated: tuple[Knowledge, ...] = ()


def read_cell(cell: str, *, known: Collection[str] = (), source: str = "") -> Mentions:
    """Read one cell of product names; `source` is noted on what it states.

    A cell is split only where every part stands for itself: with `known` names, each part must be
    one of them ("Omaolo / ODA" stays whole when ODA is not known); without, at semicolons and lines
    alone. Never inside brackets.
    """
    renamed = _RENAMED.search(cell)
    stated: tuple[Knowledge, ...] = ()
    if renamed:
        before, now = renamed["before"].strip(" )."), renamed["now"].strip()
        stated = (Knowledge("renamed_to", before, now, source),)
        cell = cell[: renamed.start()] + now + cell[renamed.end() :]
    whole = " ".join(cell.split())
    parts = [part.strip() for part in _BETWEEN.split(cell) if part.strip()]
    spelled = {words(name) for name in known}
    apart = "(" not in cell and len(parts) > 1 and all(words(part) in spelled for part in parts)
    if apart and words(whole) not in spelled:
        return Mentions(tuple(parts), stated)
    lines = [" ".join(part.split()) for part in re.split(r"[;\n]", cell) if part.strip()]
    return Mentions(tuple(lines) or ("",), stated)
