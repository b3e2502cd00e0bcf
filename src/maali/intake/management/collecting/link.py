"""`maali collect link revoke 12 --programme keski-suomi`: take a link out of use, or give anew."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake.actions.respondents import renew_link, revoke_link
from maali.intake.management.collecting.respondents import line
from maali.intake.models import Respondent
from maali.organisations.models import Person, Programme

HELP = "Renew a personal link or take it out of use, by its number in the list of respondents."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("do", choices=["renew", "revoke"], help="what is done")
    parser.add_argument("number", type=int, help="number of the respondent")


def run(region: Programme, by: Person | str, *, do: str, number: int) -> list[str]:
    rows = Respondent.objects.filter(invitation__round__programme=region, pk=number)
    found = rows.select_related("invitation__round__programme", "invitation__organisation").first()
    if found is None:
        raise Refused(_("There is no respondent with this number."))
    act = renew_link if do == "renew" else revoke_link
    return [line(act(found, by=by), link=True)]
