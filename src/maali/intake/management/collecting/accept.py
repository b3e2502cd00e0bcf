"""`maali collect accept 12 --programme keski-suomi`: take one file into the inventory."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.intake import actions
from maali.intake.management.collecting.correct import upload_of
from maali.organisations.models import Person, Programme

HELP = "Accept a file that was read: its rows become part of the inventory."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="number of the file, or its name (the latest of that name)")


def run(region: Programme, by: Person | str, *, file: str) -> list[str]:
    upload = actions.accept(upload_of(region, file), by=by)
    return [_("%(file)s is now part of the inventory.") % {"file": upload.name}]
