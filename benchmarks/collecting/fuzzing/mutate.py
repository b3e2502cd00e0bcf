"""One hostile file from a number: bytes spoiled, members of an archive spoiled, cells spoiled.

The same number makes the same file for ever, so that a fault can be made again.
"""

import random
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from benchmarks.collecting.fuzzing.seeds import Seed, packed, seeds

Parts = list[tuple[str, bytes]]
# A code of nobody: valid by its check, of the range kept for tests.
CODE = "010190-900P"
NUMBERS = (
    "0", "-1", "1", "255", "65535", "65536", "1048576", "1048577", "16384", "2147483647",
    "4294967296", "99999999999999999999", "1e308", "-1e308", "NaN", "INF", "1e-320", "0x10", "",
    " 7 ", "٣", "1,5", "60", "44197", "-44197", "2958466",
)  # fmt: skip
REFERENCES = (
    "A0", "A1", "XFD1048576", "XFE1", "ZZZZZZ1", "A99999999999", "A1:XFD1048576", "B2:A1", "A1:",
    "A1:A1048576", "$A$1", "R1C1", "1", "Ä1", "A-1", "A1:B2:C3",
)  # fmt: skip
TEXTS = (
    "", " ", "=1+1", "=cmd|' /C calc'!A0", "+3585", "@SUM(A1)", "\u202eabc\u202c", "a\u200bb",
    "\ufeff", "\u0000"[:0], "a" * 32767, "ä" * 5000, "\n\r\t", "]]>", "<b>", "&amp;lt;", "'; --",
    "../../x", "C:\\x\\y", "1/0", "31.2.2022", "0.0.0000", "99.99.9999", "n. 40", "10-",
    "9" * 400, "1" + "0" * 5000 + " kk", "٣١.١٢.٢٠٢٣", "½", "Ⅷ", "²", "12²", "x" * 300 + "/" * 300,
    "a / b / c / d", " ja ".join("ABCDEFGH"), "(" * 500, ")" * 500 + "(", "-" * 1000, ";" * 1000,
    "toistaiseksi", "sama kuin " * 200, CODE, f"Matti {CODE}", CODE.replace("-", "\u200b-"),
)  # fmt: skip
NAMES = (
    "../../../../tmp/x", "/etc/passwd", "..\\..\\x", "C:\\x.xml", "xl/worksheets/", "", "a" * 60000,
    "xl/worksheets/sheet1.xml ", "XL/WORKBOOK.XML", "\u202exml.x", "xl//workbook.xml", "con",
)  # fmt: skip
ATTRIBUTE = re.compile(rb'(\s[\w:]+)="([^"<>]*)"')
ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?>([^<>]*)</\1>|<[\w:]+(?:\s[^<>]*)?/>")
TAG = re.compile(rb"<(/?)([\w:]+)")
VALUE = re.compile(rb"<(v|t|f|text:p)((?:\s[^<>]*)?)>([^<>]*)</\1>")
BOMB = 40_000_000


@dataclass(frozen=True)
class Case:
    """One hostile file: how it was made, and whether an identity code was put in it."""

    number: int
    format: str
    ways: tuple[str, ...]
    content: bytes
    coded: bool


def make(number: int) -> Case:
    """The file of this number."""
    draw = random.Random(number)
    seed = draw.choice(seeds())
    ways: list[str] = []
    if seed.parts and draw.random() < 0.7:
        content, coded = spoil_archive(seed, draw, ways)
        return Case(number, seed.format, tuple(ways), content, coded)
    content = seed.content
    for _ in range(draw.choice((1, 1, 2, 4))):
        way = draw.choice(LINES if seed.format == "csv" and draw.random() < 0.6 else BYTES)
        ways.append(way.__name__)
        content = way(content, draw)
    return Case(number, seed.format, tuple(ways), content, holds_code(content))


def holds_code(content: bytes) -> bool:
    return CODE[-4:].encode() in content


def spoil_archive(seed: Seed, draw: random.Random, ways: list[str]) -> tuple[bytes, bool]:
    parts = list(seed.parts)
    for _ in range(draw.choice((1, 1, 2, 3))):
        way = draw.choice(MEMBERS) if draw.random() < 0.2 else spoil_member
        if way is spoil_member:
            ways.append(spoil_member(parts, draw))
        else:
            ways.append(way.__name__)
            way(parts, draw)
    try:
        content = packed(parts, small=draw.random() < 0.8)
    except ValueError:
        return seed.content, False  # a name too long for the format is no file at all
    if draw.random() < 0.1:
        ways.append("lie_of_sizes")
        content = lie_of_sizes(content, draw)
    return content, any(holds_code(part) for _name, part in parts)


# ---- bytes ---------------------------------------------------------------------------------------


def flip(content: bytes, draw: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(draw.choice((1, 1, 4, 32))):
        if spoiled:
            spoiled[draw.randrange(len(spoiled))] = draw.randrange(256)
    return bytes(spoiled)


def cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def take_out(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[:at] + content[at + draw.choice((1, 2, 8, 100)) :]


def put_in(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[:at] + draw.randbytes(draw.choice((1, 2, 8, 100))) + content[at:]


def double(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[: at + draw.choice((8, 100, 4000))] + content[at:]


def extreme(content: bytes, draw: random.Random) -> bytes:
    """A number of two or four bytes at its ends: lengths, offsets, counts, sectors."""
    at = draw.randrange(len(content) + 1)
    kind = draw.choice(("<H", "<I"))
    top = 2 ** (8 * struct.calcsize(kind)) - 1
    number = struct.pack(kind, draw.choice((0, 1, top, top - 1, top // 2, top // 2 + 1)))
    return content[:at] + number + content[at + len(number) :]


def splice(content: bytes, draw: random.Random) -> bytes:
    other = draw.choice(seeds()).content
    return content[: draw.randrange(len(content) + 1)] + other[draw.randrange(len(other)) :]


BYTES = (flip, flip, cut, take_out, put_in, double, extreme, extreme, splice)

# ---- text with one row a line --------------------------------------------------------------------


def cell_of_line(content: bytes, draw: random.Random) -> bytes:
    cells = re.split(rb"([;,\t])", content)
    cells[draw.randrange(len(cells))] = draw.choice(TEXTS).encode()
    return b"".join(cells)


def quotes(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[:at] + draw.choice((b'"', b'""', b'"\n"', b"'", b'";"')) + content[at:]


def breaks(content: bytes, draw: random.Random) -> bytes:
    return content.replace(b"\n", draw.choice((b"\r", b"\n\r", b"\x0b", b"\x85", b"\x00", b"")))


def many(content: bytes, draw: random.Random) -> bytes:
    """A line of very many cells, or very many lines."""
    if draw.random() < 0.5:
        return content + b"\n" + draw.choice((b";", b",", b"\t")) * draw.choice((900, 1100, 20000))
    return content + draw.choice((b"\nx;y", b"\n", b"\n;;")) * draw.choice((500, 3000))


def mark(content: bytes, draw: random.Random) -> bytes:
    first = (
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"sep=\x00\n",
        b"sep=ab\n",
        b"\x1a",
        b"+/v8",
    )
    return draw.choice(first) + content


LINES = (cell_of_line, cell_of_line, quotes, breaks, many, mark)

# ---- members of an archive -----------------------------------------------------------------------


def twice(parts: Parts, draw: random.Random) -> None:
    name, part = draw.choice(parts)
    parts.append((name, draw.choice(parts)[1] if draw.random() < 0.5 else part))


def gone(parts: Parts, draw: random.Random) -> None:
    del parts[draw.randrange(len(parts))]
    if not parts:
        parts.append(("x", b""))


def renamed(parts: Parts, draw: random.Random) -> None:
    at = draw.randrange(len(parts))
    parts[at] = (draw.choice(NAMES) or parts[at][0].upper(), parts[at][1])


def swapped(parts: Parts, draw: random.Random) -> None:
    one, other = draw.randrange(len(parts)), draw.randrange(len(parts))
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])


def added(parts: Parts, draw: random.Random) -> None:
    names = ("xl/vbaProject.bin", "word/document.xml", "xl/workbook.bin", "content.xml", *NAMES)
    parts.append((draw.choice(names) or "y", draw.choice((b"", draw.randbytes(50), packed(parts)))))


def in_itself(parts: Parts, draw: random.Random) -> None:
    """An archive in an archive in an archive: nothing may unpack what is inside."""
    inner = packed(parts)
    for _ in range(draw.randrange(1, 5)):
        inner = packed([("a.xlsx", inner), ("b.xlsx", inner)])
    parts.append(("xl/embeddings/a.xlsx", inner))


def bomb(parts: Parts, draw: random.Random) -> None:
    parts.append((draw.choice(("xl/media/a.bin", "xl/worksheets/sheet9.xml")), zeros()))


def crowd(parts: Parts, draw: random.Random) -> None:
    parts.extend((f"xl/x{number}.xml", b"") for number in range(draw.choice((100, 5100))))


@cache
def zeros() -> bytes:
    return b" " * BOMB


# A bomb and a crowd take a hundred times as long to make as the others, so they are rare.
MEMBERS: tuple[Callable[[Parts, random.Random], object], ...] = (
    *(twice, gone, renamed, swapped, added) * 8, in_itself, bomb, crowd,
)  # fmt: skip


def lie_of_sizes(content: bytes, draw: random.Random) -> bytes:
    """The directory says other sizes, places or ways of packing than the members have."""
    places = [found.start() for found in re.finditer(rb"PK\x01\x02", content)]
    if not places:
        return content
    at = draw.choice(places) + draw.choice((10, 16, 20, 24, 28, 42))
    number = struct.pack("<I", draw.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 10_000_000)))
    return content[:at] + number + content[at + 4 :]


# ---- inside a member -----------------------------------------------------------------------------


def spoil_member(parts: Parts, draw: random.Random) -> str:
    """Spoil one member in place; returns the way. The sheets are spoiled most."""
    places = [n for n, (name, _part) in enumerate(parts) if "sheet" in name or "content" in name]
    at = draw.choice(places) if places and draw.random() < 0.6 else draw.randrange(len(parts))
    name, part = parts[at]
    way = draw.choice(XML)
    parts[at] = (name, way(part, draw))
    return way.__name__


def in_place(
    pattern: re.Pattern[bytes], part: bytes, draw: random.Random, become: Callable[..., bytes]
) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    hit = draw.choice(found)
    return part[: hit.start()] + become(hit) + part[hit.end() :]


def attribute(part: bytes, draw: random.Random) -> bytes:
    texts = draw.choice((NUMBERS, NUMBERS, REFERENCES, TEXTS))
    return in_place(ATTRIBUTE, part, draw, lambda hit: named(hit[1], draw.choice(texts)))


def named(name: bytes, text: str) -> bytes:
    return name + b'="' + escaped(text).replace(b'"', b"&quot;") + b'"'


def escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def value(part: bytes, draw: random.Random) -> bytes:
    texts = draw.choice((TEXTS, TEXTS, NUMBERS))

    def become(hit: re.Match[bytes]) -> bytes:
        inner = escaped(draw.choice(texts))
        return b"<" + hit[1] + hit[2] + b">" + inner + b"</" + hit[1] + b">"

    return in_place(VALUE, part, draw, become)


def element_out(part: bytes, draw: random.Random) -> bytes:
    return in_place(ELEMENT, part, draw, lambda hit: b"")


def element_often(part: bytes, draw: random.Random) -> bytes:
    return in_place(ELEMENT, part, draw, lambda hit: hit[0] * draw.choice((2, 50, 2000)))


def tag(part: bytes, draw: random.Random) -> bytes:
    others = (b"row", b"c", b"v", b"sheetData", b"mergeCell", b"x:row", b"is", b"f", b"si")
    return in_place(TAG, part, draw, lambda hit: b"<" + hit[1] + draw.choice(others))


def deep(part: bytes, draw: random.Random) -> bytes:
    levels = draw.choice((50, 5000, 100_000))
    name = draw.choice((b"a", b"row", b"c", b"table:table-row", b"si"))
    nest = b"<" + name + b">"
    close = b"</" + name + b">"
    return in_place(ELEMENT, part, draw, lambda hit: nest * levels + hit[0] + close * levels)


def entities(part: bytes, draw: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    kinds = (
        f'<!DOCTYPE a [<!ENTITY e0 "ha">{lines}]>',
        '<!DOCTYPE a [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    )
    head, _sign, rest = part.partition(b"?>")
    spoiled = head + b"?>" + draw.choice(kinds).encode() + rest
    return spoiled.replace(b"</", b"&e9;</", 1)


def extent(part: bytes, draw: random.Random) -> bytes:
    """What tells how far a sheet reaches: its dimension, merged ranges, repeated rows and cells."""
    repeated = draw.choice(NUMBERS).encode()
    part = re.sub(rb'(repeated=)"\d+"', rb'\1"' + repeated + b'"', part, count=draw.choice((1, 9)))
    area = escaped(draw.choice(REFERENCES))
    part = re.sub(rb'(<dimension ref=)"[^"]*"', rb'\1"' + area + b'"', part)
    merged = b'<mergeCells count="1"><mergeCell ref="' + area + b'"/></mergeCells>'
    return part.replace(b"</sheetData>", b"</sheetData>" + merged, 1)


def encoding(part: bytes, draw: random.Random) -> bytes:
    name = draw.choice((b"UTF-16", b"UTF-7", b"EBCDIC-CP-US", b"x", b"ISO-8859-1", b"UTF-32"))
    spoiled = part.replace(b"UTF-8", name, 1)
    return spoiled.decode("utf-8", "replace").encode("utf-16") if draw.random() < 0.3 else spoiled


def raw(part: bytes, draw: random.Random) -> bytes:
    return draw.choice(BYTES)(part, draw)


XML = (
    *(attribute, value) * 4, element_out, element_often, tag, tag, extent, extent, raw, raw,
    deep, entities, encoding,
)  # fmt: skip
