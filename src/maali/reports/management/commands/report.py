from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maali.core.terminal import bar
from maali.organisations.models import Person, Programme
from maali.reports.actions import write_reports


class Command(BaseCommand):
    help = "Write every report of a programme, as one person may see them, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument(
            "--as", dest="person", required=True, help="e-mail address of the person"
        )
        parser.add_argument("--out", required=True, type=Path, help="folder to write into")
        parser.add_argument("--language", default="fi", choices=["fi", "sv", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.get(code=options["programme"])
        person = Person.objects.get(email=options["person"])
        with bar("report") as progress:
            count = write_reports(
                programme,
                options["out"],
                by=person,
                language=options["language"],
                progress=progress,
            )
        self.stdout.write(f"{count} reports in {options['out']}")
