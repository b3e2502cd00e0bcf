"""What the cells of an OpenDocument sheet carry beside their values, read from its content.xml.

The same marks as those of an .xlsx file, and its merged ranges, which the reader of values does not
tell. Formulas are kept as text and never computed.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from maali_engines.sheets.data import Merged
from maali_engines.sheets.marks import EXTERNAL, Found, local, walk

# The document is only walked through when something in it may be worth the walk.
WORTH = (
    b"table:number-rows-spanned",
    b"office:annotation",
    b"table:visibility",
    b"table:formula",
    b"text-line-through",
)
CELLS = ("table-cell", "covered-table-cell")
HIDDEN = ("collapse", "filter")
MOST_HIDDEN = 10_000  # rows repeated beyond this are the empty rest of a sheet


def read_open_marks(content: bytes) -> dict[str, Found]:
    """Marks by sheet name; raises `Refused` for parts that are no honest XML."""
    with ZipFile(BytesIO(content)) as archive:
        document = archive.read("content.xml")
    if not any(sign in document for sign in WORTH):
        return {}
    marks: dict[str, Found] = {}
    struck: set[str] = set()
    sheet, row = Found(), 0
    for element in walk(document):
        kind = local(element)
        if kind == "style" and is_struck(element):
            struck.add(attribute(element, "name"))
        elif kind == "table-row":
            row = take_row(sheet, element, row, struck)
            element.clear()
        elif kind == "table":
            marks[attribute(element, "name")] = sheet
            sheet, row = Found(), 0
    return marks


def attribute(element: Element, name: str) -> str:
    """The attribute of that name in whichever namespace it stands."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def number(element: Element, name: str) -> int:
    text = attribute(element, name)
    return int(text) if text.isdecimal() else 1


def is_struck(style: Element) -> bool:
    lines = (attribute(each, "text-line-through-style") for each in style.iter())
    return any(line not in {"", "none"} for line in lines)


def take_row(sheet: Found, row: Element, before: int, struck: set[str]) -> int:
    """Gather the marks of a row; returns how many rows there are up to it."""
    repeated = number(row, "number-rows-repeated")
    if attribute(row, "visibility") in HIDDEN:
        sheet.hidden_rows.update(range(before + 1, before + 1 + min(repeated, MOST_HIDDEN)))
    column = 1
    for cell in row:
        if local(cell) in CELLS:
            take_cell(sheet, cell, (before + 1, column), struck)
            column += number(cell, "number-columns-repeated")
    return before + repeated


def take_cell(sheet: Found, cell: Element, place: tuple[int, int], struck: set[str]) -> None:
    down, across = number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned")
    if down > 1 or across > 1:
        sheet.merged.append(Merged(*place, place[0] + down - 1, place[1] + across - 1))
    if attribute(cell, "style-name") in struck and len(cell):
        sheet.struck.add(place)
    if formula := attribute(cell, "formula"):
        sheet.formulas[place] = formula.removeprefix("of:").removeprefix("=")
        if EXTERNAL.search(formula):
            sheet.external.add(place)
    if comment := "\n".join(comment_of(cell)).strip():
        sheet.comments[place] = comment


def comment_of(cell: Element) -> Iterator[str]:
    for note in cell:
        if local(note) == "annotation":
            yield from ("".join(part.itertext()) for part in note if local(part) == "p")
