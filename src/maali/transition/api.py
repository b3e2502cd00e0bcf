"""Transitions and steps for machines."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.organisations.requests import Request
from maali.organisations.rules import why_not_carry_out
from maali.transition import queries
from maali.transition.actions import finish_step
from maali.transition.models import Step

router = Router(tags=["transition"])


class TransitionOut(Schema):
    id: int
    site: str
    organisation: str
    state: str
    cutover: date | None
    steps: int
    steps_done: int


class StepOut(Schema):
    id: int
    number: str
    name: str
    site: str
    state: str
    planned_start: date | None
    planned_end: date | None
    period: int | None
    finished_on: date | None


class FinishIn(Schema):
    day: date | None = None
    actual_days: float | None = None
    evidence: str = ""


def step_out(step: Step) -> dict[str, Any]:
    return {
        "id": step.pk,
        "number": step.model_step.number,
        "name": step.model_step.name,
        "site": step.transition.site.code,
        "state": step.state,
        "planned_start": step.planned_start,
        "planned_end": step.planned_end,
        "period": step.period,
        "finished_on": step.finished_on,
    }


@router.get("/transitions", response=list[TransitionOut])
def transitions(request: Request) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk,
            "site": row.site.code,
            "organisation": row.organisation.code,
            "state": row.state,
            "cutover": row.cutover,
            "steps": row.steps_all,
            "steps_done": row.steps_done,
        }
        for row in queries.transitions(request.user, request.programme)
    ]


@router.get("/periods/{int:number}/steps", response=list[StepOut])
def steps(request: Request, number: int) -> list[dict[str, Any]]:
    rows = queries.steps_of_period(request.user, request.programme, number)
    return [step_out(step) for step in rows]


@router.post("/steps/{int:step}/finish", response=StepOut)
def finish(request: Request, step: int, data: FinishIn) -> dict[str, Any]:
    rows = Step.objects.visible_to(request.user).filter(transition__programme=request.programme)
    row = get_object_or_404(rows, pk=step)
    if why := why_not_carry_out(request.user, request.programme):
        raise HttpError(403, why)
    return step_out(finish_step(row, by=request.user, **data.dict()))
