"""The whole river on the smallest example region: workbooks in, reports and the nation out.

Everything runs as in `maali demo`, on whichever database the tests run on; what comes out is held
against the truth that the example keeps apart from its workbooks.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from example import make_region
from maali.core.calculations import Silent
from maali.decisions.models import Decision
from maali.intake.models import Upload
from maali.inventory.models import Site, System
from maali.inventory.trace import trace_share
from maali.nation.actions import find_overlaps
from maali.nation.models import Overlap
from maali.nation.queries import regions
from maali.organisations.models import Person, Programme
from maali.plans.models import Plan
from maali.transition.models import Transition
from maali.web.demo import set_up
from maali.web.demo_run import pilot_codes
from maali.web.river import Course, Run, run_river, write_out
from maali_engines.sheets.identity import holds_identity_code


@contextmanager
def quiet(_title: str) -> Iterator[Silent]:
    yield Silent()


@dataclass(frozen=True)
class River:
    """One run: its programme and folders, and what the example knows to be true."""

    run: Run
    programme: Programme
    planner: Person
    region: Path
    reports: Path
    totals: Any

    def truth(self, name: str) -> list[dict[str, str]]:
        with (self.region / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))


@pytest.fixture
def river(db: None, tmp_path: Path) -> River:
    made = make_region("tiny", 1, tmp_path / "region")
    programme = set_up("tiny", by="Maali")
    planner = Person.objects.get(email="cecilia@example.org")
    course = Course(seconds=1, plays=10, pilots=pilot_codes(programme, ("Äänekoski",)))
    workbooks = [tmp_path / "region" / "workbooks"]
    run = run_river(programme, workbooks, by=planner, bar=quiet, course=course)
    return River(run, programme, planner, tmp_path / "region", tmp_path / "reports", made.totals)


@pytest.mark.slow
def test_the_river_runs_from_the_workbooks_to_the_nation(river: River) -> None:
    every_file_is_accepted_but_the_one_that_needs_a_person(river)
    systems_and_sites_are_as_many_as_in_truth(river)
    every_value_of_a_file_leads_back_to_its_cell(river)
    every_system_is_decided_on(river)
    the_plan_in_force_covers_all_and_breaks_no_rule(river)
    each_site_of_the_pilot_is_under_way(river)
    every_report_is_written(river)
    the_nation_sees_the_region_and_what_two_regions_share(river)
    no_identity_code_is_left_anywhere(river)


def every_file_is_accepted_but_the_one_that_needs_a_person(river: River) -> None:
    found = dict(Upload.objects.filter(programme=river.programme).values_list("name", "state"))
    assert found == {
        file["file"]: "needs_person" if file["needs_person"] == "yes" else "accepted"
        for file in river.truth("files")
    }
    assert len(river.run.lines) == len(found)


def systems_and_sites_are_as_many_as_in_truth(river: River) -> None:
    systems = System.objects.filter(programme=river.programme).counted()
    assert systems.count() == pytest.approx(river.totals["systems"], rel=0.05)
    assert systems.exclude(product=None).count() >= 0.95 * systems.count()
    sites = Site.objects.filter(programme=river.programme, same_as=None)
    assert sites.count() == pytest.approx(river.totals["sites"], rel=0.05)


def every_value_of_a_file_leads_back_to_its_cell(river: River) -> None:
    trace = trace_share(river.programme)
    assert trace.from_files > 3_000
    assert trace.with_cell == trace.from_files
    assert trace.stated == trace.values


def every_system_is_decided_on(river: River) -> None:
    counted = System.objects.filter(programme=river.programme).counted()
    decided = Decision.objects.filter(programme=river.programme, in_force=True)
    assert set(decided.values_list("system", flat=True)) == set(
        counted.values_list("pk", flat=True)
    )
    assert decided.values("option__disposition").distinct().count() > 2


def the_plan_in_force_covers_all_and_breaks_no_rule(river: River) -> None:
    plan = Plan.objects.get(programme=river.programme, state=Plan.State.IN_FORCE)
    assert plan.broken == []
    assert plan.objective is not None
    assert plan.bound is not None
    assert 0 < plan.bound <= plan.objective
    moving = Site.objects.filter(programme=river.programme, same_as=None).exclude(
        after_start=Site.AfterStart.ENDS
    )
    with_tasks = set(plan.tasks.exclude(site=None).values_list("site", flat=True))
    assert with_tasks == set(moving.values_list("pk", flat=True))
    counted = System.objects.filter(programme=river.programme).counted()
    systems = set(plan.tasks.exclude(system=None).values_list("system", flat=True))
    assert systems == set(counted.values_list("pk", flat=True))


def each_site_of_the_pilot_is_under_way(river: River) -> None:
    plan = Plan.objects.get(programme=river.programme)
    pilot = river.programme.organisations.get(name="Äänekoski")
    planned = plan.tasks.filter(organisation=pilot).exclude(site=None)
    opened = Transition.objects.filter(programme=river.programme)
    assert river.run.counts["carry out"]["opened"] == opened.count() > 0
    assert set(opened.values_list("site", flat=True)) == set(planned.values_list("site", flat=True))
    assert not opened.filter(steps=None).exists()


def every_report_is_written(river: River) -> None:
    number = write_out(river.run, river.reports, by=river.planner, bar=quiet)
    names = [each.stem for each in river.reports.rglob("*.json")]
    assert len(names) == number
    givers = river.programme.organisations.filter(part="giver").values_list("code", flat=True)
    assert {"steering", "open_list", *givers} <= set(names)
    assert (
        len(list((river.reports / "notices").iterdir()))
        == Site.objects.filter(programme=river.programme, same_as=None).count()
    )


def the_nation_sees_the_region_and_what_two_regions_share(river: River) -> None:
    assert find_overlaps(by="Maali") == 0  # One region alone builds nothing twice.
    neighbour = set_up("lappi", by="Maali")
    known = System.objects.filter(programme=river.programme).counted().exclude(product=None)
    System.objects.create(
        programme=neighbour,
        organisation=neighbour.organisations.filter(part="giver").first(),
        key="the same",
        name="The same",
        product=known[0].product,
    )
    assert find_overlaps(by="Maali") >= 1
    used = Overlap.objects.filter(kind="used").get()
    assert used.regions == ["lappi", "tiny"]
    region = next(each for each in regions() if each.programme == river.programme)
    assert region.systems == System.objects.filter(programme=river.programme).counted().count()
    assert set(region.decided.values()) == {100}


def no_identity_code_is_left_anywhere(river: River) -> None:
    """The workbooks hold some by mistake: neither a table nor a written file may."""
    sent = [each for each in river.truth("cell_errors") if each["error"] == "E32"]
    assert sent
    assert any(holds_identity_code(text) for text in texts_below(river.region / "workbooks"))
    assert [text for text in texts_below(river.reports) if holds_identity_code(text)] == []
    assert [row for row in stored_rows() if holds_identity_code(row)] == []


def texts_below(folder: Path) -> Iterator[str]:
    """Every file as text; workbooks are opened, for they are packed."""
    for path in folder.rglob("*"):
        if path.suffix == ".xlsx":
            yield from packed_texts(path)
        elif path.is_file():
            yield path.read_text("utf-8", "ignore")


def packed_texts(file: Path | io.BytesIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as book:
        for name in book.namelist():
            yield book.read(name).decode("utf-8", "ignore")


def stored_rows() -> Iterator[str]:
    """Every row of every table, as text, and what stands in the workbooks that are kept."""
    for model in apps.get_models():
        fields = [each.attname for each in model._meta.concrete_fields if each.name != "content"]
        for row in model._default_manager.values_list(*fields).iterator():
            yield repr(row)
    for content in Upload.objects.exclude(content=None).values_list("content", flat=True):
        yield from packed_texts(io.BytesIO(bytes(content)))
