"""What the values of a column look like, whatever its title says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import Raw
from maali_engines.sheets.identity import ROLE
from maali_engines.sheets.values import as_text, is_missing
from maali_engines.sheets.values.dates import OPEN, days_in
from maali_engines.sheets.values.texts import HALF, NO, YES, as_word

SAMPLE = 120
MOST_WORDS = 12
FEWEST = 4
SURE = 0.8
ADDRESS = re.compile(
    r"(?:katu|tie|kuja|polku|väylä|raitti|kaari|aukio|tori|ranta|rinne|gatan|vägen|gränden|street"
    r"|road|lane|avenue)\s+\d+",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:oy|oyj|ab|ky|inc|ltd|llc|plc|gmbh|corp|as|software)\b\.?", re.IGNORECASE
)
NUMBER = re.compile(
    r"^[~<>]?\s*(?:n\.?|noin|yli|alle|ca\.?|about)?\s*\d[\d\s.,]*(?:\s*[-–]\s*\d+)?"
)
MONEY = re.compile(r"€|eur|/kk|alv|£|\$")
MONTHS = re.compile(r"^\d{1,2}\s*(?:kk|kuukautta|v|vuosi|mån|months?|pv|päivää)")
MARK = re.compile(r"^\(?x\)?$|^\d{1,4}$", re.IGNORECASE)
ZERO_LIKE = frozenset({"", "-", "–"})


@dataclass(frozen=True)
class Profile:
    """Shares from 0 to 1 of the cells that look like each thing; `filled` is how many were seen."""

    filled: int = 0
    number: float = 0.0
    date: float = 0.0
    year: float = 0.0
    money: float = 0.0
    months: float = 0.0
    yes_no: float = 0.0
    grade: float = 0.0
    postcode: float = 0.0
    address: float = 0.0
    company: float = 0.0
    role: float = 0.0
    letters: float = 0.0
    mark: float = 0.0
    cross: float = 0.0
    distinct: float = 0.0
    words: frozenset[str] = frozenset()
    """The different texts, without case, of columns that have few of them."""


def profile(values: Sequence[Raw]) -> Profile:
    """Of the first filled cells that say something."""
    written = [(raw, as_text(raw)) for raw in values if raw is not None][: SAMPLE * 2]
    marks = sum(1 for _raw, text in written if MARK.match(text) or text in ZERO_LIKE)
    marked = marks / max(1, len(written))
    told = [(raw, text) for raw, text in written if not is_missing(text)][:SAMPLE]
    if not told:
        return Profile(mark=marked)
    texts = [text for _raw, text in told]
    words = frozenset(map(str.casefold, texts))
    count = len(told)
    return Profile(
        filled=count,
        number=sum(map(looks_number, texts)) / count,
        date=sum(looks_date(raw, text) for raw, text in told) / count,
        year=sum(text.isdecimal() and 1970 <= int(text[:5]) <= 2035 for text in texts) / count,
        money=sum(bool(MONEY.search(text.casefold())) for text in texts) / count,
        months=sum(bool(MONTHS.match(text.casefold())) for text in texts) / count,
        yes_no=sum(as_word(text) in YES | NO | HALF for text in texts) / count,
        grade=sum(looks_grade(text) for text in texts) / count,
        postcode=sum(text.isdecimal() and 3 <= len(text) <= 5 for text in texts) / count,
        address=sum(bool(ADDRESS.search(text)) for text in texts) / count,
        company=sum(bool(COMPANY.search(text)) for text in texts) / count,
        role=sum(any(ROLE.search(word) for word in text.split()) for text in texts) / count,
        letters=sum(sum(map(str.isalpha, text)) > len(text) / 2 for text in texts) / count,
        mark=marked,
        cross=sum(text.casefold() in {"x", "(x)"} for text in texts) / count,
        distinct=len(set(texts)) / count,
        words=words if len(words) <= MOST_WORDS else frozenset(),
    )


def looks_number(text: str) -> bool:
    return bool(NUMBER.match(text.casefold())) and not days_in(text)


def looks_date(raw: Raw, text: str) -> bool:
    if isinstance(raw, date | datetime):
        return True
    return bool(days_in(text) or OPEN.search(text.casefold()))


def looks_grade(text: str) -> bool:
    return bool(re.match(r"^[1-4](?:\D|$)|^[A-Da-d*!]{1,3}$", text))


def fit(column: Column, seen: Profile) -> float:
    """How well the values suit the column, from 0 to 1; 0.5 when there are none to tell by."""
    if not seen.filled:
        return 0.5
    by_key = {
        "postcode": seen.postcode,
        "address": max(seen.address, seen.letters / 2),
        "site_address": max(seen.address, seen.letters / 2),
        "vendor": seen.letters * 0.8 + seen.company * 0.2,
        "owner_role": seen.letters * 0.8 + seen.role * 0.2,
        "system_name": seen.letters * 0.6 + seen.distinct * 0.4,
        "contract_ref": 0.8,
        "reference": 0.8,
        "criticality": max(seen.grade, seen.letters / 2),
    }
    by_kind = {
        "count": seen.number * (1 - seen.year * 0.5) * (1 - seen.money),
        "date": max(seen.date, seen.year * 0.8),
        "months": max(seen.months, seen.number * 0.8),
        "money": max(seen.money, seen.number * 0.9),
        "yes_no": seen.yes_no,
        "year": max(seen.year, seen.date * 0.5),
    }
    if column.key in by_key:
        return by_key[column.key]
    return by_kind.get(column.kind, seen.letters * (1 - seen.yes_no * 0.5))


def tells_itself(column: Column, seen: Profile) -> bool:
    """Do the values alone say what the column is, whatever it is called?

    Words that are all among a column's choices do, and streets and postcodes; numbers, days, plain
    yes and no and grades of one letter may be anything.
    """
    if seen.filled < FEWEST:
        return False
    if column.key in {"address", "site_address"}:
        return seen.address >= SURE
    if column.kind != "choice" or not seen.words or column.key == "criticality":
        return False
    known = {
        word.casefold() for each in column.choices for word in (*each.titles.values(), *each.also)
    }
    telling = {word for word in seen.words if as_word(word) not in YES | NO | HALF}
    return bool(telling) and len(telling & known) >= SURE * len(seen.words)
