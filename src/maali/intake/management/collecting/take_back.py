"""`maali collect take-back file 12 --programme keski-suomi`: undo a file or an answer."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake import actions
from maali.intake.management.collecting.answer import question_of
from maali.intake.models import Upload
from maali.inventory.models import Source
from maali.inventory.standing import stands_on
from maali.organisations.models import Person, Programme

HELP = "Take back an accepted file or an answer, or list what stands on it."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["file", "answer"], help="what is taken back")
    parser.add_argument("number", type=int, help="number of the file or the question")
    parser.add_argument("--reason", default="", help="why; it stands in the log")
    parser.add_argument("--look", action="store_true", help="only list what stands on it")


def run(
    region: Programme, by: Person | str, *, what: str, number: int, reason: str, look: bool
) -> list[str]:
    if what == "answer":
        question = question_of(region, number)
        if look:
            return standing_on(question.source)
        actions.take_back_answer(question, by=by, reason=reason)
        return [_("The answer was taken back: the question is open again.")]
    upload = Upload.objects.defer("content").filter(programme=region, pk=number).first()
    if upload is None:
        raise Refused(_("There is no file with this number."))
    if look:
        return standing_on(upload.source)
    actions.take_back(upload, by=by, reason=reason)
    return [
        _("%(file)s was taken back: nothing of it is left in the inventory.")
        % {"file": upload.name}
    ]


def standing_on(source: Source | None) -> list[str]:
    standing = stands_on(source) if source else []
    lines = [f"{each.row}: {each.what}: {each.name}" for each in standing]
    return lines or [_("Nothing stands on it.")]
