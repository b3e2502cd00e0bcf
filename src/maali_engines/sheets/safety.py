"""What is refused before it is read, whoever sent it: nothing here trusts a name or a header.

The content decides what a file is, never its extension. Archives are unpacked in small pieces and
counted, so that a small file that would become large is stopped with bounded memory. Codes:

empty_file, too_large, picture, pdf, word_processor, macros, encrypted, old_workbook, other_format,
not_text, damaged, zip_bomb, too_many_rows, too_many_columns, too_many_cells, too_many_sheets.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from maali_engines.sheets.data import Refusal
from maali_engines.sheets.letters import place_of

Format = Literal["xlsx", "xlsm", "xls", "ods", "csv"]

PIECE = 1 << 18
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
OTHER_FORMATS = (
    b"PAR1",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"SQLite format",
)
# The beginnings of the workbooks of 1987-1993, which no one can be asked to trust.
OLD_WORKBOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, unpacked ones too; `ratio` is unpacked to packed, looked at above 1 MB."""

    size: int = 25_000_000
    unpacked: int = 300_000_000
    ratio: int = 200
    parts: int = 5_000
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 5_000_000
    sheets: int = 200


class Refused(Exception):
    """Raised inside the engine where a file must not be read on; carries the `Refusal`."""

    def __init__(self, code: str, **params: str | float) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, params)


def refuse(name: str, content: bytes, limits: Limits | None = None) -> Refusal | None:
    """Why the file is not read, or None when it is safe to read."""
    try:
        inspect(name, content, limits or Limits())
    except Refused as refused:
        return refused.refusal
    return None


def inspect(name: str, content: bytes, limits: Limits) -> Format:
    """What the file is by its content; raises `Refused`."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Refused("empty_file")
    if len(content) > limits.size:
        raise Refused("too_large", size=len(content), limit=limits.size)
    if content.startswith(b"PK"):
        return inspect_archive(content, limits)
    if content.startswith(OLE):
        return inspect_ole(content)
    refuse_other_kinds(content)
    return inspect_text(content)


def refuse_other_kinds(content: bytes) -> None:
    if content.startswith(PICTURES) or content[4:12] in {b"ftypheic", b"ftypavif"}:
        raise Refused("picture")
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise Refused("pdf")
    if content.startswith(OLD_WORKBOOKS):
        raise Refused("old_workbook")
    if content.startswith(b"{\\rtf"):
        raise Refused("word_processor")
    if content.startswith(OTHER_FORMATS):
        raise Refused("other_format")


def inspect_text(content: bytes) -> Format:
    """Text has no zero bytes (unless it is UTF-16) and hardly any control characters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    start = content[:65536].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"{", b"[")):
        raise Refused("other_format")
    sample = content[:PIECE]
    control = sum(sample.count(bytes([code])) for code in range(32) if code not in {9, 10, 12, 13})
    if b"\x00" in content or control > len(sample) // 500:
        raise Refused("not_text")
    return "csv"


def inspect_ole(content: bytes) -> Format:
    """The old container: an encrypted new workbook, an old workbook, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("encrypted")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused("word_processor")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused("macros")
    if "Workbook".encode("utf-16-le") in content:
        return "xls"
    if "Book".encode("utf-16-le") in content:
        raise Refused("old_workbook")
    raise Refused("other_format")


def inspect_archive(content: bytes, limits: Limits) -> Format:
    try:
        with ZipFile(BytesIO(content)) as archive:
            refuse_declared(archive.infolist(), limits)
            kind = kind_of(archive)
            refuse_unpacked(archive, kind, limits)
            return kind
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, KeyError, OSError) as fault:
        raise Refused("damaged") from fault
    except (NotImplementedError, RuntimeError, ValueError, OverflowError) as fault:
        raise Refused("damaged") from fault


def refuse_declared(parts: list[ZipInfo], limits: Limits) -> None:
    """By what the archive says of itself; a lie is found while unpacking."""
    if len(parts) > limits.parts:
        raise Refused("zip_bomb", parts=len(parts))
    if len({part.filename for part in parts}) < len(parts):
        raise Refused("damaged")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("encrypted")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > limits.unpacked:
        raise Refused("zip_bomb", unpacked=unpacked, limit=limits.unpacked)
    if unpacked > 1_000_000 and unpacked / packed > limits.ratio:
        raise Refused("zip_bomb", unpacked=unpacked, ratio=round(unpacked / packed))


def kind_of(archive: ZipFile) -> Format:
    names = set(archive.namelist())
    if "content.xml" in names:
        return kind_of_open_document(archive)
    if any(name.startswith("word/") for name in names):
        raise Refused("word_processor")
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        raise Refused("other_format")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    with archive.open("[Content_Types].xml") as types:
        return "xlsm" if b"macroEnabled" in types.read(PIECE) else "xlsx"


def kind_of_open_document(archive: ZipFile) -> Format:
    names = archive.namelist()
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(PIECE):
                raise Refused("encrypted")
    with archive.open("content.xml") as content:
        if b"spreadsheet" not in content.read(PIECE):
            raise Refused("word_processor")
    return "ods"


def refuse_unpacked(archive: ZipFile, kind: Format, limits: Limits) -> None:
    """Unpack everything in pieces: sizes that lied, sheets that are too long or too wide."""
    left = limits.unpacked
    for part in archive.infolist():
        counter = counter_for(part.filename, kind, limits)
        claim = Claim()
        for piece in pieces(archive, part):
            left -= len(piece)
            if left < 0:
                raise Refused("zip_bomb", limit=limits.unpacked)
            claim.take(piece)
            if counter:
                counter.take(piece)
        claim.check()
        if counter:
            counter.finish()


def pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


class Claim:
    """How many texts a part says that it holds: a reader sets memory aside for so many.

    A text takes more than one byte, so a part that claims more texts than it has bytes lies.
    """

    COUNT = re.compile(rb"""uniqueCount\s*=\s*["'](\d+)""")

    def __init__(self) -> None:
        self.size = self.most = 0
        self.rest = b""

    def take(self, piece: bytes) -> None:
        text = self.rest + piece
        self.size += len(piece)
        self.most = max([self.most, *(int(each[:12]) for each in self.COUNT.findall(text))])
        self.rest = text[-64:]

    def check(self) -> None:
        if self.most > self.size:
            raise Refused("damaged")


def counter_for(name: str, kind: Format, limits: Limits) -> "SheetSize | OpenSheetSize | None":
    if kind == "ods":
        return OpenSheetSize(limits) if name == "content.xml" else None
    # Any part may be named as a sheet by the workbook, wherever it lies.
    return SheetSize(limits)


class SheetSize:
    """How far one sheet reaches, counted while its XML flows by in pieces.

    A reader keeps a whole rectangle in memory, so one cell in the farthest corner is a bomb too.
    """

    TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)")
    PLACE = re.compile(rb"""\sr=["']([A-Za-z]*)(\d*)["']""")
    ANY = re.compile(rb"<(?:\w+:)?(?:row|c)(?=[\s/>])")
    CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
    ROW = re.compile(rb'<row r="(\d{1,7})"')

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rest = b""
        self.row = self.column = self.last_row = self.last_column = 0

    def take(self, piece: bytes) -> None:
        text = self.rest + piece
        cut = text.rfind(b"<")
        cut = len(text) if cut < 0 else cut
        self.rest = unfinished(text[cut:], self.TAG)
        if not self.take_plain(text, cut):
            for found in self.TAG.finditer(text, 0, cut):
                self.count(found[1], found[2])
        self.check()

    def take_plain(self, text: bytes, cut: int) -> bool:
        """Count at once where every tag begins with its place, as nearly all writers have it."""
        cells, rows = self.CELL.findall(text, 0, cut), self.ROW.findall(text, 0, cut)
        if not cells or len(cells) + len(rows) != len(self.ANY.findall(text, 0, cut)):
            return False
        letters, numbers = zip(*cells, strict=True)
        widest = max(place_of(each.decode()) for each in set(letters)) + 1
        self.column, self.row = place_of(letters[-1].decode()) + 1, int(numbers[-1])
        self.last_column = max(self.last_column, widest)
        self.last_row = max(self.last_row, *map(int, set(numbers)), *map(int, rows))
        return True

    def finish(self) -> None:
        for found in self.TAG.finditer(self.rest):
            self.count(found[1], found[2])
        self.check()

    def count(self, tag: bytes, attributes: bytes) -> None:
        place = self.PLACE.search(attributes)
        if tag == b"row":
            self.row = int(place[2] or 0) if place else self.row + 1
            self.column = 0
            self.last_row = max(self.last_row, self.row)
            return
        self.column = place_of(place[1].decode()) + 1 if place else self.column + 1
        self.last_column = max(self.last_column, self.column)
        if place:
            self.last_row = max(self.last_row, int(place[2] or 0))

    def check(self) -> None:
        refuse_extent(self.last_row, self.last_column, self.limits)


class OpenSheetSize:
    """The same for an OpenDocument sheet, where rows and cells may be repeated by a number."""

    TAG = re.compile(
        rb"<(/?)table:(table-row|covered-table-cell|table-cell|table)(?=[\s/>])([^<>]*)"
    )
    REPEAT = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d+)["']""")
    # Repeated empty rows at the end of a sheet are how the format says "the rest is empty".
    VALUE = re.compile(rb"office:(?:value-type|value|string-value)=|calcext:value-type=")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rest = b""
        self.open = 0
        self.start_table()

    def start_table(self) -> None:
        self.rows = self.filled_rows = self.columns = self.filled_columns = 0
        self.repeat, self.holds_value = 1, False

    def take(self, piece: bytes) -> None:
        text = self.rest + piece
        cut = text.rfind(b"<")
        cut = len(text) if cut < 0 else cut
        self.rest = unfinished(text[cut:], self.TAG)
        for found in self.TAG.finditer(text, 0, cut):
            self.count(found[1] == b"/", found[2], found[3])

    def finish(self) -> None:
        """The last tag closes the document: nothing is left to count."""

    def count(self, closing: bool, tag: bytes, attributes: bytes) -> None:
        if tag == b"table":
            self.take_table(closing, attributes)
        elif tag == b"table-row":
            self.end_row() if closing else self.start_row(attributes)
        elif not closing:
            self.columns += self.times(attributes)
            if self.VALUE.search(attributes):
                self.holds_value = True
                self.filled_columns = max(self.filled_columns, self.columns)

    def take_table(self, closing: bool, attributes: bytes) -> None:
        """Only a table that ends begins a new count: a reader goes on over one that does not."""
        if not closing:
            self.open += not attributes.rstrip().endswith(b"/")
        else:
            self.open = max(0, self.open - 1)
            if not self.open:
                self.start_table()

    def start_row(self, attributes: bytes) -> None:
        self.repeat, self.columns, self.holds_value = self.times(attributes), 0, False
        if attributes.rstrip().endswith(b"/"):
            self.end_row()

    def end_row(self) -> None:
        self.rows += self.repeat
        if self.holds_value:
            self.filled_rows = self.rows
            refuse_extent(self.filled_rows, self.filled_columns, self.limits)

    def times(self, attributes: bytes) -> int:
        found = self.REPEAT.search(attributes)
        return int(found[1]) if found else 1


def unfinished(text: bytes, tag: re.Pattern[bytes]) -> bytes:
    """What may go on in the next piece. No writer of sheets makes a tag as long as a piece."""
    if len(text) < PIECE:
        return text
    if tag.match(text):
        raise Refused("damaged")
    return b""


def refuse_extent(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Refused("too_many_rows", rows=rows, limit=limits.rows)
    if columns > limits.columns:
        raise Refused("too_many_columns", columns=columns, limit=limits.columns)
    if rows * columns > limits.cells:
        raise Refused("too_many_cells", cells=rows * columns, limit=limits.cells)
