"""What the list of an invitation's people needs, whichever page shows it."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from maali.intake.links import link_of
from maali.intake.models import Invitation
from maali.intake.rules.answering import why_not_invite, why_not_use_link
from maali.intake.shown import language
from maali_engines.sheets.catalogue import BY_KEY

register = template.Library()


@register.filter
def people_shown(invitation: Invitation, person: Any) -> list[dict[str, Any]]:
    """Everyone with a link: what it opens, whether it holds, and the link for who may copy it."""
    may = not why_not_invite(person, invitation)
    rows = invitation.respondents.select_related("passed_on_by")
    found = []
    for each in rows:
        why = why_not_use_link(each)
        parts = [BY_KEY[key].titles[language()] for key in each.sheets if key in BY_KEY]
        found.append(
            {
                "respondent": each,
                "parts": ", ".join(parts) or _("all parts"),
                "why": why,
                "link": link_of(each) if may and not why else "",
            }
        )
    return found


@register.filter
def may_invite(invitation: Invitation, person: Any) -> bool:
    return not why_not_invite(person, invitation)
