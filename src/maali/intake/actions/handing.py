"""Giving an organisation what it is asked to fill in, and keeping what it was given as the base."""

from django.db import transaction

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake import queries
from maali.intake.engine.handing import rows_to_hand_out
from maali.intake.models import Handout, Invitation
from maali.intake.rules.handing import why_not_hand_out
from maali.intake.sheets import handed_workbook, template_sheet, workbook_name
from maali.organisations.models import Organisation


@transaction.atomic
def hand_out(invitation: Invitation, medium: str, *, by: Actor | str) -> Handout:
    """What the organisation is given now, kept as the base that its answer is held against.

    `medium` is one of `Handout.Medium`. There is one open form, however many ask for it; and a
    workbook that would say the same as the last one is the last one, so that fetching it twice
    makes no second base. Raises `Refused` when the round is closed or the person may not answer.
    """
    if why := why_not_hand_out(by, invitation):
        raise Refused(why)
    # Two who ask at once wait for each other here.
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    given = invitation.handouts.filter(medium=medium, sent_at=None).first()
    if given and medium == Handout.Medium.FORM:
        return given
    rows = rows_to_hand_out(invitation)
    if given and given.rows == rows and given.language == invitation.language:
        return given
    handout = Handout.objects.create(
        invitation=invitation,
        medium=medium,
        language=invitation.language,
        rows=rows,
        by=name_and_key(by)[0],
    )
    log(
        "handed out what is asked",
        invitation,
        by=by,
        programme_id=invitation.round.programme_id,
        organisation_id=invitation.organisation_id,
        kind=str(medium),
        rows=sum(map(len, rows.values())),
    )
    return handout


def workbook_for(
    organisation: Organisation, *, by: Actor | str, round_number: int = 0
) -> tuple[bytes, str]:
    """The organisation's workbook and its name: of the round of that number, or the newest open.

    Whoever may answer is given one that is kept as the base of the answer; a reader, or an
    organisation that no round asks, gets what is known without that.
    """
    asked = Invitation.objects.filter(organisation=organisation, round__number=round_number)
    invitation = (
        asked.select_related("round__programme", "organisation__programme").first()
        if round_number
        else queries.open_invitation(organisation)
    )
    if invitation is None or why_not_hand_out(by, invitation):
        return template_sheet(organisation), f"{organisation.code}_maali.xlsx"
    handout = hand_out(invitation, Handout.Medium.WORKBOOK, by=by)
    return handed_workbook(handout), workbook_name(invitation)
