"""The whole river on one programme: workbooks in, a plan in force, moves opened, reports out.

Every step is the same calculation or action that the pages start; here they only follow each other.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maali.core.actions import log
from maali.core.calculations import KINDS, Progress
from maali.intake.calculations import collect_files
from maali.intake.models import Upload
from maali.organisations.models import Organisation, Person, Programme
from maali.plans.actions import put_in_force
from maali.plans.models import Plan
from maali.reports.actions import write_reports
from maali.transition.actions import open_transitions, start_model

Bar = Callable[[str], AbstractContextManager[Progress]]


@dataclass(frozen=True)
class Course:
    """How the river runs: for how long the plan is sought, who pilots, who acts."""

    seconds: float = 20
    seed: int = 1
    plays: int = 200
    pilots: tuple[str, ...] = ()
    others_from: int = 4
    open_pilots: bool = True


@dataclass
class Run:
    """What each step gave, for the summary."""

    programme: Programme
    lines: list[str] = field(default_factory=list)
    counts: dict[str, Any] = field(default_factory=dict)


def run_river(
    programme: Programme, workbooks: Iterable[Path], *, by: Person, bar: Bar, course: Course
) -> Run:
    """Collect, match, decide, plan and open the pilots' moves; one progress bar for each step."""
    run = Run(programme)
    with bar("collect") as progress:
        run.lines = collect_files(
            progress, paths=list(workbooks), programme=programme, accept_them=True, by=by
        )
    states = Upload.objects.filter(programme=programme).values_list("state", flat=True)
    run.counts["collect"] = {state: list(states).count(state) for state in set(states)}
    for kind in ("match", "propose_options"):
        with bar({"match": "match", "propose_options": "decide"}[kind]) as progress:
            run.counts[kind] = KINDS[kind](progress, programme=programme.pk, person=by.pk)
    with bar("plan") as progress:
        run.counts["plan"] = KINDS["plan"](
            progress,
            programme=programme.pk,
            person=by.pk,
            name=f"{programme.start_day:%Y-%m-%d}",
            seconds=course.seconds,
            seed=course.seed,
            plays=course.plays,
            pilots=list(course.pilots),
            others_from=course.others_from,
        )
    with bar("carry out") as progress:
        run.counts["carry out"] = carry_out(programme, by, course, run.counts["plan"], progress)
    log("ran the river", programme, by=by, programme_id=programme.pk)
    return run


def carry_out(
    programme: Programme, by: Person, course: Course, made: dict[str, Any], progress: Progress
) -> dict[str, int]:
    """Put a sound plan in force and open the transitions of the pilots."""
    progress.start(2)
    start_model(programme, by=by)
    plan = Plan.objects.get(pk=made["plan"])
    if plan.broken:
        return {"opened": 0}
    put_in_force(plan, by=by)
    progress.step()
    pilots = Organisation.objects.filter(programme=programme, code__in=course.pilots)
    opened = (
        open_transitions(Plan.objects.get(pk=plan.pk), pilots, by=by) if course.open_pilots else 0
    )
    progress.step()
    return {"opened": opened}


def write_out(run: Run, folder: Path, *, by: Person, bar: Bar) -> int:
    """The plan, the reports and the questions that people must answer, as files."""
    with bar("report") as progress:
        return write_reports(run.programme, folder, by=by, progress=progress)
