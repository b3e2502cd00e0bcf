"""Who may look again what is open, pass a question on, and take an answer back."""

from typing import Any

from django.utils.translation import gettext as _

from maali.intake.models import Question, Respondent
from maali.intake.rules.answering import why_not_use_link
from maali.inventory.rules import why_not_change as why_not_answer_for
from maali.organisations.models import Organisation


def why_not_check(by: Any, organisation: Organisation) -> str:
    """What is open is looked at again by those who may answer it."""
    return why_not_answer_for(by, organisation)


def why_not_pass_on_question(by: Any, question: Question, to: Respondent | None) -> str:
    """To whoever answers for the same organisation, with a link that still opens."""
    if isinstance(by, Respondent):
        if by.invitation.organisation_id != question.organisation_id:
            return _("This link belongs to another invitation.")
        if why := why_not_use_link(by):
            return why
    elif why := why_not_answer_for(by, question.organisation):
        return why
    if question.answered_at or question.dropped:
        return _("Only open questions are passed on.")
    if to is None:
        return ""
    if to.invitation.organisation_id != question.organisation_id:
        return _("%(name)s does not answer for %(organisation)s.") % {
            "name": to, "organisation": question.organisation,
        }  # fmt: skip
    return why_not_use_link(to)


def why_not_take_back_answer(by: Any, question: Question) -> str:
    """An answer is taken back by those who may give it."""
    if why := why_not_answer_for(by, question.organisation):
        return why
    if question.answered_at is None:
        return _("This question has not been answered, so there is nothing to take back.")
    return ""
