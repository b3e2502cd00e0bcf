"""The demo from a clean start to its summary."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from example import make_region
from maali.core.terminal import bar
from maali.intake.models import Question, Upload, UploadRow
from maali.inventory.models import Site, System
from maali.nation.actions import find_overlaps
from maali.organisations.models import Organisation, Person
from maali.plans.models import Plan
from maali.web.demo import PASSWORD, PEOPLE, set_up
from maali.web.demo_rounds import open_broad_round, prepare_detailed_round, settle_broad_round
from maali.web.river import Course, Run, run_river, write_out

PILOTS = {
    "keski-suomi": ("Jyväskylä", "Äänekoski"),
    "tiny": ("Äänekoski",),
    "lappi": ("Rovaniemi",),
}


def clean_start(out: Path) -> None:
    """Empty the demo's database and folder, so that every run begins from the same state."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if connection.vendor == "sqlite":
        connection.close()
        for path in Path(str(settings.DATABASES["default"]["NAME"])).parent.glob("maali.sqlite3*"):
            path.unlink()
        call_command("migrate", verbosity=0)
    else:
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def run_demo(options: Mapping[str, Any]) -> list[Run]:
    """Both regions through the river, the first with its reports written; then the nation."""
    runs = []
    for number, profile in enumerate((options["profile"], options["beside"])):
        if not profile:
            continue
        folder = options["out"] / "example" / profile
        print_title(profile)
        with bar("example") as progress:
            progress.start(1)
            make_region(profile, options["seed"], folder)
            progress.step()
        programme = set_up(profile, by="Maali")
        planner = Person.objects.get(email="cecilia@example.org")
        asked = open_broad_round(programme, by=planner)
        course = Course(
            seconds=options["seconds"] if number == 0 else options["seconds"] / 2,
            pilots=pilot_codes(programme, PILOTS.get(profile, ())),
            open_pilots=number == 0,
        )
        run = run_river(programme, [folder / "workbooks"], by=planner, bar=bar, course=course)
        settle_broad_round(asked, by=planner)
        prepare_detailed_round(programme, by=planner)
        if number == 0:
            write_out(run, options["out"] / "reports", by=planner, bar=bar)
        runs.append(run)
    find_overlaps(by="Maali")
    return runs


def print_title(profile: str) -> None:
    from rich.console import Console

    Console().rule(profile)


def pilot_codes(programme: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    rows = Organisation.objects.filter(programme=programme)
    found = [
        rows.filter(name__startswith=name).values_list("code", flat=True).first() for name in names
    ]
    return tuple(code for code in found if code)


def summary(runs: list[Run], out: Path, address: str) -> str:
    """What came out, where to look and whom to log in as."""
    with translation.override("en"):
        lines = [line for run in runs for line in [*figures(run), ""]]
    people = ", ".join(each.name for each in PEOPLE["keski-suomi"])
    lines += [
        f"Files: {out.resolve()}",
        f"Pages: http://{address}/",
        f"Log in as: {people} (name@example.org, password {PASSWORD})",
    ]
    return "\n".join(lines)


def figures(run: Run) -> list[str]:
    own = {"programme": run.programme}
    plan = Plan.objects.filter(**own).first()
    uploads = Upload.objects.filter(**own)
    files = ", ".join(
        f"{uploads.filter(state=state).count()} {label}" for state, label in Upload.State.choices
    )
    lines = [
        f"{run.programme}",
        f"  files:      {uploads.count()} ({files})",
        f"  rows read:  {UploadRow.objects.filter(upload__in=uploads).count()}",
        f"  systems:    {System.objects.filter(**own).counted().count()} (each installation once)",
        f"  sites:      {Site.objects.filter(same_as=None, **own).count()}",
        f"  questions:  {Question.objects.filter(**own).open().count()} for people to answer",
    ]
    if plan:
        gap = "–" if plan.gap is None else f"{100 * plan.gap:.1f} %"
        lines.append(
            f"  plan:       {plan.tasks.count()} tasks, value {plan.objective:,.0f}, "
            f"bound {plan.bound:,.0f}, gap {gap}, {len(plan.broken)} broken rules, "
            f"{len(plan.misses)} misses"
        )
    return lines
