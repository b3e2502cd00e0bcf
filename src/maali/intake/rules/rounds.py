"""Who may make, open and close a round, ask an organisation, and say that an answer is whole."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maali.intake.models import Entry, Invitation, KeySystem, Round, Upload
from maali.inventory.models import System
from maali.inventory.rules import why_not_change as why_not_answer_for
from maali.organisations.models import Organisation, Programme
from maali.organisations.rules import why_not_plan as why_not_plan_as_person

State = Round.State
CAME = (Upload.State.RECEIVED, Upload.State.READ, Upload.State.NEEDS_PERSON, Upload.State.ACCEPTED)


def why_not_plan(by: Any, programme: Programme) -> str:
    """Rounds belong to planners; a name instead of a person is the product itself."""
    return "" if isinstance(by, str) else why_not_plan_as_person(by, programme)


def why_not_make_round(by: Any, programme: Programme) -> str:
    return why_not_plan(by, programme)


def why_not_change_round(by: Any, round: Round) -> str:
    """Name, purpose and deadline may change until the round is closed."""
    if why := why_not_plan(by, round.programme):
        return why
    if round.state == State.CLOSED:
        return _("%(round)s is closed: open it again to change it.") % {"round": round}
    return ""


def why_not_ask_columns(by: Any, round: Round) -> str:
    """What is asked is settled before the first organisation has been given anything."""
    if why := why_not_plan(by, round.programme):
        return why
    if round.state != State.DRAFT:
        return _(
            "%(round)s has been opened: what it asks stands. Ask for more in a supplementary round."
        ) % {"round": round}
    return ""


def changed_meanwhile(round: Round) -> str:
    """What the second of two people reads, who changed what they had not seen."""
    return _(
        "%(person)s has changed %(round)s meanwhile (%(when)s): look at it again, then change it."
    ) % {
        "person": round.changed_by or _("Somebody"),
        "round": round,
        "when": date_format(localtime(round.changed_at), "SHORT_DATETIME_FORMAT"),
    }


def why_not_open_round(by: Any, round: Round) -> str:
    """A round opens once it asks something of somebody."""
    if why := why_not_plan(by, round.programme):
        return why
    if round.state == State.OPEN:
        return _("%(round)s is open already.") % {"round": round}
    if not any(round.asked.values()):
        return _("%(round)s asks nothing yet: choose its columns first.") % {"round": round}
    if not round.invitations.exists():
        return _("%(round)s has no recipients yet: choose who is asked.") % {"round": round}
    if round.kind == Round.Kind.DETAILED and not round.key_systems.filter(left_out=False).exists():
        return _("%(round)s has no key systems yet: pick them first.") % {"round": round}
    return ""


def why_not_close_round(by: Any, round: Round) -> str:
    if why := why_not_plan(by, round.programme):
        return why
    if round.state == State.DRAFT:
        return _("%(round)s has not been opened yet.") % {"round": round}
    if round.state == State.CLOSED:
        return _("%(round)s is closed already.") % {"round": round}
    return ""


def why_not_add_recipients(by: Any, round: Round) -> str:
    return why_not_change_round(by, round)


def why_not_ask_organisation(round: Round, organisation: Organisation) -> str:
    if organisation.programme_id != round.programme_id:
        return _("%(organisation)s is not in this programme.") % {"organisation": organisation}
    if organisation.part != Organisation.Part.GIVER:
        return _("%(organisation)s hands nothing over, so it is not asked.") % {
            "organisation": organisation
        }
    return ""


def nothing_came() -> Q:
    """The invitations of which nothing has come and which nobody has opened."""
    uploads = Upload.objects.filter(
        round=OuterRef("round"), organisation=OuterRef("organisation"), state__in=CAME
    )
    entries = Entry.objects.filter(handout__invitation=OuterRef("pk"))
    untouched = Q(opened_at=None, complete_at=None, accepted_at=None)
    return untouched & ~Exists(uploads) & ~Exists(entries)


def why_not_remove_recipient(by: Any, invitation: Invitation) -> str:
    """An organisation is taken out only while nothing of it would be lost."""
    if why := why_not_change_round(by, invitation.round):
        return why
    if not Invitation.objects.filter(nothing_came(), pk=invitation.pk).exists():
        return has_begun(invitation)
    return ""


def has_begun(invitation: Invitation) -> str:
    return _("%(organisation)s has begun to answer, so it stays in the round.") % {
        "organisation": invitation.organisation
    }


def why_not_say_complete(by: Any, invitation: Invitation) -> str:
    """The organisation's contact or a planner says that everything has been told."""
    if why := why_not_answer_for(by, invitation.organisation):
        return why
    if invitation.round.state != State.OPEN:
        return _("%(round)s is not open.") % {"round": invitation.round}
    if invitation.accepted_at:
        return already("accepted", invitation)
    if invitation.complete_at:
        return already("complete", invitation)
    return ""


def why_not_accept_answer(by: Any, invitation: Invitation) -> str:
    """A planner accepts what the organisation has said to be complete."""
    if why := why_not_plan(by, invitation.round.programme):
        return why
    if invitation.accepted_at:
        return already("accepted", invitation)
    if not invitation.complete_at:
        return _("%(organisation)s has not said yet that its answer is complete.") % {
            "organisation": invitation.organisation
        }
    return ""


def why_not_reopen_answer(by: Any, invitation: Invitation) -> str:
    """A planner gives an answer back for more, as long as the round is open."""
    if why := why_not_plan(by, invitation.round.programme):
        return why
    if invitation.round.state != State.OPEN:
        return _("%(round)s is not open.") % {"round": invitation.round}
    if not (invitation.complete_at or invitation.accepted_at):
        return _("The answer of %(organisation)s is open already.") % {
            "organisation": invitation.organisation
        }
    return ""


def already(what: str, invitation: Invitation) -> str:
    """Who said so and when, for the second of two people."""
    if what == "accepted":
        who, at = invitation.accepted_by, invitation.accepted_at
        words = _("%(person)s has already accepted the answer of %(organisation)s (%(when)s).")
    else:
        who, at = invitation.complete_by, invitation.complete_at
        words = _("%(person)s has already called the answer of %(organisation)s whole (%(when)s).")
    return words % {
        "person": who,
        "organisation": invitation.organisation,
        "when": date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else "–",
    }


def why_not_pick(by: Any, round: Round) -> str:
    """Key systems are those of a detailed round, and are picked until it is closed."""
    if why := why_not_change_round(by, round):
        return why
    if round.kind != Round.Kind.DETAILED:
        return _("Only a detailed round asks about key systems.")
    return ""


def why_not_pick_by_hand(by: Any, round: Round, system: System, reason: str) -> str:
    """A person's own choice carries a reason, and is about a system that counts by itself."""
    if why := why_not_pick(by, round):
        return why
    if system.programme_id != round.programme_id:
        return _("%(system)s is not in this programme.") % {"system": system}
    if not System.objects.counted().filter(pk=system.pk).exists():
        return _("%(system)s does not count by itself: choose the system that stands for it.") % {
            "system": system
        }
    if not reason.strip():
        return _("Write a reason, so that others understand the choice.")
    return ""


def why_not_follow_rule(by: Any, key: KeySystem) -> str:
    if why := why_not_pick(by, key.round):
        return why
    if not key.by:
        return _("%(system)s follows the rule already.") % {"system": key.system}
    return ""
