"""Days as people write them: full ones, months, quarters, years, open ends, serial numbers."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import Raw
from maali_engines.sheets.values.texts import Read, as_text

EARLIEST, LATEST = 1970, 2099
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, which think that 1900 was a leap year
OPEN = re.compile(
    r"\b(?:toistaiseksi|toist|jatkuva|jatkuvasti|tv|voimassa toistaiseksi|tills vidare|t\.?v\.?"
    r"|löpande|until further notice|open.?ended|ongoing|rolling|evergreen|perpetual"
    r"|ei päättymispäivää)\b"
)
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"
)
MONTH_OF_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)(?!\d)")
YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2})(?![\d-])")
QUARTER = re.compile(
    r"\b(?:q|kv)\s?([1-4])\s?[/ .-]?\s?((?:19|20)\d\d)"
    r"|([1-4])\s?[./]?\s?(?:q|kvartaali|kv)\w*\s?/?\s?((?:19|20)\d\d)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# First and last month of what is named, by the beginning of the word.
SEASONS = (
    (r"loppuvuo|slutet av|late|end of|vuoden \S+ lop", 12, 12),
    (r"alkuvuo|början av|early|beginning", 1, 3),
    (r"kesä(?!kuu)|sommar|summer", 6, 8),
    (r"syksy|höst|autumn", 9, 11),
    (r"kevät|kevääl|vår|spring", 3, 5),
    (r"talvi|vinter|winter", 12, 12),
)
MONTHS = (
    "tammi|jan helmi|feb maalis|mar huhti|apr touko|maj|may kesäkuu|jun"
    " heinä|jul elo|aug syyskuu|sep loka|okt|oct marras|nov joulu|dec"
)
NAMED = (
    *SEASONS,
    *((rf"\b(?:{words})", month, month) for month, words in enumerate(MONTHS.split(), 1)),
)


def read_date(column: Column, raw: Raw, title: str) -> Read:
    """The day; of a bare year, quarter or month its last day for an end, else its first."""
    if isinstance(raw, date):
        return told(raw.date() if isinstance(raw, datetime) else raw, as_text(raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return of_number(raw, column.end)
    text = as_text(raw).casefold()
    if OPEN.search(text):
        return Read(None, "known", "open_ended", open_ended=True)
    days = days_in(text)
    if days:
        return of_days(days, text, column.end)
    if text.isdecimal() and len(text) == 5:
        return of_number(int(text), column.end)
    return of_span(text, column.end) or unreadable(text)


def unreadable(text: str) -> Read:
    return Read(None, "unknown", problem="unreadable_date", params={"text": text})


def impossible(text: str) -> Read:
    return Read(None, "unknown", problem="impossible_date", params={"text": text})


def told(day: date, text: str, note: str = "") -> Read:
    if day.year <= 1901:
        return Read(None, "unknown", "empty_date")
    return Read(day, note=note) if EARLIEST <= day.year <= LATEST else impossible(text)


def of_number(number: float, end: bool) -> Read:
    """A year, or the number of days that spreadsheets keep for a day."""
    text = as_text(number)
    if number == int(number) and EARLIEST <= number <= LATEST:
        return span(int(number), 1, 12, end, "year_only")
    if 25_569 <= number < 73_050:
        return told(EPOCH + timedelta(days=int(number)), text, "serial_date")
    return Read(None, "unknown", "empty_date") if number in {0, 1, 2} else impossible(text)


def days_in(text: str) -> list[tuple[date | None, str]]:
    """Every full day written in the text, None for one that no calendar has, each with a note."""
    found = [(match.start(), day_first(*match.groups())) for match in DAY_FIRST.finditer(text)]
    for match in YEAR_FIRST.finditer(text):
        year, month, day = (group for group in match.groups() if group)
        found.append((match.start(), (make(int(year), int(month), int(day)), "")))
    return [day for _place, day in sorted(found, key=lambda each: each[0])]


def day_first(day: str, month: str, year: str) -> tuple[date | None, str]:
    full = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) > 69 else 0)
    if int(month) > 12 >= int(day):
        return make(full, int(day), int(month)), "month_first"
    return make(full, int(month), int(day)), ""


def make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_days(days: list[tuple[date | None, str]], text: str, end: bool) -> Read:
    if any(day is None for day, _note in days):
        return impossible(text)
    whole = [day for day, _note in days if day]
    if len(whole) > 2 or (len(whole) == 2 and whole[1] < whole[0]):
        return unreadable(text)
    if len(whole) == 2:
        read = told(whole[end], text, "period")
        return Read(read.value, read.certainty, read.note, read.problem, start=whole[0])
    only, note = days[0]
    assert only is not None
    alone = re.fullmatch(r"[\d\s./-]+", text)
    return told(only, text, note or ("" if alone else "text_around"))


def of_span(text: str, end: bool) -> Read | None:
    """A month, a quarter, a season or a year; None when there is none or more than one."""
    if re.search(r"\d\s?\+\s?\d", text):
        return None
    if found := QUARTER.search(text):
        quarter, year = (int(group) for group in found.groups() if group)
        return span(year, quarter * 3 - 2, quarter * 3, end, "quarter")
    if found := MONTH_OF_YEAR.search(text):
        return of_month(int(found[2]), int(found[1]), text, end)
    if found := YEAR_MONTH.search(text):
        return of_month(int(found[1]), int(found[2]), text, end)
    years = YEAR.findall(text)
    if len(years) != 1:
        return None
    for words, first, last in NAMED:
        if re.search(words, text):
            return span(int(years[0]), first, last, end, "month_only")
    return span(int(years[0]), 1, 12, end, "year_only")


def of_month(year: int, month: int, text: str, end: bool) -> Read:
    return span(year, month, month, end, "month_only") if 1 <= month <= 12 else impossible(text)


def span(year: int, first: int, last: int, end: bool, note: str) -> Read:
    if not EARLIEST <= year <= LATEST:
        return impossible(str(year))
    day = date(year, last, monthrange(year, last)[1]) if end else date(year, first, 1)
    return Read(day, "estimate", note)


def read_year(column: Column, raw: Raw, title: str) -> Read:
    if isinstance(raw, date):
        return Read(raw.year, note="from_date") if raw.year > 1901 else Read(None, "unknown")
    text = as_text(raw)
    years = sorted(set(YEAR.findall(text)))
    if not years:
        two = re.search(r"[-/.’'](\d\d)$", text)
        if two and days_in(text):
            return Read(2000 + int(two[1]), "estimate", "from_date")
        return Read(
            None, "unknown", problem="unreadable_year", severity="note", params={"text": text}
        )
    exact = text == years[0]
    return Read(int(years[0]), "known" if exact else "estimate", "" if exact else "text_around")
