from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from maali.inventory.models import KINDS
from maali.inventory.queries import history, in_words


class Command(BaseCommand):
    help = "Print all that has been said about one value: when, by whom, in which file and cell."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("key", help="the row's key or number")
        parser.add_argument("field")
        parser.add_argument("--organisation", default="", help="code of the organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = KINDS[options["kind"]].objects.select_related("organisation").order_by("pk")
        key = options["key"]
        rows = rows.filter(pk=key) if key.isdigit() else rows.filter(key=key)
        if options["organisation"]:
            rows = rows.filter(organisation__code=options["organisation"])
        if not rows:
            raise CommandError(_("There is no such row."))
        for row in rows:
            self.stdout.write(f"{row.organisation}: {row}")
            try:
                said = in_words(row, options["field"], history(row, options["field"]))
            except FieldDoesNotExist:
                raise CommandError(_("A row of this kind has no such field.")) from None
            for each in said:
                word = each.word if each.value is not None else "?"  # type: ignore[attr-defined]
                mark = "*" if each.holds else " "
                self.stdout.write(f"  {mark} {word} | {each.raw} | {each.place} | {each.source.by}")
