"""Letters for machines: each as it would go now, and the sending of those that nothing holds."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.core.actions import Refused, ask_for_calculation
from maali.intake.api.rounds import own_round
from maali.intake.letters import Letter, letters_of
from maali.intake.models import Message, Round
from maali.intake.rules.answering import why_not_write

router = Router(tags=["collect"])
Kind = Message.Kind
KINDS = (str(Kind.REQUEST), str(Kind.REMINDER), str(Kind.THANKS))


class LetterOut(Schema):
    """One letter in its recipient's language. `why_not` says what holds it back; `state` what
    became of it when it was sent before."""

    respondent: int
    organisation: str
    name: str
    email: str
    language: str
    kind: str
    occasion: str
    subject: str
    body: str
    why_not: str
    state: str


class SendIn(Schema):
    kind: str


class SendingOut(Schema):
    """How many letters wait for the worker, and the number of the calculation that sends them."""

    letters: int
    calculation: int


def letter_out(letter: Letter) -> dict[str, Any]:
    to = letter.respondent
    return {
        "respondent": to.pk,
        "organisation": to.invitation.organisation.code,
        "name": to.name,
        "email": to.email,
        "language": to.language,
        "kind": letter.kind,
        "occasion": letter.occasion,
        "subject": letter.subject,
        "body": letter.body,
        "why_not": letter.why_not,
        "state": letter.earlier.state if letter.earlier else "",
    }


def round_to_write_of(request: HttpRequest, number: int) -> Round:
    if why := why_not_write(request.user, request.programme):  # type: ignore[attr-defined]
        raise HttpError(403, why)
    return own_round(request, number)


def known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise HttpError(400, f"kind: {', '.join(KINDS)}")
    return kind


@router.get("/rounds/{number}/letters", response=list[LetterOut])
def letter_list(
    request: HttpRequest, number: int, kind: str = str(Kind.REQUEST)
) -> list[dict[str, Any]]:
    """The letter of that kind (request, reminder, thanks) to every respondent of the round."""
    of = round_to_write_of(request, number)
    return [letter_out(each) for each in letters_of(of, known_kind(kind))]


@router.post("/rounds/{number}/letters", response={202: SendingOut})
def letter_send(request: HttpRequest, number: int, wanted: SendIn) -> tuple[int, dict[str, int]]:
    """Send what nothing holds back, in the background, each letter once; read the list again."""
    of = round_to_write_of(request, number)
    kind = known_kind(wanted.kind)
    due = sum(not each.why_not for each in letters_of(of, kind))
    if not due:
        raise Refused(_("There is nothing to send now."))
    calculation = ask_for_calculation(
        "send_letters",
        by=request.user,
        title=_("Sending letters: %(kind)s, %(round)s")
        % {"kind": Kind(kind).label, "round": of.name},
        programme_id=of.programme_id,
        asked_round=of.pk,
        letter=kind,
        person=request.user.pk,
    )
    return 202, {"letters": due, "calculation": calculation.pk}
