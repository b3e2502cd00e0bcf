"""`maali collect add-respondent --round 1 --organisation J --name … --email …`: give a link."""

from argparse import ArgumentParser

from maali.core.actions import Refused
from maali.intake.actions import respondents as people
from maali.intake.engine.form import sheets_of_form
from maali.intake.management.collecting.respondents import invitation_of, line
from maali.organisations.models import Person, Programme

HELP = "Give a person of an organisation a personal link to a round, or to some of its sheets."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--organisation", required=True, help="code of the organisation")
    parser.add_argument("--name", required=True, help="who answers")
    parser.add_argument("--email", required=True, help="where the letters go")
    parser.add_argument("--language", choices=["fi", "sv", "en"], default="")
    parser.add_argument("--sheet", action="append", default=[], help="key; may be repeated")


def run(
    region: Programme,
    by: Person | str,
    *,
    round: int,
    organisation: str,
    name: str,
    email: str,
    language: str,
    sheet: list[str],
) -> list[str]:
    invitation = invitation_of(region, round, organisation)
    asked = {each.key for each in sheets_of_form(invitation.round)}
    if unknown := sorted(set(sheet) - asked):
        raise Refused(f"--sheet {', '.join(unknown)}: {', '.join(sorted(asked))}")
    added = people.add_respondent(
        invitation, name=name, email=email, language=language, sheets=sheet, by=by
    )
    return [line(added, link=True)]
