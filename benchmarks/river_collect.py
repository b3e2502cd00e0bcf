"""The first half of the river: files in, rows and values out, against the truth of the example."""

import csv
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.river_match import measure_match
from benchmarks.table import Figure
from example import make_region

if TYPE_CHECKING:
    from maali.intake.models import Upload
    from maali.organisations.models import Programme

Rows = list[dict[str, str]]
# Rows that the truth counts but that are no rows of a list.
DROPPED = {"subtotal"}


def measure_collect(profile: str, seed: int, folder: Path) -> list[Figure]:
    """Make the region, collect all its files and compare; what needs nobody is accepted."""
    from maali.web.demo import set_up

    make_region(profile, seed, folder / "region")
    truth = {each.stem: read(each) for each in (folder / "region" / "truth").glob("*.csv")}
    start, worked = time.perf_counter(), time.process_time()
    programme = set_up(profile, by="yardstick")
    uploads = collect(programme, truth, folder / "region" / "workbooks")
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    name = f"{profile} {seed}: "
    figures = [
        *files_read(truth, uploads),
        *rows_found(truth, uploads),
        columns_right(truth, uploads),
        values_right(truth, uploads),
        *codes_stored(folder),
        traceable(programme),
        *questions_asked(uploads),
        *measure_match(programme, truth, folder),
        Figure("time to receive and accept", round(seconds, 1), "s", "≤ 60", seconds <= 60),
        Figure("of it processor time", round(worked, 1), "s"),
    ]
    return [Figure(name + each.name, *list(each.__dict__.values())[1:]) for each in figures]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def collect(
    programme: "Programme", truth: Mapping[str, Rows], workbooks: Path
) -> dict[str, "Upload"]:
    """Receive every file in the order of the answers, and accept those that need nobody."""
    from maali.intake.actions import accept, receive
    from maali.organisations.models import Organisation

    senders = {each.code: each for each in Organisation.objects.filter(programme=programme)}
    found = {}
    for file in sorted(truth["files"], key=lambda each: each["answered_on"]):
        name, sender = file["file"], senders[file["provider_id"]]
        upload = receive(programme, sender, name, (workbooks / name).read_bytes(), by="yardstick")
        found[name] = accept(upload, by="yardstick") if upload.state == "read" else upload
    return found


def files_read(truth: Mapping[str, Rows], uploads: Mapping[str, "Upload"]) -> Iterator[Figure]:
    answers = [each for each in truth["files"] if each["kind"] == "answer"]
    alone = [each for each in answers if uploads[each["file"]].state == "accepted"]
    goal = len(answers) - sum(each["needs_person"] == "yes" for each in answers)
    least = min(goal, round(len(answers) * 21 / 25))
    yield Figure("files answering", len(answers), "files")
    yield Figure(
        "files read without a person", len(alone), "files", f"≥ {least}", len(alone) >= least
    )
    wrong = [each for each in truth["files"] if each["kind"] == "wrong_file"]
    taken = sum(uploads[each["file"]].state == "accepted" for each in wrong)
    yield Figure("wrong files taken in", taken, "files", "0", taken == 0)


def rows_found(truth: Mapping[str, Rows], uploads: Mapping[str, "Upload"]) -> Iterator[Figure]:
    """Rows of lists, by file, sheet and row: those of the truth and those that were read."""
    told = {
        (each["file"], each["sheet"], int(each["row"])): each["target"] for each in truth["row_map"]
    }
    expected = {place for place, target in told.items() if target not in DROPPED}
    found = {
        (name, row.sheet, row.row)
        for name, upload in uploads.items()
        for row in upload.rows.exclude(kind__in=["subtotal", "blank"])
    }
    missed, extra = expected - found, found - expected
    yield Figure("rows of the truth", len(expected), "rows")
    yield Figure("rows found", len(expected & found), "rows", f"{len(expected)}", not missed)
    yield Figure("rows found that are none", len(extra), "rows", "0", not extra)
    kinds = {"stays", "gone", "not_a_system"}
    right = sum(
        (row.kind if row.kind in kinds else "entry")
        == (target if (target := told[name, row.sheet, row.row]) in kinds else "entry")
        for name, upload in uploads.items()
        for row in upload.rows.all()
        if (name, row.sheet, row.row) in expected
    )
    parts = sum(
        (name, row.sheet, row.row) in expected
        for name, upload in uploads.items()
        for row in upload.rows.all()
    )
    share = right / max(1, parts)
    yield Figure("rows taken for what they are", round(share, 4), "share", "≥ 0.97", share >= 0.97)


def columns_right(truth: Mapping[str, Rows], uploads: Mapping[str, "Upload"]) -> Figure:
    """Columns that mean one of the fields asked for and were understood so at the first guess."""
    guessed = {
        (name, sheet["name"], column["letter"]): column["key"]
        for name, upload in uploads.items()
        for sheet in upload.guess.get("sheets", ())
        for column in sheet["columns"]
    }
    asked = [each for each in truth["column_map"] if each["field"]]
    right = sum(
        guessed.get((each["file"], each["sheet"], each["column"])) == each["field"]
        for each in asked
    )
    share = right / max(1, len(asked))
    return Figure("columns right at first guess", round(share, 4), "share", "≥ 0.9", share >= 0.9)


def values_right(truth: Mapping[str, Rows], uploads: Mapping[str, "Upload"]) -> Figure:
    """Values of the fields whose truth can be compared: counts, days, yes or no."""
    read_cells = {
        (name, row.sheet, f"{cell['column']}{row.row}"): (key, cell)
        for name, upload in uploads.items()
        for row in upload.rows.all()
        for key, cell in row.cells.items()
        if cell.get("column")
    }
    right = decidable = 0
    for each in truth["cells"]:
        key, cell = read_cells.get((each["file"], each["sheet"], each["cell"]), ("", {}))
        expected = comparable(each)
        if key == each["field"] and expected is not None:
            decidable += 1
            right += shown(cell) == expected
    share = right / max(1, decidable)
    return Figure(
        f"values right of {decidable} decidable", round(share, 4), "share", "≥ 0.95", share >= 0.95
    )


def comparable(cell: Mapping[str, str]) -> str | None:
    """The true value where no error of the cell hides it; None where it cannot be decided."""
    value, field = cell["true_value"], cell["field"]
    if cell["error"] not in {"", "E08", "E24", "E26", "E29", "E37"} or not value:
        return None
    if field in {"user_count", "users", "workstations", "criticality", "postcode", "go_live"}:
        return value
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) or field in {"personal_data"} else None


def shown(cell: Mapping[str, Any]) -> str:
    value = cell.get("value")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def codes_stored(folder: Path) -> Iterator[Figure]:
    """Identity codes in the database and in everything else that the run wrote, byte by byte."""
    from maali_engines.sheets.identity import holds_identity_code

    base = sqlite3.connect(folder / "maali.sqlite3")
    stored = sum(map(holds_identity_code, base.iterdump()))
    stored += sum(
        holds_identity_code(content.decode("utf-8", "ignore"))
        for (content,) in base.execute(
            "SELECT content FROM intake_upload WHERE content IS NOT NULL"
        )
    )
    base.close()
    written = (each for each in folder.rglob("*") if each.is_file() and "region" not in each.parts)
    others = [
        each for each in written if each.suffix not in {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
    ]
    stored += sum(holds_identity_code(each.read_text("utf-8", "ignore")) for each in others)
    yield Figure("identity codes stored", stored, "codes", "0", stored == 0)


def traceable(programme: "Programme") -> Figure:
    """Values that came from files and that lead back to their file, sheet and cell."""
    from maali.inventory.trace import trace_share

    trace = trace_share(programme)
    name = f"values traceable to a cell, of {trace.from_files} from files"
    return Figure(name, round(trace.share, 4), "share", "1", trace.share == 1)


def questions_asked(uploads: Mapping[str, "Upload"]) -> Iterator[Figure]:
    """All that is open becomes a question; how many of those are asked first, and how many wait."""
    from maali.intake.models import Question

    rows = sum(upload.rows.count() for upload in uploads.values())
    asked = Question.objects.filter(dropped=False)
    first = asked.filter(waits=False).count()
    share = first / max(1, rows)
    yield Figure(
        f"questions asked first per row ({first} of {rows})",
        round(share, 4), "", "≤ 0.125", share <= 0.125,
    )  # fmt: skip
    yield Figure("questions in all, those that can wait too", asked.count(), "questions")
    kinds = asked.values("organisation", "code", "field").distinct().count()
    yield Figure("groups of like questions, answered together", kinds, "groups")
