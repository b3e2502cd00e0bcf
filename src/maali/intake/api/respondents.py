"""Personal links for machines: who has one, given, renewed, revoked, a part passed on.

The links themselves are told to nobody but those they belong to, by letter.
"""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from maali.core.actions import ask_for_calculation
from maali.intake.actions.respondents import add_respondent, pass_on, renew_link, revoke_link
from maali.intake.api.rounds import own_invitation
from maali.intake.engine.form import sheets_of_form
from maali.intake.models import Invitation, Message, Respondent
from maali.intake.models.rounds import LANGUAGES
from maali.intake.rules.answering import why_not_invite

router = Router(tags=["collect"])


class RespondentOut(Schema):
    """One person with a link; without `sheets` the link opens all of them."""

    id: int
    name: str
    email: str
    language: str
    sheets: list[str]
    expires_on: date
    revoked_at: datetime | None
    seen_at: datetime | None
    passed_on_by: str


class PersonIn(Schema):
    name: str
    email: str
    sheets: list[str] = []


class RespondentIn(PersonIn):
    language: str = ""


def respondent_out(found: Respondent) -> dict[str, Any]:
    names = ("name", "email", "language", "sheets", "expires_on", "revoked_at", "seen_at")
    giver = found.passed_on_by
    return {
        "id": found.pk,
        **{each: getattr(found, each) for each in names},
        "passed_on_by": giver.name if giver else "",
    }


def invitation_of_people(request: HttpRequest, pk: int) -> Invitation:
    """The invitation, for those who may give links to it."""
    found = own_invitation(request, pk)
    if why := why_not_invite(request.user, found):
        raise HttpError(403, why)
    return found


def own_respondent(request: HttpRequest, pk: int) -> Respondent:
    rows = Respondent.objects.visible_to(request.user).select_related(
        "invitation__round__programme", "invitation__organisation", "passed_on_by"
    )
    found: Respondent = get_object_or_404(
        rows,
        pk=pk,
        invitation__round__programme=request.programme,  # type: ignore[attr-defined]
    )
    if why := why_not_invite(request.user, found.invitation):
        raise HttpError(403, why)
    return found


def must_be_asked(invitation: Invitation, sheets: list[str]) -> None:
    asked = [each.key for each in sheets_of_form(invitation.round)]
    if not set(sheets) <= set(asked):
        raise HttpError(400, f"sheets: {', '.join(asked)}")


@router.get("/invitations/{pk}/respondents", response=list[RespondentOut])
def respondent_list(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """Everyone who has a link to this invitation, revoked ones as well."""
    people = invitation_of_people(request, pk).respondents.select_related("passed_on_by")
    return [respondent_out(each) for each in people]


@router.post("/invitations/{pk}/respondents", response={201: RespondentOut})
def respondent_add(
    request: HttpRequest, pk: int, wanted: RespondentIn
) -> tuple[int, dict[str, Any]]:
    """Give a person a link of their own; the next letter of the round carries it."""
    invitation = invitation_of_people(request, pk)
    must_be_asked(invitation, wanted.sheets)
    if wanted.language and wanted.language not in dict(LANGUAGES):
        raise HttpError(400, f"language: {', '.join(dict(LANGUAGES))}")
    return 201, respondent_out(add_respondent(invitation, by=request.user, **wanted.dict()))


@router.post("/invitations/{pk}/pass-on", response={201: RespondentOut})
def part_pass_on(request: HttpRequest, pk: int, wanted: PersonIn) -> tuple[int, dict[str, Any]]:
    """Hand some parts to a colleague, who gets a letter with a link of their own at once."""
    invitation = invitation_of_people(request, pk)
    must_be_asked(invitation, wanted.sheets)
    added = pass_on(invitation, by=request.user, **wanted.dict())
    send_passed_on(added, by=request.user)
    return 201, respondent_out(added)


def send_passed_on(respondent: Respondent, *, by: Any) -> None:
    ask_for_calculation(
        "send_letter",
        by=by,
        title=str(respondent.invitation.organisation),
        programme_id=respondent.invitation.round.programme_id,
        respondent=respondent.pk,
        letter=str(Message.Kind.PASSED_ON),
        occasion=str(Message.Kind.PASSED_ON),
    )


@router.post("/respondents/{pk}/renew", response=RespondentOut)
def link_renew(request: HttpRequest, pk: int) -> dict[str, Any]:
    """A new link for the same person; every earlier one opens nothing any more."""
    return respondent_out(renew_link(own_respondent(request, pk), by=request.user))


@router.post("/respondents/{pk}/revoke", response=RespondentOut)
def link_revoke(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take a link out of use, and those of the people to whom its holder passed a part."""
    return respondent_out(revoke_link(own_respondent(request, pk), by=request.user))
