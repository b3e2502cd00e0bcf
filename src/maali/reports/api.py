"""Reports for machines: the same data as the pages."""

import json
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from maali.organisations.models import Organisation
from maali.organisations.requests import Request
from maali.reports import queries
from maali.reports.report import Report, as_json

router = Router(tags=["reports"])


class SectionOut(Schema):
    title: str
    paragraphs: list[str]
    figures: dict[str, Any]
    table: dict[str, Any] | None


class ReportOut(Schema):
    kind: str
    title: str
    day: str
    language: str
    sections: list[SectionOut]


def out(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(report))
    return found


@router.get("/reports/region/{kind}", response=ReportOut)
def region(request: Request, kind: str) -> dict[str, Any]:
    if kind not in queries.REGION_KINDS:
        raise Http404
    return out(queries.region_report(request.user, request.programme, kind))


@router.get("/reports/organisations/{code}", response=ReportOut)
def organisation(request: Request, code: str) -> dict[str, Any]:
    rows = Organisation.objects.visible_to(request.user).filter(programme=request.programme)
    return out(queries.report_of_organisation(request.user, get_object_or_404(rows, code=code)))


@router.get("/reports/sites/{code}", response=ReportOut)
def site(request: Request, code: str) -> dict[str, Any]:
    rows = queries.sites_seen(request.user, request.programme)
    return out(queries.notice_of_site(get_object_or_404(rows, code=code)))
