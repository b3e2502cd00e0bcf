"""The queue of proposals: one question at a time, answered by key or click."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.matching import queries
from maali.matching.actions import answer_proposal
from maali.matching.models import Proposal, Thing
from maali.matching.words import sentences
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan


def planners_only(request: Request) -> None:
    if why := why_not_plan(request.user, request.programme):
        raise PermissionDenied(why)


def queue(request: Request) -> HttpResponse:
    programme = request.programme
    rows = queries.queue(request.user, programme, request.GET)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "first": next((row for row in page if row.state == Proposal.State.OPEN), None),
        "runs": queries.last_runs(request.user, programme),
        "things": Thing.choices,
        "states": [pair for pair in Proposal.State.choices if pair[0] != Proposal.State.OPEN],
        "chosen": request.GET,
        "why_not": why_not_plan(request.user, programme),
    }
    return render(request, "matching/queue.html", context)


def seen_proposal(request: Request, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(rows, pk=pk)


def proposal_detail(request: Request, pk: int) -> HttpResponse:
    """Both sides with the cells they come from, the strongest reasons and the closest rival."""
    proposal = seen_proposal(request, pk)
    context = {
        "proposal": proposal,
        "sides": queries.examples(request.user, proposal),
        "reasons": sentences(proposal.reasons),
        "answers": [
            state
            for state in ("same", "different", "later", "open")
            if state in proposal.MOVES[Proposal.State(proposal.state)]
        ],
        "next": queries.next_open(request.user, request.programme, proposal),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "matching/proposal_detail.html", context)


@require_POST
def proposal_answer(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    proposal = seen_proposal(request, pk)
    try:
        answer_proposal(
            proposal,
            request.POST.get("state", ""),
            by=request.user,
            seen=request.POST.get("seen", ""),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("matching:proposal", programme=request.programme.code, pk=pk)
    messages.success(request, _("Answered. It can be changed at any time."))
    following = queries.next_open(request.user, request.programme, proposal)
    if following is None:
        return redirect("matching:queue", programme=request.programme.code)
    return redirect("matching:proposal", programme=request.programme.code, pk=following.pk)


@require_POST
def match_start(request: Request) -> HttpResponse:
    planners_only(request)
    calculation = ask_for_calculation(
        "match",
        by=request.user,
        title=_("Matching"),
        programme_id=request.programme.pk,
        programme=request.programme.pk,
        person=request.user.pk,
    )
    return redirect("core:calculation", programme=request.programme.code, pk=calculation.pk)
