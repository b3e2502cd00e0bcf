"""Proposals and answers for machines."""

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.matching.actions import add_known, answer_proposal
from maali.matching.models import Proposal
from maali.matching.queries import catalogue
from maali.matching.queries import queue as queries
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan
from maali_engines.linkage.data import Knowledge

router = Router(tags=["matching"])


class ProposalOut(Schema):
    id: int
    thing: str
    left_name: str
    right_name: str
    probability: float
    decides: int
    state: str
    relation: str
    members: list[int]


class AnswerIn(Schema):
    """`state`: same, different, later, or open to take an answer back; `relation` beside
    "different": module_of, has_module, successor_of or succeeded_by; `chosen`: of the members of a
    shared installation those that are the first one's.
    """

    state: str
    seen: str = ""
    relation: str = ""
    chosen: list[int] | None = None


class FactIn(Schema):
    kind: str = "product"
    relation: str
    left: str
    right: str
    source: str = ""


class FactOut(FactIn):
    own: bool


class FactsIn(Schema):
    facts: list[FactIn]


class Added(Schema):
    added: int


@router.get("/proposals", response=list[ProposalOut])
def proposals(request: Request, state: str = "open", thing: str = "") -> list[Proposal]:
    return list(queries.queue(request.user, request.programme, {"state": state, "thing": thing}))


@router.post("/proposals/{int:proposal}/answer", response=ProposalOut)
def answer(request: Request, proposal: int, data: AnswerIn) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows, pk=proposal)
    if why := why_not_plan(request.user, request.programme):
        raise HttpError(403, why)
    return answer_proposal(
        row,
        data.state,
        by=request.user,
        seen=data.seen,
        relation=data.relation,
        chosen=data.chosen,
    )


@router.get("/knowledge", response=list[FactOut])
def knowledge(request: Request, kind: str = "") -> list[dict[str, object]]:
    """Every fact about names that holds here; `own` ones are the programme's."""
    return [
        {
            "kind": fact.kind,
            "relation": fact.relation,
            "left": fact.left,
            "right": fact.right,
            "source": fact.source,
            "own": fact.known is not None,
        }
        for fact in catalogue.facts(request.programme, kind)
    ]


@router.post("/knowledge", response=Added)
def knowledge_add(request: Request, told: FactsIn) -> dict[str, int]:
    """Tell facts; those that are known already stay as they are."""
    if why := why_not_plan(request.user, request.programme):
        raise HttpError(403, why)
    rows = [
        Knowledge(each.relation, each.left, each.right, each.source, each.kind)  # type: ignore[arg-type]
        for each in told.facts
    ]
    return {"added": add_known(request.programme, rows, by=request.user)}
