from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from maali.inventory import exports
from maali.inventory.queries import row_table
from maali.inventory.shown import BY_ADDRESS, SHOWN
from maali.inventory.trace import trace_share
from maali.organisations.models import Programme


class Command(BaseCommand):
    help = "Print how many rows of each kind there are, or save the rows of one kind to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--kind", choices=list(BY_ADDRESS), help="what to save")
        parser.add_argument("--out", type=Path, help="file to save to, .csv or .xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(code=options["programme"]).first()
        if programme is None:
            raise CommandError(
                _("There is no programme “%(code)s”.") % {"code": options["programme"]}
            )
        for shown in SHOWN.values():
            count = shown.model.objects.filter(programme=programme).count()
            self.stdout.write(f"{shown.title}: {count}")
        trace = trace_share(programme)
        told = {"share": f"{trace.share:.1%}", "count": trace.from_files}
        self.stdout.write(
            _("Values from files that lead to their cell: %(share)s of %(count)s") % told
        )
        if options["kind"] and options["out"]:
            shown = BY_ADDRESS[options["kind"]]
            rows = row_table(shown.model.objects.filter(programme=programme), shown, {})
            options["out"].write_bytes(exports.as_file(rows, shown, options["out"].suffix[1:]))
