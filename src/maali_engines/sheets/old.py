"""Workbooks of the format of 1997 (.xls), taken apart before the reader sees them.

The reader sets memory aside for whatever sizes a file claims, and a claim of a terabyte ends the
whole process. So the stream of the workbook is fetched from its container here, looked through
record by record, and handed on in a clean container: the reader sees exactly what was looked at.
Formats: [MS-CFB] for the container, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator

from maali_engines.sheets.safety import Limits, Refused, refuse_extent

END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
HEAD = 512
ENTRY = 128
SMALL = 64  # bytes of a sector of the small stream
SECTOR = 4096  # of the container that is written
BOF, EOF, SHEET, DIMENSION, TEXTS = 0x0809, 0x000A, 0x0085, 0x0200, 0x00FC
# Records that begin with the row and the column of their cell; the last two end with a column.
CELLS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406, 0x00D6, 0x00FD})
RUNS = frozenset({0x00BD, 0x00BE})
MOST_RECORDS = 10_000_000


def clean(content: bytes, limits: Limits) -> bytes:
    """The workbook alone in a container of its own; raises `Refused`."""
    try:
        stream = workbook_stream(content)
        look_through(stream, limits)
    except (struct.error, IndexError) as fault:
        raise Refused("damaged") from fault
    return container(stream)


# ---- the container -------------------------------------------------------------------------------


def workbook_stream(content: bytes) -> bytes:
    """The bytes of the stream that is called Workbook; raises `Refused`."""
    size = 1 << (9 if content[30:32] == b"\x09\x00" else 12)
    table = table_of(content, size)
    entries = list(
        entries_of(chained(content, struct.unpack_from("<I", content, 48)[0], table, size))
    )
    found = next((each for each in entries if each[0].casefold() == "workbook"), None)
    if found is None or not entries:
        raise Refused("old_workbook")
    _name, start, length = found
    if length >= struct.unpack_from("<I", content, 56)[0]:
        return chained(content, start, table, size, length)
    small = chained(content, entries[0][1], table, size)
    first = struct.unpack_from("<I", content, 60)[0]
    small_table = numbers(chained(content, first, table, size)) if first < END else ()
    return chained(small, start, small_table, SMALL, length, at=0)


def table_of(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which: the table's own sectors stand in the head, then in a chain."""
    places = [each for each in struct.unpack_from("<109I", content, 76) if each < TABLE]
    more = struct.unpack_from("<I", content, 68)[0]
    while more < TABLE and len(places) * size <= len(content):
        *some, more = numbers(sector(content, more, size))
        places += [each for each in some if each < TABLE]
    if len(places) * size > len(content):
        raise Refused("damaged")
    return numbers(b"".join(sector(content, each, size) for each in places))


def numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def sector(content: bytes, number: int, size: int) -> bytes:
    at = (number + 1) * size
    if at >= len(content):
        raise Refused("damaged")
    return content[at : at + size]


def chained(
    content: bytes,
    first: int,
    table: tuple[int, ...],
    size: int,
    length: int | None = None,
    *,
    at: int | None = None,
) -> bytes:
    """Sectors one after another as the table chains them; a chain that bites its tail is damage."""
    start = size if at is None else at
    parts: list[bytes] = []
    number = first
    while number < TABLE and (length is None or len(parts) * size < length):
        place = start + number * size
        if len(parts) * size > len(content) or place >= len(content):
            raise Refused("damaged")
        parts.append(content[place : place + size])
        number = table[number]
    whole = b"".join(parts)
    return whole if length is None else whole[:length]


def entries_of(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and length of each stream; the root comes first."""
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        letters = min(64, struct.unpack_from("<H", directory, at + 64)[0])
        name = directory[at : at + max(0, letters - 2)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", directory, at + 116)
        yield name, start, length


# ---- the records ---------------------------------------------------------------------------------


def look_through(stream: bytes, limits: Limits) -> None:
    """Raise `Refused` where a sheet reaches too far or a count claims what cannot be there."""
    sheets: list[int] = []
    seen = cells = 0
    for kind, body in records(stream, 0):
        seen += 1
        if kind == SHEET:
            sheets.append(struct.unpack_from("<I", body)[0])
        if kind == TEXTS and struct.unpack_from("<I", body, 4)[0] > len(stream) // 3:
            raise Refused("damaged")
    for start in sheets:
        rows = columns = 0
        for kind, body in records(stream, start):
            seen += 1
            row, column = reach(kind, body)
            rows, columns = max(rows, row), max(columns, column)
        refuse_extent(rows, columns, limits)
        cells += rows * columns
        if cells > limits.cells:
            raise Refused("too_many_cells", cells=cells, limit=limits.cells)
        if seen > MOST_RECORDS:
            raise Refused("damaged")


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record to the end of the part that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4 + length
        if at > len(stream):
            return
        yield kind, stream[at - length : at]
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return


def reach(kind: int, body: bytes) -> tuple[int, int]:
    """How many rows and columns there are at least, by this record."""
    if kind in CELLS and len(body) >= 4:
        row, column = struct.unpack_from("<HH", body)
        return row + 1, column + 1
    if kind in RUNS and len(body) >= 6:
        return struct.unpack_from("<H", body)[0] + 1, struct.unpack("<H", body[-2:])[0] + 1
    if kind == DIMENSION and len(body) >= 8:
        first, last, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
        if first > last or left > right:
            raise Refused("damaged")  # the reader would take the difference for a huge number
        return last, right
    return 0, 0


# ---- the clean container -------------------------------------------------------------------------


def container(stream: bytes) -> bytes:
    """A container of sectors of 4,096 bytes: head, table, directory, small stream, the stream."""
    stream = stream.ljust(max(SECTOR, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors, per_table = len(stream) // SECTOR, SECTOR // 4
    tables = -(-(sectors + 2) // (per_table - 1))
    small, first = tables + 1, tables + 2
    chain = [TABLE] * tables + [END, END, *range(first + 1, first + sectors), END]
    chain += [FREE] * (tables * per_table - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<IIIIIIIII", 1, tables, tables, 0, SECTOR, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    entries = entry("Root Entry", 5, 1, small, 0) + entry("Workbook", 2, NONE, first, len(stream))
    entries += entry("", 0, NONE, 0, 0) * (SECTOR // ENTRY - 2)
    table = struct.pack(f"<{len(chain)}I", *chain)
    return head.ljust(SECTOR, b"\0") + table + entries + bytes(SECTOR) + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    tail = struct.pack("<HBBIII", len(text), kind, 1, NONE, NONE, child)
    return (text.ljust(64, b"\0") + tail).ljust(116, b"\0") + struct.pack("<IQ", start, size)
