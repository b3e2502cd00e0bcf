import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maali.core.actions import Refused
from maali.organisations.actions import add_person
from maali.organisations.models import Organisation, Programme, Role


class Command(BaseCommand):
    help = "Add a person with a role, or a role to a person known by the address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=Role.Kind.values)
        parser.add_argument("--programme", help="its code; none for a national reader")
        parser.add_argument("--organisation", help="its code, for contacts")
        parser.add_argument("--language", default="fi", choices=["fi", "sv", "en"])
        parser.add_argument("--ask-password", action="store_true", help="ask for a first password")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(code=options["programme"]).first()
        organisation = Organisation.objects.filter(
            programme=programme, code=options["organisation"]
        ).first()
        for name, found in (("programme", programme), ("organisation", organisation)):
            if options[name] and found is None:
                raise CommandError(f"{name}: {options[name]}?")
        password = getpass.getpass() if options["ask_password"] else None
        try:
            role = add_person(
                options["email"], options["name"], options["role"], by="maali add_person",
                programme=programme, organisation=organisation,
                language=options["language"], password=password,
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(role))
