"""`maali collect close-round --round 1 --programme keski-suomi`."""

from argparse import ArgumentParser

from maali.intake import actions
from maali.intake.management.collecting.rounds import line, numbered
from maali.organisations.models import Person, Programme

HELP = "Close a round: nothing more is awaited, what has come stays."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--reason", default="")


def run(region: Programme, by: Person | str, *, round: int, reason: str) -> list[str]:
    return [line(actions.close_round(numbered(region, round), by=by, reason=reason))]
