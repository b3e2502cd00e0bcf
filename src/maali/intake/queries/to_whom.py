"""Reading questions: to whom they go, those of one respondent, and like ones together."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, IntegerField, Max, Min, Q
from django.db.models.functions import Cast
from django.utils import timezone

from maali.intake.models import Question, QuestionQuerySet, Respondent
from maali.organisations.models import Organisation, Role


def respondents_for(organisation: Organisation) -> list[Respondent]:
    """Those whose link to a round of the organisation still opens, the newest round first."""
    return list(
        Respondent.objects.filter(
            invitation__organisation=organisation,
            revoked_at=None,
            expires_on__gte=timezone.localdate(),
        ).order_by("-invitation__round__number", "pk")
    )


def respondent_for(respondents: Sequence[Respondent], sheet: str) -> Respondent | None:
    """Whose link covers the sheet: of several the one with the fewest sheets, else the first."""
    covering = [each for each in respondents if not each.sheets or sheet in each.sheets]
    return min(covering, key=lambda each: len(each.sheets) or 99, default=None)


def questions_of(respondent: Respondent) -> QuestionQuerySet:
    """Open questions behind a personal link: those addressed to it, and those addressed to nobody
    whose sheet it covers; the weightiest first."""
    open_to_all = Q(respondent=None)
    if respondent.sheets:
        open_to_all &= Q(params__target__in=respondent.sheets)
    return (
        Question.objects.open()
        .filter(organisation=respondent.invitation.organisation_id)
        .filter(Q(respondent=respondent) | open_to_all)
        .select_related("organisation__programme", "programme", "upload")
        .defer("upload__content", "upload__guess")
        .asked_first()
    )


def mine(found: QuestionQuerySet, person: Any) -> QuestionQuerySet:
    """Those that this person is to answer: addressed to them, or to the contact that they are."""
    contact = Role.objects.filter(person=person, kind=Role.Kind.CONTACT, organisation__isnull=False)
    return found.filter(
        Q(respondent__email__iexact=person.email)
        | Q(respondent=None, organisation__in=contact.values("organisation"))
    )


def together(found: QuestionQuerySet) -> Any:
    """Like questions counted, the weightiest kinds first; a query to be cut into pages."""
    return (
        found.order_by()
        .values("organisation", "code", "field", "subject_kind")
        .annotate(
            count=Count("pk"),
            first=Min("pk"),
            weight=Min("rank"),
            asked_first=Count("pk", filter=Q(waits=False)),
            wait=Min(Cast("waits", IntegerField())),
            newest=Max("asked_at"),
        )
        .order_by("wait", "weight", "code", "-count", "organisation", "field", "first")
    )
