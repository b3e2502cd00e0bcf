"""`maali collect withdraw 12 --programme keski-suomi`: a file goes before it is accepted."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.intake import actions
from maali.intake.management.collecting.correct import upload_of
from maali.organisations.models import Person, Programme

HELP = "Withdraw a file that nobody has accepted yet; its rows and its content go."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="number of the file, or its name (the latest of that name)")
    parser.add_argument("--reason", default="", help="why; it stands in the log")


def run(region: Programme, by: Person | str, *, file: str, reason: str) -> list[str]:
    upload = actions.withdraw(upload_of(region, file), by=by, reason=reason)
    return [_("%(file)s was withdrawn.") % {"file": upload.name}]
