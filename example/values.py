"""Facts as text: the true value in one plain form, and as an organisation's habit writes it."""

import datetime
from functools import cache
from random import Random

from example.knowledge import Fact
from example.style import Style
from example.tables import table

Raw = str | int | float | datetime.date | None

OPEN_ENDED = "open-ended"
WORD_KIND = {
    "service_area": "area", "owner_role": "role", "hosting": "hosting", "fate_proposal": "fate",
}  # fmt: skip


@cache
def word(kind: str, key: str, language: str) -> str:
    """A word of the example in a language; the key itself where the table has none."""
    for row in table("words"):
        if row["kind"] == kind and row["key"] == key:
            return row[language]
    return key


def plain(field: str, fact: Fact) -> str:
    """The true value: ISO dates, whole numbers, yes/no, names joined by a bar, Finnish words."""
    if field == "contract_end" and fact is None:
        return OPEN_ENDED
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, datetime.date):
        return fact.isoformat()
    if isinstance(fact, tuple):
        return "|".join(fact)
    if field in WORD_KIND and isinstance(fact, str):
        return word(WORD_KIND[field], fact, "fi")
    return "" if fact is None else str(fact)


def written(field: str, fact: Fact, style: Style, rng: Random) -> Raw:
    """The fact as this organisation writes it when it makes no mistake."""
    language = style.language
    if field == "contract_end" and fact is None:
        return word("date", "open", language)
    if isinstance(fact, bool):
        return style.yes_no[0 if fact else 1]
    if isinstance(fact, datetime.date):
        return date_text(fact, style.date_habit)
    if isinstance(fact, tuple):
        return place_list(fact, language) if field == "site" else ", ".join(fact)
    if field == "criticality" and isinstance(fact, int):
        mark = style.criticality[fact - 1]
        return int(mark) if mark.isdigit() else mark
    if field in WORD_KIND and isinstance(fact, str):
        return word(WORD_KIND[field], fact, language)
    return fact


def place_list(names: tuple[str, ...], language: str) -> str:
    return "; ".join(names) if len(names) <= 3 else word("site", "all", language)


def date_text(day: datetime.date, habit: str) -> Raw:
    if habit == "cell":
        return day
    year = f"{day.year % 100:02d}" if habit == "d.m.yy" else str(day.year)
    return f"{day.day}.{day.month}.{year}"
