"""Who may fill in a form, invite to it and write letters: why not, in a sentence, or ""."""

from collections.abc import Collection
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from maali.intake.models import Entry, Handout, Invitation, Message, Respondent, Round
from maali.inventory.rules import why_not_change as why_not_answer_for
from maali.organisations.models import Programme
from maali.organisations.rules import why_not_plan


def why_not_use_link(respondent: Respondent) -> str:
    """Why the personal link no longer opens anything."""
    if respondent.revoked_at:
        return _("This link has been taken out of use.")
    if respondent.expires_on < localdate():
        return _("This link was valid until %(day)s.") % {
            "day": date_format(respondent.expires_on, "SHORT_DATE_FORMAT")
        }
    return ""


def why_not_answer_invitation(by: Any, invitation: Invitation) -> str:
    """An invitation is answered through its own links, by the organisation's contact, a planner."""
    if not isinstance(by, Respondent):
        return why_not_answer_for(by, invitation.organisation)
    if by.invitation_id != invitation.pk:
        return _("This link belongs to another invitation.")
    return why_not_use_link(by)


def why_not_fill(by: Any, invitation: Invitation) -> str:
    """A form is filled in while its round is open."""
    if why := why_not_answer_invitation(by, invitation):
        return why
    if invitation.round.state == Round.State.CLOSED:
        return _("The round has been closed: ask whoever invited you whether it can be opened.")
    if invitation.round.state == Round.State.DRAFT:
        return _("The round has not been opened yet.")
    return ""


def why_not_send_form(by: Any, handout: Handout, sheets: Collection[str]) -> str:
    """What must be settled first: the form is open, and every cell says one thing."""
    if why := why_not_fill(by, handout.invitation):
        return why
    if not sheets:
        return _("Choose at least one part to send.")
    if handout.sent_at:
        return already_sent(handout)
    torn = Entry.objects.filter(handout=handout, sheet__in=sheets).exclude(other_by="").count()
    if torn:
        return _("Two people wrote different answers (%(count)s): choose which one holds.") % {
            "count": torn
        }
    return ""


def already_sent(handout: Handout) -> str:
    sent = handout.sent_at
    when = date_format(localtime(sent), "SHORT_DATETIME_FORMAT") if sent else ""
    return _("This form was sent on %(when)s: load the page again to go on.") % {"when": when}


def why_not_invite(by: Any, invitation: Invitation) -> str:
    """Links are given and taken back by planners, and by the organisation's own contact."""
    return why_not_answer_for(by, invitation.organisation)


def why_not_pass_on(by: Any, invitation: Invitation) -> str:
    """Whoever answers may hand a part to a colleague, but not one who was handed a part."""
    if why := why_not_fill(by, invitation):
        return why
    if isinstance(by, Respondent) and by.passed_on_by_id:
        return _("A part that was passed on to you cannot be passed on again: ask %(name)s.") % {
            "name": by.passed_on_by
        }
    return ""


def why_not_write(by: Any, programme: Programme) -> str:
    """Letters are sent by planners; a name instead of a person is the product itself."""
    return "" if isinstance(by, str) else why_not_plan(by, programme)


def why_not_say_unsent(by: Any, message: Message) -> str:
    """Only of a letter whose fate is unknown can a person say that it never went."""
    if why := why_not_write(by, message.respondent.invitation.round.programme):
        return why
    if message.state != Message.State.SENDING:
        return _("It is known what became of this letter: %(state)s.") % {
            "state": message.get_state_display()
        }
    return ""
