"""`maali collect workbooks --programme keski-suomi --round 1 --out FOLDER`: all that is asked."""

from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.core.terminal import bar
from maali.intake.calculations import write_workbooks
from maali.intake.models import Round
from maali.organisations.models import Person, Programme

HELP = "Write one workbook for each organisation that a round asks, with what is known already."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--organisation", default="", help="code of one organisation")
    parser.add_argument("--out", type=Path, required=True, help="folder to write them into")


def run(
    region: Programme, by: Person | str, *, round: int, organisation: str, out: Path
) -> list[str]:
    asked = Round.objects.filter(programme=region, number=round).first()
    if asked is None:
        raise Refused(_("There is no round %(number)d.") % {"number": round})
    with bar(_("Writing workbooks")) as progress:
        return write_workbooks(progress, asked, out, organisation=organisation, by=by)
