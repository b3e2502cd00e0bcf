"""Workbooks to download: what is asked of an organisation, and the questions that are open."""

from django.db.models import QuerySet

from maali.intake.models import Question
from maali.organisations.models import Organisation


def template_sheet(organisation: Organisation) -> bytes:
    raise NotImplementedError


def question_sheet(questions: QuerySet[Question]) -> bytes:
    raise NotImplementedError
