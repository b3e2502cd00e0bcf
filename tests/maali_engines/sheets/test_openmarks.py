"""Marks of OpenDocument sheets: merged cells, hidden rows, comments, strikes, formulas."""

from io import BytesIO
from zipfile import ZipFile

from maali_engines.sheets.data import Merged
from tests.maali_engines.sheets.books import opened

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)


def text_cell(text: str, attributes: str = "", inside: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>{inside}'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def document(*rows: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>"
            '<style:style style:name="gone" style:family="table-cell">'
            '<style:text-properties style:text-line-through-style="solid"/></style:style>'
            "</office:automatic-styles><office:body><office:spreadsheet>"
            '<table:table table:name="A">'
            f"{''.join(rows)}</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


def test_a_value_merged_over_rows_stands_in_each() -> None:
    merged = 'table:number-rows-spanned="3" table:number-columns-spanned="1"'
    [sheet] = opened(
        document(
            row(text_cell("Effica") + text_cell("Tieto", merged)),
            row(text_cell("Pegasos") + COVERED),
            row(text_cell("M2") + COVERED),
        ),
        "vastaus.ods",
    ).sheets
    assert [each[1] for each in sheet.rows] == ["Tieto"] * 3
    assert sheet.marks.merged == (Merged(1, 2, 3, 2),)


def test_hidden_rows_comments_strikes_and_formulas_are_marked_after_repeated_rows() -> None:
    note = "<office:annotation><text:p>päättyy 2023</text:p></office:annotation>"
    [sheet] = opened(
        document(
            row(text_cell("Effica")),
            row("<table:table-cell/>", 'table:number-rows-repeated="3"'),
            row(text_cell("Pegasos", inside=note), 'table:visibility="filter"'),
            row(text_cell("Vanha", 'table:style-name="gone"')),
            row(text_cell("2", "table:formula=\"of:='file:///muu.ods'#$A.B2\"")),
        ),
        "vastaus.ods",
    ).sheets
    assert sheet.marks.hidden_rows == {5}
    assert sheet.marks.comments == {(5, 1): "päättyy 2023"}
    assert sheet.marks.struck == {(6, 1)}
    assert sheet.marks.external == {(7, 1)}
    assert len(sheet.rows) == 6  # what stood in the other file is not there
