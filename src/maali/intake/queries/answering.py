"""Reading for the form: what of it was sent, and the questions of whoever fills it in."""

from typing import Any

from maali.intake.models import Handout, Invitation, QuestionQuerySet, Respondent, Upload
from maali.intake.queries.files import questions
from maali.intake.queries.to_whom import questions_of

GONE = (Upload.State.WITHDRAWN, Upload.State.REFUSED)


def sent_forms(invitation: Invitation) -> list[tuple[Upload, set[str]]]:
    """What was sent from the form and counts still, the oldest first, each with its sheets."""
    sent = (
        Upload.objects.filter(handout__invitation=invitation, handout__medium=Handout.Medium.FORM)
        .exclude(state__in=GONE)
        .defer("content")
        .order_by("at", "pk")
    )
    found = {upload.pk: (upload, set[str]()) for upload in sent}
    targets = Upload.objects.filter(pk__in=found).values_list("pk", "rows__target").distinct()
    for pk, target in targets:
        if target:
            found[pk][1].add(target)
    return list(found.values())


def questions_for(by: Any, invitation: Invitation) -> QuestionQuerySet:
    """Open questions of whoever fills in: of their link, or with an account of the organisation."""
    if isinstance(by, Respondent):
        return questions_of(by)
    found = questions(by, invitation.round.programme)
    return found.open().filter(organisation=invitation.organisation).asked_first()
