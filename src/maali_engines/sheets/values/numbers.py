"""Counts, sums of money and months, with what people write around them."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import Certainty, Raw
from maali_engines.sheets.values.texts import NOTHING, Read, as_text, as_word

NUMBER = re.compile(r"\d{1,3}(?:[ .,'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?")
ABOUT = re.compile(
    r"(?:^|[\s(])(?:n|noin|arviolta|arvio|c|ca|cirka|ungefär|about|approx|around|circa|est)\b\.?|~|≈"
)
AT_LEAST = re.compile(r"\b(?:yli|vähintään|över|minst|over|at least|more than|min)\b|\d\s*\+|>")
AT_MOST = re.compile(
    r"\b(?:alle|enintään|max|maks|korkeintaan|under|högst|up to|at most|less than)\b|<"
)
RANGE = re.compile(r"(\d+)\s*(?:-|–|—|\.\.\.?|…)\s*(\d+)")
ALL = re.compile(
    r"^(?:kaikki|koko (?:henkilöstö|henkilökunta|kunta|talo|organisaatio)|kaikilla|alla"
    r"|hela personalen|all|all staff|everyone|all users)\b"
)
VAT_RATE = Decimal("1.24")
WITH_VAT = re.compile(
    r"\b(?:sis\.?\s*alv|alv\s*2\d|alv[:.]?\s*24|moms\s*2\d|inkl\.?\s*moms|incl\.?\s*vat|vat\s*2\d)"
)
WITHOUT_VAT = re.compile(
    r"\b(?:alv\s*0|ilman alv|alv[. ]*ton|veroton|moms\s*0|exkl\.?\s*moms|utan moms"
    r"|excl?\.?\s*vat|ex vat)"
)
PER_MONTH = re.compile(
    r"/\s*(?:kk|mån|kuukausi|month|mo)\b|\b(?:kk|kuukaudessa|kuussa|per month|monthly|i månaden"
    r"|per månad)\b"
)
PER_HEAD = re.compile(
    r"/\s*(?:as|asukas|hlö|inv|invånare|käyttäjä|user|head|capita)\b"
    r"|per (?:asukas|inhabitant|user|invånare)"
)
ELSEWHERE = re.compile(
    r"^sis\b|sisälty|laskuttaa|maksaa\b|ingår|faktureras|included|paid by|billed by|^inkl\b(?!.*\d)"
)
THOUSANDS = re.compile(r"\d\s*(?:t€|teur|t\.€|te\b|k€|keur|tkr|tuhatta)")
# A heading of its own unit: "Kustannus (t€)", "1 000 €", "tkr".
IN_THOUSANDS = re.compile(
    r"\b(?:t€|teur|k€|keur|tkr|kkr)|\(t(?: ?€)?\)|\b1[ .]?000 ?(?:€|eur|kr)|tuhansi|tuhatta"
    r"|tusental|thousands?\b"
)
MONTH_UNITS = (
    (re.compile(r"\b(?:v|vuosi|vuotta|vuoden|år|years?|y)\b"), Decimal(12)),
    (re.compile(r"\b(?:vk|viikko|viikkoa|vko|veckor|weeks?)\b"), Decimal(7) / Decimal(30)),
    (re.compile(r"\b(?:pv|päivä|päivää|pvä|dagar|dgr|days?|d)\b"), Decimal(1) / Decimal(30)),
)
MOST = 10**9


def numbers_in(text: str) -> list[Decimal]:
    return [to_decimal(found) for found in NUMBER.findall(text)]


def to_decimal(written: str) -> Decimal:
    """A comma or point before three digits parts thousands; before one or two it is the decimal."""
    digits = re.sub(r"[ '’]", "", written)
    tail = re.search(r"[.,](\d{1,2})$", digits)
    decimals = tail[1] if tail else ""
    whole = digits[: tail.start()] if tail else digits
    long_tail = re.fullmatch(r"(\d+)[.,](\d{4,})", digits)
    if long_tail:
        return Decimal(f"{long_tail[1]}.{long_tail[2]}")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals or 0}")


def as_number(raw: Raw) -> Decimal | None:
    """A number that the file itself holds as one."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def unreadable(code: str, text: str) -> Read:
    return Read(None, "unknown", problem=code, params={"text": text})


def read_count(column: Column, raw: Raw, title: str) -> Read:
    """A whole number from 0; ranges give their middle, with both ends."""
    text = as_text(raw).casefold()
    number = as_number(raw)
    if number is not None:
        return whole(number, text)
    if ALL.search(text):
        return Read(None, "estimate", "all_users")
    if as_word(text) in NOTHING:
        return Read(0, note="none")
    if found := RANGE.search(re.sub(r"(?<=\d) (?=\d{3}\b)", "", text)):
        return between(Decimal(found[1]), Decimal(found[2]), text)
    numbers = numbers_in(text)
    if len(numbers) == 1:
        return hedged(numbers[0], text)
    return unreadable("unreadable_count", text)


def whole(number: Decimal, text: str, certainty: Certainty = "known", note: str = "") -> Read:
    if number != int(number) or not 0 <= number <= MOST:
        return unreadable("unreadable_count", text)
    return Read(int(number), certainty, note)


def between(low: Decimal, high: Decimal, text: str) -> Read:
    """Decimals, for a text of thousands of digits cannot be made an int."""
    if not low <= high <= MOST:
        return unreadable("unreadable_count", text)
    least, most = int(low), int(high)
    return Read((least + most + 1) // 2, "estimate", "range", low=least, high=most)


def hedged(number: Decimal, text: str) -> Read:
    """One number among words: how sure the words are of it."""
    if re.match(r"^[^\d]*-\s*\d", text):
        return unreadable("unreadable_count", text)
    if AT_LEAST.search(text):
        read = whole(number, text, "estimate", "at_least")
        return Read(read.value, "estimate", "at_least", read.problem, low=to_int(read.value))
    if AT_MOST.search(text):
        read = whole(number, text, "estimate", "at_most")
        return Read(read.value, "estimate", "at_most", read.problem, high=to_int(read.value))
    if ABOUT.search(text):
        return whole(number, text, "estimate", "about")
    unit_only = re.fullmatch(
        r"[\d\s.,']+(?:kpl|st|hlö|hlöä|henkilöä|henkeä|käyttäjää|användare|users?|pcs)?\.?", text
    )
    return whole(number, text) if unit_only else whole(number, text, "estimate", "text_around")


def to_int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def read_money(column: Column, raw: Raw, title: str) -> Read:
    """Euros a year without VAT; months are multiplied, VAT of 24 % is taken off."""
    text, heading = as_text(raw).casefold(), title.casefold()
    if PER_HEAD.search(text):
        return Read(None, "unknown", "per_head", "unreadable_money", params={"text": text})
    number = as_number(raw)
    numbers = [number] if number is not None else amounts(text)
    if ELSEWHERE.search(text) and (not numbers or not PER_MONTH.search(text) or len(numbers) != 1):
        return Read(None, "unknown", "elsewhere")
    if not numbers or len(numbers) > 2 or min(numbers) < 0:
        return unreadable("unreadable_money", text)
    return money(numbers, text, heading)


def amounts(text: str) -> list[Decimal]:
    """The numbers of the text that are not a VAT rate or the year of a price."""
    stripped = re.sub(r"(?:alv|moms|vat)[.:]?\s*\d{1,2}(?:[.,]\d)?\s*%?", " ", text)
    stripped = re.sub(r"\(\d{4}\)|\d{1,2}([.,]\d)?\s*%", " ", stripped)
    stripped = re.sub(r",\s*-+|:-|\.-", " ", stripped)
    return numbers_in(stripped)


def money(numbers: Sequence[Decimal], text: str, heading: str) -> Read:
    amount, notes = numbers[0], []
    estimate = bool(ABOUT.search(text))
    if len(numbers) == 2:
        if not RANGE.search(re.sub(r"(?<=\d)[ .,](?=\d{3}\b)", "", text)):
            return unreadable("unreadable_money", text)
        amount, estimate = sum(numbers) / Decimal(2), True
        notes.append("range")
    amount *= thousands(text, heading)
    if PER_MONTH.search(text) or ("/kk" in heading and "/v" not in heading):
        amount *= 12
        notes.append("per_month")
    if WITH_VAT.search(text) or (WITH_VAT.search(heading) and not WITHOUT_VAT.search(text)):
        amount /= VAT_RATE
        notes.append("vat_removed")
    if amount == 0:
        estimate, notes = True, ["zero_or_unknown"]
    if amount > MOST * 10:
        return unreadable("unreadable_money", text)
    note = " ".join(notes) or ("about" if estimate else "")
    return Read(amount.quantize(Decimal("0.01")), "estimate" if estimate else "known", note)


def thousands(text: str, heading: str) -> int:
    """What a number stands for: the text's own unit, else that of its heading."""
    return 1000 if THOUSANDS.search(text) or IN_THOUSANDS.search(heading) else 1


def says_of_vat(text: str) -> bool:
    """Does the text or heading say whether VAT is in the price?"""
    return bool(WITH_VAT.search(text.casefold()) or WITHOUT_VAT.search(text.casefold()))


def title_tells(title: str) -> str:
    """What a heading alone says of all its prices: vat_in_title, thousands_in_title, or ""."""
    heading = title.casefold()
    if WITH_VAT.search(heading):
        return "vat_in_title"
    return "thousands_in_title" if IN_THOUSANDS.search(heading) else ""


def read_months(column: Column, raw: Raw, title: str) -> Read:
    """Whole months, rounded up; of a range the longer, since that is the one to be ready for."""
    text = as_text(raw).casefold()
    number = as_number(raw)
    numbers = [number] if number is not None else numbers_in(text)
    if as_word(text) in NOTHING:
        return Read(0, note="none")
    if not numbers or len(numbers) > 2:
        return unreadable("unreadable_months", text)
    factor = next((factor for unit, factor in MONTH_UNITS if unit.search(text)), Decimal(1))
    months = int((max(numbers) * factor).quantize(Decimal("0.001")).__ceil__())
    if not 0 <= months <= 240:
        return unreadable("unreadable_months", text)
    estimate = len(numbers) == 2 or bool(ABOUT.search(text))
    return Read(months, "estimate" if estimate else "known", "range" if len(numbers) == 2 else "")
