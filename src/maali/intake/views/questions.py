"""The pages of questions: all that is asked, and one question answered in place."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maali.core.actions import Refused
from maali.intake import actions, queries
from maali.intake.models import Question
from maali.intake.rules import why_not_answer, why_not_send
from maali.intake.sheets import question_sheet
from maali.intake.shown import question_row, question_shown
from maali.intake.views.asked_for import as_file, number, programme_of

QUESTIONS_ON_PAGE = 50


def asked(request: HttpRequest) -> Any:
    """The questions as filtered by the address: open ones unless others are asked for."""
    found = queries.questions(request.user, programme_of(request))
    found = found.filter(answered_at__isnull=False) if request.GET.get("answered") else found.open()
    if organisation := number(request.GET.get("organisation")):
        found = found.filter(organisation=organisation)
    return found


def question_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(asked(request), QUESTIONS_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "questions": [question_shown(each) for each in page.object_list],
        "organisations": [
            (each.pk, each) for each in queries.givers(request.user, programme_of(request))
        ],
        "organisation": number(request.GET.get("organisation")),
        "states": [("yes", _("answered"))],
        "answered": request.GET.get("answered", ""),
    }
    return render(request, "intake/question_list.html", context)


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with the row it is about; the answer is written in place."""
    found = get_object_or_404(queries.questions(request.user, programme_of(request)), pk=pk)
    if request.method == "POST":
        if why := why_not_send(request.user, found.organisation):
            raise PermissionDenied(why)
        return take_answer(request, found)
    why_not = why_not_answer(request.user, found)
    context = {
        "question": found,
        "shown": question_shown(found),
        "why_not": why_not,
        "upload": found.upload,
        "row": question_row(found),
    }
    return render(request, "intake/question_detail.html", context)


def take_answer(request: HttpRequest, found: Question) -> HttpResponse:
    code = programme_of(request).code
    try:
        actions.answer_question(found, request.POST.get("answer", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:question", code, found.pk)
    left = asked(request)
    following = left.filter(pk__gt=found.pk).first() or left.first()
    messages.success(
        request,
        _("Thank you.")
        + " "
        + ngettext("%(count)d question left.", "%(count)d questions left.", left.count())
        % {"count": left.count()},
    )
    if following is None:
        return redirect("intake:question_list", code)
    return redirect("intake:question", code, following.pk)


def question_download(request: HttpRequest) -> HttpResponse:
    return as_file(question_sheet(asked(request)), f"questions-{programme_of(request).code}.xlsx")
