"""The form for machines: opened, read, written cell by cell, sent.

What is sent is a file like any other: it is looked at and accepted by `/uploads`.
"""

import secrets
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.core.actions import Refused
from maali.intake.actions.answering import Place, current_form, open_form, save_cell, send_form
from maali.intake.api.rounds import own_invitation
from maali.intake.api.uploads import UploadOut, upload_out
from maali.intake.engine.form import FormRow, form_rows, lacking, language_of, sheets_of_form
from maali.intake.models import Entry, Handout, Invitation
from maali.intake.rules.answering import why_not_answer_invitation, why_not_fill
from maali_engines.sheets.columns import Sheet

router = Router(tags=["collect"])


class EntryOut(Schema):
    """What somebody typed in one cell. `version` goes back with the next change of it; where two
    people wrote at once, `other` by `other_by` waits until one of the two is chosen."""

    column: str
    text: str
    version: int
    by: str
    at: datetime
    other: str
    other_by: str


class RowOut(Schema):
    """One row: `texts` by column as they stand now, `entries` what was typed in this form."""

    line: str
    new: bool
    gone: bool
    texts: dict[str, str]
    lacking: list[str]
    entries: list[EntryOut]


class PartOut(Schema):
    sheet: str
    columns: dict[str, str]
    rows: list[RowOut]


class FormOut(Schema):
    id: int
    language: str
    made_at: datetime
    parts: list[PartOut]


class CellIn(Schema):
    """One cell. Without a `line` it begins a new row; `version` is the one seen, 0 for none.

    The text "?" says that it is not known; the column "gone" with "x" that the thing is gone.
    """

    sheet: str
    column: str
    text: str
    line: str = ""
    version: int = 0


class SavedOut(EntryOut):
    line: str


class SendFormIn(Schema):
    """Which parts to send (none named: all), and whether the answer is complete with it."""

    sheets: list[str] = []
    whole: bool = False


def invitation_to_fill(request: HttpRequest, pk: int) -> Invitation:
    found = own_invitation(request, pk)
    if why := why_not_answer_invitation(request.user, found):
        raise HttpError(403, why)
    return found


def opened(request: HttpRequest, pk: int) -> Handout:
    form = current_form(invitation_to_fill(request, pk))
    if form is None:
        raise Http404
    return form


def entry_out(entry: Entry) -> dict[str, Any]:
    names = ("column", "text", "version", "by", "at", "other", "other_by")
    return {each: getattr(entry, each) for each in names}


def row_out(row: FormRow, sheet: Sheet) -> dict[str, Any]:
    return {
        "line": row.line,
        "new": row.is_new,
        "gone": row.is_gone,
        "texts": row.texts,
        "lacking": [each.key for each in lacking(row, sheet)],
        "entries": [entry_out(each) for each in row.entries.values()],
    }


def form_out(form: Handout) -> dict[str, Any]:
    language, entries = language_of(form), list(form.entries.all())
    return {
        "id": form.pk,
        "language": form.language,
        "made_at": form.made_at,
        "parts": [
            {
                "sheet": sheet.key,
                "columns": {
                    each.key: "mandatory" if each.required else "optional" for each in sheet.columns
                },
                "rows": [row_out(row, sheet) for row in form_rows(form, entries, sheet, language)],
            }
            for sheet in sheets_of_form(form.invitation.round)
        ],
    }


@router.get("/invitations/{pk}/form", response=FormOut)
def form_read(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The form as it stands now, with what everybody has typed; 404 before anybody opened it."""
    return form_out(opened(request, pk))


@router.post("/invitations/{pk}/form", response=FormOut)
def form_open(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Open the organisation's form, or go on in the one that is open, with what is known filled."""
    invitation = invitation_to_fill(request, pk)
    if why := why_not_fill(request.user, invitation):
        raise Refused(why)
    return form_out(open_form(invitation, by=request.user))


@router.post("/invitations/{pk}/form/cells", response=SavedOut)
def form_save(request: HttpRequest, pk: int, wanted: CellIn) -> dict[str, Any]:
    """Keep what is typed in one cell; a new row begins with the column that names it."""
    form = opened(request, pk)
    sheets = {each.key: each for each in sheets_of_form(form.invitation.round)}
    if wanted.sheet not in sheets:
        raise HttpError(400, f"sheet: {', '.join(sheets)}")
    line = wanted.line or f"new-{secrets.token_hex(6)}"
    place = Place(sheets[wanted.sheet], line, wanted.column)
    entry = save_cell(form, place, wanted.text, version=wanted.version, by=request.user)
    return {**entry_out(entry), "line": line}


@router.post("/invitations/{pk}/form/send", response={201: UploadOut})
def form_send(request: HttpRequest, pk: int, wanted: SendFormIn) -> tuple[int, dict[str, Any]]:
    """Send what has been filled in, all of it or some parts, as one file of the organisation."""
    form = opened(request, pk)
    upload = send_form(form, by=request.user, sheets=wanted.sheets, whole=wanted.whole)
    return 201, upload_out(upload)
