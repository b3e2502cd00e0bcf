"""`maali collect answer NUMBER ANSWER --programme keski-suomi`: answer a question."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.models import Question
from maali.intake.words import question_sentence
from maali.organisations.models import Person, Programme

HELP = 'Answer a question by its number; "?" says that the answer is not known.'


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, help="number of the question")
    parser.add_argument("answer", help="a value, or one of the choices")
    parser.add_argument("--comment", default="", help="what others will read beside the answer")


def run(
    region: Programme, by: Person | str, *, number: int, answer: str, comment: str
) -> list[str]:
    question = question_of(region, number)
    actions.answer_question(question, answer, by=by, comment=comment)
    return [f"{question_sentence(question)} {answer}"]


def question_of(region: Programme, number: int) -> Question:
    found = Question.objects.filter(programme=region, pk=number)
    question = found.select_related("organisation", "programme", "upload").first()
    if question is None:
        raise Refused(_("There is no question with this number."))
    return question
