"""`maali collect invite --round 1 --programme keski-suomi`: ask all organisations, or some."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.management.collecting.rounds import numbered
from maali.organisations.models import Organisation, Person, Programme

HELP = "Add recipients to a round: every organisation that hands something over, or some."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--organisation", action="append", default=[], help="code; may be repeated")
    parser.add_argument("--language", choices=["fi", "sv", "en"], default="")


def run(
    region: Programme, by: Person | str, *, round: int, organisation: list[str], language: str
) -> list[str]:
    givers = Organisation.objects.filter(programme=region, part=Organisation.Part.GIVER)
    asked = givers.filter(code__in=organisation) if organisation else givers
    if unknown := set(organisation) - set(asked.values_list("code", flat=True)):
        codes = ", ".join(sorted(unknown))
        raise Refused(_("No organisation to ask has the code %(codes)s.") % {"codes": codes})
    added = actions.add_recipients(numbered(region, round), asked, by=by, language=language)
    return [_("Recipients added: %(count)d.") % {"count": added}]
