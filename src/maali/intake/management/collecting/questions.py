"""`maali collect questions --programme keski-suomi`: what people must still answer."""

from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from maali.intake.actions import check_again
from maali.intake.models import Question
from maali.intake.sheets import question_sheet
from maali.intake.words import question_sentence
from maali.organisations.models import Organisation, Person, Programme

HELP = "List the questions that organisations must answer, or write them as a workbook."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--organisation", default="", help="code of one organisation")
    parser.add_argument("--check", action="store_true", help="first look again what is open")
    parser.add_argument("--out", type=Path, help="write an XLSX file instead of printing")


def run(
    region: Programme, by: Person | str, *, organisation: str, check: bool, out: Path | None
) -> list[str]:
    found = Question.objects.filter(programme=region).open()
    if check:
        for each in Organisation.objects.filter(programme=region, part="giver"):
            if organisation in {"", each.code}:
                check_again(each, by=by)
    found = found.select_related("organisation", "upload").defer("upload__content").asked_first()
    if organisation:
        found = found.filter(organisation__code=organisation)
    told = _("%(count)d open questions.") % {"count": found.count()}
    if out:
        out.write_bytes(question_sheet(found))
        return [told]
    lines = (f"{each.pk} {each.organisation}: {question_sentence(each)}" for each in found)
    return [*lines, told]
