"""Questions for machines: what is asked, and the answer."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.intake import actions, queries
from maali.intake.engine.answers import choices_of
from maali.intake.engine.ask import ASKED
from maali.intake.models import Question
from maali.intake.rules import why_not_send
from maali.intake.words import question_sentence
from maali.organisations.models import Organisation

router = Router(tags=["collect"])


class QuestionOut(Schema):
    id: int
    organisation: str
    code: str
    sentence: str
    choices: list[str]
    waits: bool
    dropped: bool
    respondent: str
    comment: str
    subject_kind: str
    subject_id: int | None
    file: str
    sheet: str
    row: int | None
    column: str
    answer: Any
    answered_by: str


class AnswerIn(Schema):
    """ "?" says that it is not known; a choice is one of `choices` of the question."""

    answer: str
    comment: str = ""


class ReasonIn(Schema):
    reason: str = ""


class SettledOut(Schema):
    """How many questions were asked anew, dropped because their cause is gone, and came back."""

    asked: int
    dropped: int
    returned: int


def question_out(question: Question) -> dict[str, Any]:
    return {
        "id": question.pk,
        "organisation": question.organisation.code,
        "code": question.code,
        "sentence": str(question_sentence(question)),
        "choices": choices_of(question) if question.code in ASKED else [],
        "waits": question.waits,
        "dropped": question.dropped,
        "respondent": str(question.respondent or ""),
        "comment": question.comment,
        "subject_kind": question.subject_kind,
        "subject_id": question.subject_id,
        "file": question.upload.name if question.upload else "",
        "sheet": question.sheet,
        "row": question.row,
        "column": question.column,
        "answer": question.answer,
        "answered_by": question.answered_by,
    }


@router.get("/questions", response=list[QuestionOut])
def question_list(
    request: HttpRequest, organisation: str = "", answered: bool = False
) -> list[dict[str, Any]]:
    """What people must answer; with `answered`, what they have answered."""
    found = queries.questions(request.user, request.programme)  # type: ignore[attr-defined]
    found = found.filter(answered_at__isnull=False) if answered else found.open()
    if organisation:
        found = found.filter(organisation__code=organisation)
    found = found.select_related("respondent", "organisation", "upload").asked_first()
    return [question_out(question) for question in found[:1000]]


@router.post("/questions/{question_id}/answer", response=QuestionOut)
def question_answer(request: HttpRequest, question_id: int, answer: AnswerIn) -> dict[str, Any]:
    question = own_question(request, question_id)
    return question_out(
        actions.answer_question(question, answer.answer, by=request.user, comment=answer.comment)
    )


@router.post("/questions/{question_id}/take-back", response=QuestionOut)
def question_take_back(
    request: HttpRequest, question_id: int, said: ReasonIn | None = None
) -> dict[str, Any]:
    """Undo an answer: what it told leaves the inventory; 409 with what stands on it."""
    question = own_question(request, question_id)
    reason = said.reason if said else ""
    return question_out(actions.take_back_answer(question, by=request.user, reason=reason))


def own_question(request: HttpRequest, question_id: int) -> Question:
    found = queries.questions(request.user, request.programme)  # type: ignore[attr-defined]
    question: Question = get_object_or_404(found, pk=question_id)
    if why := why_not_send(request.user, question.organisation):
        raise HttpError(403, why)
    return question


@router.post("/organisations/{code}/questions/check", response=SettledOut)
def questions_check(request: HttpRequest, code: str) -> dict[str, int]:
    """Look again at all that the organisation has told, and ask what is open; safe to repeat."""
    visible = Organisation.objects.visible_to(request.user)
    mine = visible.filter(programme=request.programme)  # type: ignore[attr-defined]
    organisation = get_object_or_404(mine, code=code)
    if why := why_not_send(request.user, organisation):
        raise HttpError(403, why)
    settled = actions.check_again(organisation, by=request.user)
    return {
        "asked": len(settled.asked),
        "dropped": settled.dropped,
        "returned": settled.returned,
    }
