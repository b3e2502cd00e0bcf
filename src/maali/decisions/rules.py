"""Why something may not be decided, as one sentence, or ""."""

from typing import Any

from django.utils.translation import gettext as _

from maali.decisions.models import Option
from maali.inventory.models import System
from maali.organisations.models import Programme
from maali.organisations.rules import why_not_plan


def why_not_propose(person: Any, programme: Programme) -> str:
    return "" if isinstance(person, str) else why_not_plan(person, programme)


def why_not_decide(person: Any, option: Option, reason: str, seen: int | None) -> str:
    """A decision needs the right, a reason, no hard stop, and the state that the person looked
    at.
    """
    if why := why_not_propose(person, option.system.programme):
        return why
    if not reason.strip():
        return _("Write the reason: a decision without one cannot be defended later.")
    if option.system.standing != System.Standing.IN_SCOPE:
        return _("The system is not in scope of the move, so there is nothing to decide.")
    if option.system.same_as_id:
        return _("The installation is decided on at its owner: %(system)s.") % {
            "system": option.system.same_as
        }
    if option.stops:
        return _("This option has a hard stop; choose another or remove the cause first.")
    now = option.system.decisions.filter(in_force=True).values_list("pk", flat=True).first()
    if seen != now:
        return _(
            "Someone decided on this system while you were reading. Look at their decision first."
        )
    return ""


def why_not_set_tier(person: Any, system: System, reason: str) -> str:
    if why := why_not_plan(person, system.programme):
        return why
    return "" if reason.strip() else _("Write why the system belongs to another tier.")


def why_not_set_target(person: Any, programme: Programme, short: str) -> str:
    if why := why_not_plan(person, programme):
        return why
    return "" if short.strip() else _("Write what must hold at the start day.")
