"""A small workbook of the format of 1997 (.xls): records of BIFF8 in a compound file.

Written by [MS-XLS] and [MS-CFB]: one stream of at least 4,096 bytes, so that no small sectors are
needed, in one table of sectors.
"""

import struct
from collections.abc import Sequence

SECTOR = 512
SMALLEST_STREAM = 4096
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def old_workbook(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    """One sheet of texts and numbers."""
    return container(stream(name, rows))


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def stream(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    globals_bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    page = record(0x0042, struct.pack("<H", 1200))
    titled = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    size = len(globals_bof) + len(page) + 4 + 6 + len(titled) + 4
    sheet_at = record(0x0085, struct.pack("<IBB", size, 0, 0) + titled)
    return globals_bof + page + sheet_at + record(0x000A) + sheet(rows)


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    widest = max(map(len, rows), default=0)
    parts = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)),
        record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, widest, 0)),
    ]
    parts += [
        cell(number, place, value)
        for number, row in enumerate(rows)
        for place, value in enumerate(row)
        if value is not None
    ]
    return b"".join(parts) + record(0x000A)


def cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return record(0x0203, place + struct.pack("<d", value))
    text = str(value)
    return record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def container(content: bytes) -> bytes:
    """The compound file: its head, one table of sectors, one directory, the stream."""
    content = content.ljust(max(SMALLEST_STREAM, -(-len(content) // SECTOR) * SECTOR), b"\0")
    sectors = len(content) // SECTOR
    table = [TABLE, END, *range(3, 2 + sectors), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    head += struct.pack("<I", 0) + b"\xff" * 4 * 108
    directory = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, NONE, 2, len(content))
    directory += entry("", 0, NONE, 0, 0) * 2
    return head + struct.pack(f"<{len(table)}I", *table) + directory + content


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    tail = struct.pack("<HBBIII", len(text), kind, 1, NONE, NONE, child)
    return (text.ljust(64, b"\0") + tail).ljust(116, b"\0") + struct.pack("<IQ", start, size)
