"""What a region of the example promises to everyone who measures against it."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from example import make_region
from example.frame import frame
from example.tables import table

Regions = Callable[..., Path]
Truth = Callable[..., list[dict[str, str]]]

# Made by the layout, the header or the row as a whole, not by a slip in one cell.
WHOLE_TABLE = ("E02", "E04", "E05", "E07", "E08", "E11", "E12", "E34", "E35")
IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b")


def totals(folder: Path) -> dict[str, int]:
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["totals"])


@pytest.mark.parametrize("seed", [1, 7])
def test_the_totals_of_central_finland_are_fixed(regions: Regions, seed: int) -> None:
    made = totals(regions("keski-suomi", seed))

    assert (made["systems"], made["sites"], made["users"]) == (1012, 352, 11_500)
    assert (made["own_rows"], made["answers"]) == (1054, 25)
    assert (made["contracts"], made["integrations"], made["workstations"]) == (456, 244, 8968)
    assert made["repeats"] in (1, 2)
    assert made["rows"] == made["own_rows"] + made["shared_rows"] + made["noise_rows"]


def test_the_totals_of_lapland_are_fixed(regions: Regions) -> None:
    made = totals(regions("lappi"))

    assert (made["systems"], made["sites"], made["users"]) == (905, 262, 8000)
    assert made["answers"] == 25


def test_the_tiny_region_has_four_answers(regions: Regions) -> None:
    made = totals(regions("tiny"))

    assert (made["answers"], made["systems"], made["sites"]) == (4, 185, 96)


def test_the_same_seed_gives_the_same_bytes(regions: Regions, tmp_path: Path) -> None:
    first = regions("tiny")
    make_region("tiny", 1, tmp_path)

    names = sorted(path.relative_to(first) for path in first.rglob("*.*"))
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    for name in names:
        assert (first / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_another_seed_gives_another_region(regions: Regions) -> None:
    one, two = (
        json.loads((regions("tiny", seed) / "manifest.json").read_text()) for seed in (1, 2)
    )

    assert one["files"] != two["files"]


def test_a_second_run_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    make_region("keski-suomi", 1, tmp_path)
    manifest = make_region("tiny", 1, tmp_path, today=date(2022, 3, 1))

    assert {path.name for path in (tmp_path / "workbooks").iterdir()} == set(manifest.files)
    assert manifest.today == "2022-03-01"


@pytest.mark.parametrize(
    ("profile", "seed"), [("keski-suomi", 1), ("keski-suomi", 7), ("lappi", 1)]
)
def test_every_error_of_the_catalogue_occurs(truth: Truth, profile: str, seed: int) -> None:
    codes = {row["error"] for row in truth("cell_errors", profile, seed)} - {""}

    missing = {row["code"] for row in table("errors")} - codes
    # Leading zeros and former names need data that a region may lack.
    assert missing <= {"E29", "E30"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_errors_that_must_be_refused_occur_even_in_the_tiny_region(
    truth: Truth, seed: int
) -> None:
    codes = {row["error"] for row in truth("cell_errors", "tiny", seed)}

    assert {"E25", "E31", "E32", "E38", "E40"} <= codes


def test_no_cell_has_two_errors_and_no_row_more_than_three(truth: Truth) -> None:
    cells = Counter()
    rows = Counter()
    for row in truth("cell_errors"):
        match = re.fullmatch(r"[A-Z]+(\d+)", row["cell"])
        if match and row["error"] not in WHOLE_TABLE:
            cells[row["file"], row["sheet"], row["cell"]] += 1
            rows[row["file"], row["sheet"], match[1]] += 1
    assert max(cells.values()) == 1
    # Two by the draw, and one that a region must have somewhere.
    assert max(rows.values()) <= 3


@pytest.mark.parametrize("profile", ["tiny", "keski-suomi"])
def test_no_identity_code_is_in_the_truth(regions: Regions, profile: str) -> None:
    folder = regions(profile)

    texts = [path.read_text(encoding="utf-8") for path in (folder / "truth").iterdir()]
    texts.append((folder / "manifest.json").read_text(encoding="utf-8"))
    assert not [found for text in texts for found in IDENTITY_CODE.findall(text)]


def test_an_identity_code_stands_in_the_cell_that_the_truth_names(
    regions: Regions, truth: Truth
) -> None:
    places = [row for row in truth("cell_errors") if row["error"] == "E32"]

    assert places
    for place in places:
        cells = dict(sheet_cells(regions("keski-suomi") / "workbooks" / place["file"]))
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", place["cell"]).groups()
        column = sum((ord(letter) - 64) * 26**at for at, letter in enumerate(reversed(letters)))
        assert IDENTITY_CODE.search(cells[place["sheet"], int(row), column])


@pytest.mark.parametrize("profile", ["tiny", "keski-suomi", "lappi"])
def test_every_row_of_a_workbook_is_in_the_row_map(
    regions: Regions, truth: Truth, profile: str
) -> None:
    mapped = Counter(
        (row["file"], row["sheet"], int(row["row"])) for row in truth("row_map", profile)
    )
    headers: dict[tuple[str, str], int] = {}
    for column in truth("column_map", profile):
        headers[column["file"], column["sheet"]] = int(column["header_rows"].split("+")[-1])
    found = set()
    for path in sorted((regions(profile) / "workbooks").iterdir()):
        for sheet, row in filled_rows(path):
            header = headers.get((path.name, sheet))
            if header is not None and row > header:
                found.add((path.name, sheet, row))
    assert max(mapped.values()) == 1
    assert found == set(mapped)


def test_each_own_system_stands_in_its_owners_answer(truth: Truth) -> None:
    kinds = {row["file"]: row["kind"] for row in truth("files")}
    rows = Counter(
        row["target"] for row in truth("row_map")
        if row["sheet_key"] == "systems" and kinds[row["file"]] == "answer"
    )  # fmt: skip
    assert all(rows[each["instance_id"]] >= 1 for each in truth("instances"))


def test_each_site_stands_in_its_owners_answer(truth: Truth) -> None:
    kinds = {row["file"]: row["kind"] for row in truth("files")}
    told = Counter(
        row["target"] for row in truth("row_map")
        if row["sheet_key"] == "sites" and kinds[row["file"]] in ("answer", "sites")
    )  # fmt: skip
    assert told == Counter({site["site_id"]: 1 for site in truth("sites")})


def test_most_answers_can_be_read_without_a_person(truth: Truth) -> None:
    answers = Counter(row["needs_person"] for row in truth("files") if row["kind"] == "answer")

    assert answers["no"] >= 21
    assert answers["yes"] >= 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_another_language_changes_titles_but_not_what_is_true(truth: Truth, language: str) -> None:
    assert truth("instances", "tiny", 1, language) == truth("instances", "tiny", 1)
    assert truth("sites", "tiny", 1, language) == truth("sites", "tiny", 1)
    titles = {row["variant"] for row in table("titles") if row["language"] == language}
    written = {row["field"] for row in truth("column_map", "tiny", 1, language) if row["field"]}
    assert titles
    assert {"system_name", "site_name", "from_system"} <= written
    assert {row["language"] for row in truth("files", "tiny", 1, language)} == {language}


def test_a_pair_is_never_both_the_same_and_different(truth: Truth) -> None:
    target = {
        f"{row['file']}#{row['sheet']}!{row['row']}": row["target"] for row in truth("row_map")
    }
    same = [(target[row["a"]], target[row["b"]]) for row in truth("same_as")]

    assert same
    assert all(a == b for a, b in same)
    assert all(row["a"] != row["b"] for row in truth("different_from"))


def test_a_frame_needs_no_truth_and_names_those_answered_for_last() -> None:
    codes = [each.code for each in frame("keski-suomi").organisations]
    through = {each.code: each.answers_through for each in frame("keski-suomi").organisations}

    assert len(codes) == 26
    assert codes.index(through["KS-P04"]) < codes.index("KS-P04")
    assert len(frame("lappi").municipalities) == 21


def test_progress_ends_at_the_number_of_files(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_region("tiny", 1, tmp_path, progress=lambda done, of: told.append((done, of)))

    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def filled_rows(path: Path) -> set[tuple[str, int]]:
    """(sheet, row from 1) of each row with anything in it."""
    return {(sheet, row) for (sheet, row, _), text in sheet_cells(path) if text}


def sheet_cells(path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    """((sheet, row, column), text) of a file's cells, rows and columns from 1."""
    for name, rows in tables(path):
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                yield (name, number, column), str(cell)


def tables(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    if path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as file:
            yield "", list(csv.reader(file, delimiter=";"))
        return
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
