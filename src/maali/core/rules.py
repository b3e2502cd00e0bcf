"""Who may stop a calculation, and when."""

from typing import Any

from django.utils.translation import gettext as _

from maali.core.models import Calculation
from maali.core.queries import Seer


def why_not_ones_own(person: Any, calculation: Calculation, sight: Seer) -> str:
    """A calculation is stopped by the one who asked for it or by a planner."""
    if sight.plans or calculation.person_id == person.pk:
        return ""
    return _("Only the one who asked for the calculation or a planner may stop it.")


def why_not_cancel(calculation: Calculation) -> str:
    if calculation.ended:
        return _("The calculation has already ended.")
    return _("It has already been asked to stop.") if calculation.cancel_asked else ""
