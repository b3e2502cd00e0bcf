"""Personal links: given, renewed, revoked, handed on for a part; noted when they are first used."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log
from maali.intake.engine.form import sheets_of_form
from maali.intake.links import new_nonce
from maali.intake.models import Invitation, Respondent
from maali.intake.rules.answering import why_not_invite, why_not_pass_on
from maali.inventory.rules import why_not_keep

# How long a link holds after the deadline: late answers are ordinary.
DAYS_AFTER = 30


def actor(by: Any) -> Any:
    """Who acts, for the log and for actions of others: a respondent has a name and no account."""
    return by.name if isinstance(by, Respondent) else by


def holds_until(invitation: Invitation) -> date:
    return max(invitation.round.deadline, localdate()) + timedelta(days=DAYS_AFTER)


@transaction.atomic
def add_respondent(
    invitation: Invitation,
    *,
    name: str,
    email: str,
    by: Actor | str,
    language: str = "",
    sheets: Iterable[str] = (),
) -> Respondent:
    """Give a person of the organisation a link of their own; refuses an address that has one."""
    if why := why_not_invite(by, invitation):
        raise Refused(why)
    added = new_respondent(invitation, name, email, language, sheets)
    log_link("gave a link", added, by)
    return added


@transaction.atomic
def pass_on(
    invitation: Invitation, *, name: str, email: str, sheets: Iterable[str], by: Any
) -> Respondent:
    """Whoever answers hands a part to a colleague, who gets a link to those sheets alone."""
    if why := why_not_pass_on(by, invitation):
        raise Refused(why)
    own = by.sheets if isinstance(by, Respondent) else ()
    allowed = {sheet.key for sheet in sheets_of_form(invitation.round, own)}
    wanted = [key for key in sheets if key in allowed]
    if not wanted:
        raise Refused(_("Choose at least one part to pass on."))
    giver = by if isinstance(by, Respondent) else None
    added = new_respondent(invitation, name, email, "", wanted, giver)
    log_link("passed on a part", added, by)
    return added


def new_respondent(
    invitation: Invitation,
    name: str,
    email: str,
    language: str,
    sheets: Iterable[str],
    giver: Respondent | None = None,
) -> Respondent:
    if why := why_not_keep(f"{name} {email}"):
        raise Refused(why)
    if not name.strip():
        raise Refused(_("Write the name of whoever answers."))
    try:
        validate_email(email.strip())
    except ValidationError as wrong:
        raise Refused(_("%(email)s is no e-mail address.") % {"email": email}) from wrong
    try:
        with transaction.atomic():
            return Respondent.objects.create(
                invitation=invitation,
                name=name.strip()[:120],
                email=email.strip().lower(),
                language=language or invitation.language,
                sheets=list(sheets),
                nonce=new_nonce(),
                expires_on=holds_until(invitation),
                passed_on_by=giver,
            )
    except IntegrityError as clash:
        raise Refused(
            _("%(email)s already has a link of this organisation.") % {"email": email}
        ) from clash


@transaction.atomic
def revoke_link(respondent: Respondent, *, by: Actor | str) -> Respondent:
    """Take a link out of use, and those of the people to whom its holder passed a part."""
    if why := why_not_invite(by, respondent.invitation):
        raise Refused(why)
    if respondent.revoked_at:
        raise Refused(_("This link has been taken out of use."))
    moment = now()
    Respondent.objects.filter(passed_on_by=respondent, revoked_at=None).update(revoked_at=moment)
    respondent.revoked_at = moment
    respondent.save(update_fields=["revoked_at"])
    log_link("revoked a link", respondent, by)
    return respondent


@transaction.atomic
def renew_link(respondent: Respondent, *, by: Actor | str) -> Respondent:
    """A new link for the same person: every earlier one is void from now on."""
    if why := why_not_invite(by, respondent.invitation):
        raise Refused(why)
    respondent.nonce = new_nonce()
    respondent.revoked_at = None
    respondent.expires_on = holds_until(respondent.invitation)
    respondent.save(update_fields=["nonce", "revoked_at", "expires_on"])
    log_link("renewed a link", respondent, by)
    return respondent


def note_visit(respondent: Respondent) -> None:
    """When the link was last used, to the minute, and that the invitation was opened."""
    moment = now()
    if respondent.seen_at is None or moment - respondent.seen_at > timedelta(minutes=1):
        Respondent.objects.filter(pk=respondent.pk).update(seen_at=moment)
    if respondent.invitation.opened_at is None:
        open_invitation(respondent.invitation, by=respondent.name)


@transaction.atomic
def open_invitation(invitation: Invitation, *, by: Actor | str) -> None:
    """The first time that somebody of the organisation looks at what is asked."""
    first = Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=now())
    if first:
        log(
            "opened an invitation",
            invitation,
            by=by,
            programme_id=invitation.round.programme_id,
            organisation_id=invitation.organisation_id,
        )


def log_link(verb: str, respondent: Respondent, by: Any) -> None:
    log(
        verb,
        f"{respondent}, {respondent.invitation}",
        by=actor(by),
        programme_id=respondent.invitation.round.programme_id,
        organisation_id=respondent.invitation.organisation_id,
        respondent=respondent.pk,
    )
