"""What a workbook's cells carry beside their values: hidden rows, formulas, comments, strikes.

Read from the XML parts of an .xlsx file. Parts with a document type are refused: the format has
none, and only what declares entities needs one. Formulas are kept as text and never computed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import ZipFile

from maali_engines.sheets.data import Merged, Place
from maali_engines.sheets.letters import place_of as number_of
from maali_engines.sheets.safety import Refused

EXTERNAL = re.compile(r"\[[^\[\]]+\][^\[\]!]*!|file:|https?:", re.IGNORECASE)
PLACE = re.compile(r"^([A-Za-z]{1,3})(\d{1,7})$")
# The sheet is only walked through when something in it may be worth the walk.
WORTH = (b'hidden="', b"hidden='", b"<f>", b"<f ", b":f>", b":f ", b't="e"', b"t='e'")


@dataclass
class Found:
    """The marks of one sheet while they are gathered."""

    hidden_rows: set[int] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    formulas: dict[Place, str] = field(default_factory=dict)
    external: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    """Only where the reader of values does not tell them itself."""


def read_marks(content: bytes) -> dict[str, Found]:
    """Marks by sheet name; raises `Refused` for parts that are no honest XML."""
    with ZipFile(BytesIO(content)) as archive:
        struck = struck_styles(archive)
        return {
            name: sheet_marks(archive, path, struck) for name, path in sheet_parts(archive).items()
        }


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def walk(content: bytes) -> Iterator[Element]:
    """The elements of a part as they end; each may be cleared by whoever takes it."""
    if b"<!DOCTYPE" in content or b"\x00" in content[:4096]:
        raise Refused("damaged")
    try:
        for _event, element in iterparse(BytesIO(content)):  # noqa: S314 (no document type)
            yield element
    except (ParseError, ValueError, LookupError) as fault:
        raise Refused("damaged") from fault


def relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Identifier → (end of the type, part) of what a part points to within the file."""
    path = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if path not in archive.namelist():
        return {}
    found = {}
    for element in walk(archive.read(path)):
        if local(element) == "Relationship" and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            whole = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, whole)
    return found


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Sheet name → part of its XML."""
    related = relations(archive, "xl/workbook.xml")
    parts = {}
    for element in walk(archive.read("xl/workbook.xml")):
        if local(element) == "sheet":
            pointer = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            if pointer in related:
                parts[element.get("name", "")] = related[pointer][1]
    return parts


def struck_styles(archive: ZipFile) -> frozenset[str]:
    """Numbers of the cell styles whose font is struck through."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    content = archive.read("xl/styles.xml")
    if b"strike" not in content:
        return frozenset()
    fonts: list[bool] = []
    formats: list[str] = []
    for element in walk(content):
        if local(element) == "fonts":
            fonts = [is_struck(font) for font in element]
        elif local(element) == "cellXfs":
            formats = [each.get("fontId", "0") for each in element]
    struck = {str(number) for number, is_on in enumerate(fonts) if is_on}
    return frozenset(str(number) for number, font in enumerate(formats) if font in struck)


def is_struck(font: Element) -> bool:
    return any(
        local(part) in {"strike", "dstrike"} and part.get("val", "1") not in {"0", "false"}
        for part in font
    )


def sheet_marks(archive: ZipFile, path: str, struck: frozenset[str]) -> Found:
    found = Found()
    if path not in archive.namelist():
        return found
    content = archive.read(path)
    if struck or any(sign in content for sign in WORTH):
        for element in walk(content):
            if local(element) == "row":
                take_row(found, element, struck)
                element.clear()
    for kind, part in relations(archive, path).values():
        if kind == "comments" and part in archive.namelist():
            found.comments.update(read_comments(archive.read(part)))
    return found


def take_row(found: Found, row: Element, struck: frozenset[str]) -> None:
    number = row.get("r", "")
    if row.get("hidden") in {"1", "true"} and number.isdecimal():
        found.hidden_rows.add(int(number))
    for cell in row:
        place = place_of(cell.get("r", ""))
        if place:
            take_cell(found, cell, place, struck)


def take_cell(found: Found, cell: Element, place: Place, struck: frozenset[str]) -> None:
    if cell.get("s") in struck and len(cell):
        found.struck.add(place)
    parts = {local(part): part.text or "" for part in cell}
    if "f" in parts:
        found.formulas[place] = parts["f"]
        if EXTERNAL.search(parts["f"]):
            found.external.add(place)
    if cell.get("t") == "e":
        found.errors[place] = parts.get("v", "")


def place_of(reference: str) -> Place | None:
    match = PLACE.match(reference)
    return (int(match[2]), number_of(match[1]) + 1) if match else None


def read_comments(content: bytes) -> dict[Place, str]:
    comments = {}
    for element in walk(content):
        if local(element) == "comment" and (place := place_of(element.get("ref", ""))):
            texts = [part.text or "" for part in element.iter() if local(part) == "t"]
            if text := "".join(texts).strip():
                comments[place] = text
    return comments
