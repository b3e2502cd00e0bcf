from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.matching.second_look import doubts
from maali.organisations.models import Programme
from maali_engines.linkage.data import Nonsense


class Command(BaseCommand):
    help = "List pairs of product names that Splink judges otherwise; on Spark by MAALI_SPARK_URL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--least", type=float, default=0.5, help="how far apart, 0 to 1")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.get(code=options["programme"])
        try:
            found = doubts(programme, spark_url=settings.SPARK_URL, least=options["least"])
        except Nonsense as wrong:
            raise CommandError(f"{wrong}: docs/how-to/run-on-spark.md") from wrong
        for each in found:
            self.stdout.write(f"{each.ours:.2f} {each.splinks:.2f}  {each.left} | {each.right}")
        self.stdout.write(f"{programme}: {len(found)}")
