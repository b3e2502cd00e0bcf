"""`maali collect correct FILE …`: say once how a file is to be understood; it is remembered."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.models import Upload
from maali.organisations.models import Person, Programme

HELP = "Say once what a sheet or a column is and where the titles stand; it is remembered."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="number of the file, or its name (the latest of that name)")
    parser.add_argument("--sheet", default="", help="name of the sheet; none in a CSV file")
    parser.add_argument("--means", help="key of the sheet asked for; empty: none of them")
    parser.add_argument("--header", default="", help="row of the titles: 7, or 7-8")
    parser.add_argument("--layout", default="", help="table, matrix or one_column")
    parser.add_argument(
        "--column", action="append", default=[], metavar="D=vendor", help="letter=key; D= is own"
    )


def run(
    region: Programme,
    by: Person | str,
    *,
    file: str,
    sheet: str,
    means: str | None,
    header: str,
    layout: str,
    column: list[str],
) -> list[str]:
    upload = upload_of(region, file)
    if means is not None:
        actions.correct_sheet(upload, sheet, means, by=by)
    if header:
        first, _dash, last = header.partition("-")
        actions.correct_header(upload, sheet, row(first), row(last or first), by=by)
    if layout:
        actions.correct_layout(upload, sheet, layout, by=by)
    for each in column:
        letter, _equals, key = each.partition("=")
        actions.correct_guess(upload, sheet, letter.upper(), key, by=by)
    rows = upload.rows.count()
    return [_("%(file)s: %(rows)s rows read.") % {"file": upload.name, "rows": rows}]


def upload_of(region: Programme, file: str) -> Upload:
    own = Upload.objects.filter(programme=region)
    found = own.filter(pk=int(file)) if file.isdecimal() else own.filter(name=file)
    latest = found.order_by("-at", "-pk").first()
    if latest is None:
        raise Refused(_("There is no file %(file)s here.") % {"file": file})
    return latest


def row(text: str) -> int:
    return int(text) if text.isdecimal() else 0
