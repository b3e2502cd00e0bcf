"""Foreign files: read without a person, guessed right, remembered after one correction, exact.

The example's files are held against the example's truth; then each answer on the official template
is laid out anew in many ways, out of which the same inventory must come.
"""

import os
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.collecting.figures import Figure, Options, missing
from benchmarks.collecting.foreign import same
from benchmarks.collecting.foreign.truth import (
    Region,
    Score,
    Values,
    fields_right,
    read,
    region,
    rows_exact,
    values_right,
)
from example import make_region
from maali_engines.sheets.data import Extract, Guess, Refusal
from maali_engines.sheets.extract import extract
from maali_engines.sheets.guess import guess
from maali_engines.sheets.read import read as read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 3  # faults that a figure shows


def measure(options: Options) -> list[Figure]:
    """The figures of all seeds together, and of each seed what was read alone."""
    figures: list[Figure] = []
    total = Seen()
    layouts: dict[str, Score] = {}
    with tempfile.TemporaryDirectory(prefix="files-") as name:
        regions = []
        for seed in options.seeds[:1] if options.quick else options.seeds:
            folder = Path(name) / f"{options.profile}-{seed}"
            make_region(options.profile, seed, folder)
            regions.append(region(folder))
            seen = see(regions[-1])
            figures.append(alone(seen, f"{options.profile} {seed}: "))
            total.add(seen)
            for layout, score in same.measure(
                regions[-1],
                Random(seed),
                office=seed == options.seeds[0],
            ).items():
                layouts.setdefault(layout, Score()).add(score)
        figures += [*guessed(total), *exact(total), *of_layouts(layouts)]
        figures += corrected(regions, Path(name))
    return figures


class Seen:
    """What was read of the files of one region or more."""

    def __init__(self) -> None:
        self.alone = self.ought = self.answers = 0
        self.fields, self.rows, self.values = Score(), Score(), Values()
        self.wrong_files_taken = 0

    def add(self, other: "Seen") -> None:
        self.alone += other.alone
        self.ought += other.ought
        self.answers += other.answers
        self.wrong_files_taken += other.wrong_files_taken
        self.fields.add(other.fields)
        self.rows.add(other.rows)
        self.values.add(other.values)


def see(found: Region) -> Seen:
    """Every file of a region read as the product reads it, without anything remembered."""
    seen = Seen()
    products = [each["product"] for each in read(found.folder / "truth" / "products.csv")]
    for each in found.files:
        workbook = read_file(each["file"], found.content(each["file"]))
        if isinstance(workbook, Refusal):
            continue
        guessed_as = guess(workbook)
        if each["kind"] == "wrong_file":
            seen.wrong_files_taken += not guessed_as.needs_person
            continue
        count_alone(seen, each, guessed_as)
        taken = extract(workbook, guessed_as, people=people_of(found, each), products=products)
        count(seen, found, each["file"], guessed_as, taken)
    return seen


def count_alone(seen: Seen, file: dict[str, str], guessed_as: Guess) -> None:
    if file["kind"] != "answer":
        return
    needed = file["needs_person"] == "yes"
    seen.answers += 1
    seen.ought += not needed
    seen.alone += not guessed_as.needs_person and not needed


def count(seen: Seen, found: Region, name: str, guessed_as: Guess, taken: Extract) -> None:
    seen.fields.add(fields_right(found.of(found.columns, name), guessed_as))
    seen.rows.add(rows_exact(found.of(found.rows, name), taken))
    seen.values.add(values_right(found, name, guessed_as, taken))


def people_of(found: Region, file: dict[str, str]) -> int | None:
    """Staff of the sender, above which no system can have users."""
    for each in read(found.folder / "truth" / "organisations.csv"):
        if each["code"] == file["provider_id"]:
            return int(each["users"]) * 2 or None
    return None


def alone(seen: Seen, before: str) -> Figure:
    return Figure(
        before + "files read without a person",
        f"{seen.ought} of {seen.answers} (the truth asks for a person in the others)",
        f"{seen.alone}, wrong files taken: {seen.wrong_files_taken}",
        seen.alone == seen.ought and not seen.wrong_files_taken,
    )


def guessed(seen: Seen) -> "Iterator[Figure]":
    yield Figure(
        "header, sheet and columns right at first guess, of fields",
        "≥ 97 %",
        shown(seen.fields),
        seen.fields.share >= 0.97,
    )


def exact(seen: Seen) -> "Iterator[Figure]":
    rows, values = seen.rows, seen.values
    yield Figure("rows against the truth", "exact", shown(rows), rows.right == rows.total)
    yield Figure(
        "values of cells that the truth calls decidable",
        "≥ 99.5 %",
        shown(values.decidable),
        values.decidable.share >= 0.995,
    )
    told = f"{len(values.silent)}; {values.asked} asked or shown, {values.hedged} as estimates"
    yield Figure(
        "wrong values that pass for known",
        "0",
        "; ".join([told, *values.silent[:SHOWN]]),
        not values.silent,
    )


def shown(score: Score) -> str:
    text = f"{score.share:.2%} ({score.right} of {score.total})"
    return "; ".join([text, *score.faults[:SHOWN]])


def of_layouts(layouts: dict[str, Score]) -> "Iterator[Figure]":
    """One figure for all; those that fall short by name."""
    total = Score()
    for each in layouts.values():
        total.add(each)
    goal = "100 %"
    yield Figure(
        f"same inventory from {len(layouts)} layouts and formats",
        goal,
        shown(total),
        total.right == total.total > 0,
    )
    if not any(name.endswith(same.OFFICE) for name in layouts):
        yield missing("same inventory as ODS and XLS", goal, "no LibreOffice here")


def corrected(regions: list[Region], folder: Path) -> list[Figure]:
    """Each sender's file corrected once by its truth, then its next file, rows in another order."""
    from benchmarks.collecting.ground import make_tables, set_up

    set_up(f"sqlite:///{folder / 'maali.sqlite3'}", folder)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    make_tables()
    from benchmarks.collecting.foreign.remembering import after_one_correction

    score, corrections = Score(), 0
    for number, found in enumerate(regions):
        each, made = after_one_correction(found, f"r{number}")
        score.add(each)
        corrections += made
    return [
        Figure(
            f"fields right in the next file, after {corrections} corrections once per sender",
            "100 %",
            shown(score),
            score.right == score.total > 0,
        )
    ]
