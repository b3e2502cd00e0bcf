from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.web.demo_run import clean_start, run_demo, summary


class Command(BaseCommand):
    help = "Run the whole river on the example region from a clean start, and serve its pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("out"))
        parser.add_argument("--profile", default="keski-suomi")
        parser.add_argument("--beside", default="lappi", help="the second region of the nation")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--seconds", type=float, default=20, help="time for the planner")
        parser.add_argument("--no-serve", action="store_true", help="stop after the summary")
        parser.add_argument("--address", default="127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo empties its database: it runs only with MAALI_DEMO=yes.")
        clean_start(options["out"])
        runs = run_demo(options)
        self.stdout.write(summary(runs, options["out"], options["address"]))
        if not options["no_serve"]:
            call_command("serve", address=options["address"])
