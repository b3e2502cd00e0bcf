"""Questions for machines: what is asked, and the answer."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.intake import actions, queries
from maali.intake.models import Question
from maali.intake.rules import why_not_send
from maali.intake.words import question_sentence

router = Router(tags=["collect"])


class QuestionOut(Schema):
    id: int
    organisation: str
    code: str
    sentence: str
    file: str
    sheet: str
    row: int | None
    column: str
    answer: Any
    answered_by: str


class AnswerIn(Schema):
    answer: str


def question_out(question: Question) -> dict[str, Any]:
    return {
        "id": question.pk,
        "organisation": question.organisation.code,
        "code": question.code,
        "sentence": str(question_sentence(question)),
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
    return [question_out(question) for question in found[:1000]]


@router.post("/questions/{question_id}/answer", response=QuestionOut)
def question_answer(request: HttpRequest, question_id: int, answer: AnswerIn) -> dict[str, Any]:
    found = queries.questions(request.user, request.programme)  # type: ignore[attr-defined]
    question = get_object_or_404(found, pk=question_id)
    if why := why_not_send(request.user, question.organisation):
        raise HttpError(403, why)
    return question_out(actions.answer_question(question, answer.answer, by=request.user))
