"""Which of the problems of a file become questions, how they are answered, and which come first."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maali.intake.engine.fields import FIELDS
from maali.intake.engine.keys import cell_text, name_of
from maali.intake.models import Upload, UploadRow
from maali.inventory.models import Integration

ROWS_PER_QUESTION = 8
# The kind of subject of a question about a row that the inventory could not take in.
ROW = "upload_row"
DIFFERENCES_KEPT = 500


@dataclass(frozen=True)
class Asked:
    """How one kind of question is answered: by one of `choices`, or with a value of the column.

    A smaller `rank` is asked first. A `shared` one is asked once for a column, not for each cell.
    """

    rank: int
    choices: tuple[str, ...] = ()
    shared: bool = False


# First what decides whether a thing exists or is one thing; then what a start day can hang on;
# then single values.
ASKED: dict[str, Asked] = {
    "answers_differ": Asked(1, ("later", "earlier")),
    # A row that names nothing cannot be taken in; its question is about the row itself.
    "missing_required": Asked(2),
    "two_products_in_cell": Asked(2, ("one", "several")),
    "duplicate_row_in_file": Asked(3, ("same", "different")),
    "struck_through": Asked(4, ("gone", "in_use")),
    "known_cancelled": Asked(4, ("gone", "in_use")),
    "end_before_start": Asked(5),
    "impossible_date": Asked(5),
    "implausible_count": Asked(6),
    "unreadable_date": Asked(6),
    "unreadable_count": Asked(8),
    "unreadable_money": Asked(8),
    "unreadable_months": Asked(8),
    "unclear_yes_no": Asked(7),
    "two_meanings_in_column": Asked(7, ("parted_right", "vendor", "owner_role"), shared=True),
    "money_vat_unknown": Asked(8, ("with_vat", "without_vat"), shared=True),
    "formula_external": Asked(8),
    "formula_error": Asked(8),
    "integration_one_sided": Asked(9, ("exists", "wrong")),
}


@dataclass(frozen=True)
class Candidate:
    """Something that could be asked; `place` is what must not be asked twice."""

    code: str
    kind: str
    subject_id: int | None
    field: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, str, int]:
        return ASKED[self.code].rank, self.sheet, self.row or 0

    @property
    def place(self) -> tuple[str, str, int | None, str]:
        return self.code, self.kind, self.subject_id, self.field

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
        return cls("answers_differ", "upload", upload.pk, params=params)


def candidates(rows: Sequence[UploadRow]) -> Iterator[Candidate]:
    """What the rows' own problems ask; the shared ones once for their column."""
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        for problem in row.problems:
            asked = ASKED.get(problem["code"])
            if asked is None or problem["severity"] == "note":
                continue
            if not row.subject_id and problem["severity"] != "stop":
                continue
            place = (problem["code"], row.sheet, problem.get("column", ""))
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
    )


def column_title(row: UploadRow, letter: str) -> str:
    """The title of the column as written in the file."""
    for sheet in row.upload.guess.get("sheets", ()):
        for column in sheet["columns"] if sheet["name"] == row.sheet else ():
            if column["letter"] == letter:
                return str(column["title"])
    return letter


def one_sided(upload: Upload) -> Iterator[Candidate]:
    """Integrations with another's system that the other, having answered, does not tell of."""
    told = Integration.objects.filter(
        organisation=upload.organisation, to_system__isnull=False, from_system__isnull=False
    ).exclude(to_system__organisation=upload.organisation)
    answered = Upload.objects.filter(programme=upload.programme, state=Upload.State.ACCEPTED)
    others = told.filter(to_system__organisation__in=answered.values("organisation"))
    for each in others.select_related("from_system", "to_system__organisation"):
        if each.to_system is None:
            continue
        back = Integration.objects.filter(organisation=each.to_system.organisation).filter(
            Q(to_system=each.from_system) | Q(from_system=each.from_system)
        )
        if not back.exists():
            params = {
                "from": each.from_name,
                "to": each.to_name,
                "other": str(each.to_system.organisation),
            }
            yield Candidate("integration_one_sided", "integration", each.pk, params=params)
