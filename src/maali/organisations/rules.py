"""Who may do what: each rule is a sentence that says no, or ""."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maali.organisations.models import Organisation, Person, Programme, Role
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


def why_not_move_start_day(programme: Programme, day: date) -> str:
    """The start day may move, but not before the first period begins."""
    if day == programme.start_day:
        return _("That is the start day already.")
    if day <= programme.first_period_start:
        return _("The start day must be later than the first period, from %(day)s.") % {
            "day": date_format(programme.first_period_start, "SHORT_DATE_FORMAT")
        }
    return ""


def why_not_role(
    person: Person, programme: Programme | None, kind: str, organisation: Organisation | None
) -> str:
    """Contacts answer for one organisation of the programme; other roles span the region."""
    of_one = kind in {Role.Kind.CONTACT, Role.Kind.SITE_CONTACT}
    if programme is None and kind != Role.Kind.NATIONAL_READER:
        return _("Only a national reader's role is outside the programmes.")
    if of_one and organisation is None:
        return _("Choose the organisation that the contact answers for.")
    if not of_one and organisation is not None:
        return _("This role is of the whole region: leave the organisation empty.")
    if organisation is not None and organisation.programme_id != getattr(programme, "pk", None):
        return _("%(organisation)s is not in this programme.") % {"organisation": organisation}
    same = Role.objects.filter(
        person=person, programme=programme, organisation=organisation, kind=kind
    )
    return _("%(person)s has that role already.") % {"person": person} if same.exists() else ""


def why_not_end_role(role: Role) -> str:
    """A programme is never left without anybody who may plan."""
    if role.kind != Role.Kind.PLANNER:
        return ""
    others = Role.objects.filter(programme=role.programme, kind=Role.Kind.PLANNER)
    if others.exclude(person=role.person).exists():
        return ""
    return _("%(person)s is the programme's only planner: give someone else the role first.") % {
        "person": role.person
    }


def why_not_succeed(giver: Organisation, receiver: Organisation, share: Decimal) -> str:
    """Shares of one giver add up to a hundred at most; nobody succeeds themselves."""
    if giver.pk == receiver.pk:
        return _("An organisation cannot take over from itself.")
    if giver.programme_id != receiver.programme_id:
        return _("%(giver)s and %(receiver)s are in different programmes.") % {
            "giver": giver, "receiver": receiver,
        }  # fmt: skip
    given = giver.successors.exclude(receiver=receiver).aggregate(all=Sum("share"))["all"] or 0
    if given + share > 100:
        return _("%(giver)s has only %(left)s %% left to pass on.") % {
            "giver": giver, "left": 100 - given,
        }  # fmt: skip
    return ""
