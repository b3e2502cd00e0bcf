from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maali.core.calculations import KINDS
from maali.core.terminal import bar
from maali.organisations.models import Programme


class Command(BaseCommand):
    help = (
        "Work out the options of every system and take the default decisions of the stated rules."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.get(code=options["programme"])
        with bar("decide") as progress:
            result = KINDS["propose_options"](progress, programme=programme.pk)
        self.stdout.write(
            f"{result['systems']} systems, {result['options']} options, {result['decided']} decided"
        )
