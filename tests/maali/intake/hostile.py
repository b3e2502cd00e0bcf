"""Real files of the kinds that people send by mistake, and of those that nobody should send."""

import io
import struct
import zipfile
import zlib
from datetime import datetime

import xlsxwriter

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
FORMATS = "http://schemas.openxmlformats.org"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = f"{FORMATS}/officeDocument/2006/relationships"
TYPES = (
    f'{HEAD}<Types xmlns="{FORMATS}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
)
WORKBOOK = (
    f'{HEAD}<workbook xmlns="{FORMATS}/spreadsheetml/2006/main" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Taul1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def relation(kind: str, target: str) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


OPENING = f'{HEAD}<worksheet xmlns="{FORMATS}/spreadsheetml/2006/main"><sheetData>'


def table(rows: list[list[object]], *, name: str = "Järjestelmät", formulas: bool = False) -> bytes:
    """A workbook of one sheet; texts stay texts unless formulas are wanted."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": formulas})
    book.set_properties({"created": datetime(2021, 11, 12)})  # the same rows, the same bytes
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def picture() -> bytes:
    """A PNG of one pixel, whatever its name says."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def encrypted() -> bytes:
    """The outside of a workbook with a password: an OLE container of an EncryptedPackage."""
    sector = 512
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<I", 0) + b"\xff" * 4 * 108
    table_of_sectors = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (sector - 8)
    names = [("Root Entry", 5), ("EncryptionInfo", 2), ("EncryptedPackage", 2), ("", 0)]
    return (
        bytes(head[:sector].ljust(sector, b"\xff"))
        + table_of_sectors
        + b"".join(map(directory_entry, names))
    )


def directory_entry(named: tuple[str, int]) -> bytes:
    name, kind = named
    text = (name + "\0").encode("utf-16-le") if name else b""
    tail = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return (text.ljust(64, b"\0") + tail).ljust(116, b"\0") + struct.pack("<IQ", 0xFFFFFFFE, 0)


def packed(sheet: list[str], repeated: str = "", times: int = 0) -> bytes:
    """A workbook whose sheet is written part by part, so that a huge one costs no memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", relation("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", WORKBOOK)
        sheet_relation = relation("worksheet", "worksheets/sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", sheet_relation)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(OPENING.encode())
            for text in sheet:
                part.write(text.encode())
            for _number in range(times):
                part.write(repeated.encode())
            part.write(b"</sheetData></worksheet>")
    return out.getvalue()


def million_rows() -> bytes:
    """A correct workbook of a million rows of two cells."""
    some = 10_000
    parts = (
        "".join(
            f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>1</v></c></row>'
            for r in range(at, at + some)
        )
        for at in range(1, 1_000_001, some)
    )
    return packed(list(parts))


def zip_bomb() -> bytes:
    """About half a megabyte that unpacks to more than 500."""
    return packed([], " " * 1_000_000, 520)
