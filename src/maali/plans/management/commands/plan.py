from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maali.core.calculations import KINDS
from maali.core.terminal import bar
from maali.organisations.models import Programme
from maali.plans.actions import put_in_force
from maali.plans.models import Plan


class Command(BaseCommand):
    help = "Plan the whole region into two-week periods: proven bound, and what cannot be done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--name", default="plan", help="name of the scenario")
        parser.add_argument("--seconds", type=float, default=20, help="time for the solver")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--pilots", default="", help="codes of pilot organisations, by commas")
        parser.add_argument("--in-force", action="store_true", help="put the plan in force at once")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.get(code=options["programme"])
        with bar("plan") as progress:
            result = KINDS["plan"](
                progress,
                programme=programme.pk,
                name=options["name"],
                seconds=options["seconds"],
                seed=options["seed"],
                pilots=[code for code in options["pilots"].split(",") if code],
            )
        if options["in_force"]:
            put_in_force(Plan.objects.get(pk=result["plan"]), by="Maali")
        for name, value in result.items():
            self.stdout.write(f"{name}: {value}")
