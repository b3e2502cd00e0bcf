"""`maali collect open-round --round 1 --programme keski-suomi`."""

from argparse import ArgumentParser

from maali.intake import actions
from maali.intake.management.collecting.rounds import line, numbered
from maali.organisations.models import Person, Programme

HELP = "Open a round, or open it again: its recipients are asked from now on."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")


def run(region: Programme, by: Person | str, *, round: int) -> list[str]:
    return [line(actions.open_round(numbered(region, round), by=by))]
