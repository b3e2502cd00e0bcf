"""How uploads and questions are shown: rows of the database as what a template prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.merge_shown import MergeShown, merge_shown
from maali.intake.models import Upload, UploadRow
from maali.intake.words import (
    column_title,
    language,
    place_of,
    problem_sentence,
    reason_word,
    sentence,
)
from maali.inventory.models import KINDS
from maali.organisations.models import Organisation
from maali_engines.sheets.catalogue import BY_KEY, SHEETS

TONES = {"stop": "risk", "ask": "person", "note": "idle"}


@dataclass
class CellShown:
    """One cell beside what it was understood as; `fault` says what is wrong with it."""

    key: str
    title: str
    column: str
    raw: str
    value: str
    certainty: str
    comment: str
    mended: str
    fault: str
    merge: MergeShown | None = None


@dataclass
class RowShown:
    row: UploadRow
    cells: list[CellShown]
    problems: list[dict[str, str]]
    name: str


def refusal_shown(upload: Upload) -> str:
    """Why the file was refused, in the language of whoever reads it."""
    fault = upload.guess.get("refused")
    return sentence(*fault) if fault else upload.refusal


def file_problems(upload: Upload) -> list[dict[str, str]]:
    """What is wrong with the file or a whole sheet or column, ready for the list of problems."""
    reasons = [
        {"text": reason_word(code, params), "tone": "person", "place": upload.name}
        for code, params in upload.guess.get("needs_person", ())
    ]
    targets = {each["name"]: each["target"] for each in upload.guess.get("sheets", ())}
    return reasons + [
        problem_shown(titled(each, targets), upload.name, each.get("sheet", ""), each.get("row"))
        for each in upload.guess.get("problems", ())
    ]


def titled(problem: dict[str, Any], targets: Mapping[str, str]) -> dict[str, Any]:
    """The problem with the title of the column that it is about, in the reader's language."""
    title = column_title(targets.get(problem.get("sheet", ""), ""), problem.get("key", ""))
    return {**problem, "params": {**problem["params"], "title": title}}


def problem_shown(
    problem: dict[str, Any], file: str, sheet: str, row: int | None
) -> dict[str, str]:
    return {
        "text": problem_sentence(problem),
        "tone": TONES[problem["severity"]],
        "place": place_of(file, sheet, row, problem.get("column", "")),
    }


def sheets_shown(upload: Upload) -> list[dict[str, Any]]:
    """Each sheet with what it was taken for and its columns with a choice for each."""
    return [
        {
            **sheet,
            "why": reason_word(sheet["reason"], {}),
            "target_title": BY_KEY[sheet["target"]].titles[language()]
            if sheet["target"] in BY_KEY
            else "",
            "targets": [(each.key, each.titles[language()]) for each in SHEETS],
            "options": columns_of(sheet["target"]),
            "layouts": layout_words(),
            "first_title_row": min(sheet["header_rows"], default=None),
            "last_title_row": max(sheet["header_rows"], default=None),
            "columns": [
                {
                    **column,
                    "why": reason_word(column["reason"], {}),
                    "percent": round(100 * column["confidence"]),
                }
                for column in sheet["columns"]
            ],
        }
        for sheet in upload.guess.get("sheets", ())
    ]


def layout_words() -> list[tuple[str, str]]:
    return [
        ("table", _("a table, one row for each")),
        ("matrix", _("a matrix: systems down, sites across")),
        ("one_column", _("text in one column, one line for each")),
    ]


def remembered_shown(organisation: Organisation) -> dict[str, list[dict[str, Any]]]:
    """What was said of the organisation's sheets and columns, in words, each with who and when."""
    layouts = dict(layout_words())
    sheets = [
        {
            "learnt": each,
            "target": sheet_title(each.target),
            "layout": layouts.get(each.layout, ""),
            "look": ", ".join(each.look[:8]),
        }
        for each in organisation.learnt_sheets.all()
    ]
    columns = [
        {
            "learnt": each,
            "sheet": sheet_title(each.target),
            "means": column_title(each.target, each.key) if each.key else _("a column of your own"),
        }
        for each in organisation.learnt_columns.order_by("target", "title")
    ]
    return {"sheets": sheets, "columns": columns}


def sheet_title(target: str | None) -> str:
    """The title of a sheet asked for; of none of them in words; "" where nothing was said."""
    if target is None:
        return ""
    return BY_KEY[target].titles[language()] if target in BY_KEY else _("nothing that is asked for")


def columns_of(target: str) -> list[tuple[str, str]]:
    if target not in BY_KEY:
        return []
    return [(column.key, column.titles[language()]) for column in BY_KEY[target].columns]


def rows_shown(upload: Upload, rows: Iterable[UploadRow]) -> list[RowShown]:
    """The rows of one page of the preview: raw cells beside what will be stored."""
    return [
        RowShown(
            row,
            [cell_shown(row, key, cell) for key, cell in cells_of(row).items()],
            [problem_shown(each, "", row.sheet, row.row) for each in row.problems],
            row_name(row),
        )
        for row in rows
    ]


def cells_of(row: UploadRow) -> dict[str, dict[str, Any]]:
    """The row's cells, with an empty one for what it lacks and must have: so it can be mended."""
    cells = {key: cell for key, cell in row.cells.items() if key != "site_users"}
    lacking = [each for each in row.problems if each.get("key") and each["key"] not in cells]
    return {**{each["key"]: {"column": each.get("column", "")} for each in lacking}, **cells}


def row_name(row: UploadRow) -> str:
    if row.target not in BY_KEY:
        return str(row)
    named = row.cells.get(BY_KEY[row.target].named_by, {})
    return str(named.get("value") or named.get("raw") or "–")


def cell_shown(row: UploadRow, key: str, cell: dict[str, Any]) -> CellShown:
    faults = [problem_sentence(each) for each in row.problems if each.get("key") == key]
    mended = cell.get("mended")
    return CellShown(
        key=key,
        title=column_title(row.target, key),
        column=cell.get("column", ""),
        raw=cell.get("raw", ""),
        value=value_word(
            named_value(row.target, key, cell.get("value")), bool(cell.get("open_ended"))
        ),
        certainty=cell.get("certainty", "known"),
        comment=cell.get("comment", ""),
        mended=_("mended by %(person)s") % {"person": mended["by"]} if mended else "",
        fault=" ".join(faults),
        merge=merge_shown(row.target, key, cell),
    )


def named_value(target: str, key: str, value: Any) -> Any:
    """A code of the inventory by its name; any other value as it is."""
    name = FIELDS.get(target, {}).get(key)
    if name is None or target not in KIND_OF or not isinstance(value, str):
        return value
    field: Any = KINDS[KIND_OF[target]]._meta.get_field(name)
    return dict(field.flatchoices).get(value, value)


def value_word(value: Any, open_ended: bool = False) -> str:
    """A stored value as a reader writes it."""
    if open_ended:
        return _("open-ended")
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
