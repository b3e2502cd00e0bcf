"""Workbooks to download: what is asked of an organisation, and the questions that are open."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.models import Question
from maali.intake.words import choice_word, place_of, question_sentence
from maali.inventory.models import KINDS
from maali.organisations.models import Organisation
from maali_engines.sheets import write


def template_sheet(organisation: Organisation) -> bytes:
    """The question workbook of an organisation, in its language, with what is known of it."""
    rows = {target: known_rows(organisation, target) for target in KIND_OF}
    return write.question_workbook(
        language_of(organisation), rows, made_on=localdate(), sender=organisation.code
    )


def language_of(organisation: Organisation) -> Any:
    return organisation.language if organisation.language in {"fi", "sv", "en"} else "en"


def known_rows(organisation: Organisation, target: str) -> list[dict[str, Any]]:
    """The inventory's rows of the organisation as rows of one sheet asked for."""
    fields = FIELDS[target]
    known = KINDS[KIND_OF[target]].objects.filter(organisation=organisation)
    return [
        {"id": str(row.pk), **{key: getattr(row, name) for key, name in fields.items()}}
        for row in known
    ]


def question_sheet(questions: Iterable[Question]) -> bytes:
    """The questions as a plain table, each with its place and a column for the answer."""
    titles = [
        _("Number"),
        _("Organisation"),
        _("Question"),
        _("Place"),
        _("Answer"),
        _("Answered by"),
    ]
    rows = [
        (
            question.pk,
            str(question.organisation),
            question_sentence(question),
            place_of(
                question.upload.name if question.upload else "",
                question.sheet,
                question.row,
                question.column,
            ),
            choice_word(str(question.answer)) if question.answer is not None else "",
            question.answered_by,
        )
        for question in questions
    ]
    return write.table(_("Questions"), titles, rows, made_on=localdate())
