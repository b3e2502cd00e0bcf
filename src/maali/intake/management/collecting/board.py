"""`maali collect board --round 1 --programme keski-suomi`: how far each answer is."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.intake.engine.board import glance, lines_of
from maali.intake.management.collecting.rounds import numbered
from maali.intake.rounds_in_words import STATES, days_in_words
from maali.organisations.models import Person, Programme

HELP = "How far each organisation's answer is, how complete, and what is open."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")


def run(region: Programme, by: Person | str, *, round: int) -> list[str]:
    found = numbered(region, round)
    invited = found.invitations.select_related("round__programme", "organisation")
    lines = lines_of(found, list(invited))
    told = [
        f"{line.organisation}: {STATES[line.state]}, {line.filled.percent} %, "
        + _("%(n)d questions") % {"n": line.questions}
        + (f", {days_in_words(line.days_left)}" if line.late else "")
        for line in lines
    ]
    seen = glance(lines)
    counts = ", ".join(f"{STATES[state]} {count}" for state, count in seen.states.items() if count)
    return [*told, f"{found}: {seen.percent} % ({counts})"]
