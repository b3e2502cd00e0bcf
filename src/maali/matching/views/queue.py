"""The queue of proposals: one question at a time, answered by key or click, undone by key."""

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.core.doing import whole_number
from maali.matching.actions import answer_proposal
from maali.matching.models import Proposal, Relation, Thing
from maali.matching.queries import queue as queries
from maali.matching.words import sentences
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan

# The button's value → the state and the relation that it stands for.
ANSWERS = {
    "same": ("same", ""),
    "different": ("different", ""),
    "later": ("later", ""),
    "open": ("open", ""),
    **{str(relation): ("different", str(relation)) for relation in Relation},
}
# So long a question that somebody has opened is not given to the next person.
OPENED_SECONDS = 120


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
        "progress": queries.progress(request.user, programme),
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
    allowed = proposal.MOVES[Proposal.State(proposal.state)]
    answers = [state for state in ("same", "different", "later") if state in allowed]
    before = Proposal.objects.visible_to(request.user).filter(
        programme=request.programme, pk=whole_number(request.GET.get("previous"))
    )
    cache.add(opened(proposal), request.user.pk, OPENED_SECONDS)
    context = {
        "proposal": proposal,
        "sides": queries.examples(request.user, proposal),
        "reasons": sentences(proposal.reasons),
        "answers": answers,
        "relations": Relation.choices if proposal.thing == Thing.PRODUCT and answers else [],
        "next": following(request, proposal),
        "previous": before.filter(answered_at__isnull=False).first(),
        "progress": queries.progress(request.user, request.programme),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "matching/proposal_detail.html", context)


def opened(proposal: Proposal) -> str:
    return f"matching-opened-{proposal.pk}"


def following(request: Request, after: Proposal) -> Proposal | None:
    """The next question that nobody else has just opened; any, if all are."""
    rows = queries.next_open(request.user, request.programme, after)
    looking = cache.get_many([opened(row) for row in rows])
    free = (row for row in rows if looking.get(opened(row)) in {None, request.user.pk})
    return next(free, rows[0] if rows else None)


@require_POST
def proposal_answer(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    proposal = seen_proposal(request, pk)
    given = request.POST.get("answer", "")
    state, relation = ANSWERS.get(given, ("", ""))
    code = request.programme.code
    try:
        answer_proposal(
            proposal,
            state,
            by=request.user,
            seen=request.POST.get("seen", ""),
            relation=relation,
            chosen=[whole_number(key) for key in request.POST.getlist("chosen")],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("matching:proposal", programme=code, pk=pk)
    if state == "open":
        messages.success(request, _("The answer was taken back; all stands as before it."))
        return redirect("matching:proposal", programme=code, pk=pk)
    messages.success(request, _("Answered. It can be changed at any time."))
    then = following(request, proposal)
    if then is None:
        return redirect("matching:queue", programme=code)
    address = redirect("matching:proposal", programme=code, pk=then.pk)
    address["Location"] += f"?previous={proposal.pk}"
    return address


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
