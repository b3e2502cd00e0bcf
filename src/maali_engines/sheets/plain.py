"""Values of cells as plain JSON: what a handout keeps, how it is written, and when two are one.

A plain value is what the cell's reader gives: a text, a number, true or false, a list of names,
a day as "2023-12-31", a sum as "1200.50", the key of a choice. Three spellings say more:
"~40" is an estimate of a number, "open_ended" a date without an end, "?" that it is not known.
Each of them reads back, in any language, as what it says.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from maali_engines.sheets.columns import Column, Language
from maali_engines.sheets.titles import signature
from maali_engines.sheets.values import as_text, read_value

Plain = str | int | float | bool | list[str] | None
Value = str | int | float | Decimal | bool | date | tuple[str, ...] | list[str] | None

OPEN = "open_ended"
UNKNOWN = "?"
ABOUT = "~"
NUMBERS = frozenset({"count", "money", "months", "year"})
LONGEST = 32_767  # signs that a cell of a workbook can hold
YES_NO: dict[Language, tuple[str, str]] = {
    "fi": ("kyllä", "ei"),
    "sv": ("ja", "nej"),
    "en": ("yes", "no"),
}
OPEN_ENDED: dict[Language, str] = {
    "fi": "toistaiseksi",
    "sv": "tills vidare",
    "en": "until further notice",
}
NOT_KNOWN: dict[Language, str] = {"fi": "ei tiedossa", "sv": "okänt", "en": "unknown"}
ROUGHLY: dict[Language, str] = {"fi": "n.", "sv": "ca", "en": "about"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell says, in a form in which the same is equal; `known` is false for "?" and ""."""

    value: object
    open_ended: bool = False
    estimate: bool = False

    @property
    def known(self) -> bool:
        return self.value is not None or self.open_ended


def worded(value: Value, column: Column, language: Language) -> Value:
    """The value as a workbook in that language holds it: choices, yes and no, lists in words."""
    if value == UNKNOWN:
        return NOT_KNOWN[language]
    if isinstance(value, bool):
        return YES_NO[language][not value]
    if isinstance(value, tuple | list):
        return in_one_cell(value)
    if not isinstance(value, str):
        return value
    if column.kind == "date":
        return OPEN_ENDED[language] if value == OPEN else as_day(value)
    if column.kind in NUMBERS:
        if value.startswith(ABOUT):
            return f"{ROUGHLY[language]} {as_written(value[1:])}"
        return as_sum(value)
    chosen = [each.titles[language] for each in column.choices if each.key == value]
    return chosen[0] if chosen else value[:LONGEST]


def in_one_cell(names: tuple[str, ...] | list[str]) -> str:
    """Names between semicolons; one name with a comma gets one too, so that it stays one name."""
    text = "; ".join(names)
    return f"{text};" if len(names) == 1 and "," in text else text


def as_day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def as_sum(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


def as_written(number: str) -> str:
    """A whole sum without its cents."""
    return number.removesuffix(".00")


def spelt(value: Value, column: Column, language: Language) -> str:
    """The value as a person writes it into one cell or field, "" for none."""
    found = worded(value, column, language)
    if found is None:
        return ""
    if isinstance(found, date):
        return f"{found.day}.{found.month}.{found.year}"
    if isinstance(found, Decimal):
        return as_written(f"{found:f}")
    if isinstance(found, tuple | list):
        return in_one_cell(found)
    return found if isinstance(found, str) else as_text(found)


@lru_cache(maxsize=50_000)
def meaning(text: str, column: Column) -> Meaning:
    """What a text says in the column, whoever wrote it and in whichever language.

    How sure numbers and days are is part of it; of words it is only a matter of spelling.
    """
    read = read_value(column, text)
    value: object = read.value
    if isinstance(value, tuple):
        value = tuple(sorted(value))
    if value is None and read.problem:
        # What cannot be read is still something that somebody wrote.
        value = ("unread", signature(text))
    unsure = read.certainty == "estimate" and read.note not in {"text_around", "zeros_restored"}
    return Meaning(value, read.open_ended, unsure and column.kind in NUMBERS | {"date"})


def meaning_of(value: Plain, column: Column) -> Meaning:
    """What a plain value says: read as it would be written."""
    return meaning(spelt(value, column, "fi"), column)
