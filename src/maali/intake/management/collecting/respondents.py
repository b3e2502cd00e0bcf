"""`maali collect respondents --round 1 --programme keski-suomi`: who answers, by which link."""

from argparse import ArgumentParser

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake.links import link_of
from maali.intake.management.collecting.rounds import numbered
from maali.intake.models import Invitation, Respondent
from maali.intake.rules.answering import why_not_use_link
from maali.organisations.models import Person, Programme

HELP = "List who answers a round by a personal link, with the links where they are asked for."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--organisation", default="", help="code of one organisation")
    parser.add_argument("--links", action="store_true", help="print the links as well")


def run(
    region: Programme, by: Person | str, *, round: int, organisation: str, links: bool
) -> list[str]:
    people = Respondent.objects.filter(invitation__round=numbered(region, round))
    if organisation:
        people = people.filter(invitation=invitation_of(region, round, organisation))
    people = people.select_related("invitation__organisation")
    lines = [line(each, links) for each in people.order_by("invitation__organisation__name", "pk")]
    return lines or [_("Nobody has a link yet.")]


def line(each: Respondent, link: bool) -> str:
    until = _("valid until %(day)s") % {"day": date_format(each.expires_on, "SHORT_DATE_FORMAT")}
    why = why_not_use_link(each)
    told = f"{each.pk} {each.invitation.organisation}: {each.name} <{each.email}>: {why or until}"
    return f"{told} {link_of(each)}" if link and not why else told


def invitation_of(region: Programme, round: int, organisation: str) -> Invitation:
    """The invitation of that organisation; raises `Refused` with a sentence."""
    invited = numbered(region, round).invitations.filter(organisation__code=organisation)
    found = invited.select_related("round__programme", "organisation").first()
    if found is None:
        raise Refused(
            _("Round %(round)d does not ask %(organisation)s.")
            % {"round": round, "organisation": organisation}
        )
    return found
