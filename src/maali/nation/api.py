"""The national overview for machines."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.nation import queries
from maali.nation.models import Overlap
from maali.nation.rules import why_not_see

router = Router(tags=["nation"])


class RegionOut(Schema):
    code: str
    name: str
    start_day: str
    days_left: int
    answered: float | None
    systems: int
    sites: int
    users: int
    decided: dict[str, float | None]
    moved: float | None
    planned_by_now: float | None
    activated: float | None
    contracts_at_risk: int
    misses: int | None
    gap: float | None
    chance: float | None
    last_period: int | None
    start_period: int


class OverlapOut(Schema):
    id: int
    need: str
    kind: str
    regions: list[str]
    state: str
    note: str


def check(request: HttpRequest) -> None:
    if why := why_not_see(request.user):
        raise HttpError(403, why)


@router.get("/regions", response=list[RegionOut])
def regions(request: HttpRequest) -> list[dict[str, Any]]:
    check(request)
    found = []
    for region in queries.regions():
        row = asdict(region)
        programme = row.pop("programme")
        row["decided"] = {str(tier): value for tier, value in row["decided"].items()}
        found.append(
            {
                **row,
                "code": programme.code,
                "name": str(programme),
                "start_day": programme.start_day.isoformat(),
            }
        )
    return found


@router.get("/overlaps", response=list[OverlapOut])
def overlaps(request: HttpRequest) -> list[Overlap]:
    check(request)
    return list(Overlap.objects.all())
