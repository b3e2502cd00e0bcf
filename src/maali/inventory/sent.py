"""Rows as they were sent: whoever keeps what came in says here how to find it again.

The inventory knows only file, sheet and row of each value; the part that received the file keeps
the row itself and puts its finder into `FINDERS` (in its own `sent.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from maali.inventory.models import Source, Statement

Place = tuple[int, str, int]
"""The key of a source, the name of a sheet and the number of a row."""


@dataclass(frozen=True)
class SentCell:
    """One cell of a row as it was sent, with the title that stood above it."""

    column: str
    title: str
    raw: str


@dataclass(frozen=True)
class SentRow:
    """A row as it was sent; `href` is the page of the file that it came in."""

    place: str
    cells: Sequence[SentCell]
    href: str


Finder = Callable[[Sequence[Source], Iterable[Place]], dict[Place, SentRow]]
FINDERS: list[Finder] = []


def place_of(statement: Statement) -> Place:
    return statement.source_id, statement.sheet, statement.row or 0


def as_sent(statements: Sequence[Statement]) -> dict[Place, SentRow]:
    """The rows that the statements come from, as far as anybody keeps them."""
    placed = [each for each in statements if each.row]
    sources = list({each.source_id: each.source for each in placed}.values())
    places = {place_of(each) for each in placed}
    found: dict[Place, SentRow] = {}
    for finder in FINDERS if places else ():
        found.update(finder(sources, places))
    return found
