"""`maali collect mark accepted --round 1 --organisation J`: how far an organisation's answer is."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.intake import actions
from maali.intake.management.collecting.respondents import invitation_of
from maali.organisations.models import Person, Programme

HELP = "Say of an organisation's answer to a round that it is complete, accepted or open again."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("how", choices=["complete", "accepted", "open"], help="how it is now")
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--organisation", required=True, help="code of the organisation")
    parser.add_argument("--reason", default="", help="why it is opened again")


def run(
    region: Programme, by: Person | str, *, how: str, round: int, organisation: str, reason: str
) -> list[str]:
    found = invitation_of(region, round, organisation)
    named = {"organisation": found.organisation}
    if how == "complete":
        actions.say_complete(found, by=by)
        return [_("Thank you: the answer of %(organisation)s is complete.") % named]
    if how == "accepted":
        actions.accept_answer(found, by=by)
        return [_("The answer of %(organisation)s is accepted.") % named]
    actions.reopen_answer(found, by=by, reason=reason)
    return [_("The answer of %(organisation)s is open again.") % named]
