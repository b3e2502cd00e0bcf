"""Plans and their tasks for machines."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan
from maali.plans import queries
from maali.plans.actions import put_in_force
from maali.plans.models import Plan, PlannedTask

router = Router(tags=["plans"])


class PlanOut(Schema):
    id: int
    name: str
    state: str
    start_day: date
    objective: float | None
    bound: float | None
    gap: float | None
    broken: list[dict[str, Any]]
    misses: list[dict[str, Any]]


class TaskOut(Schema):
    kind: str
    organisation: str
    site: str | None
    system: int | None
    start: date | None
    end: date | None
    period: int | None
    skills: dict[str, int]
    experts: list[str]


def seen_plan(request: Request, plan: int) -> Plan:
    rows = Plan.objects.visible_to(request.user).filter(programme=request.programme)
    found: Plan = get_object_or_404(rows, pk=plan)
    return found


def task_out(task: PlannedTask) -> dict[str, Any]:
    return {
        "kind": task.kind,
        "organisation": task.organisation.code,
        "site": task.site.code if task.site else None,
        "system": task.system_id,
        "start": task.start,
        "end": task.end,
        "period": task.period,
        "skills": task.skills,
        "experts": task.experts,
    }


@router.get("/plans", response=list[PlanOut])
def plans(request: Request) -> list[Plan]:
    return list(Plan.objects.visible_to(request.user).filter(programme=request.programme))


@router.get("/plans/{int:plan}/tasks", response=list[TaskOut])
def tasks(
    request: Request, plan: int, period: str = "", limit: int = 1000, offset: int = 0
) -> list[dict[str, Any]]:
    first, most = max(0, offset), min(max(0, limit), 2000)
    rows = queries.tasks_seen(request.user, seen_plan(request, plan), {"period": period})
    return [task_out(task) for task in rows[first : first + most]]


@router.post("/plans/{int:plan}/put-in-force", response=PlanOut)
def in_force(request: Request, plan: int) -> Plan:
    row = seen_plan(request, plan)
    if why := why_not_plan(request.user, request.programme):
        raise HttpError(403, why)
    return put_in_force(row, by=request.user)
