from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.core.calculations import KINDS
from maali.core.terminal import bar
from maali.organisations.models import Programme
from maali_engines.linkage.data import Nonsense


class Command(BaseCommand):
    help = "Match products, vendors, sites and shared installations that are named differently."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument(
            "--second-opinion",
            action="store_true",
            help="ask Splink too; where it sees a pair otherwise, people are asked",
        )
        parser.add_argument(
            "--spark", default=settings.SPARK_URL, help="have Splink work on this Spark cluster"
        )

    def handle(self, *args: Any, programme: str, spark: str, **options: Any) -> None:
        region = Programme.objects.get(code=programme)
        asked = spark if options["second_opinion"] or spark else None
        try:
            with bar("match") as progress:
                result = KINDS["match"](progress, programme=region.pk, second_opinion=asked)
        except Nonsense as wrong:
            raise CommandError(f"{wrong}: docs/how-to/run-on-spark.md") from wrong
        for name, value in result.items():
            self.stdout.write(f"{name}: {value}")
