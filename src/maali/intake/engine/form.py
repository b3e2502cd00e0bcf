"""The form in the browser as plain data: what was handed out, with what has been typed since.

Texts are what people write: a form's cell is read by the same reader as a workbook's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maali.intake.engine.fields import KIND_OF
from maali.intake.engine.handing import asked_sheets
from maali.intake.models import Entry, Handout, Round
from maali_engines.sheets.columns import Column, Language, Sheet
from maali_engines.sheets.plain import UNKNOWN, spelt

# What a form holds of a row beside the columns of the catalogue.
GONE, REMARK = "gone", "remark"
NOT_KNOWN = UNKNOWN
NEW_LINE = re.compile(r"new-[0-9a-f]{12}")


@dataclass
class FormRow:
    """One row: `texts` by the key of a column as people read them, `entries` what was typed."""

    line: str
    texts: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return NEW_LINE.fullmatch(self.line) is not None

    @property
    def is_gone(self) -> bool:
        return bool(self.texts.get(GONE))

    def name(self, sheet: Sheet) -> str:
        return self.texts.get(sheet.named_by, "").strip()


def sheets_of_form(of: Round, only: Iterable[str] = ()) -> list[Sheet]:
    """The sheets that a form asks, all or those of `only`; `required` marks what must be said."""
    wanted = set(only)
    return [
        sheet
        for sheet in asked_sheets(of)
        if sheet.key in KIND_OF and (not wanted or sheet.key in wanted)
    ]


def language_of(handout: Handout) -> Language:
    return "sv" if handout.language == "sv" else "en" if handout.language == "en" else "fi"


def takes_remarks(sheet: Sheet) -> bool:
    """A sheet without a column for notes gets one of its own in the form."""
    return all(column.key != "notes" for column in sheet.columns)


def has_cell(sheet: Sheet, key: str) -> bool:
    own = key == GONE or (key == REMARK and takes_remarks(sheet))
    return own or any(column.key == key for column in sheet.columns)


def has_line(handout: Handout, sheet: Sheet, line: str) -> bool:
    return line in handout.rows.get(sheet.key, {}) or NEW_LINE.fullmatch(line) is not None


def form_rows(
    handout: Handout, entries: Iterable[Entry], sheet: Sheet, language: Language
) -> list[FormRow]:
    """The rows of one sheet: those handed out by their names, then new ones as they were added.

    `entries` are the form's, of whichever sheets.
    """
    columns = {column.key: column for column in sheet.columns}
    rows = {
        line: FormRow(line, spelt_out(values, columns, language))
        for line, values in handout.rows.get(sheet.key, {}).items()
    }
    known = sorted(rows.values(), key=lambda row: (row.name(sheet).casefold(), row.line))
    added: list[FormRow] = []
    for entry in entries:
        if entry.sheet != sheet.key:
            continue
        row = rows.get(entry.line)
        if row is None:
            row = rows[entry.line] = FormRow(entry.line)
            added.append(row)
        row.texts[entry.column] = entry.text
        row.entries[entry.column] = entry
    return [*known, *added]


def spelt_out(
    values: Mapping[str, Any], columns: Mapping[str, Column], language: Language
) -> dict[str, str]:
    return {
        key: spelt(value, columns[key], language) for key, value in values.items() if key in columns
    }


def lacking(row: FormRow, sheet: Sheet) -> list[Column]:
    """The mandatory columns that say nothing; "not known" is an answer."""
    if row.is_gone:
        return []
    return [each for each in sheet.columns if each.required and not row.texts.get(each.key, "")]


def torn(rows: Iterable[FormRow]) -> list[Entry]:
    """Cells where two people wrote different things and nobody has chosen yet."""
    return [each for row in rows for each in row.entries.values() if each.other_by]


def for_workbook(row: FormRow) -> dict[str, Any]:
    """The row for the writer of workbooks, with its identifier; texts stay as they were typed."""
    said = {key: text for key, text in row.texts.items() if key not in {GONE, REMARK} and text}
    return {**said, "id": "" if row.is_new else row.line}
