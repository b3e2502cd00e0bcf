"""The board of a round: for each organisation asked how far its answer is, and what is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from maali.intake import queries
from maali.intake.engine.completeness import Filled, completeness, share
from maali.intake.models import Handout, Invitation, Question, Respondent, Round, Upload
from maali.organisations.models import Organisation

STATES = ("to_invite", "invited", "opened", "partly", "complete", "accepted")
DONE = ("complete", "accepted")
# Questions in which two answers stand against each other.
CONTRADICTIONS = Q(code="answers_differ") | Q(code__contains="contradict")


@dataclass
class Line:
    """One organisation in one round; `days_left` is negative when the deadline has passed."""

    invitation: Invitation
    filled: Filled
    state: str = ""
    days_left: int = 0
    files: int = 0
    last: Upload | None = None
    typing: bool = False
    contradictions: int = 0
    questions: int = 0
    people: list[str] = field(default_factory=list)

    @property
    def organisation(self) -> Organisation:
        return self.invitation.organisation

    @property
    def late(self) -> bool:
        """The deadline has passed and the organisation has not said that all is told."""
        awaited = self.state not in (*DONE, "to_invite")
        return awaited and self.days_left < 0 and self.invitation.round.state == Round.State.OPEN


def board(person: Any, round: Round) -> list[Line]:
    """Every organisation of the round that this person sees, by name.

    Some fifteen queries, however many organisations, files and rows there are.
    """
    invited = list(queries.invitations(person, round.programme).filter(round=round))
    return lines_of(round, invited)


def board_line(invitation: Invitation) -> Line:
    """The line of one organisation."""
    return lines_of(invitation.round, [invitation])[0]


def lines_of(round: Round, invited: Sequence[Invitation]) -> list[Line]:
    filled = completeness(round, invited)
    days = (round.deadline - queries.today_of(round.programme)).days
    lines = {each.organisation_id: Line(each, filled[each.pk], days_left=days) for each in invited}
    add_files(round, lines)
    add_questions(round, lines)
    add_people(invited, lines)
    for line in lines.values():
        line.state = state_of(line)
    return list(lines.values())


def state_of(line: Line) -> str:
    invitation = line.invitation
    if invitation.accepted_at:
        return "accepted"
    if invitation.complete_at:
        return "complete"
    if line.files or line.typing:
        return "partly"
    if invitation.opened_at:
        return "opened"
    return "invited" if invitation.invited_at else "to_invite"


def add_files(round: Round, lines: dict[int, Line]) -> None:
    sent = Upload.objects.filter(round=round, organisation__in=lines).defer("content", "guess")
    for upload in sent.order_by("at", "pk"):
        line = lines[upload.organisation_id]
        line.last = upload
        line.files += upload.state in queries.LIVE


def add_questions(round: Round, lines: dict[int, Line]) -> None:
    counted = (
        Question.objects.open()
        .filter(programme=round.programme, organisation__in=lines)
        .order_by()
        .values("organisation")
        .annotate(all=Count("pk"), torn=Count("pk", filter=CONTRADICTIONS))
    )
    for row in counted:
        line = lines[row["organisation"]]
        line.questions, line.contradictions = row["all"], row["torn"]


def add_people(invited: Iterable[Invitation], lines: dict[int, Line]) -> None:
    """Who answers, and where something stands in a form that has not been sent."""
    organisation = {each.pk: each.organisation_id for each in invited}
    answering = Respondent.objects.filter(invitation__in=organisation, revoked_at=None)
    for pk, name in answering.order_by("pk").values_list("invitation", "name"):
        lines[organisation[pk]].people.append(name)
    begun = Handout.objects.filter(
        invitation__in=organisation, medium=Handout.Medium.FORM, entries__isnull=False
    )
    for pk in begun.order_by().values_list("invitation", flat=True).distinct():
        lines[organisation[pk]].typing = True


@dataclass
class Glance:
    """The round as a whole; `percent` is over all mandatory cells of all organisations."""

    states: dict[str, int]
    percent: int
    contradictions: int
    questions: int
    late: int

    @property
    def all(self) -> int:
        return sum(self.states.values())

    @property
    def done(self) -> int:
        return sum(self.states[each] for each in DONE)


def glance(lines: Sequence[Line]) -> Glance:
    asked = sum(line.filled.asked for line in lines)
    return Glance(
        {state: sum(line.state == state for line in lines) for state in STATES},
        share(sum(line.filled.filled for line in lines), asked) if lines else 0,
        sum(line.contradictions for line in lines),
        sum(line.questions for line in lines),
        sum(line.late for line in lines),
    )


def sorted_lines(lines: Iterable[Line], by: str) -> list[Line]:
    """By name, or what needs attention first: the least complete, the most questions, silent."""
    orders: dict[str, Any] = {
        "percent": lambda line: line.filled.percent,
        "questions": lambda line: (-line.questions, -line.contradictions),
        "state": lambda line: STATES.index(line.state),
        "last": silence,
    }
    found = sorted(lines, key=lambda line: str(line.organisation))
    return sorted(found, key=orders[by]) if by in orders else found


def silence(line: Line) -> float:
    """When the last file came; long ago, or never, comes first."""
    return line.last.at.timestamp() if line.last else 0.0
