"""What is known of names, as a file that regions share: `maali knowledge export FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maali.core.actions import Refused
from maali.matching import known_file
from maali.matching.actions import add_known
from maali.organisations.models import Programme


class Command(BaseCommand):
    help = "Write or take in the facts about names that a programme has beside Maali's own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("doing", choices=["export", "import"], help="which way")
        parser.add_argument("file", type=Path, help="CSV or XLSX")
        parser.add_argument("--programme", required=True, help="code of the programme")

    def handle(self, *args: Any, doing: str, file: Path, programme: str, **options: Any) -> None:
        region = Programme.objects.get(code=programme)
        if doing == "export":
            xlsx = file.suffix.lower() == ".xlsx"
            text = known_file.as_csv(known_file.own_rows(region)).encode()
            file.write_bytes(known_file.as_xlsx(region) if xlsx else text)
            return
        reading = known_file.read_known(region, file.name, file.read_bytes())
        for problem in reading.problems:
            self.stderr.write(problem)
        try:
            added = add_known(region, reading.rows, by="command line")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{added} new, {reading.known} known, {len(reading.problems)} refused")
