"""What people must still answer: `maali questions --programme keski-suomi`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maali.intake.models import Question
from maali.intake.sheets import question_sheet
from maali.intake.words import question_sentence


class Command(BaseCommand):
    help = "List the questions that organisations must answer, or write them as a workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--organisation", default="", help="code of one organisation")
        parser.add_argument("--out", type=Path, help="write an XLSX file instead of printing")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Question.objects.filter(programme__code=options["programme"]).open()
        found = found.select_related("organisation", "upload").defer("upload__content")
        if options["organisation"]:
            found = found.filter(organisation__code=options["organisation"])
        if options["out"]:
            options["out"].write_bytes(question_sheet(found))
        else:
            for question in found:
                self.stdout.write(f"{question.organisation}: {question_sentence(question)}")
        self.stdout.write(_("%(count)d open questions.") % {"count": found.count()})
