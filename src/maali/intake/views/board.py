"""The board of a round, and everything of one organisation in it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from maali.core.actions import Refused
from maali.core.doing import try_and_say, whole_number
from maali.intake import actions, queries
from maali.intake.board_shown import (
    board_map,
    line_shown,
    most_lacking,
    question_shown,
    sheets_filled,
    state_strip,
    states_shown,
    steps_shown,
)
from maali.intake.engine.board import Line, board_line, glance, sorted_lines
from maali.intake.engine.board import board as lines_of
from maali.intake.engine.standing import by_municipality, without_place
from maali.intake.models import Invitation, Round
from maali.intake.rounds_in_words import STATES, TONES, days_in_words
from maali.intake.rules.rounds import (
    why_not_accept_answer,
    why_not_plan,
    why_not_remove_recipient,
    why_not_reopen_answer,
    why_not_say_complete,
)
from maali.intake.views.asked_for import programme_of

ORDERS = [
    ("percent", gettext_lazy("least complete first")),
    ("questions", gettext_lazy("most questions first")),
    ("state", gettext_lazy("least far first")),
    ("last", gettext_lazy("longest silent first")),
]
MEASURES = [("percent", gettext_lazy("how complete"))]
QUESTIONS_SHOWN = 8


def round_asked_for(request: HttpRequest, rounds: list[Round]) -> Round | None:
    """The one in the address; else the newest that is open, or closed, or being prepared."""
    wanted = whole_number(request.GET.get("round"))
    for each in rounds:
        if each.number == wanted:
            return each
    for state in (Round.State.OPEN, Round.State.CLOSED, Round.State.DRAFT):
        for each in reversed(rounds):
            if each.state == state:
                return each
    return None


def wanted_lines(request: HttpRequest, lines: list[Line]) -> list[Line]:
    state, place = request.GET.get("state", ""), whole_number(request.GET.get("municipality"))
    found = [
        line
        for line in lines
        if (not state or line.state == state or (state == "late" and line.late))
        and (not place or line.organisation.municipality_id == place)
    ]
    return sorted_lines(found, request.GET.get("sort", ""))


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    programme = programme_of(request)
    rounds = list(queries.rounds(request.user, programme))
    found = round_asked_for(request, rounds)
    context: dict[str, Any] = {
        "rounds": [(each.number, f"{each.number}. {each}") for each in rounds],
        "round": found,
        "why_not_plan": why_not_plan(request.user, programme),
    }
    if found is not None:
        context |= board_context(request, found)
    return render(request, "intake/board.html", context)


def board_context(request: HttpRequest, found: Round) -> dict[str, Any]:
    lines = lines_of(request.user, found)
    seen = glance(lines)
    days = (found.deadline - queries.today_of(found.programme)).days
    measure = request.GET.get("show", "")
    return {
        "glance": seen,
        "states": states_shown(found, seen),
        "strip": state_strip(found, seen),
        "map": board_map(found, by_municipality(lines), measure),
        "measures": MEASURES,
        "measure": measure,
        "lacking": most_lacking(lines),
        "placeless": [line_shown(line) for line in without_place(lines)],
        "lines": [line_shown(line) for line in wanted_lines(request, lines)],
        "days": days_in_words(days),
        "overdue": days < 0 and found.state == Round.State.OPEN,
        "state_options": [*STATES.items(), ("late", _("late"))],
        "orders": ORDERS,
        "legend": legend(measure),
    }


def legend(measure: str) -> list[tuple[str, Any]]:
    if measure == "percent":
        return []
    tones = [(TONES[state], STATES[state]) for state in ("invited", "partly", "complete")]
    return [*tones, ("ok", STATES["accepted"]), ("risk", _("late"))]


def own_invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(queries.invitations(request.user, programme_of(request)), pk=pk)


@require_GET
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation in one round: how far it is, what lacks, its files and its questions."""
    found = own_invitation(request, pk)
    line = board_line(found)
    asked = queries.questions(request.user, found.round.programme).open()
    asked = asked.filter(organisation=found.organisation)
    context = {
        "invitation": found,
        "round": found.round,
        "line": line,
        "shown": line_shown(line),
        "steps": steps_shown(line),
        "sheets": sheets_filled(line.filled),
        "files": queries.uploads(request.user, found.round.programme).filter(
            round=found.round, organisation=found.organisation
        ),
        "handouts": found.handouts.defer("rows")[:10],
        "questions": [question_shown(each) for each in asked.asked_first()[:QUESTIONS_SHOWN]],
        "why_not_complete": why_not_say_complete(request.user, found),
        "why_not_accept": why_not_accept_answer(request.user, found),
        "why_not_reopen": why_not_reopen_answer(request.user, found),
        "why_not_remove": why_not_remove_recipient(request.user, found),
        "why_not_plan": why_not_plan(request.user, found.round.programme),
    }
    return render(request, "intake/invitation.html", context)


def act(request: HttpRequest, found: Invitation, do: Any, done: str) -> HttpResponse:
    """Do it and say so, or say the sentence that refused it; back to the answer's page."""
    try_and_say(request, do, done)
    return redirect("intake:invitation", programme_of(request).code, found.pk)


@require_POST
def invitation_complete(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_invitation(request, pk)
    if not request.sight.answers_for(found.organisation_id):  # type: ignore[attr-defined]
        raise PermissionDenied(why_not_say_complete(request.user, found))
    done = _("Thank you: the answer of %(organisation)s is complete.")
    return act(
        request,
        found,
        lambda: actions.say_complete(found, by=request.user),
        done % {"organisation": found.organisation},
    )


def planned(request: HttpRequest, pk: int) -> Invitation:
    found = own_invitation(request, pk)
    if why := why_not_plan(request.user, found.round.programme):
        raise PermissionDenied(why)
    return found


@require_POST
def invitation_accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned(request, pk)
    done = _("The answer of %(organisation)s is accepted.") % {"organisation": found.organisation}
    return act(request, found, lambda: actions.accept_answer(found, by=request.user), done)


@require_POST
def invitation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned(request, pk)
    reason = request.POST.get("reason", "")
    done = _("The answer of %(organisation)s is open again.") % {"organisation": found.organisation}
    return act(
        request, found, lambda: actions.reopen_answer(found, by=request.user, reason=reason), done
    )


@require_POST
def invitation_speak(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned(request, pk)
    spoken = request.POST.get("language", "")
    done = _("%(organisation)s is asked in that language from now on.")
    return act(
        request,
        found,
        lambda: actions.speak(found, spoken, by=request.user),
        done % {"organisation": found.organisation},
    )


@require_POST
def invitation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned(request, pk)
    try:
        actions.remove_recipient(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:invitation", programme_of(request).code, found.pk)
    gone = {"organisation": found.organisation, "round": found.round}
    messages.success(request, _("%(organisation)s is no longer asked in %(round)s.") % gone)
    return redirect("intake:round", programme_of(request).code, found.round_id)
