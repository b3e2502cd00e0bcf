"""Mending for machines: rows as read, a cell written anew, a row left out, a file withdrawn."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.intake import actions
from maali.intake.api.uploads import UploadOut, own_upload, upload_out
from maali.intake.models import Upload, UploadRow
from maali.intake.rules import why_not_send

router = Router(tags=["collect"])
MOST_ROWS = 1_000


class UploadRowOut(Schema):
    """One row as it was read: `cells` by column, each with its raw text, value and marks."""

    id: int
    sheet: str
    row: int
    target: str
    effect: str
    left_out: bool
    cells: dict[str, dict[str, Any]]


class MendIn(Schema):
    column: str
    text: str


def row_out(row: UploadRow) -> dict[str, Any]:
    names = ("sheet", "row", "target", "effect", "left_out", "cells")
    return {"id": row.pk, **{each: getattr(row, each) for each in names}}


def upload_to_change(request: HttpRequest, upload_id: int) -> Upload:
    found = own_upload(request, upload_id)
    if why := why_not_send(request.user, found.organisation):
        raise HttpError(403, why)
    return found


def row_to_change(request: HttpRequest, upload_id: int, row: int) -> UploadRow:
    found = upload_to_change(request, upload_id)
    return get_object_or_404(found.rows.select_related("upload__organisation"), pk=row)


@router.get("/uploads/{upload_id}/rows", response=list[UploadRowOut])
def upload_rows(request: HttpRequest, upload_id: int, after: int = 0) -> list[dict[str, Any]]:
    """The rows of a file, a thousand at a time: `after` is the id of the last one seen."""
    rows = own_upload(request, upload_id).rows.filter(pk__gt=after).order_by("pk")
    return [row_out(each) for each in rows[:MOST_ROWS]]


@router.post("/uploads/{upload_id}/rows/{row}/mend", response=UploadRowOut)
def row_mend(request: HttpRequest, upload_id: int, row: int, said: MendIn) -> dict[str, Any]:
    """Put a text in place of one cell; what was written stays beside it."""
    found = row_to_change(request, upload_id, row)
    return row_out(actions.mend(found, said.column, said.text, by=request.user))


@router.post("/uploads/{upload_id}/rows/{row}/leave-out", response=UploadRowOut)
def row_leave_out(
    request: HttpRequest, upload_id: int, row: int, reason: str = ""
) -> dict[str, Any]:
    found = row_to_change(request, upload_id, row)
    return row_out(actions.leave_out(found, by=request.user, reason=reason))


@router.post("/uploads/{upload_id}/rows/{row}/put-back", response=UploadRowOut)
def row_put_back(request: HttpRequest, upload_id: int, row: int) -> dict[str, Any]:
    return row_out(actions.put_back(row_to_change(request, upload_id, row), by=request.user))


@router.post("/uploads/{upload_id}/withdraw", response=UploadOut)
def upload_withdraw(request: HttpRequest, upload_id: int, reason: str = "") -> dict[str, Any]:
    """Take a file out of the queue before it is accepted."""
    found = upload_to_change(request, upload_id)
    return upload_out(actions.withdraw(found, by=request.user, reason=reason))
