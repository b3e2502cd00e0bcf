"""`maali collect letters --programme keski-suomi --kind reminder`: who would be written to."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.core.terminal import bar
from maali.intake.actions.letters import send_letters
from maali.intake.letters import Letter, letters_of
from maali.intake.models import Round
from maali.organisations.models import Person, Programme

HELP = "Show the letters of the newest open round, person by person; send them if asked to."
KINDS = ("request", "reminder", "thanks")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", choices=KINDS, default="reminder", help="which letter")
    parser.add_argument("--round", dest="number", type=int, help="number of another round")
    parser.add_argument("--send", action="store_true", help="send what nothing holds back")
    parser.add_argument("--text", action="store_true", help="print each letter whole")


def run(
    region: Programme, by: Person | str, *, kind: str, number: int | None, send: bool, text: bool
) -> list[str]:
    rounds = Round.objects.filter(programme=region).select_related("programme")
    wanted = rounds.filter(number=number) if number else rounds.filter(state=Round.State.OPEN)
    of = wanted.order_by("-number").first()
    if of is None:
        raise Refused(_("There is no such round, or none is open."))
    letters = letters_of(of, kind)
    if not send:
        return [line for each in letters for line in preview(each, text)]
    with bar(_("Sending letters")) as progress:
        counted = send_letters(letters, by=by, progress=progress)
    return [
        _("%(sent)s sent, %(failed)s failed, %(sending)s of unknown fate.") % counted,
        *(line for each in letters if each.why_not for line in preview(each, False)),
    ]


def preview(letter: Letter, whole: bool) -> list[str]:
    to = letter.respondent
    why = letter.why_not or _("would go now")
    lines = [f"{to.invitation.organisation}: {to.name} <{to.email}>: {why}"]
    return [*lines, letter.subject, letter.body] if whole else lines
