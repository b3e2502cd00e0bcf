"""`maali collect add-round --kind broad --name "Kierros 1" --deadline 2022-01-31 …`."""

from argparse import ArgumentParser
from datetime import date

from maali.intake import actions
from maali.intake.management.collecting.rounds import line, numbered
from maali.intake.models import Round
from maali.organisations.models import Person, Programme

HELP = "Prepare a round; it opens only when it is opened."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", choices=Round.Kind.values, default=Round.Kind.BROAD)
    parser.add_argument("--name", required=True)
    parser.add_argument("--deadline", type=date.fromisoformat, required=True, help="2022-01-31")
    parser.add_argument("--purpose", default="")
    parser.add_argument("--like", type=int, default=0, help="number of a round to copy")


def run(
    region: Programme,
    by: Person | str,
    *,
    kind: str,
    name: str,
    deadline: date,
    purpose: str,
    like: int,
) -> list[str]:
    made = actions.make_round(
        region,
        kind=kind,
        name=name,
        deadline=deadline,
        purpose=purpose,
        like=numbered(region, like) if like else None,
        by=by,
    )
    return [line(made)]
