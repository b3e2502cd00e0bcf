"""Workbooks through LibreOffice: written, opened and saved as XLSX and as ODS, read back.

Every organisation of the example region is handed its workbook, in Finnish, Swedish and English by
turns. What comes back must have the same columns, rows and values, and the merge must find nothing
changed. Also measured: how much room the base of an answer takes.
"""

import json
import shutil
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.collecting import ground
from benchmarks.collecting.figures import Figure, Options, missing

if TYPE_CHECKING:
    from maali.intake.models import Handout
    from maali.organisations.models import Programme

FORMATS = ("xlsx", "ods")
GOAL = "100 %"
LANGUAGES = ("fi", "sv", "en")
PATIENCE = 600  # seconds that LibreOffice may take for all files of one format
Table = dict[tuple[str, str], dict[str, str]]
"""By sheet and identifier of a row what stands in each column, as text."""


@dataclass
class Count:
    """How many of how many came back."""

    same: int = 0
    all: int = 0

    def add(self, same: bool) -> None:
        self.same += same
        self.all += 1

    def figure(self, name: str) -> Figure:
        share = 100 * self.same / self.all if self.all else 0.0
        whole = self.same == self.all and self.all > 0
        return Figure(name, GOAL, f"{share:.2f} % ({self.same} of {self.all})", whole)


@dataclass
class Trip:
    """What came back from one format."""

    columns: Count = field(default_factory=Count)
    rows: Count = field(default_factory=Count)
    values: Count = field(default_factory=Count)
    untouched: Count = field(default_factory=Count)
    asked: int = 0


def measure(options: Options) -> list[Figure]:
    soffice = shutil.which("soffice")
    trips = {each: Trip() for each in FORMATS}
    sizes: list[tuple[int, int, int, int]] = []
    seeds = options.seeds[:1] if options.quick else options.seeds
    with ground.database("sqlite") as (url, folder):
        ground.set_up(url, folder)
        for seed in seeds:
            given = handouts(options.profile, seed, folder / str(seed))
            sizes += measure_seed(given, folder / str(seed), soffice, trips)
    return [*room(sizes), *came_back(trips, soffice)]


def handouts(profile: str, seed: int, folder: Path) -> "list[Handout]":
    """The region of that seed, its files accepted, and a handout for everyone who is asked."""
    from django.core.management import call_command

    from benchmarks.river_collect import collect, read
    from example import make_region
    from maali.intake.actions.handing import hand_out
    from maali.intake.models import Invitation, Round
    from maali.organisations.models import Organisation
    from maali.web.demo import set_up
    from maali_engines.sheets.asked import asked_in

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    make_region(profile, seed, folder / "region")
    truth = {each.stem: read(each) for each in (folder / "region" / "truth").glob("*.csv")}
    programme: Programme = set_up(profile, by="yardstick")
    collect(programme, truth, folder / "region" / "workbooks")
    number = 1 + max(Round.objects.values_list("number", flat=True), default=0)
    asked = Round.objects.create(
        programme=programme,
        number=number,
        name="Kierros",
        deadline=date(2022, 3, 31),
        state=Round.State.OPEN,
        asked=asked_in("broad"),
    )
    givers = Organisation.objects.filter(programme=programme, part=Organisation.Part.GIVER)
    found = []
    for place, organisation in enumerate(givers.order_by("code")):
        invitation = Invitation.objects.create(
            round=asked, organisation=organisation, language=LANGUAGES[place % len(LANGUAGES)]
        )
        found.append(hand_out(invitation, "workbook", by="yardstick"))
    return found


def measure_seed(
    given: "list[Handout]", folder: Path, soffice: str | None, trips: Mapping[str, Trip]
) -> list[tuple[int, int, int, int]]:
    """Write all workbooks, send them through each format; their rows, base and file sizes."""
    from maali.intake.sheets import handed_workbook

    out = folder / "out"
    out.mkdir()
    sizes = []
    for handout in given:
        content = handed_workbook(handout)
        (out / f"{handout.pk}.xlsx").write_bytes(content)
        base = json.dumps(handout.rows, ensure_ascii=False).encode()
        rows = sum(map(len, handout.rows.values()))
        sizes.append((rows, len(base), len(zlib.compress(base)), len(content)))
    for kind in FORMATS if soffice else ():
        convert(soffice or "", kind, out, folder / kind)
        for handout in given:
            take(trips[kind], handout, out, folder / kind, kind)
    return sizes


def convert(soffice: str, kind: str, out: Path, to: Path) -> None:
    profile = f"-env:UserInstallation=file://{to.parent / 'office'}"
    names = sorted(map(str, out.glob("*.xlsx")))
    command = [soffice, "--headless", profile, "--convert-to", kind, "--outdir", str(to), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


def take(trip: Trip, handout: "Handout", out: Path, to: Path, kind: str) -> None:
    """Hold the file that came back against the one that went out, and merge it."""
    before, titles, _marks, _asked = reading(handout, out / f"{handout.pk}.xlsx")
    after, titles_after, marks, asked = reading(handout, to / f"{handout.pk}.{kind}")
    trip.asked += asked
    for place, key in titles.items():
        trip.columns.add(titles_after.get(place) == key)
    for place, cells in before.items():
        found = after.get(place)
        trip.rows.add(found is not None)
        for key, text in cells.items():
            trip.values.add(found is not None and found.get(key) == text)
    for place in after.keys() - before.keys():
        trip.rows.add(place in before)
    for mark in marks:
        trip.untouched.add(mark == "untouched")


def reading(
    handout: "Handout", path: Path
) -> tuple[Table, dict[tuple[str, str], str], list[str], int]:
    """Rows and titles of a file as they are read, the marks of its cells, and what is asked."""
    from maali.intake.engine.contradictions import candidates
    from maali.intake.engine.merging import merge_rows
    from maali.intake.engine.read import read_file
    from maali.intake.models import Upload

    organisation = handout.invitation.organisation
    upload = Upload(programme=organisation.programme, organisation=organisation, name=path.name)
    read = read_file(path.name, path.read_bytes(), upload, rows=True, limit=50_000_000)
    upload.guess = read.guess
    titles = {
        (sheet["target"], column["letter"]): column["key"]
        for sheet in read.guess["sheets"]
        for column in sheet["columns"]
        if sheet["target"] and column["key"]
    }
    merge_rows(upload, read.rows)
    rows = {
        (row.target, str(row.subject_id or f"new {row.row}")): {
            key: meaning(cell) for key, cell in row.cells.items() if cell.get("raw")
        }
        for row in read.rows
    }
    marks = [cell.get("merge", "new") for row in read.rows for cell in row.cells.values()]
    return rows, titles, marks, len(list(candidates(upload, read.rows)))


def meaning(cell: Mapping[str, Any]) -> str:
    """The value as it is stored; the spelling of a number or day in the file is not part of it."""
    said = [cell.get("value"), cell.get("certainty"), cell.get("open_ended", False)]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def room(sizes: list[tuple[int, int, int, int]]) -> Iterator[Figure]:
    """What the base of an answer takes at the organisation with the most rows."""
    rows, base, packed, file = max(sizes)
    total = sum(each[1] for each in sizes)
    yield Figure("workbooks handed out", "one for each", f"{len(sizes)}", bool(sizes))
    told = f"{base / 1000:.0f} kB ({packed / 1000:.0f} kB packed), {rows} rows"
    yield Figure("base of an answer, largest organisation", "≤ 1 MB", told, base <= 1_000_000)
    yield Figure("bases of all organisations", "", f"{total / 1e6:.2f} MB", None)
    yield Figure("workbook, largest organisation", "≤ 5 MB", f"{file / 1e3:.0f} kB", file <= 5e6)


def came_back(trips: Mapping[str, Trip], soffice: str | None) -> Iterator[Figure]:
    for kind, trip in trips.items():
        through = f"through LibreOffice as {kind.upper()}: "
        if not soffice:
            yield missing(f"{through}same values", GOAL, "no LibreOffice here: install its Calc")
            continue
        yield trip.columns.figure(f"{through}columns known again")
        yield trip.rows.figure(f"{through}rows known again")
        yield trip.values.figure(f"{through}values the same")
        yield trip.untouched.figure(f"{through}cells that the merge finds untouched")
        yield Figure(f"{through}questions made", "0", str(trip.asked), trip.asked == 0)
