from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.core.actions import Refused
from maali.organisations.actions import create_programme


class Command(BaseCommand):
    help = "Add a programme: one region's reform with its start day and first two-week period."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="as in addresses, for example keski-suomi")
        parser.add_argument("--name-fi", required=True)
        parser.add_argument("--name-sv", required=True)
        parser.add_argument("--name-en", required=True)
        parser.add_argument(
            "--start-day", type=date.fromisoformat, required=True, help="2023-01-01"
        )
        parser.add_argument("--first-period", type=date.fromisoformat, required=True)
        parser.add_argument("--country", default="FI")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            programme = create_programme(
                options["code"],
                by="maali add_programme",
                name_fi=options["name_fi"],
                name_sv=options["name_sv"],
                name_en=options["name_en"],
                start_day=options["start_day"],
                first_period_start=options["first_period"],
                country=options["country"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(programme))
