"""Text files with one row a line: encoding, separator and quotes found from the text itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from maali_engines.sheets.data import Raw
from maali_engines.sheets.safety import Limits, Refused

SEPARATORS = ";,\t|"
SAMPLE = 40


def read_delimited(content: bytes, limits: Limits) -> tuple[tuple[tuple[Raw, ...], ...], str, str]:
    """Rows of texts, the encoding and the separator; raises `Refused`."""
    text, encoding = decode(content)
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[-1], rest
    else:
        separator = find_separator(text)
    return tuple(limited(rows_of(text, separator), limits)), encoding, separator


def decode(content: bytes) -> tuple[str, str]:
    """UTF-16 and UTF-8 say so or prove it; everything else is read as Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as fault:
            raise Refused("not_text") from fault
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "windows-1252"


def find_separator(text: str) -> str:
    """The character that cuts the most lines into the same number of parts, more than one."""
    return max(SEPARATORS, key=lambda separator: evenness(text, separator))


def evenness(text: str, separator: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in islice(rows_of(text, separator), SAMPLE) if any(row)]
    except Refused:
        return 0.0, 0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0, 0
    width, times = max(counts.items(), key=lambda item: (item[1] * (item[0] > 2), item))
    return times / len(widths), width


def rows_of(text: str, separator: str) -> Iterator[tuple[Raw, ...]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield tuple(cell if cell.strip() else None for cell in row)
    except csv.Error as fault:
        raise Refused("damaged") from fault


def without_tail(row: tuple[Raw, ...]) -> tuple[Raw, ...]:
    """Without the empty cells at the end: separators up to the last column of some sheet."""
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row[:width]


def limited(rows: Iterator[tuple[Raw, ...]], limits: Limits) -> Iterator[tuple[Raw, ...]]:
    cells = 0
    for number, row in enumerate(map(without_tail, rows), 1):
        cells += len(row)
        if number > limits.rows:
            raise Refused("too_many_rows", rows=number, limit=limits.rows)
        if len(row) > limits.columns:
            raise Refused("too_many_columns", columns=len(row), limit=limits.columns)
        if cells > limits.cells:
            raise Refused("too_many_cells", cells=cells, limit=limits.cells)
        yield row
