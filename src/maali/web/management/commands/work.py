import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from maali.core.actions import rescue_calculations


class Command(BaseCommand):
    help = "Run long calculations from the queue, and start again what a dead worker left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        rescue_calculations(by="Maali")
        while True:
            call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
            if options["once"]:
                return
            rescue_calculations(by="Maali")
            time.sleep(1)
