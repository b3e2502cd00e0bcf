"""Systems down, sites across: the crosses and numbers of a row become the sites of its system."""

from collections.abc import Sequence
from dataclasses import replace

from maali_engines.sheets.data import Cell, Certainty, Raw, RawSheet, Row, SheetGuess
from maali_engines.sheets.letters import place_of
from maali_engines.sheets.values import as_text, is_missing
from maali_engines.sheets.values.texts import NO, as_word


def unpivot(row: Row, raw: RawSheet, guess: SheetGuess, values: Sequence[Raw]) -> Row:
    """The row with its sites; a number is the users there, a cross says only that it is used."""
    titles = {each.letter: each.title for each in guess.columns}
    users: dict[str, int | None] = {}
    raws: list[str] = []
    letters: list[str] = []
    for letter in guess.matrix:
        place = place_of(letter)
        text = as_text(values[place]) if place < len(values) else ""
        if text and not is_missing(text) and as_word(text) not in NO:
            users[titles[letter]] = int(text) if text.isdecimal() else None
            raws.append(f"{titles[letter]}: {text}")
            letters.append(letter)
    if not users:
        return row
    sure: Certainty = "estimate" if any("(" in text for text in raws) else "known"
    cells = dict(row.cells)
    cells["site"] = Cell(letters[0], "; ".join(raws), tuple(users), sure, "matrix")
    counts = [count for count in users.values() if count is not None]
    if counts and "user_count" not in cells:
        cells["user_count"] = Cell(letters[0], "; ".join(raws), sum(counts), "estimate", "summed")
    return replace(row, cells=cells, site_users=users)
