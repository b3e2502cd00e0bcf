"""A guess corrected by a person, and the page of what is remembered of an organisation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.core.doing import whole_number
from maali.intake import actions
from maali.intake.models import LearntColumn, LearntSheet, Upload
from maali.intake.rules import why_not_send
from maali.intake.shown import remembered_shown
from maali.intake.views.asked_for import programme_of
from maali.intake.views.uploads import allowed_upload, try_it
from maali.organisations.models import Organisation

LEARNT: dict[str, Any] = {"sheet": LearntSheet, "column": LearntColumn}


@require_POST
def upload_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says what a sheet or a column is, where the titles stand or how it is laid out."""
    found = allowed_upload(request, pk)
    full = Upload.objects.get(pk=found.pk)
    return try_it(request, found, correction(request, full), _("Read again with your correction."))


def correction(request: HttpRequest, upload: Upload) -> Callable[[], Any]:
    """The action that the form asks for; the first of its fields that is filled decides."""
    said, by = request.POST, request.user
    sheet, means = said.get("sheet", ""), said.get("means", "")
    if column := said.get("column", ""):
        return lambda: actions.correct_guess(upload, sheet, column, means, by=by)
    if "first" in said:
        first, last = whole_number(said.get("first")) or 0, whole_number(said.get("last"))
        return lambda: actions.correct_header(upload, sheet, first, last, by=by)
    if layout := said.get("layout", ""):
        return lambda: actions.correct_layout(upload, sheet, layout, by=by)
    return lambda: actions.correct_sheet(upload, sheet, means, by=by)


def remembered(request: HttpRequest, code: str) -> HttpResponse:
    """What was said of an organisation's files once and is now known by itself."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user).filter(programme=programme_of(request)),
        code=code,
    )
    context = {
        "organisation": organisation,
        **remembered_shown(organisation),
        "why_not": why_not_send(request.user, organisation),
    }
    return render(request, "intake/remembered.html", context)


@require_POST
def remembered_forget(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in LEARNT:
        raise Http404
    seen = Organisation.objects.visible_to(request.user).filter(programme=programme_of(request))
    learnt = get_object_or_404(LEARNT[kind], pk=pk, organisation__in=seen)
    if why := why_not_send(request.user, learnt.organisation):
        raise PermissionDenied(why)
    try:
        actions.forget(learnt, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Forgotten: the next file is guessed anew."))
    return redirect("intake:remembered", programme_of(request).code, learnt.organisation.code)
