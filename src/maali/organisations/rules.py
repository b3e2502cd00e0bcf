"""Who may do what: each rule is a sentence that says no, or ""."""

from typing import Any

from django.utils.translation import gettext as _

from maali.organisations.models import Organisation, Programme
from maali.organisations.queries import sight


def why_not_plan(person: Any, programme: Programme) -> str:
    """Deciding, planning and settings of the programme belong to its planners."""
    return "" if sight(person, programme).plans else _("Only the region's planners may do this.")


def why_not_carry_out(person: Any, programme: Programme) -> str:
    """Steps of a move are finished by technicians and planners."""
    if sight(person, programme).carries_out:
        return ""
    return _("Only technicians and planners may do this.")


def why_not_answer_for(person: Any, organisation: Organisation) -> str:
    """What an organisation has told is changed by its own contact or by a planner."""
    if sight(person, organisation.programme).answers_for(organisation.pk):
        return ""
    return _("Only the contact of %(organisation)s or the region's planner may do this.") % {
        "organisation": organisation
    }
