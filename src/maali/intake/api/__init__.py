"""Collecting for machines: the same queries, rules and actions as the pages."""

from ninja import Router

from maali.intake.api.questions import router as questions
from maali.intake.api.rounds import router as rounds
from maali.intake.api.undoing import router as undoing
from maali.intake.api.uploads import router as uploads
from maali.intake.api.workbooks import router as workbooks

router = Router(tags=["collect"])
for each in (rounds, uploads, questions, workbooks, undoing):
    router.add_router("", each)
