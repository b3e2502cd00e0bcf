from typing import Any

from django.core.management.base import BaseCommand

from maali.core.terminal import bar
from maali.nation.actions import find_overlaps
from maali.nation.queries import regions


class Command(BaseCommand):
    help = "Find what several regions use or build for one need, and print each region's pace."

    def handle(self, *args: Any, **options: Any) -> None:
        with bar("nation") as progress:
            count = find_overlaps(by="Maali", progress=progress)
        for row in regions():
            self.stdout.write(
                f"{row.programme.code}: {row.systems} systems, {row.sites} sites, "
                f"{row.answered} % answered, {row.moved} % moved, {row.days_left} days left"
            )
        self.stdout.write(f"{count} overlaps")
