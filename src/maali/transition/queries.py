"""Reading transitions, steps and readiness, always from what the person may see."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from maali.organisations.models import Programme
from maali.transition.models import Deviation, Period, Step, Transition


def transitions(person: Any, programme: Programme) -> QuerySet[Any]:
    """Transitions with how many of their steps are done."""
    return (
        Transition.objects.visible_to(person)
        .filter(programme=programme)
        .select_related("site", "organisation", "municipality", "model")
        .annotate(
            steps_all=Count("steps"),
            steps_done=Count("steps", filter=~Q(steps__state=Step.State.TO_DO)),
        )
    )


def steps_of_period(person: Any, programme: Programme, number: int) -> QuerySet[Step]:
    return (
        Step.objects.visible_to(person)
        .filter(transition__programme=programme, period=number)
        .select_related("model_step", "transition__site", "transition__organisation")
        .annotate(problems=Count("deviations", filter=Q(deviations__solved=False)))
        .order_by("planned_end", "transition__site__name", "model_step__order")
    )


def current_period(programme: Programme) -> int:
    """The first period that is open; the plan's first where none is closed yet."""
    row = programme.periods.filter(state=Period.State.OPEN).order_by("number").first()
    return row.number if row else 1


def late_steps(person: Any, programme: Programme, number: int) -> QuerySet[Step]:
    """Open steps of earlier periods."""
    rows = Step.objects.visible_to(person).filter(
        transition__programme=programme, state=Step.State.TO_DO, period__lt=number
    )
    return rows.select_related("model_step", "transition__site").order_by("planned_end", "pk")


@dataclass(frozen=True)
class Criterion:
    """One criterion of the go/no-go: its code, whether it holds, and the step that shows it."""

    code: str
    holds: bool
    step: Step | None


# The criteria of the go/no-go that a finished step shows.
CRITERIA = (
    ("link_and_lan_accepted", "2.1"),
    ("devices_installed", "2.2"),
    ("accounts_activated", "2.3"),
    ("systems_tested_from_site", "2.4"),
    ("trained", "2.5"),
    ("contracts_and_controller_done", "1.4"),
    ("notice_delivered", "1.5"),
    ("decision_made", "2.6"),
)


def readiness(transition: Transition) -> list[Criterion]:
    """The criteria of day one for a site: what holds and what is missing."""
    steps = {step.model_step.number: step for step in transition.steps.select_related("model_step")}
    found = [
        Criterion(code, bool(step and step.state != Step.State.TO_DO), step)
        for code, number in CRITERIA
        for step in [steps.get(number)]
    ]
    severe = Deviation.objects.filter(
        step__transition=transition, solved=False, severity=1
    ).exists()
    return [*found, Criterion("no_severe_problem", not severe, None)]


def readiness_share(criteria: list[Criterion]) -> int:
    return round(100 * sum(each.holds for each in criteria) / len(criteria))


def summary(person: Any, programme: Programme) -> dict[str, Any]:
    rows = Transition.objects.visible_to(person).filter(programme=programme)
    steps = Step.objects.visible_to(person).filter(transition__programme=programme)
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {
        "transitions": sum(states.values()),
        "moved": states.get("moved", 0) + states.get("finished", 0),
        "steps": steps.count(),
        "steps_done": steps.exclude(state=Step.State.TO_DO).count(),
        "deviations": Deviation.objects.filter(step__in=steps, solved=False).count(),
    }


def board(steps: QuerySet[Step]) -> dict[str, list[Step]]:
    """Columns of the board: to do, done, not needed."""
    columns: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        columns[step.state].append(step)
    return {state: columns[state] for state in Step.State.values}
