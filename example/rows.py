"""Rows ready to be laid out: one cell per field, each with what is true of it."""

from dataclasses import dataclass, field
from random import Random

from example.knowledge import Entry
from example.style import Style
from example.values import Raw, plain, written


@dataclass
class Cell:
    """What is written, what is true, and the code of the error between the two."""

    raw: Raw = None
    true: str = ""
    error: str = ""
    comment: str = ""
    formula: str = ""
    struck: bool = False

    @property
    def is_there(self) -> bool:
        """Whether anything of it is in the file."""
        return bool(self.raw not in (None, "") or self.formula or self.comment or self.error)


@dataclass
class Row:
    """One row of a sheet: an entry, its cells by field, and what the sheet does to it.

    `own` holds the cells of the organisation's own columns by title, `marks` those of a matrix by
    the site's name.
    """

    entry: Entry
    cells: dict[str, Cell] = field(default_factory=dict)
    own: dict[str, Cell] = field(default_factory=dict)
    marks: dict[str, Cell] = field(default_factory=dict)
    hidden: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def target(self) -> str:
        return self.entry.target

    def spoil(self, name: str, code: str, raw: Raw) -> bool:
        """Write something else into a cell that is still right; False where one cannot."""
        cell = self.cells.get(name)
        if cell is None or cell.error:
            return False
        cell.raw, cell.error = raw, code
        self.errors.append(code)
        return True


def make_row(entry: Entry, style: Style, rng: Random) -> Row:
    """The row as its writer means it, before any error."""
    row = Row(entry)
    row.cells["system_name"] = Cell(entry.name, entry.name)
    for name, fact in entry.facts.items():
        if name in style.fields:
            row.cells[name] = Cell(written(name, fact, style, rng), plain(name, fact))
    if style.owner_with_vendor:
        join_owner_and_vendor(row, style, rng)
    for column in style.columns:
        if not column.field:
            row.own[column.title] = own_cell(column.title, style, rng)
    return row


def join_owner_and_vendor(row: Row, style: Style, rng: Random) -> None:
    facts = row.entry.facts
    parts = [(name, facts[name]) for name in ("vendor", "owner_role") if name in facts]
    if parts:
        text = " / ".join(str(written(name, fact, style, rng)) for name, fact in parts)
        true = "|".join(plain(name, fact) for name, fact in parts)
        row.cells["vendor|owner_role"] = Cell(text, true, "E11")


def own_cell(title: str, style: Style, rng: Random) -> Cell:
    """A cell of a column that nobody asked for; a municipality code loses its zero (E29)."""
    code = style.organisation.municipality
    if title == "Kuntanumero" and code:
        return Cell(int(code), code, "E29" if code.startswith("0") else "")
    text = {
        "Väri": ("vihreä", "keltainen", "punainen"),
        "Tarkistettu": ("OK", "kesken", ""),
        "Versio": ("2.1", "2020", ""),
        "Täyttäjä": ("ICT", "talous"),
    }.get(title, ("",))
    return Cell(rng.choice(text) or None)
