"""Who is given a workbook or a form to fill in, and when."""

from typing import Any

from django.utils.translation import gettext as _

from maali.intake.models import Invitation, Round
from maali.inventory.rules import why_not_change as why_not_answer_for
from maali.organisations.rules import why_not_plan


def why_not_hand_out(by: Any, invitation: Invitation) -> str:
    """To whoever answers for the organisation, while the round is open; planners may try before.

    A name instead of a person is the product itself, or a respondent whose link was looked at.
    """
    if why := why_not_answer_for(by, invitation.organisation):
        return why
    of = invitation.round
    if of.state == Round.State.CLOSED:
        return _("%(round)s is closed: what is sent now is no longer awaited.") % {"round": of}
    tries = isinstance(by, str) or not why_not_plan(by, of.programme)
    if of.state == Round.State.DRAFT and not tries:
        return _("%(round)s has not been opened yet.") % {"round": of}
    return ""
