"""Undoing and tracing for machines: what stands on a file, and where values come from."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.intake import actions
from maali.intake.api.uploads import own_upload
from maali.intake.rules import why_not_send
from maali.inventory.models import KINDS
from maali.inventory.queries import visible_rows
from maali.inventory.standing import stands_on
from maali.inventory.traces import Line, trace

router = Router(tags=["collect"])


class StandingOut(Schema):
    """One thing that stands on a row of the file: what it is, its name, where it can be undone."""

    row: str
    what: str
    name: str
    href: str


class TakenBackOut(Schema):
    id: int
    state: str


class CellOut(Schema):
    column: str
    title: str
    raw: str


class LineOut(Schema):
    """One statement: what was said, by whom, in which cell, whether it holds and why.

    `sent` is the row as it was sent, cell by cell, where it is kept.
    """

    id: int
    row: int
    field: str
    value: Any
    raw: str
    certainty: str
    holds: bool
    taken_back: bool
    why: str
    source: str
    source_kind: str
    by: str
    at: datetime
    sheet: str
    line: int | None
    column: str
    sent: list[CellOut]


@router.get("/uploads/{upload_id}/standing", response=list[StandingOut])
def upload_standing(request: HttpRequest, upload_id: int) -> list[dict[str, str]]:
    """What stands on an accepted file; empty when it can be taken back."""
    source = own_upload(request, upload_id).source
    return [vars(each) for each in stands_on(source)] if source else []


@router.post("/uploads/{upload_id}/take-back", response=TakenBackOut)
def upload_take_back(request: HttpRequest, upload_id: int, reason: str = "") -> dict[str, Any]:
    """Take an accepted file back as a whole; 409 with what stands on it."""
    upload = own_upload(request, upload_id)
    if why := why_not_send(request.user, upload.organisation):
        raise HttpError(403, why)
    taken = actions.take_back(upload, by=request.user, reason=reason)
    return {"id": taken.pk, "state": taken.state}


@router.get("/trace/{kind}/{pk}", response=list[LineOut])
def read_trace(request: HttpRequest, kind: str, pk: int, field: str = "") -> list[dict[str, Any]]:
    """All that was ever said of a row, or of one field of it, the newest first."""
    if kind not in KINDS:
        raise Http404
    rows = visible_rows(request.user, request.programme, kind)  # type: ignore[attr-defined]
    return [line_out(each) for each in trace(get_object_or_404(rows, pk=pk), field, request.user)]


def line_out(line: Line) -> dict[str, Any]:
    said = line.said
    return {
        "id": said.pk,
        "row": said.subject_id,
        "field": said.field,
        "value": said.value,
        "raw": said.raw,
        "certainty": said.certainty,
        "holds": said.holds,
        "taken_back": line.taken_back,
        "why": str(line.why),
        "source": said.source.name,
        "source_kind": said.source.kind,
        "by": said.source.by,
        "at": said.source.at,
        "sheet": said.sheet,
        "line": said.row,
        "column": said.column,
        "sent": [vars(each) for each in line.sent.cells] if line.sent else [],
    }
