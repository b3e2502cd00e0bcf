"""`maali collect mend FILE --sheet Järjestelmät --row 4 --column user_count --text 120`."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.management.collecting.correct import upload_of
from maali.intake.models import UploadRow
from maali.organisations.models import Person, Programme

HELP = "Write one cell of a file anew before it is accepted, or leave a row out or put it back."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="number of the file, or its name (the latest of that name)")
    parser.add_argument("--sheet", default="", help="name of the sheet; none in a CSV file")
    parser.add_argument("--row", type=int, required=True, help="number of the row in the sheet")
    doing = parser.add_mutually_exclusive_group(required=True)
    doing.add_argument("--column", default="", help="key of the column to write anew")
    doing.add_argument("--leave-out", action="store_true", help="leave the row out")
    doing.add_argument("--put-back", action="store_true", help="take the row back in")
    parser.add_argument("--text", default="", help="what the cell says; ? for not known")


def run(
    region: Programme,
    by: Person | str,
    *,
    file: str,
    sheet: str,
    row: int,
    column: str,
    leave_out: bool,
    put_back: bool,
    text: str,
) -> list[str]:
    found = row_of(region, file, sheet, row)
    if leave_out:
        return [_("Left out: %(row)s.") % {"row": actions.leave_out(found, by=by)}]
    if put_back:
        return [_("Back in: %(row)s.") % {"row": actions.put_back(found, by=by)}]
    return [_("Mended: %(row)s.") % {"row": actions.mend(found, column, text, by=by)}]


def row_of(region: Programme, file: str, sheet: str, row: int) -> UploadRow:
    """The first thing read from that row; raises `Refused` with a sentence."""
    rows = upload_of(region, file).rows.filter(sheet=sheet, row=row)
    found = rows.select_related("upload__organisation", "upload__programme").first()
    if found is None:
        place = {"sheet": sheet, "row": row}
        raise Refused(_("Nothing was read from row %(row)d of “%(sheet)s”.") % place)
    return found
