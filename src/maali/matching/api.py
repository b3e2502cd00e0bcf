"""Proposals and answers for machines."""

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.matching import queries
from maali.matching.actions import answer_proposal
from maali.matching.models import Proposal
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan

router = Router(tags=["matching"])


class ProposalOut(Schema):
    id: int
    thing: str
    left_name: str
    right_name: str
    probability: float
    decides: int
    state: str


class AnswerIn(Schema):
    state: str
    seen: str = ""


@router.get("/proposals", response=list[ProposalOut])
def proposals(request: Request, state: str = "open", thing: str = "") -> list[Proposal]:
    return list(queries.queue(request.user, request.programme, {"state": state, "thing": thing}))


@router.post("/proposals/{int:proposal}/answer", response=ProposalOut)
def answer(request: Request, proposal: int, data: AnswerIn) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows, pk=proposal)
    if why := why_not_plan(request.user, request.programme):
        raise HttpError(403, why)
    return answer_proposal(row, data.state, by=request.user, seen=data.seen)
