"""Read files of organisations into a programme: `maali collect FOLDER --programme keski-suomi`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from maali.core.terminal import bar
from maali.intake.calculations import collect_files
from maali.organisations.models import Person, Programme


class Command(BaseCommand):
    help = "Read workbooks and CSV files that organisations sent, and accept them if asked to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of files")
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--organisation", default="", help="code; else names begin with it")
        parser.add_argument("--accept", action="store_true", help="accept what needs no person")
        parser.add_argument("--by", default="", help="e-mail address of whoever sends the files")

    def handle(self, *args: Any, by: str, programme: str, **options: Any) -> None:
        try:
            person = Person.objects.get(email=by.lower()) if by else _("command line")
            region = Programme.objects.get(code=programme)
        except (Programme.DoesNotExist, Person.DoesNotExist) as missing:
            raise CommandError(str(missing)) from missing
        with bar(_("Reading files")) as progress:
            lines = collect_files(
                progress,
                paths=options["paths"],
                programme=region,
                organisation=options["organisation"],
                accept_them=options["accept"],
                by=person,
            )
        self.stdout.write("\n".join(lines))
