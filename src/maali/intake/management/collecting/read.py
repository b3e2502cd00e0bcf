"""`maali collect read FOLDER --programme keski-suomi`: take in what organisations sent."""

from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from maali.core.terminal import bar
from maali.intake.calculations import collect_files
from maali.organisations.models import Person, Programme

HELP = "Read workbooks and CSV files that organisations sent, and accept them if asked to."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of files")
    parser.add_argument("--organisation", default="", help="code; else names begin with it")
    parser.add_argument("--accept", action="store_true", help="accept what needs no person")


def run(
    region: Programme, by: Person | str, *, paths: list[Path], organisation: str, accept: bool
) -> list[str]:
    with bar(_("Reading files")) as progress:
        return collect_files(
            progress,
            paths=paths,
            programme=region,
            organisation=organisation,
            accept_them=accept,
            by=by,
        )
