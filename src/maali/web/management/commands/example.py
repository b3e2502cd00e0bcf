from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from example import make_region
from maali.core.terminal import bar

PROFILES = ("tiny", "keski-suomi", "lappi", "stress")


class Command(BaseCommand):
    help = (
        "Write an example region: the workbooks that organisations would send, and apart the truth."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--profile", choices=PROFILES, default="keski-suomi")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--out", type=Path, required=True, help="folder to write into")

    def handle(self, *args: Any, **options: Any) -> None:
        with bar("example") as progress:
            progress.start(100)
            done = 0

            def tell(step: int, steps: int) -> None:
                nonlocal done
                now = 100 * step // max(1, steps)
                progress.step(now - done)
                done = now

            make_region(options["profile"], options["seed"], options["out"], progress=tell)
        self.stdout.write(str(options["out"]))
