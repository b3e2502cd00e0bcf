"""What a workbook of ours says of itself when it comes back: its hidden sheet, taken apart."""

from dataclasses import fields, replace

from maali_engines.sheets.data import RawSheet, Workbook
from maali_engines.sheets.values import as_text
from maali_engines.sheets.write import ABOUT_SHEET, Stamp

LONGEST = 100


def parted(workbook: Workbook) -> tuple[Stamp | None, Workbook]:
    """The stamp of the workbook, None where it has none, and the workbook without our own pages.

    Programs may add a number to the name of a sheet, or show it; the words in it decide. The page
    that says how to fill in goes too: its lines are no answers.
    """
    for sheet in workbook.sheets:
        if sheet.name.casefold().startswith(ABOUT_SHEET) and (found := stamp_of(sheet)):
            others = tuple(
                each for each in workbook.sheets if each is not sheet and each.name != found.guide
            )
            return found, replace(workbook, sheets=others)
    return None, workbook


def stamp_of(sheet: RawSheet) -> Stamp | None:
    """The pairs of the first two columns; only what is known, whatever else was written there."""
    known = {each.name for each in fields(Stamp)}
    pairs = {
        name: as_text(row[1])[:LONGEST] if len(row) > 1 else ""
        for row in sheet.rows[: len(known) + 5]
        if row and (name := as_text(row[0])) in known
    }
    return Stamp(**pairs) if "schema" in pairs else None
