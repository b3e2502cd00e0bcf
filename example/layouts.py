"""The eight layouts in which organisations answer (data/layouts.csv)."""

from collections.abc import Callable, Sequence
from itertools import groupby

from example.book import Sheet
from example.lists import MARK
from example.rows import Cell, Row
from example.style import GROUPED, Column, Style
from example.tables import table
from example.values import word

AREA_SHEETS = (
    ("Terveys", ("health",)), ("Sosiaali", ("social", "older")), ("Pelastus", ("rescue",)),
    ("Hallinto", ("admin", "any", "")), ("Tekniikka", ("infra",)),
)  # fmt: skip
ROWS_ABOVE = 5
WHOLE_ROW = {"E12", "E13", "E14", "E15", "E16", "E17", "E34", "E39"}


def lay_out(style: Style, rows: list[Row]) -> list[Sheet]:
    """The sheets with an organisation's systems; covers and hidden sheets come with them."""
    if style.one_column:
        return [one_column(style, rows)]
    return LAYOUTS[style.layout](style, rows)


def official(style: Style, rows: list[Row]) -> list[Sheet]:
    sheet = Sheet(word("sheet", "systems", style.language), "systems")
    write_table(sheet, style, 0, rows)
    return [sheet]


def two_row_header(style: Style, rows: list[Row]) -> list[Sheet]:
    sheet = Sheet(word("sheet", "survey", style.language), "systems")
    top = text_above(sheet, style) if style.text_above else 0
    write_two_headers(sheet, style, top)
    write_body(sheet, style, top + 2, rows)
    return [sheet]


def text_first(style: Style, rows: list[Row]) -> list[Sheet]:
    sheet = Sheet(word("sheet", "survey", style.language), "systems")
    write_table(sheet, style, text_above(sheet, style), rows)
    return [sheet]


def sheet_per_area(style: Style, rows: list[Row]) -> list[Sheet]:
    """One sheet per service area, each with its columns in another order (E03)."""
    sheets = []
    for number, (name, areas) in enumerate(AREA_SHEETS):
        chosen = [row for row in rows if area_of(row) in areas]
        if chosen:
            sheet = Sheet(name, "systems")
            write_table(sheet, style, 0, chosen, rotated(style.columns, number))
            sheets.append(sheet)
    return sheets


def area_of(row: Row) -> str:
    instance = row.entry.instance
    return instance.product["service_area"] if instance else ""


def rotated(columns: Sequence[Column], by: int) -> list[Column]:
    """The columns in another order, with the system's name still first among those asked."""
    rest = [column for column in columns if column.field != "system_name"]
    first = [column for column in columns if column.field == "system_name"]
    by %= max(1, len(rest))
    return first + rest[by:] + rest[:by]


def matrix(style: Style, rows: list[Row]) -> list[Sheet]:
    """Systems down, sites across; the sites' columns come from the rows' `sites` marks."""
    sheet = Sheet(word("sheet", "systems", style.language), "systems")
    names = sorted({name for row in rows for name in row.marks})
    columns = [*style.columns, *(Column("site", name) for name in names)]
    write_table(sheet, style, 0, rows, columns)
    return [sheet]


def short(style: Style, rows: list[Row]) -> list[Sheet]:
    sheet = Sheet("Taul1", "systems")
    write_table(sheet, style, 0, rows)
    return [sheet]


def separated(style: Style, rows: list[Row]) -> list[Sheet]:
    """CSV: a line that says what this is, then the header."""
    sheet = Sheet("", "systems")
    sheet.text(0, 0, MARK)
    write_table(sheet, style, 1, rows)
    return [sheet]


def cover_first(style: Style, rows: list[Row]) -> list[Sheet]:
    """A cover, a hidden sheet of instructions, then the data with a filter on."""
    cover = Sheet(word("sheet", "cover", style.language))
    text_above(cover, style)
    help_sheet = Sheet(word("sheet", "instructions", style.language), hidden=True)
    help_sheet.text(0, 0, "Täytä tiedot seuraavalle välilehdelle.")
    sheet = Sheet(word("sheet", "list", style.language), "systems")
    top = text_above(sheet, style) if style.text_above else 0
    write_table(sheet, style, top, rows)
    return [cover, help_sheet, sheet]


LAYOUTS: dict[str, Callable[[Style, list[Row]], list[Sheet]]] = {
    "L1": official,
    "L2": two_row_header,
    "L3": text_first,
    "L4": sheet_per_area,
    "L5": matrix,
    "L6": short,
    "L7": separated,
    "L8": cover_first,
}


def one_column(style: Style, rows: list[Row]) -> Sheet:
    """The whole table as text in one column (E05)."""
    sheet = Sheet("Taul1", "systems", header_rows=(0,), columns={0: ""})
    sheet.text(0, 0, "Järjestelmät sähköpostista")
    for number, row in enumerate(rows, 1):
        parts = [str(cell.raw) for cell in row.cells.values() if cell.raw not in (None, "")]
        true = "; ".join(cell.true for cell in row.cells.values())
        sheet.cells[number, 0] = Cell("; ".join(parts), true, "E05")
        sheet.targets[number] = row.target
        note_row_errors(sheet, number, row)
    return sheet


def note_row_errors(sheet: Sheet, number: int, row: Row) -> None:
    whole = [code for code in row.errors if code in WHOLE_ROW]
    if whole:
        sheet.row_errors[number] = whole


def text_above(sheet: Sheet, style: Style) -> int:
    """Five rows of text above the header (E01); the number of the header's row."""
    lines = [row["text"] for row in table("phrases") if row["kind"] == "above"]
    roles = [row["text"] for row in table("phrases") if row["kind"] == "cover_role"]
    organisation = style.organisation
    lines[0] = f"{organisation.name} / {lines[0]}"
    lines[2] = f"{lines[2]} {roles[organisation.quality % len(roles)]}"
    for at, line in enumerate(lines):
        sheet.text(at, 0, line)
    return ROWS_ABOVE


def write_table(
    sheet: Sheet, style: Style, top: int, rows: list[Row], columns: Sequence[Column] = ()
) -> None:
    """One header row and the body below it."""
    columns = columns or style.columns
    for at, column in enumerate(columns):
        sheet.cells[top, at] = title_cell(column)
    sheet.header_rows = (top,)
    write_body(sheet, style, top + 1, rows, columns)


def title_cell(column: Column) -> Cell:
    return Cell(column.title, column.field, "E08" if column.variant else "")


def write_two_headers(sheet: Sheet, style: Style, top: int) -> None:
    """Two header rows (E02): contract columns under one merged title, the others merged down."""
    sheet.header_rows = (top, top + 1)
    at = 0
    for grouped, columns in groupby(style.columns, key=lambda column: column.field in GROUPED):
        block = list(columns)
        if grouped:
            sheet.text(top, at, word("group", "contract", style.language))
            for number, column in enumerate(block):
                title = word("group", column.field, style.language)
                sheet.cells[top + 1, at + number] = Cell(title, column.field, "E02")
            if len(block) > 1:
                sheet.merges.append((top, at, top, at + len(block) - 1))
        else:
            for number, column in enumerate(block):
                sheet.cells[top, at + number] = title_cell(column)
                sheet.merges.append((top, at + number, top + 1, at + number))
        at += len(block)


def write_body(
    sheet: Sheet, style: Style, top: int, rows: list[Row], columns: Sequence[Column] = ()
) -> None:
    columns = columns or style.columns
    sheet.columns = {at: column.field for at, column in enumerate(columns)}
    for number, row in enumerate(rows, top):
        sheet.targets[number] = row.target
        note_row_errors(sheet, number, row)
        for at, column in enumerate(columns):
            cell = cell_of(row, column)
            if cell is not None and cell.is_there:
                sheet.cells[number, at] = cell
        if row.hidden:
            sheet.hidden_rows.add(number)
    if style.merges_vendor:
        merge_vendors(sheet, top, rows, columns)
    if style.filtered or sheet.hidden_rows:
        sheet.filter = (top - 1, 0, top + len(rows) - 1, len(columns) - 1)


def cell_of(row: Row, column: Column) -> Cell | None:
    if column.field == "site" and column.title in row.marks:
        return row.marks[column.title]
    return row.cells.get(column.field) if column.field else row.own.get(column.title)


def merge_vendors(sheet: Sheet, top: int, rows: list[Row], columns: Sequence[Column]) -> None:
    """The vendor given once for the rows below it, as one merged cell (E35)."""
    fields = [column.field for column in columns]
    if "vendor" not in fields:
        return
    at = fields.index("vendor")
    for _, block in groupby(
        range(top, top + len(rows)), key=lambda row: sheet_vendor(sheet, row, at)
    ):
        numbers = list(block)
        if len(numbers) > 1 and sheet_vendor(sheet, numbers[0], at):
            sheet.merges.append((numbers[0], at, numbers[-1], at))
            for number in numbers[1:]:
                cell = sheet.cells[number, at]
                cell.raw, cell.error = None, "E35"


def sheet_vendor(sheet: Sheet, row: int, at: int) -> str:
    cell = sheet.cells.get((row, at))
    return str(cell.raw) if cell and cell.raw and not cell.error else ""
