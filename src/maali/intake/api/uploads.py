"""Files for machines: send one, see what was read, accept it."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile

from maali.intake import actions, queries
from maali.intake.models import Upload
from maali.intake.rules import why_not_send
from maali.intake.words import problem_sentence
from maali.organisations.models import Organisation

router = Router(tags=["collect"])


class ProblemOut(Schema):
    code: str
    severity: str
    sheet: str
    row: int | None
    column: str
    sentence: str


class UploadOut(Schema):
    id: int
    organisation: str
    name: str
    state: str
    refusal: str
    answered_on: date | None
    at: datetime
    by: str
    rows: dict[str, int]


class UploadDetail(UploadOut):
    sheets: list[dict[str, Any]]
    problems: list[ProblemOut]


def upload_out(upload: Upload, rows: dict[str, int] | None = None) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "organisation": upload.organisation.code,
        "name": upload.name,
        "state": upload.state,
        "refusal": upload.refusal,
        "answered_on": upload.answered_on,
        "at": upload.at,
        "by": upload.by,
        "rows": queries.summary(upload) if rows is None else rows,
    }


def problem_out(problem: dict[str, Any], sheet: str, row: int | None) -> dict[str, Any]:
    return {
        "code": problem["code"],
        "severity": problem["severity"],
        "sheet": problem.get("sheet", sheet),
        "row": problem.get("row", row),
        "column": problem.get("column", ""),
        "sentence": str(problem_sentence(problem)),
    }


def detail_out(upload: Upload) -> dict[str, Any]:
    problems = [problem_out(each, "", None) for each in upload.guess.get("problems", ())]
    for row in upload.rows.exclude(problems=[]):
        problems += [problem_out(each, row.sheet, row.row) for each in row.problems]
    return {**upload_out(upload), "sheets": upload.guess.get("sheets", []), "problems": problems}


@router.get("/uploads", response=list[UploadOut])
def upload_list(
    request: HttpRequest, organisation: str = "", state: str = ""
) -> list[dict[str, Any]]:
    """Files that have come, the newest first."""
    found = queries.uploads(request.user, request.programme)  # type: ignore[attr-defined]
    if organisation:
        found = found.filter(organisation__code=organisation)
    if state:
        found = found.filter(state=state)
    newest = list(found[:500])
    rows = queries.summaries(upload.pk for upload in newest)
    return [upload_out(upload, rows[upload.pk]) for upload in newest]


@router.post("/uploads", response={201: UploadDetail})
def upload_create(
    request: HttpRequest,
    organisation: Form[str],
    file: File[UploadedFile],
    answered_on: Form[date | None] = None,
) -> tuple[int, dict[str, Any]]:
    """Send one workbook or CSV file of one organisation."""
    programme = request.programme  # type: ignore[attr-defined]
    sender = get_object_or_404(
        Organisation.objects.visible_to(request.user).filter(programme=programme), code=organisation
    )
    if why := why_not_send(request.user, sender):
        raise HttpError(403, why)
    upload = actions.receive(
        programme, sender, file.name or "", file.read(), by=request.user, answered_on=answered_on
    )
    return 201, detail_out(upload)


@router.get("/uploads/{upload_id}", response=UploadDetail)
def upload_detail(request: HttpRequest, upload_id: int) -> dict[str, Any]:
    """One file: how its sheets were understood, and every problem with its place."""
    return detail_out(own_upload(request, upload_id))


@router.post("/uploads/{upload_id}/accept", response=UploadOut)
def upload_accept(request: HttpRequest, upload_id: int) -> dict[str, Any]:
    upload = own_upload(request, upload_id)
    if why := why_not_send(request.user, upload.organisation):
        raise HttpError(403, why)
    return upload_out(actions.accept(upload, by=request.user))


class CorrectionIn(Schema):
    """What is said of one sheet: one of a column's meaning, rows of titles, layout or target.

    `means` is a key, "" for none of ours.
    """

    sheet: str
    column: str = ""
    means: str = ""
    header_rows: list[int] = []
    layout: str = ""


@router.post("/uploads/{upload_id}/correct", response=UploadDetail)
def upload_correct(request: HttpRequest, upload_id: int, said: CorrectionIn) -> dict[str, Any]:
    """Correct how a sheet was understood; it is read again and remembered for its sender."""
    upload = own_upload(request, upload_id)
    if why := why_not_send(request.user, upload.organisation):
        raise HttpError(403, why)
    if said.column:
        actions.correct_guess(upload, said.sheet, said.column, said.means, by=request.user)
    elif said.header_rows:
        first, last = min(said.header_rows), max(said.header_rows)
        actions.correct_header(upload, said.sheet, first, last, by=request.user)
    elif said.layout:
        actions.correct_layout(upload, said.sheet, said.layout, by=request.user)
    else:
        actions.correct_sheet(upload, said.sheet, said.means, by=request.user)
    return detail_out(upload)


def own_upload(request: HttpRequest, upload_id: int) -> Upload:
    found = queries.uploads(request.user, request.programme)  # type: ignore[attr-defined]
    return get_object_or_404(found, pk=upload_id)
