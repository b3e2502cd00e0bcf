from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maali.core.calculations import KINDS
from maali.core.terminal import bar
from maali.organisations.models import Programme


class Command(BaseCommand):
    help = "Match products, vendors, sites and shared installations that are named differently."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.get(code=options["programme"])
        with bar("match") as progress:
            result = KINDS["match"](progress, programme=programme.pk)
        for name, value in result.items():
            self.stdout.write(f"{name}: {value}")
