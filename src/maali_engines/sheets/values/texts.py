"""Texts, lists, choices and yes or no; and the words for "not known"."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from maali_engines.sheets.columns import Column
from maali_engines.sheets.data import Certainty, Found, Raw, Severity


@dataclass(frozen=True)
class Read:
    """What a cell says: see `data.Cell` for the notes. `problem` is a code, "" when there is none.

    `start` is the first day of a period written into one cell.
    """

    value: Found
    certainty: Certainty = "known"
    note: str = ""
    problem: str = ""
    severity: Severity = "ask"
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    open_ended: bool = False
    low: int | None = None
    high: int | None = None
    start: date | None = None


def words(text: str) -> frozenset[str]:
    """Words between blanks; within one, a low line stands for a blank."""
    return frozenset(text.split())


MISSING = words(
    "- -- --- – — . .. ... ? ?? ??? x? n/a na n.a. #n/a tbd tbc null none? ei_tiedossa ei_tietoa"
    " ei_tiedetä en_tiedä ei_saatu selvitetään selvityksessä selvitettävä selviää_myöhemmin kysytty"
    " kysytään tuntematon puuttuu tarkistetaan tarkistettava ei_tiedossa_vielä avoin"
    " okänt okänd vet_ej vet_inte utreds saknas inte_känt oklart"
    " unknown not_known to_be_confirmed missing pending"
)
LONGEST_MISSING = max(map(len, MISSING)) + 8  # and some signs around it
YES = words("x xx k kyllä kylla on joo juu 1 true tosi y yes j ja jo ✓ ✔ √ v ok sisältää finns")
NO = words("e ei en 0 false epätosi n no nej inte - – ei_ole eivät none")
HALF = words("(x) osin osittain delvis partly partially ehkä kanske maybe")
NOTHING = words("ei ei_ole ei_mitään ei_integraatioita nej inga ingen no none nil 0")
# Characters that nobody sees: no width, a break that may be, the direction of writing.
NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Another answer is pointed to instead of giving one: "sama kuin Jyväskylä", "kts. kunnan vastaus".
ELSEWHERE = re.compile(
    r"(?:sama[tan]* kuin|samoin kuin|kts\b|ks\.|katso |vrt\.|samma som|jfr\b"
    r"|se (?:ovan|svar|bilaga)|same as|see (?:above|below|the |answer|attach))",
    re.IGNORECASE,
)
AS_ABOVE = words("\" '' ” ´´ -\"- -”- ,, sama samoin dito ditto idem samma same")
FORMULA_STARTS = ("=", "+", "@")
MINUS_FORMULA = re.compile(r"-\d.*[-+*/]")


def as_text(raw: Raw) -> str:
    """The cell as one line of text: whole numbers without a point, days as yyyy-mm-dd."""
    if isinstance(raw, str):
        return normal(raw)
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if not (raw.hour or raw.minute) else raw.isoformat(" ")
    return normal(str(raw))


@lru_cache(maxsize=10_000)
def normal(text: str) -> str:
    """One blank between words, none at the ends, letters in their composed form."""
    if not text.isascii():
        text = NO_WIDTH.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def as_word(text: str) -> str:
    return normal(text).casefold().replace(" ", "_").strip("_")


def is_missing(text: str) -> bool:
    """Does the text only say that the answer is not known?"""
    if len(text) > LONGEST_MISSING:
        return False
    word = as_word(text)
    return word in MISSING or word.strip("?!.()") in MISSING


def points_elsewhere(text: str) -> bool:
    return bool(ELSEWHERE.match(text))


def is_as_above(text: str) -> bool:
    """A sign or word that repeats what stands in the row above."""
    return len(text) <= 6 and as_word(text) in AS_ABOVE


def missing() -> Read:
    return Read(None, "unknown", "missing")


def read_text(column: Column, raw: Raw, title: str) -> Read:
    text = as_text(raw)
    if column.key == "postcode":
        return read_postcode(text)
    if text.startswith(FORMULA_STARTS) or MINUS_FORMULA.match(text):
        return Read(text, note="formula_text", problem="formula_text", severity="note")
    return Read(text)


def read_postcode(text: str) -> Read:
    """Five digits; spreadsheets eat the zeros at the front."""
    digits = text.replace(" ", "")
    if digits.isdecimal() and len(digits) < 5:
        return Read(digits.zfill(5), "estimate", "zeros_restored")
    return Read(digits if digits.isdecimal() else text)


def read_list(column: Column, raw: Raw, title: str) -> Read:
    """Names between semicolons, lines or commas outside brackets; "ei ole" is an empty list."""
    if as_word(as_text(raw)) in NOTHING:
        return Read((), note="none")
    written = str(raw) if isinstance(raw, str) else as_text(raw)
    parts = re.split(r"[;\n•]" if ";" in written else r"[\n•]|,(?![^(]*\))", written)
    names = [normal(part).strip(" -") for part in parts]
    return Read(tuple(dict.fromkeys(name for name in names if name)))


def read_yes_no(column: Column, raw: Raw, title: str) -> Read:
    word = as_word(as_text(raw))
    if word in HALF:
        return Read(None, "unknown", problem="unclear_yes_no", params={"text": as_text(raw)})
    if word in YES:
        return Read(True)
    if word in NO:
        return Read(False, "estimate" if word in {"-", "–"} else "known")
    first = re.split(r"[_,;:(.!]", word, maxsplit=1)[0]
    if first in HALF or first not in YES | NO:
        return Read(None, "unknown", problem="unclear_yes_no", params={"text": as_text(raw)})
    return Read(first in YES, "estimate", "text_around")


def read_choice(column: Column, raw: Raw, title: str) -> Read:
    """The key of the choice. Words that are none of them stay as they are, where words may."""
    text = as_text(raw)
    word = text.casefold().strip()
    for each in column.choices:
        written = {each.key, *map(str.casefold, (*each.titles.values(), *each.also))}
        if word in written:
            return Read(each.key)
    if all(each.key.isdecimal() for each in column.choices):
        return read_graded(column, text)
    return Read(text, note="not_listed")


def read_graded(column: Column, text: str) -> Read:
    """A grade with words around it: "2 (tärkeä)", "luokka 1"; or its word with others around."""
    grades = {each.key for each in column.choices}
    digits = set(re.findall(r"\d+", text)) & grades
    if len(digits) == 1:
        return Read(digits.pop(), note="text_around")
    words = set(re.findall(r"\w+", text.casefold()))
    found = {each.key for each in column.choices if words & set(each.also)}
    if len(found) == 1:
        return Read(found.pop(), "estimate", "text_around")
    return Read(
        None, "unknown", problem="unreadable_choice", severity="note", params={"text": text}
    )
