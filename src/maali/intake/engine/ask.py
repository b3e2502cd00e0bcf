"""What becomes a question, how each kind is answered, and which come first.

A new kind of question is one line in `ASKED`, one sentence in `asked_in_words.py`, and whoever
finds it as a `Candidate`: a check (`checks.py`), a problem of a file's row, or a merge.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maali.intake.engine.fields import FIELDS
from maali.intake.engine.keys import cell_text, name_of
from maali.intake.models import Upload, UploadRow

# Of so many rows at most one question is asked first; the others can wait.
ROWS_PER_QUESTION = 8
# The kind of subject of a question about a row that the inventory could not take in.
ROW = "upload_row"
DIFFERENCES_KEPT = 500


@dataclass(frozen=True)
class Asked:
    """How one kind of question is answered: by one of `choices`, or with a value of the column.

    A smaller `rank` is asked first. A `shared` one is asked once for a column, not for each cell.
    With `written` a value may be written besides the choices. A `once` kind is found by the merge
    of a file and not by a check: it stands until it is answered or the file is taken back. With
    `across` it also depends on what other organisations tell.
    """

    rank: int
    choices: tuple[str, ...] = ()
    shared: bool = False
    written: bool = False
    once: bool = False
    across: bool = False


# First what decides whether a thing exists or is one thing; then what a start day can hang on;
# then single values; last what was asked for and left empty.
ASKED: dict[str, Asked] = {
    "answers_differ": Asked(1, ("later", "earlier"), once=True),
    # A row that names nothing cannot be taken in; its question is about the row itself.
    "missing_required": Asked(2),
    "two_products_in_cell": Asked(2, ("one", "several")),
    "row_vanished": Asked(3, ("in_use", "gone", "stays"), once=True),
    "duplicate_row_in_file": Asked(3, ("same", "different")),
    "same_contract_by_two": Asked(3, ("same_contract", "different_contracts"), across=True),
    "contradiction": Asked(4, written=True, once=True),
    "struck_through": Asked(4, ("gone", "in_use")),
    "known_cancelled": Asked(4, ("gone", "in_use")),
    "end_before_start": Asked(5),
    "impossible_date": Asked(5),
    "implausible_count": Asked(6),
    "users_above_staff": Asked(6),
    "unreadable_date": Asked(6),
    "cell_emptied": Asked(7, ("holds_still", "emptied"), once=True),
    "unclear_yes_no": Asked(7),
    "two_meanings_in_column": Asked(7, ("parted_right", "vendor", "owner_role"), shared=True),
    "money_vat_unknown": Asked(8, ("with_vat", "without_vat"), shared=True),
    "unreadable_count": Asked(8),
    "unreadable_money": Asked(8),
    "unreadable_months": Asked(8),
    "points_elsewhere": Asked(8),
    "formula_external": Asked(8),
    "formula_error": Asked(8),
    "integration_one_sided": Asked(9, ("exists", "wrong"), across=True),
    "system_without_contract": Asked(10, ("no_contract",), written=True),
    "data_store_without_controller": Asked(10, ("own",), written=True),
    "site_without_network": Asked(10, ("no_network",), written=True),
    "contract_without_system": Asked(11, ("no_system",), written=True),
    "integration_without_end": Asked(12, ("outside", "wrong"), written=True, across=True),
    "mandatory_empty": Asked(13),
    "unknown_given": Asked(14),
}


@dataclass(frozen=True)
class Candidate:
    """Something that could be asked; `place` is what must not be asked twice.

    `params` fill the sentence, and say what the answer goes to: `target` and `key` (sheet and
    column of the catalogue), and for what two have told `sides`: a list of {"value": plain, "raw",
    "who", "when": ISO day, "place"}. A question about several rows lists them in `rows`: each
    {"kind", "id", "name"}.
    """

    code: str
    kind: str
    subject_id: int | None
    field: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    upload_id: int | None = None

    @property
    def rank(self) -> tuple[int, str, int]:
        return ASKED[self.code].rank, self.sheet, self.row or 0

    @property
    def place(self) -> tuple[str, str, int | None, str]:
        return self.code, self.kind, self.subject_id, self.field

    @property
    def marks(self) -> set[tuple[Any, ...]]:
        """By what two candidates ask for the same value: the cell, or the field of the thing."""
        found: set[tuple[Any, ...]] = {self.place}
        asked = ASKED[self.code]
        if asked.choices and not asked.written:
            return found
        found.add(("value", self.kind, self.subject_id, self.params.get("target"), self.field))
        if self.column and self.row:
            found.add(("cell", self.upload_id, self.sheet, self.row, self.column))
        return found

    @classmethod
    def of_differences(
        cls, upload: Upload, earlier: Upload, differing: Sequence[dict[str, Any]]
    ) -> "Candidate":
        """One question for a file that was answered twice, however many values differ."""
        later, first = sorted((upload, earlier), key=lambda each: (each.answered_on, each.pk))[::-1]
        params = {
            "later": later.name,
            "earlier": first.name,
            "count": len(differing),
            "differences": [*differing[:DIFFERENCES_KEPT]],
        }
        return cls("answers_differ", "upload", upload.pk, params=params, upload_id=upload.pk)


def once_each(found: Iterable[Candidate]) -> list[Candidate]:
    """The weightiest first; of two that ask for the same value only the weightier."""
    taken: set[tuple[Any, ...]] = set()
    kept = []
    for each in sorted(found, key=lambda each: each.rank):
        if not each.marks & taken:
            taken |= each.marks
            kept.append(each)
    return kept


def candidates(rows: Sequence[UploadRow]) -> Iterator[Candidate]:
    """What the rows' own problems ask; the shared ones once for their column."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        for problem in row.problems:
            asked = ASKED.get(problem["code"])
            if asked is None or problem["severity"] == "note":
                continue
            if not row.subject_id and problem["severity"] != "stop":
                continue
            place = (row.upload_id, problem["code"], row.sheet, problem.get("column", ""))
            if asked.shared and place in seen:
                continue
            seen.add(place)
            yield of_problem(row, problem)


def of_problem(row: UploadRow, problem: dict[str, Any]) -> Candidate:
    """A question about the row's own thing, or about the contract that a system's row speaks of."""
    key = problem.get("key", "")
    params = {**problem["params"], "target": row.target, "key": key}
    if ASKED[problem["code"]].shared:
        params["title"] = column_title(row, problem.get("column", ""))
    params["name"] = name_of(row)
    params["raw"] = row.cells.get(key, {}).get("raw", "") or name_of(row)
    if row.target == "systems" and key in FIELDS["contract of a system"]:
        params["reference"] = cell_text(row, "contract_ref")
    return Candidate(
        problem["code"],
        row.subject_kind if row.subject_id else ROW,
        row.subject_id or row.pk,
        field=key,
        sheet=row.sheet,
        row=row.row,
        column=problem.get("column", ""),
        params=params,
        upload_id=row.upload_id,
    )


def column_title(row: UploadRow, letter: str) -> str:
    """The title of the column as written in the file."""
    for sheet in row.upload.guess.get("sheets", ()):
        for column in sheet["columns"] if sheet["name"] == row.sheet else ():
            if column["letter"] == letter:
                return str(column["title"])
    return letter
