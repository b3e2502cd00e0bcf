"""From what a cell holds to what it says, by the kind of its column."""

from collections.abc import Callable
from functools import lru_cache

from maali_engines.sheets.columns import Column, Kind
from maali_engines.sheets.data import Raw
from maali_engines.sheets.values.dates import read_date, read_year
from maali_engines.sheets.values.numbers import read_count, read_money, read_months
from maali_engines.sheets.values.texts import (
    Read,
    as_text,
    is_as_above,
    is_missing,
    missing,
    points_elsewhere,
    read_choice,
    read_list,
    read_text,
    read_yes_no,
)

READERS: dict[Kind, Callable[[Column, Raw, str], Read]] = {
    "text": read_text,
    "count": read_count,
    "date": read_date,
    "months": read_months,
    "money": read_money,
    "yes_no": read_yes_no,
    "choice": read_choice,
    "year": read_year,
    "list": read_list,
}


# Remarks may point wherever they like.
FREE = frozenset({"notes", "purpose"})


@lru_cache(maxsize=20_000, typed=True)
def read_value(column: Column, raw: Raw, title: str = "") -> Read:
    """What the cell says. `title` is the heading as written: it may tell of VAT or of months.

    Never raises. A value that cannot be made out is None, with a problem's code. Results are
    kept for a while, since the cells of a list repeat themselves.
    """
    text = as_text(raw)
    if not text:
        return Read(None, "unknown", "empty")
    if is_missing(text) and not (column.kind == "yes_no" and text in {"-", "–"}):
        return missing()
    if column.key not in FREE and points_elsewhere(text):
        return Read(None, "unknown", "elsewhere", "points_elsewhere", params={"text": text})
    return READERS[column.kind](column, raw, title)


__all__ = ["Read", "as_text", "is_as_above", "is_missing", "read_value"]
