"""Personal identity codes in any text, and names and numbers of people where a role was asked.

Finnish code (hetu): DDMMYY, a sign for the century (since 2023 several letters mean the same
century), an individual number, and a check character, the remainder of the nine digits by 31.
Swedish personnummer and samordningsnummer (day + 60): ten or twelve digits with Luhn's check.
Only a code whose date exists and whose check fits is one, so that contract and phone numbers
are not mistaken for people. Letters that nobody sees are left out of account, and other forms of
digits and signs are taken for the plain ones. A text with a code is never kept, in part or whole.
"""

import re
import unicodedata
from datetime import date

CENTURIES = {"+": 1800} | dict.fromkeys("-–—−‐‑YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FINNISH = re.compile(
    r"(?<![A-Za-z0-9])(\d{2})(\d{2})(\d{2})\s{0,3}([-+–—−‐‑A-FU-Ya-fu-y])\s{0,3}(\d{3})\s?([0-9A-Za-z])"
    r"(?![A-Za-z0-9])"
)
# Run together with words and numbers, or with points in the date: then only a real sign parts its
# halves. A check that is a digit and goes on in digits is a longer number; a letter ends the code.
FINNISH_RUN_IN = re.compile(
    r"(?<!\d)(\d{2})[. ]?(\d{2})[. ]?(\d{2})([-+–—−‐‑])(\d{3})(\d(?!\d)|[A-Za-z])"
)
SWEDISH = re.compile(
    r"(?<!\d)(?<!\d\.)((?:18|19|20)?\d{2})(\d{2})(\d{2})\s?([-+–—−‐‑]?)\s?(\d{4})(?!\d)"
)
# Where such a word stands beside them, ten bare digits are a code and no telephone number.
NAMED = re.compile(
    r"personn|person-?n(?:umme|r\b)|henkilötun|\bhetu|\bsotu\b|\bpnr\b|samordning|identity code",
    re.IGNORECASE,
)
LEAST_DIGITS = 9
PHONE = re.compile(r"(?<![\w-])(?:\+\d{1,3}[\s-]?\(?0?\)?|0)\d{1,3}(?:[\s-]?\d{2,4}){2,4}(?![\w])")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(
    r"^[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?(?: [A-ZÅÄÖ]\.?)?"
    r" [A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?$"
)
# Ends and beginnings of words for roles, bodies and places: two such words are no person.
ROLE = re.compile(
    r"(johtaja|päällikkö|sihteeri|vastaava|asiantuntija|suunnittelija|käyttäjä|hoitaja|lääkäri"
    r"|esimies|esihenkilö|koordinaattori|hallinto|palvelut?|toimi|yksikkö|osasto|tuki|mestari"
    r"|ohjaaja|työntekijä|keskus|kunta|kaupunki|oy|ab|inc|ltd|chef|direktör|ledare|sekreterare"
    r"|ansvarig|förvaltning|tjänster|enhet|manager|director|officer|head|department|services?"
    r"|administrator|team|office|support|council)$",
    re.IGNORECASE,
)


def holds_identity_code(text: str, *, expected: bool = False) -> bool:
    """True if any part of the text is a Finnish or Swedish personal identity code.

    `expected`: the text stands where codes are said to stand, so ten bare digits are one too.
    """
    if len(text) < 200 and sum(map(str.isdigit, text)) < LEAST_DIGITS:
        return False
    text = text if text.isascii() else visible(text)
    bare = expected or bool(NAMED.search(text))
    return (
        any(map(is_finnish, FINNISH.finditer(text)))
        or any(map(is_finnish, FINNISH_RUN_IN.finditer(text)))
        or any(is_swedish(found, bare) for found in SWEDISH.finditer(text))
    )


def visible(text: str) -> str:
    """The text as a reader sees it: no letters without width, and one form of each digit."""
    plain = unicodedata.normalize("NFKC", text)
    unseen = [ord(each) for each in set(plain) if unicodedata.category(each) in {"Cf", "Mn"}]
    return plain.translate(dict.fromkeys(unseen)) if unseen else plain


def is_finnish(found: re.Match[str]) -> bool:
    day, month, year, sign, number, check = found.groups()
    if not is_date(CENTURIES[sign.upper()] + int(year), int(month), int(day)):
        return False
    remainder = int(day + month + year + number) % 31
    return int(number) >= 2 and CHECKS[remainder] == check.upper()


def is_swedish(found: re.Match[str], bare: bool = False) -> bool:
    year, month, day, sign, number = found.groups()
    if len(year) == 2 and not sign and not bare:
        return False  # ten bare digits are far more often a telephone number
    born = int(day) - 60 if int(day) > 60 else int(day)
    full_years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    if not any(is_date(full, int(month), born) for full in full_years):
        return False
    return luhn(year[-2:] + month + day + number)


def is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn(digits: str) -> bool:
    """Luhn's check: every second digit from the left doubled, digits of the products summed."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == 0


def without_person(text: str) -> tuple[str, bool]:
    """The text without names, telephone numbers and addresses; and whether there were any.

    Only where a number or an address stands, or the whole part reads as a first and a last name,
    is anything taken for a person.
    """
    stripped = EMAIL.sub("", PHONE.sub("", text))
    contacts = stripped != text
    parts = [part.strip(" .:-") for part in re.split(r"[,;/()\n]|\bpuh\b|\btel\b", stripped)]
    kept = [part for part in parts if part and not is_name(part)]
    if not contacts and len(kept) == len([part for part in parts if part]):
        return text, False
    return ", ".join(kept), True


def is_name(text: str) -> bool:
    return bool(NAME.match(text)) and not any(ROLE.search(word) for word in text.split())
