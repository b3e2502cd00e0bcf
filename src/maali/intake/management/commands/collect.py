"""Collecting from the command line: `maali collect SUBCOMMAND --programme keski-suomi`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake.management.collecting import SUBCOMMANDS
from maali.organisations.models import Person, Programme


class Command(BaseCommand):
    help = "Collect what organisations run: rounds, workbooks, answers, questions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        doing = parser.add_subparsers(dest="doing", required=True, metavar="SUBCOMMAND")
        for name, module in SUBCOMMANDS.items():
            one = doing.add_parser(name, help=module.HELP, description=module.HELP)
            one.add_argument("--programme", required=True, help="code of the programme")
            one.add_argument("--by", default="", help="e-mail address of whoever does it")
            module.arguments(one)
            one.set_defaults(options=[each.dest for each in one._actions])

    def handle(self, *args: Any, doing: str, by: str, programme: str, **options: Any) -> None:
        own = {name: options[name] for name in options.pop("options") if name in options}
        try:
            person = Person.objects.get(email=by.lower()) if by else _("command line")
            region = Programme.objects.get(code=programme)
            lines = SUBCOMMANDS[doing].run(region, person, **own)
        except (Programme.DoesNotExist, Person.DoesNotExist, Refused) as missing:
            raise CommandError(str(missing)) from missing
        self.stdout.write("\n".join(lines))
