"""Reading for the form: what of it was sent, and the questions of whoever fills it in."""

from typing import Any

from django.db.models import Q

from maali.intake.models import Handout, Invitation, Question, QuestionQuerySet, Respondent, Upload

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
    """Open questions that go to this person; those to nobody by name go to the first of them."""
    rows = (
        Question.objects.open()
        .filter(organisation=invitation.organisation, programme=invitation.round.programme)
        .filter(waits=False)
        .select_related("organisation", "programme", "upload")
        .defer("upload__content")
    )
    if not isinstance(by, Respondent):
        return rows
    own = Q(respondent=by)
    return rows.filter(own if by.sheets else own | Q(respondent=None))
