"""What each column of a sheet is read with: what its title and all its cells together tell."""

from dataclasses import replace

from maali_engines.sheets.cells import Frame, Where
from maali_engines.sheets.columns import Column, Sheet
from maali_engines.sheets.data import RawSheet, SheetGuess
from maali_engines.sheets.letters import place_of
from maali_engines.sheets.titles import two_meanings
from maali_engines.sheets.values import as_text
from maali_engines.sheets.values.numbers import says_of_vat

RECORD_NUMBERS = {"contract_ref", "reference"}


def make_where(
    frame: Frame, guess: SheetGuess, sheet: Sheet, letter: str, title: str, key: str
) -> Where:
    raw = frame.sheet
    place = place_of(letter)
    column = sheet.column(key)
    both = two_meanings(title, sheet.columns)
    unclear = column.kind == "money" and vat_is_unclear(raw, guess, place, title)
    if column.key == "criticality" and "d" in frame.grades:
        column = with_four_letters(column)
    digits = digits_of(below(raw, guess, place)) if key in RECORD_NUMBERS else 0
    return Where(place, letter, column, title, both, unclear, digits)


def digits_of(texts: list[str]) -> int:
    """How many digits the numbers have that begin with a zero; 0 when there are none or they vary.

    A spreadsheet eats the zeros of those that were typed as numbers.
    """
    lengths = {len(text) for text in texts if text.isdecimal() and text.startswith("0")}
    return lengths.pop() if len(lengths) == 1 else 0


def below(raw: RawSheet, guess: SheetGuess, place: int) -> list[str]:
    """The texts of a column under its title."""
    return [as_text(row[place]) for row in raw.rows[guess.first_row - 1 :] if place < len(row)]


def with_four_letters(column: Column) -> Column:
    """Where grades go from A to D, C is the third; where they end at C, it is the lowest."""
    letters = dict(zip("1234", "abcd", strict=True))
    choices = tuple(
        replace(
            each,
            also=(*(word for word in each.also if word not in "abcd"), letters[each.key]),
        )
        for each in column.choices
    )
    return replace(column, choices=choices)


def vat_is_unclear(raw: RawSheet, guess: SheetGuess, place: int, title: str) -> bool:
    """Some prices of the column say whether VAT is in them, and others do not."""
    if says_of_vat(title):
        return False
    return any(map(says_of_vat, below(raw, guess, place)))
