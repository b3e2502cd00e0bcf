"""Options and decisions for machines."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.decisions import queries
from maali.decisions.actions import decide
from maali.decisions.models import Decision, Option
from maali.decisions.words import sentences
from maali.inventory.models import System
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan

router = Router(tags=["decisions"])


class OptionOut(Schema):
    id: int
    disposition: str
    into: int | None
    weeks: int
    effort_days: float
    cost: float
    risk: int
    score: float | None
    proposed: bool
    reasons: list[str]
    stops: list[str]


class DecisionOut(Schema):
    system: int
    disposition: str
    by_rule: bool
    reason: str
    minutes: str
    decided_by: str
    decided_at: datetime


class DecisionIn(Schema):
    option: int
    reason: str
    minutes: str = ""
    seen: int | None = None


def decision_out(decision: Decision) -> dict[str, Any]:
    return {
        "system": decision.system_id,
        "disposition": decision.option.disposition,
        "by_rule": decision.by_rule,
        "reason": decision.reason,
        "minutes": decision.minutes,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at,
    }


@router.get("/decisions", response=list[DecisionOut])
def decisions(request: Request, limit: int = 1000, offset: int = 0) -> list[dict[str, Any]]:
    rows = Decision.objects.visible_to(request.user).filter(
        programme=request.programme, in_force=True
    )
    page = rows.select_related("option").order_by("pk")[
        max(0, offset) : max(0, offset) + min(max(0, limit), 1000)
    ]
    return [decision_out(row) for row in page]


def system_or_404(request: Request, system: int) -> System:
    rows = System.objects.visible_to(request.user).filter(programme=request.programme)
    found: System = get_object_or_404(rows, pk=system)
    return found


@router.get("/systems/{int:system}/options", response=list[OptionOut])
def options(request: Request, system: int) -> list[dict[str, Any]]:
    rows = queries.options_of(system_or_404(request, system))
    return [
        {
            "id": row.pk,
            "disposition": row.disposition,
            "into": row.into_id,
            "weeks": row.weeks,
            "effort_days": float(row.effort_days),
            "cost": float(row.cost),
            "risk": row.risk,
            "score": None if row.score is None else float(row.score),
            "proposed": row.proposed,
            "reasons": sentences(row.reasons),
            "stops": sentences(row.stops),
        }
        for row in rows
    ]


@router.post("/systems/{int:system}/decision", response=DecisionOut)
def decision(request: Request, system: int, data: DecisionIn) -> dict[str, Any]:
    row = system_or_404(request, system)
    if why := why_not_plan(request.user, request.programme):
        raise HttpError(403, why)
    option = get_object_or_404(Option, system=row, pk=data.option)
    return decision_out(
        decide(option, by=request.user, reason=data.reason, minutes=data.minutes, seen=data.seen)
    )
