"""Rounds for machines: made, opened and closed, who is asked, how far each answer is."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.intake import actions, queries
from maali.intake.engine.board import Line, board, board_line
from maali.intake.models import Invitation, Round
from maali.intake.rounds_in_words import reasons_in_words
from maali.intake.rules import why_not_send
from maali.intake.rules.rounds import why_not_plan

router = Router(tags=["collect"])


class RoundOut(Schema):
    number: int
    name: str
    kind: str
    purpose: str
    deadline: date
    state: str
    version: int
    asked: dict[str, dict[str, str]]


class RoundIn(Schema):
    kind: str
    name: str
    deadline: date
    purpose: str = ""


class InviteIn(Schema):
    organisations: list[str] = []
    language: str = ""


class SheetOut(Schema):
    sheet: str
    rows: int
    asked: int
    filled: int
    lacking: dict[str, int]


class AnswerOut(Schema):
    id: int
    round: int
    organisation: str
    language: str
    state: str
    percent: int
    asked: int
    filled: int
    said_unknown: int
    contradictions: int
    questions: int
    days_left: int
    late: bool
    invited_at: datetime | None
    opened_at: datetime | None
    complete_at: datetime | None
    accepted_at: datetime | None
    sheets: list[SheetOut]


class KeySystemOut(Schema):
    system: int
    name: str
    organisation: str
    reasons: list[str]
    reasons_in_words: list[str]
    left_out: bool
    by: str
    reason: str


def round_out(found: Round) -> dict[str, Any]:
    names = ("number", "name", "kind", "purpose", "deadline", "state", "version")
    return {**{each: getattr(found, each) for each in names}, "asked": queries.asked_columns(found)}


def answer_out(line: Line) -> dict[str, Any]:
    invitation, filled = line.invitation, line.filled
    times = ("invited_at", "opened_at", "complete_at", "accepted_at")
    return {
        "id": invitation.pk,
        "round": invitation.round.number,
        "organisation": line.organisation.code,
        "language": invitation.language,
        "state": line.state,
        "percent": filled.percent,
        "asked": filled.asked,
        "filled": filled.filled,
        "said_unknown": filled.unknown,
        "contradictions": line.contradictions,
        "questions": line.questions,
        "days_left": line.days_left,
        "late": line.late,
        **{each: getattr(invitation, each) for each in times},
        "sheets": [
            {
                "sheet": each.sheet,
                "rows": each.rows,
                "asked": each.asked,
                "filled": each.filled,
                "lacking": {key: n for key, n in each.lacking.items() if n},
            }
            for each in filled.sheets.values()
        ],
    }


def own_round(request: HttpRequest, number: int) -> Round:
    return get_object_or_404(queries.rounds(request.user, request.programme), number=number)  # type: ignore[attr-defined]


def planned_round(request: HttpRequest, number: int) -> Round:
    planner_only(request)
    return own_round(request, number)


def planner_only(request: HttpRequest) -> None:
    if why := why_not_plan(request.user, request.programme):  # type: ignore[attr-defined]
        raise HttpError(403, why)


def own_invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(queries.invitations(request.user, request.programme), pk=pk)  # type: ignore[attr-defined]


@router.get("/rounds", response=list[RoundOut])
def round_list(request: HttpRequest) -> list[dict[str, Any]]:
    """Every round of the programme, with what it asks."""
    return [round_out(each) for each in queries.rounds(request.user, request.programme)]  # type: ignore[attr-defined]


@router.post("/rounds", response={201: RoundOut})
def round_create(request: HttpRequest, wanted: RoundIn) -> tuple[int, dict[str, Any]]:
    """Prepare a round that asks what its kind does."""
    planner_only(request)
    if wanted.kind not in Round.Kind.values:
        raise HttpError(400, f"kind: {', '.join(Round.Kind.values)}")
    made = actions.make_round(request.programme, by=request.user, **wanted.dict())  # type: ignore[attr-defined]
    return 201, round_out(made)


@router.post("/rounds/{number}/invitations", response=list[AnswerOut])
def round_invite(request: HttpRequest, number: int, wanted: InviteIn) -> list[dict[str, Any]]:
    """Ask these organisations, by their codes; without codes all that hand something over."""
    found = planned_round(request, number)
    asked = queries.givers(request.user, found.programme)
    if wanted.organisations:
        asked = asked.filter(code__in=wanted.organisations)
    actions.add_recipients(found, asked, by=request.user, language=wanted.language)
    return [answer_out(line) for line in board(request.user, found)]


@router.post("/rounds/{number}/open", response=RoundOut)
def round_open(request: HttpRequest, number: int) -> dict[str, Any]:
    return round_out(actions.open_round(planned_round(request, number), by=request.user))


@router.post("/rounds/{number}/close", response=RoundOut)
def round_close(request: HttpRequest, number: int) -> dict[str, Any]:
    return round_out(actions.close_round(planned_round(request, number), by=request.user))


@router.get("/rounds/{number}/answers", response=list[AnswerOut])
def round_board(request: HttpRequest, number: int) -> list[dict[str, Any]]:
    """The board: how far each organisation's answer is and what lacks, sheet by sheet."""
    return [answer_out(line) for line in board(request.user, own_round(request, number))]


@router.get("/rounds/{number}/key-systems", response=list[KeySystemOut])
def round_key_systems(request: HttpRequest, number: int) -> list[dict[str, Any]]:
    """The systems that a detailed round asks about, with the reasons; those left out as well."""
    found = own_round(request, number)
    return [
        {
            "system": each.system.pk,
            "name": str(each.system),
            "organisation": each.system.organisation.code,
            "reasons": each.reasons,
            "reasons_in_words": reasons_in_words(each.reasons),
            "left_out": each.left_out,
            "by": each.by,
            "reason": each.reason,
        }
        for each in queries.key_systems_seen(request.user, found, left_out_too=True)
    ]


@router.post("/rounds/{number}/key-systems/pick", response=dict[str, int])
def round_pick(request: HttpRequest, number: int) -> dict[str, int]:
    """Apply the rule anew; what people chose by hand stays."""
    return actions.pick_key_systems(planned_round(request, number), by=request.user)


@router.post("/invitations/{pk}/complete", response=AnswerOut)
def answer_complete(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = own_invitation(request, pk)
    if why := why_not_send(request.user, found.organisation):
        raise HttpError(403, why)
    return answer_out(board_line(actions.say_complete(found, by=request.user)))


@router.post("/invitations/{pk}/accept", response=AnswerOut)
def answer_accept(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = own_invitation(request, pk)
    planner_only(request)
    return answer_out(board_line(actions.accept_answer(found, by=request.user)))


@router.post("/invitations/{pk}/reopen", response=AnswerOut)
def answer_reopen(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = own_invitation(request, pk)
    planner_only(request)
    return answer_out(board_line(actions.reopen_answer(found, by=request.user)))
