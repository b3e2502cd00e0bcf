"""A returned workbook or form against what was handed out and what the inventory holds by now.

Each cell of a row that was handed out gets its mark: `UploadRow.cells[key]["merge"]` is one of
"untouched", "changed", "contradicts" and "emptied", with "base" (as handed out) and "ours" (as
known now) beside it, all as plain values. Only what has changed is told to the inventory.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maali.intake.engine.contradictions import settle_by_rules
from maali.intake.engine.fields import KIND_OF
from maali.intake.engine.handing import known_rows
from maali.intake.engine.keys import COMPOUND, NAMED_BY
from maali.intake.engine.tell import is_handed
from maali.intake.models import Handout, Upload, UploadRow
from maali.inventory.models import KINDS
from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.merge import CellMerge, Merge, Returned, RowMerge, merge_sheet
from maali_engines.sheets.write import ID_TITLE, Stamp

Fault = tuple[str, dict[str, Any]]
UNREAD = {"subtotal", "blank"}


def handout_of(stamp: Stamp | None, upload: Upload) -> tuple[Handout | None, Fault | None]:
    """What the sender was given, by the hidden key of the workbook; or why it is not theirs.

    A key of another installation or programme says nothing here: the rows are known by name then.
    """
    if stamp is None or not stamp.handout.isdecimal() or len(stamp.handout) > 15:
        return None, None
    if stamp.programme != upload.programme.code:
        return None, None
    given = (
        Handout.objects.select_related("invitation__organisation", "invitation__round")
        .filter(pk=int(stamp.handout), invitation__round__programme=upload.programme)
        .first()
    )
    if given is None:
        return None, None
    owner = given.invitation.organisation
    if owner.pk != upload.organisation_id:
        return None, (
            "workbook_of_other",
            {"owner": str(owner), "sender": str(upload.organisation)},
        )
    return given, None


def merge_rows(upload: Upload, rows: Sequence[UploadRow]) -> None:
    """Mark each cell of the rows that were handed out, and note in `upload.guess["merge"]` what
    vanished; nothing is written. Without a handout the rows stay as they are.

    A row carries the identifier that it was handed out with as `own["maali_id"]`.
    """
    identifiers = [take_identifier(row) for row in rows]
    given = upload.handout
    if given is None:
        return
    came = columns_that_came(upload, rows)
    vanished: dict[str, list[dict[str, Any]]] = {}
    for target, base in given.rows.items():
        places = [
            place
            for place, row in enumerate(rows)
            if row.target == target and row.kind not in UNREAD and not row.part
        ]
        theirs = [Returned(at, identifiers[at], texts_of(rows[at])) for at in places]
        merge = merged(upload, target, base, theirs, came.get(target, set()))
        for each in merge.rows:
            mark_row(rows[each.place], each, came)
        if gone := [named(target, pk, base[pk]) for pk in merge.vanished]:
            vanished[target] = gone
        if theirs and not any(identifiers[at] for at in places):
            note_missing_identifiers(upload, rows[places[0]].sheet)
    settle_by_rules(upload, rows)
    upload.guess["merge"] = {
        "vanished": {} if given.medium == Handout.Medium.FORM else vanished,
        "sheets_gone": [target for target in vanished if target not in came],
        "counts": dict(counts(rows)),
    }


def take_identifier(row: UploadRow) -> str:
    """The hidden identifier; it is ours and no column of the sender's own.

    A row that was merged before is what it was found to be then.
    """
    if is_handed(row):
        return str(row.subject_id)
    return str(row.own.pop(ID_TITLE, "")).strip()


def texts_of(row: UploadRow) -> dict[str, str]:
    """What stands in each cell: what a person mended it to, else as written."""
    return {
        key: str(cell["mended"]["text"] if "mended" in cell else cell.get("raw", ""))
        for key, cell in row.cells.items()
        if key != "site_users"
    }


def columns_that_came(upload: Upload, rows: Iterable[UploadRow]) -> dict[str, set[str]]:
    """By the sheet asked for the keys of the columns that the file has; of a form all it names."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in upload.guess.get("sheets", ()):
        if sheet["target"]:
            found[sheet["target"]] |= {each["key"] for each in sheet["columns"] if each["key"]}
    if not found:
        for row in rows:
            found[row.target] |= row.cells.keys()
    return dict(found)


def merged(
    upload: Upload,
    target: str,
    base: Mapping[str, Mapping[str, Any]],
    theirs: Sequence[Returned],
    present: set[str],
) -> Merge:
    sheet = BY_KEY[target]
    found = KINDS[KIND_OF[target]].objects.filter(organisation=upload.organisation_id)
    ours = known_rows(upload.organisation, sheet, found)
    # What is no longer in the inventory cannot be held against it: such a row is a new one.
    still = {pk: cells for pk, cells in base.items() if pk in ours}
    return merge_sheet(sheet, still, theirs, ours, present=present, named_by=named_by(target))


def named_by(target: str) -> tuple[str, ...]:
    return (NAMED_BY[target][0], *COMPOUND.get(target, ()))


def mark_row(row: UploadRow, merge: RowMerge, came: Mapping[str, set[str]]) -> None:
    if merge.copy_of and not merge.id:
        named = BY_KEY[row.target].named_by
        row.problems = [
            *row.problems,
            {
                "code": "row_copied",
                "severity": "note",
                "column": row.cells.get(named, {}).get("column", ""),
                "key": named,
                "params": {"name": row.cells.get(named, {}).get("raw", "")},
            },
        ]
    if not merge.id:
        return
    row.subject_kind, row.subject_id = KIND_OF[row.target], int(merge.id)
    for key, cell in merge.cells.items():
        if "mended" in row.cells.get(key, {}):
            continue  # a person's own word about the cell is told, whatever it says
        before = row.cells.get(key, emptied_cell())
        kept = {name: value for name, value in before.items() if name not in {"rule", "sides"}}
        row.cells[key] = {**kept, **marks(cell)}


def marks(cell: CellMerge) -> dict[str, Any]:
    return {"merge": cell.mark, "base": cell.base, "ours": cell.ours}


def emptied_cell() -> dict[str, Any]:
    return {"column": "", "raw": "", "value": None, "certainty": "unknown", "note": "emptied"}


def named(target: str, pk: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    """A row by its name, for whoever is asked what became of it."""
    words = [str(cells[key]) for key in named_by(target) if cells.get(key)]
    return {"kind": KIND_OF[target], "id": int(pk), "name": " – ".join(words) or pk}


def note_missing_identifiers(upload: Upload, sheet: str) -> None:
    upload.guess.setdefault("problems", []).append(
        {
            "code": "identifiers_missing",
            "severity": "note",
            "column": "",
            "key": "",
            "params": {},
            "sheet": sheet,
            "row": None,
        }
    )


def counts(rows: Iterable[UploadRow]) -> Counter[str]:
    """How many cells bear each mark."""
    return Counter(cell["merge"] for row in rows for cell in row.cells.values() if "merge" in cell)
