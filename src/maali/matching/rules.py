"""Why something may not be joined or answered, as one sentence, or ""."""

from typing import Any

from django.utils.translation import gettext as _

from maali.matching.models import Proposal
from maali.organisations.models import Programme
from maali.organisations.rules import why_not_plan


def why_not_match(person: Any, programme: Programme) -> str:
    return "" if isinstance(person, str) else why_not_plan(person, programme)


def why_not_answer(person: Any, proposal: Proposal, state: str, seen: str) -> str:
    """An answer needs the right, one of the known answers, and the state that the person looked
    at.
    """
    if why := why_not_match(person, proposal.programme):
        return why
    if seen and seen != proposal.state:
        return _("%(name)s has answered meanwhile: %(state)s.") % {
            "name": proposal.answered_by or "Maali",
            "state": proposal.get_state_display(),
        }
    if state not in {str(each) for each in proposal.MOVES[Proposal.State(proposal.state)]}:
        return _("This answer cannot follow the present one: %(state)s.") % {
            "state": proposal.get_state_display()
        }
    return ""
