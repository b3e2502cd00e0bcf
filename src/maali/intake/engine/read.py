"""From the bytes of a file to rows: what the reader of sheets finds, as rows that can be kept."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import now

from maali.intake import queries
from maali.intake.engine.checks import find_gaps
from maali.intake.engine.merging import handout_of
from maali.intake.engine.people import people_of
from maali.intake.models import Upload, UploadRow
from maali.inventory.models import Product
from maali_engines.sheets import data, extract, guess, identity, read, returned, safety, values
from maali_engines.sheets.catalogue import BY_KEY, SHEETS

Fault = tuple[str, dict[str, Any]]


@dataclasses.dataclass
class Reading:
    """What was found in a file: why it is refused, or its sheets, rows and problems."""

    state: str = Upload.State.READ
    refused: Fault | None = None
    guess: dict[str, Any] = dataclasses.field(default_factory=dict)
    rows: list[UploadRow] = dataclasses.field(default_factory=list)
    holds_identity_code: bool = False
    # True when the code stands in the file's name, which is then not kept either.
    name_holds_one: bool = False


def read_file(name: str, content: bytes, upload: Upload, *, rows: bool, limit: int) -> Reading:
    """Read a file into rows that are not saved yet; with `rows` false only see whether it is safe.

    `upload` says whose file it is: what that sender's titles mean, and how many people they have.
    A workbook that we handed out is known by its hidden key, and `upload.handout` set to it.
    """
    limits = safety.Limits(size=limit)
    refusal = safety.refuse(name, content, limits)
    if refusal:
        return refused(refusal.code, refusal.params)
    workbook = read.read(name, content, limits)
    if isinstance(workbook, data.Refusal):
        return refused(workbook.code, workbook.params)
    stamp, workbook = returned.parted(workbook)
    given, fault = handout_of(stamp, upload)
    if fault:
        return refused(*fault)
    upload.handout = upload.handout or given
    guessed = guess.guess(
        workbook,
        SHEETS,
        remembered=queries.learnt(upload.organisation),
        corrections=corrections(upload),
    )
    products = Product.objects.values_list("name", flat=True)
    people = people_of(upload.organisation)
    taken = extract.extract(workbook, guessed, people=people, products=products)
    if not (rows or taken.holds_identity_code):
        return Reading(Upload.State.RECEIVED)
    return as_reading(upload, workbook, guessed, taken)


def refused(code: str, params: Mapping[str, Any]) -> Reading:
    fault = (code, dict(params))
    return Reading(Upload.State.REFUSED, fault, {"refused": fault})


def corrections(upload: Upload) -> dict[str, data.Correction]:
    """What people have said of the sheets of this very file."""
    corrected = upload.guess.get("corrected", {})
    return {
        sheet: data.Correction(
            said.get("target"),
            said.get("columns", {}),
            tuple(said.get("header_rows", ())),
            said.get("layout") or None,
        )
        for sheet, said in corrected.items()
    }


def as_reading(
    upload: Upload, workbook: data.Workbook, guessed: data.Guess, taken: data.Extract
) -> Reading:
    rows = [as_row(upload, row) for row in taken.rows]
    loose = put_to_rows(rows, taken.problems)
    find_gaps(rows)
    found = {
        "sheets": [as_sheet(sheet) for sheet in guessed.sheets],
        "needs_person": [[reason.code, dict(reason.params)] for reason in guessed.needs_person],
        "problems": loose,
    }
    state = Upload.State.NEEDS_PERSON if guessed.needs_person else Upload.State.READ
    return Reading(state, None, found, rows, taken.holds_identity_code, not workbook.name)


def as_sheet(sheet: data.SheetGuess) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "target": sheet.target,
        "reason": sheet.reason,
        "confidence": round(sheet.confidence, 2),
        "layout": sheet.layout,
        "language": sheet.language,
        "header_rows": list(sheet.header_rows),
        "look": list(sheet.look),
        "columns": [dataclasses.asdict(column) for column in sheet.columns],
    }


def as_row(upload: Upload, row: data.Row) -> UploadRow:
    cells = {key: as_cell(cell) for key, cell in row.cells.items()}
    if row.site_users:
        cells["site_users"] = {"value": dict(row.site_users), "raw": "", "column": ""}
    return UploadRow(
        upload=upload,
        target=row.sheet_key,
        sheet=row.sheet_name[:120],
        row=row.row,
        part=row.part,
        kind=row.kind,
        cells=cells,
        own=dict(row.own),
    )


def as_cell(cell: data.Cell) -> dict[str, Any]:
    """The cell as it is kept: only what it has, dates and sums as text."""
    kept: dict[str, Any] = {
        "column": cell.column,
        "raw": cell.raw,
        "value": plain(cell.value),
        "certainty": cell.certainty,
        "note": cell.note,
    }
    if cell.comment:
        kept["comment"] = cell.comment
    if cell.open_ended:
        kept["open_ended"] = True
    if cell.low is not None or cell.high is not None:
        kept["between"] = [cell.low, cell.high]
    return kept


def plain(value: data.Found) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def put_to_rows(rows: list[UploadRow], problems: Sequence[data.Problem]) -> list[dict[str, Any]]:
    """Give each problem to the rows of its place; returns those of no row."""
    at: dict[tuple[str, int], list[UploadRow]] = {}
    for row in rows:
        at.setdefault((row.sheet, row.row), []).append(row)
    loose = []
    for problem in problems:
        kept = {
            "code": problem.code,
            "severity": problem.severity,
            "column": problem.column,
            "key": problem.key,
            "params": dict(problem.params),
        }
        theirs = at.get((problem.sheet, problem.row or 0), [])
        for row in theirs:
            row.problems = [*row.problems, kept]
        if not theirs:
            loose.append({**kept, "sheet": problem.sheet, "row": problem.row})
    return loose


def read_value(target: str, key: str, text: str) -> tuple[dict[str, Any], Fault | None]:
    """What a person's own text says in a column of a sheet, and why it cannot be if it cannot."""
    try:
        column = BY_KEY[target].column(key)
    except KeyError:
        return {}, ("no_such_column", {"key": key})
    said = values.read_value(column, text)
    cell = data.Cell(
        "",
        text,
        said.value,
        said.certainty,
        said.note,
        open_ended=said.open_ended,
        low=said.low,
        high=said.high,
    )
    wrong = (said.problem and said.severity != "note") or said.problem.startswith("unreadable")
    return as_cell(cell), (said.problem, dict(said.params)) if wrong else None


def mended(by: str, text: str) -> dict[str, str]:
    """Who wrote what in place of a cell, and when."""
    return {"by": by, "at": now().isoformat(timespec="minutes"), "text": text}


def why_not_keep(text: str) -> Fault | None:
    """A text with a personal identity code in it is never stored, whoever writes it."""
    return ("identity_code_refused", {}) if identity.holds_identity_code(text) else None
