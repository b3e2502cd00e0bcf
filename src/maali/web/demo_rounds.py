"""The example's two rounds: the broad one that its files answer, and the detailed one after it."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import override

from maali.intake import actions
from maali.intake.engine.board import board
from maali.intake.models import Round
from maali.organisations.models import Organisation, Person, Programme

# Two weeks before the first of the example's answers, and a little after its day.
OPENED = date(2021, 11, 1)
DEADLINE = date(2022, 3, 11)
DETAILED_BY = date(2022, 4, 29)
# Per cent of the mandatory cells.
COMPLETE_FROM, ACCEPTED_FROM = 60, 61


def givers(programme: Programme) -> list[Organisation]:
    return list(
        Organisation.objects.filter(programme=programme, part=Organisation.Part.GIVER).order_by(
            "name"
        )
    )


def open_broad_round(programme: Programme, *, by: Person) -> Round:
    """Everyone is asked before the first file comes."""
    with override(by.language):
        made = actions.make_round(
            programme,
            kind=Round.Kind.BROAD,
            name=_("Broad round"),
            purpose=_(
                "What moves to the county: systems, sites, contracts and devices. "
                "An estimate will do, and so will “not known”."
            ),
            deadline=DEADLINE,
            by=by,
        )
    actions.add_recipients(made, givers(programme), by=by)
    return actions.open_round(made, by=by, at=make_aware(datetime.combine(OPENED, time(9))))


def settle_broad_round(made: Round, *, by: Person) -> None:
    """What is fairly complete is called so; what contradicts nothing told before is accepted."""
    for line in board(by, made):
        if line.state != "partly" or line.filled.percent < COMPLETE_FROM:
            continue
        answer = actions.say_complete(line.invitation, by=str(line.organisation))
        if line.filled.percent >= ACCEPTED_FROM and not line.contradictions:
            actions.accept_answer(answer, by=by)


def prepare_detailed_round(programme: Programme, *, by: Person) -> Round:
    """The next round stands ready with its key systems; a planner opens it."""
    with override(by.language):
        made = actions.make_round(
            programme,
            kind=Round.Kind.DETAILED,
            name=_("Detailed round on key systems"),
            purpose=_("What must be known to move the systems that matter most."),
            deadline=DETAILED_BY,
            by=by,
        )
    actions.pick_key_systems(made, by=by)
    actions.add_recipients(made, givers(programme), by=by)
    return made
