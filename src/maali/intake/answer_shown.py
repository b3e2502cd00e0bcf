"""How the form is shown: cells as fields of a page, rows and sheets with how far they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maali.intake.engine.form import NOT_KNOWN, REMARK, FormRow, lacking, takes_remarks, torn
from maali.intake.engine.read import read_value
from maali.intake.models import Entry
from maali.intake.shown import language
from maali.intake.words import sentence
from maali_engines.sheets.columns import Column, Sheet
from maali_engines.sheets.plain import YES_NO
from maali_engines.sheets.values import is_missing

LONG = {"notes", "purpose", REMARK}
INPUT_MODES = {"count": "numeric", "months": "numeric", "year": "numeric", "money": "decimal"}


@dataclass
class FieldShown:
    """One cell as a field: how it is typed, what stands there, who wrote it, what is wrong."""

    key: str
    label: str
    help: str = ""
    kind: str = "text"
    required: bool = False
    text: str = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    version: int = 0
    saved: str = ""
    by: str = ""
    problem: str = ""
    other: str = ""
    other_by: str = ""

    @property
    def unknown(self) -> bool:
        return bool(self.text) and is_missing(self.text)

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.kind, "text")

    @property
    def control(self) -> str:
        """How it is answered: by "radios", a "select", a "long" text or a "line"."""
        if self.kind == "yes_no":
            return "radios"
        if self.options:
            return "select"
        return "long" if self.key in LONG or self.kind == "list" else "line"


def field_shown(row: FormRow, sheet: Sheet, column: Column) -> FieldShown:
    text, entry = row.texts.get(column.key, ""), row.entries.get(column.key)
    shown = FieldShown(
        column.key,
        column.titles[language()],
        column.help.get(language(), "") or how_to_write(column),
        column.kind,
        column.required,
        text,
        options_of(sheet, column, text),
        problem=problem_of(sheet, column.key, text),
    )
    return with_entry(shown, entry)


def how_to_write(column: Column) -> str:
    """What to write where the catalogue says nothing of it."""
    return {
        "list": _("Several with semicolons between."),
        "date": _("For example 31.12.2023."),
        "months": _("In months, for example 6."),
        "money": _("Euros a year without value added tax."),
        "year": _("Four digits, for example 2015."),
    }.get(column.kind, "")


def with_entry(shown: FieldShown, entry: Entry | None) -> FieldShown:
    if entry:
        shown.version, shown.by = entry.version, entry.by
        shown.saved = clock(entry)
        shown.other, shown.other_by = entry.other, entry.other_by
    return shown


def clock(entry: Entry) -> str:
    return f"{localtime(entry.at):%H.%M}" if language() == "fi" else f"{localtime(entry.at):%H:%M}"


def options_of(sheet: Sheet, column: Column, text: str) -> list[tuple[str, str, bool]]:
    """Value, word and whether it is chosen; what was written beside the list stays on it."""
    words = [each.titles[language()] for each in column.choices]
    if column.kind == "yes_no":
        words = list(YES_NO[language()])
    if not words or is_missing(text):
        return [(word, word, False) for word in words]
    chosen = read_value(sheet.key, column.key, text)[0].get("value") if text else None
    keys: list[Any] = [each.key for each in column.choices] or [True, False]
    found = [(word, word, key == chosen) for key, word in zip(keys, words, strict=True)]
    if text and not any(is_chosen for _value, _word, is_chosen in found):
        found.append((text, text, True))
    return found


def problem_of(sheet: Sheet, key: str, text: str) -> str:
    """What the reader says of the text, in words; "" when it can be taken in as it is."""
    if not text or is_missing(text) or key == REMARK:
        return ""
    fault = read_value(sheet.key, key, text)[1]
    return sentence(*fault) if fault else ""


def remark_shown(row: FormRow) -> FieldShown:
    text = row.texts.get(REMARK, "")
    shown = FieldShown(REMARK, _("Your own remarks"), text=text)
    return with_entry(shown, row.entries.get(REMARK))


def fields_shown(row: FormRow, sheet: Sheet) -> tuple[list[FieldShown], list[FieldShown]]:
    """What must be answered, and what helps if it is known."""
    fields = [field_shown(row, sheet, column) for column in sheet.columns]
    if takes_remarks(sheet):
        fields.append(remark_shown(row))
    return [each for each in fields if each.required], [x for x in fields if not x.required]


@dataclass
class RowListed:
    """One row in the list of its sheet."""

    line: str
    name: str
    lacking: int
    is_gone: bool
    is_new: bool
    torn: int
    touched_by: str

    @property
    def needs_somebody(self) -> bool:
        return bool(self.lacking or self.torn)


def row_listed(row: FormRow, sheet: Sheet) -> RowListed:
    last = max(row.entries.values(), key=lambda each: each.at, default=None)
    return RowListed(
        row.line,
        row.name(sheet) or _("without a name"),
        len(lacking(row, sheet)),
        row.is_gone,
        row.is_new,
        len(torn([row])),
        last.by if last else "",
    )


@dataclass
class SheetShown:
    """One sheet on the first page: its rows, and how much of what must be said has been."""

    key: str
    title: str
    rows: int
    ready: int
    percent: int
    torn: int
    href: str
    sent: str = ""

    @property
    def tone(self) -> str:
        if self.torn:
            return "risk"
        return "idle" if not self.rows else "ok" if self.rows == self.ready else "person"


def sheet_shown(sheet: Sheet, rows: Sequence[FormRow], href: str, sent: str = "") -> SheetShown:
    must = sum(1 for each in sheet.columns if each.required)
    missing = [len(lacking(row, sheet)) for row in rows]
    cells = must * len(rows)
    return SheetShown(
        sheet.key,
        sheet.titles[language()],
        len(rows),
        missing.count(0),
        round(100 * (cells - sum(missing)) / cells) if cells else 0,
        len(torn(rows)),
        href,
        sent,
    )


@dataclass
class ToMend:
    """One thing on the page before sending: a row, what of it, and where it is mended."""

    name: str
    text: str
    href: str
    tone: str = "person"


def to_mend(sheet: Sheet, rows: Iterable[FormRow], href: Any) -> list[ToMend]:
    """What is missing, cannot be read or says two things, row by row. `href` takes a line."""
    found = []
    for row in rows:
        name, at = row.name(sheet) or _("without a name"), href(row.line)
        titles = [column.titles[language()] for column in lacking(row, sheet)]
        if torn([row]):
            found.append(ToMend(name, _("Two people wrote different answers."), at, "risk"))
        found += [ToMend(name, said, at, "risk") for said in unreadable(row, sheet)]
        if titles:
            found.append(ToMend(name, _("Missing: %(what)s") % {"what": ", ".join(titles)}, at))
    return sorted(found, key=lambda each: each.tone != "risk")


def unreadable(row: FormRow, sheet: Sheet) -> list[str]:
    """The faults of what was typed in this form; what was handed out has been read before."""
    keys = [key for key in row.entries if any(column.key == key for column in sheet.columns)]
    return [said for key in keys if (said := problem_of(sheet, key, row.texts[key]))]


__all__ = [
    "NOT_KNOWN",
    "FieldShown",
    "RowListed",
    "SheetShown",
    "ToMend",
    "field_shown",
    "fields_shown",
    "problem_of",
    "row_listed",
    "sheet_shown",
    "to_mend",
]
