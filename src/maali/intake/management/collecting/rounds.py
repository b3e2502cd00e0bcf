"""`maali collect rounds --programme keski-suomi`: the rounds, or one with what it asks of whom."""

from argparse import ArgumentParser
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake.board_shown import asked_shown
from maali.intake.models import Round
from maali.intake.queries import asked_columns
from maali.organisations.models import Person, Programme

HELP = "List the rounds, or show one with its columns and recipients."


def numbered(region: Programme, number: int) -> Round:
    """The round of that number; raises `Refused` with a sentence."""
    found = Round.objects.filter(programme=region, number=number).first()
    if found is None:
        raise Refused(_("There is no round %(number)d.") % {"number": number})
    return found


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, default=0, help="number of one round to show")


def run(region: Programme, by: Person | str, *, round: int) -> list[str]:
    if round:
        return whole(numbered(region, round))
    lines = [line(each) for each in Round.objects.filter(programme=region)]
    return lines or [_("No round yet")]


def line(each: Round) -> str:
    day = date_format(each.deadline, "SHORT_DATE_FORMAT")
    return f"{each.number}. {each} ({each.get_kind_display()}): {each.get_state_display()}, {day}"


def whole(found: Round) -> list[str]:
    asked = [f"  {each['title']}: {columns(each)}" for each in asked_shown(asked_columns(found))]
    invited = found.invitations.select_related("organisation")
    recipients = [f"  {each.organisation} ({each.language})" for each in invited]
    return [
        line(found),
        found.purpose,
        _("What is asked") + ":",
        *asked,
        _("Recipients") + ":",
        *recipients,
    ]


def columns(sheet: dict[str, Any]) -> str:
    """The mandatory columns, then the optional ones in brackets."""
    return ", ".join([*sheet["mandatory"], *(f"({each})" for each in sheet["optional"])])
