"""The pages of rounds: made, changed, what is asked and of whom, opened and closed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maali.core.actions import Refused
from maali.core.doing import try_and_say, whole_number
from maali.intake import actions, queries
from maali.intake.board_shown import (
    asked_shown,
    choices_shown,
    how_options,
    recipients_shown,
    rounds_shown,
)
from maali.intake.forms import NewRoundForm, RoundForm
from maali.intake.models import Round
from maali.intake.models.rounds import LANGUAGES
from maali.intake.rules.rounds import (
    why_not_add_recipients,
    why_not_ask_columns,
    why_not_change_round,
    why_not_close_round,
    why_not_open_round,
    why_not_plan,
)
from maali.intake.views.asked_for import programme_of
from maali.organisations.models import Organisation


def planner_only(request: HttpRequest) -> None:
    if why := why_not_plan(request.user, programme_of(request)):
        raise PermissionDenied(why)


def own_round(request: HttpRequest, pk: int) -> Round:
    return get_object_or_404(queries.rounds(request.user, programme_of(request)), pk=pk)


def planned_round(request: HttpRequest, pk: int) -> Round:
    """The round, for a planner who is about to change it."""
    planner_only(request)
    return own_round(request, pk)


@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    programme = programme_of(request)
    found = list(queries.rounds(request.user, programme))
    counts = queries.recipients_of(request.user, programme)
    shown = rounds_shown(found, queries.today_of(programme))
    for each in shown:
        each["recipients"] = counts.get(each["round"].pk, 0)
    why_not = why_not_plan(request.user, programme)
    return render(request, "intake/round_list.html", {"rounds": shown, "why_not_plan": why_not})


def round_make(request: HttpRequest) -> HttpResponse:
    planner_only(request)
    programme = programme_of(request)
    data = request.POST if request.method == "POST" else None
    form = NewRoundForm(data, rounds=queries.rounds(request.user, programme))
    if form.is_valid():
        try:
            made = actions.make_round(programme, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(round)s is being prepared.") % {"round": made})
            return redirect("intake:round", programme.code, made.pk)
    return render(request, "intake/round_form.html", {"form": form})


@require_GET
def round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its purpose and deadline, what it asks, of whom, and what can be done to it."""
    found = own_round(request, pk)
    programme = programme_of(request)
    invited = queries.invitations(request.user, programme).filter(round=found)
    asked = {each.organisation_id for each in invited}
    context = {
        "round": found,
        "shown": rounds_shown([found], queries.today_of(programme))[0],
        "asked": asked_shown(queries.asked_columns(found)),
        "recipients": recipients_shown(invited),
        "others": [
            each for each in queries.givers(request.user, programme) if each.pk not in asked
        ],
        "languages": LANGUAGES,
        "key_systems": queries.key_systems_seen(request.user, found).count(),
        "why_not_change": why_not_change_round(request.user, found),
        "why_not_columns": why_not_ask_columns(request.user, found),
        "why_not_add": why_not_add_recipients(request.user, found),
        "why_not_open": why_not_open_round(request.user, found),
        "why_not_close": why_not_close_round(request.user, found),
        "why_not_plan": why_not_plan(request.user, programme),
    }
    return render(request, "intake/round_detail.html", context)


def round_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, purpose and deadline; the form carries the version that the person saw."""
    found = planned_round(request, pk)
    known = {"name": found.name, "purpose": found.purpose, "deadline": found.deadline}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        seen = whole_number(request.POST.get("version"))
        try:
            actions.change_round(found, version=seen, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("intake:round", programme_of(request).code, found.pk)
    return render(request, "intake/round_form.html", {"form": form, "round": found})


def round_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the round asks, sheet by sheet and column by column."""
    found = planned_round(request, pk)
    if request.method == "POST":
        try:
            actions.ask_columns(
                found,
                columns_chosen(request),
                version=whole_number(request.POST.get("version")),
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("What is asked was saved."))
            return redirect("intake:round", programme_of(request).code, found.pk)
    context = {
        "round": found,
        "sheets": choices_shown(found.asked),
        "options": how_options(),
        "why_not": why_not_ask_columns(request.user, found),
    }
    return render(request, "intake/round_columns.html", context)


def columns_chosen(request: HttpRequest) -> dict[str, dict[str, str]]:
    chosen: dict[str, dict[str, str]] = {}
    for name, how in request.POST.items():
        sheet, dot, column = name.partition(".")
        if dot and isinstance(how, str):
            chosen.setdefault(sheet, {})[column] = how
    return chosen


def try_it(request: HttpRequest, found: Round, do: Any, done: str) -> HttpResponse:
    try_and_say(request, do, done)
    return redirect("intake:round", programme_of(request).code, found.pk)


@require_POST
def recipients_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the organisations that were ticked, or all that are not asked yet."""
    found = planned_round(request, pk)
    others = queries.givers(request.user, programme_of(request))
    if not request.POST.get("all"):
        ticked = [whole_number(each) for each in request.POST.getlist("organisation")]
        others = others.filter(pk__in=ticked)
    asked: list[Organisation] = list(others)
    spoken = request.POST.get("language", "")
    done = _("The recipients were added.")
    return try_it(
        request,
        found,
        lambda: actions.add_recipients(found, asked, by=request.user, language=spoken),
        done,
    )


@require_POST
def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned_round(request, pk)
    done = _("%(round)s is open.") % {"round": found}
    return try_it(request, found, lambda: actions.open_round(found, by=request.user), done)


@require_POST
def round_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned_round(request, pk)
    reason = request.POST.get("reason", "")
    done = _("%(round)s is closed.") % {"round": found}
    return try_it(
        request, found, lambda: actions.close_round(found, by=request.user, reason=reason), done
    )
