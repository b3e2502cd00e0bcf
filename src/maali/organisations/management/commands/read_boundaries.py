from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.organisations.actions import set_boundaries
from maali.organisations.boundaries import NotBoundaries, read
from maali.organisations.models import Programme


class Command(BaseCommand):
    help = "Read the municipalities' boundaries of a programme from a GeoJSON file (WGS 84)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, help="its code")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(code=options["programme"]).first()
        if programme is None:
            raise CommandError(f"programme: {options['programme']}?")
        codes = programme.municipalities.values_list("code", flat=True)
        try:
            boundaries = read(options["file"], codes)
        except (NotBoundaries, OSError) as fault:
            raise CommandError(str(fault)) from fault
        set_boundaries(
            programme, boundaries, by="maali read_boundaries", source=options["file"].name
        )
        self.stdout.write(f"{programme}: {len(boundaries['features'])} / {len(codes)}")
