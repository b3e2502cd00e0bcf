"""Collecting for machines: the same queries, rules and actions as the pages."""

from ninja import Router

from maali.intake.api.forms import router as forms
from maali.intake.api.letters import router as letters
from maali.intake.api.mending import router as mending
from maali.intake.api.questions import router as questions
from maali.intake.api.respondents import router as respondents
from maali.intake.api.rounds import router as rounds
from maali.intake.api.undoing import router as undoing
from maali.intake.api.uploads import router as uploads
from maali.intake.api.workbooks import router as workbooks

router = Router(tags=["collect"])
PARTS = (rounds, letters, respondents, forms, uploads, mending, questions, workbooks, undoing)
for each in PARTS:
    router.add_router("", each)
