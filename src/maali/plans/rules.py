"""Why something may not be planned, as one sentence, or ""."""

from typing import Any

from django.utils.translation import gettext as _

from maali.organisations.models import Programme
from maali.organisations.rules import why_not_plan
from maali.plans.models import Plan, Skill


def why_not_make(person: Any, programme: Programme) -> str:
    return "" if isinstance(person, str) else why_not_plan(person, programme)


def why_not_put_in_force(person: Any, plan: Plan) -> str:
    if why := why_not_make(person, plan.programme):
        return why
    if plan.state != Plan.State.DRAFT:
        return _("Only a draft can be put in force.")
    if plan.broken:
        return _("The plan breaks rules: %(number)s. Make it again before it is put in force.") % {
            "number": len(plan.broken)
        }
    return ""


def why_not_set_capacity(person: Any, programme: Programme, skills: dict[str, int]) -> str:
    if why := why_not_make(person, programme):
        return why
    unknown = set(skills) - set(Skill.values)
    if unknown or not skills:
        return _("Choose at least one skill from the list.")
    return ""
