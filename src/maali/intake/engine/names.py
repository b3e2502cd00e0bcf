"""What a file's name tells: whose answer it is, of which day; and a name safe to keep."""

import re
from datetime import date

# 2021-12-03, 20211203, 3.12.2021, 03122021 – the day of the answer as people write it into names.
DAYS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)-?(?P<m>[01]\d)-?(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]?\d)[._-](?P<m>[01]?\d)[._-](?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)(?!\d)"),
)
LONGEST = 200


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, short enough to keep."""
    last = re.split(r"[\\/]", name)[-1]
    readable = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, dot, end = readable.rpartition(".")
    if len(readable) > LONGEST and dot and len(end) <= 5:
        return f"{stem[: LONGEST - len(end) - 2]}….{end}"
    return readable[:LONGEST] or "?"


def answer_day(name: str) -> date | None:
    """The last day that the name carries, or None."""
    found = []
    for pattern in DAYS:
        for hit in pattern.finditer(name):
            try:
                found.append((hit.start(), date(int(hit["y"]), int(hit["m"]), int(hit["d"]))))
            except ValueError:
                continue
    return max(found)[1] if found else None


def sender_code(name: str) -> str:
    """The organisation's code with which file names of a collection begin: "KS-P05_Jyväskylä_…"."""
    return name.split("_")[0].strip()


def nameless(name: str) -> str:
    """What stays of a name that must not be kept: its ending."""
    ending = name.rpartition(".")[2]
    return f"….{ending}" if 0 < len(ending) <= 5 else "…"
