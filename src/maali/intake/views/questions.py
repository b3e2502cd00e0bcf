"""The pages of questions: like ones together, one answered in place, an answer taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.core.doing import whole_number
from maali.intake import actions, queries
from maali.intake.models import Question
from maali.intake.questions_shown import groups_shown, question_rows, question_shown
from maali.intake.rules import why_not_answer, why_not_send, why_not_take_back_answer
from maali.intake.sheets import question_sheet
from maali.intake.views.asked_for import as_file, programme_of
from maali.intake.words import group_sentence

GROUPS_ON_PAGE = 50
QUESTIONS_ON_PAGE = 100
PLACE = ("organisation", "code", "field", "mine", "state")


def asked(request: HttpRequest) -> Any:
    """The questions as filtered by the address: open ones unless others are asked for."""
    found = queries.questions(request.user, programme_of(request))
    state = request.GET.get("state", "")
    if state == "answered":
        found = found.filter(answered_at__isnull=False)
    elif state == "dropped":
        found = found.filter(dropped=True, answered_at=None)
    else:
        found = found.open()
        if state:
            found = found.filter(waits=state == "waits")
    if request.GET.get("mine"):
        found = queries.mine(found, request.user)
    if organisation := whole_number(request.GET.get("organisation")):
        found = found.filter(organisation=organisation)
    if code := request.GET.get("code"):
        found = found.filter(code=code, field=request.GET.get("field", ""))
    return found


def kept_place(request: HttpRequest) -> str:
    """The filters of the address, to be carried along from question to question."""
    kept = {name: request.GET[name] for name in PLACE if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def question_list(request: HttpRequest) -> HttpResponse:
    found = asked(request)
    groups = Paginator(queries.together(found), GROUPS_ON_PAGE)
    page = groups.get_page(request.GET.get("page"))
    state = request.GET.get("state", "")
    context = {
        "page": page,
        "groups": groups_shown(programme_of(request), page.object_list, state),
        "count": sum(each["count"] for each in page.object_list),
        "organisations": [
            (each.pk, each) for each in queries.givers(request.user, programme_of(request))
        ],
        "organisation": whole_number(request.GET.get("organisation")),
        "states": [
            ("first", _("asked first")),
            ("waits", _("can wait")),
            ("answered", _("answered")),
            ("dropped", _("no longer asked")),
        ],
        "state": state,
        "whose": [("yes", _("mine"))],
        "mine": request.GET.get("mine", ""),
        "place": kept_place(request),
    }
    return render(request, "intake/question_list.html", context)


def questions_together(request: HttpRequest) -> HttpResponse:
    """Like questions of one organisation as a table, each with its cell and its answer."""
    found = asked(request).asked_first()
    if request.method == "POST":
        return take_answers(request, found)
    page = Paginator(found, QUESTIONS_ON_PAGE).get_page(request.GET.get("page"))
    lines = [question_shown(each) for each in page.object_list]
    first = lines[0].question if lines else None
    why_not = why_not_answer(request.user, first) if first else ""
    context = {
        "page": page,
        "lines": lines,
        "first": lines[0] if lines else None,
        "title": group_sentence(first.code, first.params) if first else _("Questions"),
        "why_not": why_not,
        "place": kept_place(request),
        "count": page.paginator.count,
    }
    return render(request, "intake/questions_together.html", context)


def take_answers(request: HttpRequest, found: Any) -> HttpResponse:
    """What was written in each line, or one answer for all that are ticked."""
    organisation = get_object_or_404(
        queries.givers(request.user, programme_of(request)),
        pk=whole_number(request.GET.get("organisation")),
    )
    if why := why_not_send(request.user, organisation):
        raise PermissionDenied(why)
    told = request.POST.dict()
    for_all = told.get("for_all", "").strip() or told.get("all", "").strip()
    if "all" in told:
        ticked = {whole_number(each) for each in request.POST.getlist("ticked")}
        chosen = [each for each in found[:1000] if each.pk in ticked]
        answers = [for_all] * len(chosen)
    else:
        chosen = [each for each in found[:1000] if told.get(f"answer-{each.pk}", "").strip()]
        answers = [told[f"answer-{each.pk}"] for each in chosen]
    done, refused = actions.answer_together(
        chosen, answers, by=request.user, comment=told.get("comment", "")
    )
    say(request, len(done), refused)
    if asked(request).exists():
        return redirect(reverse("intake:questions_together", args=[programme_of(request).code])
                        + kept_place(request))  # fmt: skip
    return redirect("intake:question_list", programme_of(request).code)


def say(request: HttpRequest, done: int, refused: list[tuple[Question, str]]) -> None:
    if done:
        messages.success(
            request,
            ngettext("%(n)s answer was saved.", "%(n)s answers were saved.", done) % {"n": done},
        )
    elif not refused:
        messages.warning(request, _("Tick the rows, or write an answer in some of them."))
    for question, why in refused[:8]:
        messages.error(request, f"{question_shown(question).name}: {why}")


def one(request: HttpRequest, pk: int) -> Question:
    found: Question = get_object_or_404(
        queries.questions(request.user, programme_of(request)), pk=pk
    )
    return found


def allowed(request: HttpRequest, pk: int) -> Question:
    found = one(request, pk)
    if why := why_not_send(request.user, found.organisation):
        raise PermissionDenied(why)
    return found


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with the row it is about; the answer is written in place."""
    if request.method == "POST":
        return take_answer(request, allowed(request, pk))
    found = one(request, pk)
    before, after = neighbours(request, found)
    context = {
        "question": found,
        "shown": question_shown(found),
        "why_not": why_not_answer(request.user, found),
        "why_not_back": why_not_take_back_answer(request.user, found),
        "upload": found.upload,
        "rows": question_rows(found),
        "before": before,
        "after": after,
        "place": kept_place(request),
        "colleagues": queries.respondents_for(found.organisation),
    }
    return render(request, "intake/question_detail.html", context)


def neighbours(request: HttpRequest, found: Question) -> tuple[int | None, int | None]:
    """The questions before and after this one, in the order in which they are asked."""
    keys = list(asked(request).asked_first().values_list("pk", flat=True)[:2000])
    if found.pk not in keys:
        return None, keys[0] if keys else None
    here = keys.index(found.pk)
    return keys[here - 1] if here else None, keys[here + 1] if here + 1 < len(keys) else None


def take_answer(request: HttpRequest, found: Question) -> HttpResponse:
    code = programme_of(request).code
    _before, following = neighbours(request, found)
    refused = ""
    try:
        actions.answer_question(
            found,
            request.POST.get("answer", "") or request.POST.get("written", ""),
            by=request.user,
            comment=request.POST.get("comment", ""),
        )
    except Refused as refusal:
        refused = str(refusal)
    if request.headers.get("HX-Request"):
        found.refresh_from_db()
        line = {"line": question_shown(found), "refused": refused, "place": kept_place(request)}
        return render(request, "intake/_question_line.html", line)
    if refused:
        messages.error(request, refused)
        return redirect(reverse("intake:question", args=[code, found.pk]) + kept_place(request))
    left = asked(request).count()
    messages.success(
        request,
        _("Thank you.")
        + " "
        + ngettext("%(count)d question left.", "%(count)d questions left.", left) % {"count": left},
    )
    if following is None:
        return redirect("intake:question_list", code)
    return redirect(reverse("intake:question", args=[code, following]) + kept_place(request))


@require_POST
def answer_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = allowed(request, pk)
    try:
        actions.take_back_answer(found, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The answer was taken back: the question is open again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:question", programme_of(request).code, found.pk)


@require_POST
def question_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the question to a colleague who has a link, or back to the organisation's contact."""
    found = allowed(request, pk)
    to = whole_number(request.POST.get("to"))
    colleagues = {each.pk: each for each in queries.respondents_for(found.organisation)}
    try:
        actions.pass_on_question([found], colleagues.get(to), by=request.user)
        messages.success(request, _("The question was passed on."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:question", programme_of(request).code, found.pk)


@require_POST
def questions_check(request: HttpRequest) -> HttpResponse:
    """Look again at all that is known: of one organisation, or of all that one answers for."""
    sight = request.sight  # type: ignore[attr-defined]
    mine = queries.givers(request.user, programme_of(request))
    if wanted := whole_number(request.POST.get("organisation")):
        mine = mine.filter(pk=wanted)
    organisations = [each for each in mine if sight.answers_for(each.pk)]
    if not organisations:
        raise PermissionDenied(_("Only contacts and planners look for what is open."))
    fresh = dropped = 0
    for each in organisations:
        settled = actions.check_again(each, by=request.user)
        fresh += len(settled.asked) + settled.returned
        dropped += settled.dropped
    messages.success(
        request,
        _("Looked again: %(fresh)s new questions, %(dropped)s no longer asked.")
        % {"fresh": fresh, "dropped": dropped},
    )
    return redirect("intake:question_list", programme_of(request).code)


def question_download(request: HttpRequest) -> HttpResponse:
    found = asked(request).asked_first()
    return as_file(question_sheet(found), f"questions-{programme_of(request).code}.xlsx")
