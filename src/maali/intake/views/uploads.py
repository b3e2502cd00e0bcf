"""The pages of files: the list, and one file with what is wrong with it and what it would do."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.core.doing import try_and_say, whole_number
from maali.intake import actions, queries
from maali.intake.files_shown import WAITING, WAITS, files_shown, state_choices
from maali.intake.forms import SendForm
from maali.intake.merge_shown import merge_summary
from maali.intake.models import Upload, UploadRow
from maali.intake.questions_shown import question_shown
from maali.intake.rules import (
    why_not_accept,
    why_not_change,
    why_not_send,
    why_not_take_back,
)
from maali.intake.shown import (
    file_problems,
    refusal_shown,
    rows_shown,
    sheets_shown,
)
from maali.intake.views.asked_for import programme_of
from maali.inventory.standing import stands_on
from maali.organisations.models import Organisation

# Above this a file is read, and above this many rows accepted, on the task queue.
LARGE_BYTES, LARGE_ROWS = 400_000, 2_000
ROWS_ON_PAGE = 50
FILES_ON_PAGE = 50
QUESTIONS_ON_PAGE = 20
STANDING_SHOWN = 50


def may_send_for(request: HttpRequest) -> list[Organisation]:
    found = queries.givers(request.user, programme_of(request))
    sight = request.sight  # type: ignore[attr-defined]
    return [each for each in found if sight.answers_for(each.pk)]


def send_form(request: HttpRequest, *args: Any) -> SendForm:
    allowed = [each.pk for each in may_send_for(request)]
    organisations = Organisation.objects.visible_to(request.user).filter(pk__in=allowed)
    return SendForm(*args, organisations=organisations)


def upload_list(request: HttpRequest) -> HttpResponse:
    """Every file that has come, with what in it waits for a person, and where files are sent."""
    givers = list(queries.givers(request.user, programme_of(request)))
    mine = may_send_for(request)
    page = Paginator(wanted_files(request), FILES_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "files": files_shown(request.user, list(page.object_list)),
        "states": state_choices(),
        "organisations": [(str(each.pk), str(each)) for each in givers] if givers[1:] else [],
        "form": send_form(request) if mine else None,
        "own": mine[0] if len(mine) == 1 else None,
    }
    return render(request, "intake/upload_list.html", context)


def wanted_files(request: HttpRequest) -> QuerySet[Upload]:
    """The files that the filters leave, the newest first."""
    found, asked = queries.uploads(request.user, programme_of(request)), request.GET
    if asked.get("state") == WAITS:
        found = found.filter(state__in=WAITING)
    elif asked.get("state"):
        found = found.filter(state=asked["state"])
    if organisation := whole_number(asked.get("organisation")):
        found = found.filter(organisation=organisation)
    if named := asked.get("q", "").strip():
        found = found.filter(Q(name__icontains=named) | Q(by__icontains=named))
    return found


@require_POST
def upload_send(request: HttpRequest) -> HttpResponse:
    """Receive the files one by one: one that is refused does not hold the others."""
    form = send_form(request, request.POST, request.FILES)
    visible = Organisation.objects.visible_to(request.user).filter(programme=programme_of(request))
    asked = get_object_or_404(visible, pk=whole_number(request.POST.get("organisation")))
    if why := why_not_send(request.user, asked):
        raise PermissionDenied(why)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(map(str, faults)))
        return redirect("intake:upload_list", programme_of(request).code)
    received = [
        each
        for file in form.cleaned_data["workbooks"]
        if (each := receive_one(request, asked, file, form.cleaned_data["answered_on"]))
    ]
    if len(received) == 1:
        return after_reading(request, received[0])
    return redirect("intake:upload_list", programme_of(request).code)


def receive_one(
    request: HttpRequest,
    organisation: Organisation,
    file: UploadedFile[Any],
    answered_on: date | None,
) -> Upload | None:
    large = (file.size or 0) > LARGE_BYTES
    try:
        upload = actions.receive(
            programme_of(request),
            organisation,
            file.name or "",
            file.read(),
            by=request.user,
            answered_on=answered_on,
            read_now=not large,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    say_what_came(request, upload)
    return upload


def say_what_came(request: HttpRequest, upload: Upload) -> None:
    if upload.state == Upload.State.REFUSED:
        messages.error(request, f"{upload.name}: {upload.refusal}")
    elif upload.state == Upload.State.NEEDS_PERSON:
        messages.warning(
            request, _("%(file)s was read, but needs your help.") % {"file": upload.name}
        )
    else:
        messages.success(request, _("%(file)s was received.") % {"file": upload.name})


def after_reading(request: HttpRequest, upload: Upload) -> HttpResponse:
    """To the file's page; a large file is read by a calculation first."""
    if upload.state != Upload.State.RECEIVED:
        return redirect("intake:upload", programme_of(request).code, upload.pk)
    return calculate(request, upload, "read_upload", _("Reading %(file)s") % {"file": upload.name})


def calculate(request: HttpRequest, upload: Upload, kind: str, title: str) -> HttpResponse:
    calculation = ask_for_calculation(
        kind,
        by=request.user,
        title=title,
        programme_id=upload.programme_id,
        upload=upload.pk,
        person=request.user.pk,
    )
    return redirect("core:calculation", programme_of(request).code, calculation.pk)


def own_upload(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(queries.uploads(request.user, programme_of(request)), pk=pk)


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how it was understood, what is wrong with it, and what accepting it would do."""
    found = own_upload(request, pk)
    effect = request.GET.get("effect", "")
    rows = found.rows.all()
    if effect in UploadRow.Effect.values:
        rows = rows.filter(effect=effect)
    page = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "upload": found,
        "sheets": sheets_shown(found),
        "problems": file_problems(found),
        "merge": merge_summary(found),
        "summary": [(choice, queries.summary(found)[choice.value]) for choice in UploadRow.Effect],
        "effect": effect,
        "page": page,
        "rows": rows_shown(found, page.object_list),
        "why_not": why_not_change(request.user, found),
        "why_not_accept": why_not_accept(request.user, found),
        "why_not_take_back": why_not_take_back(request.user, found),
        "standing": standing_shown(found),
        "refusal": refusal_shown(found),
        "kept": queries.is_kept(found),
        "questions": [
            question_shown(each)
            for each in found.questions.asked_first()
            .select_related("programme", "organisation", "upload")
            .defer("upload__content")[:QUESTIONS_ON_PAGE]
        ],
    }
    return render(request, "intake/upload_detail.html", context)


def standing_shown(found: Upload) -> dict[str, Any]:
    """What stands on an accepted file, the first of it with links: told before one presses."""
    standing = stands_on(found.source) if found.source else []
    return {"count": len(standing), "first": standing[:STANDING_SHOWN]}


def allowed_upload(request: HttpRequest, pk: int) -> Upload:
    found = own_upload(request, pk)
    if why := why_not_send(request.user, found.organisation):
        raise PermissionDenied(why)
    return found


def try_it(request: HttpRequest, found: Upload, act: Any, done: str) -> HttpResponse:
    """Do it and say so, or say the sentence that refused it; back to the file's page."""
    try_and_say(request, act, done)
    query = request.POST.get("back", "")
    address = reverse("intake:upload", args=[programme_of(request).code, found.pk])
    return redirect(f"{address}?{query}" if query else address)


@require_POST
def upload_accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = allowed_upload(request, pk)
    if found.rows.count() > LARGE_ROWS and found.state == Upload.State.READ:
        return calculate(
            request, found, "accept_upload", _("Accepting %(file)s") % {"file": found.name}
        )
    done = _("%(file)s is now part of the inventory.") % {"file": found.name}
    return try_it(request, found, lambda: actions.accept(found, by=request.user), done)


@require_POST
def upload_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = allowed_upload(request, pk)
    reason = request.POST.get("reason", "")
    done = _("%(file)s was withdrawn.") % {"file": found.name}
    return try_it(
        request, found, lambda: actions.withdraw(found, by=request.user, reason=reason), done
    )


@require_POST
def upload_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = allowed_upload(request, pk)
    reason = request.POST.get("reason", "")
    done = _("%(file)s was taken back: nothing of it is left in the inventory.") % {
        "file": found.name
    }
    return try_it(
        request, found, lambda: actions.take_back(found, by=request.user, reason=reason), done
    )


def own_row(found: Upload, row: int) -> UploadRow:
    return get_object_or_404(UploadRow, upload=found, pk=row)


@require_POST
def row_mend(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = allowed_upload(request, pk)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    mended = own_row(found, row)
    done = _("Mended: %(row)s.") % {"row": mended}
    return try_it(request, found, lambda: actions.mend(mended, key, text, by=request.user), done)


@require_POST
def row_leave_out(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Leave a row out, or take it back in when it was left out."""
    found = allowed_upload(request, pk)
    own = own_row(found, row)
    act = actions.put_back if own.left_out else actions.leave_out
    done = _("Back in: %(row)s.") if own.left_out else _("Left out: %(row)s.")
    return try_it(request, found, lambda: act(own, by=request.user), done % {"row": own})
