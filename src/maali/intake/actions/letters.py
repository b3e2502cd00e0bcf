"""Sending letters, each once: claimed first, then sent, then noted.

The claim is a row that only one sender can make, written before anything leaves. A letter that
certainly did not go is marked as failed and may be tried again. Where the sending broke off and
nobody knows whether it went, it stays as it is until a person says that it never arrived.
"""

import smtplib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, ask_for_calculation, log
from maali.core.calculations import Progress, Silent
from maali.intake.actions.handing import hand_out
from maali.intake.actions.respondents import actor, renew_link
from maali.intake.letters import Letter, letter_to
from maali.intake.models import Handout, Invitation, Message, Respondent, Round
from maali.intake.rules.answering import why_not_say_unsent, why_not_use_link, why_not_write
from maali.intake.sheets import handed_workbook, workbook_name

Kind, State = Message.Kind, Message.State
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEW_LINK = "link"
# With these the server, or the lack of one, has said that the letter was not taken.
NOT_TAKEN = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPHeloError,
)


def send_letters(
    letters: Sequence[Letter], *, by: Actor | str, progress: Progress | None = None
) -> dict[str, int]:
    """Send those that nothing holds back, over one connection; how many of each state.

    Raises `Refused` when the person may not write, before anything is sent.
    """
    progress = progress or Silent()
    due = [each for each in letters if not each.why_not]
    for programme in {each.respondent.invitation.round.programme for each in due}:
        if why := why_not_write(by, programme):
            raise Refused(why)
    progress.start(len(due), _("Sending letters"))
    connection = get_connection()
    counted = {str(State.SENT): 0, str(State.FAILED): 0, str(State.SENDING): 0}
    try:
        for letter in due:
            if message := send_letter(letter, by=by, connection=connection):
                counted[message.state] += 1
            progress.step(1)
    finally:
        connection.close()
    return counted


def send_letter(letter: Letter, *, by: Any, connection: Any = None) -> Message | None:
    """Send one letter; None when somebody else has claimed it. Ask `letter.why_not` first."""
    message = claim(letter, by)
    if message is None:
        return None
    connection = connection or get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as fault:
        return note_fate(message, State.FAILED, fault=str(fault), by=by)
    try:
        as_mail(message, connection, by).send()
    except (*NOT_TAKEN, Refused) as fault:
        return note_fate(message, State.FAILED, fault=str(fault), by=by)
    except (smtplib.SMTPException, OSError) as fault:
        # The letter may have been taken before the line broke: nobody knows.
        Message.objects.filter(pk=message.pk).update(fault=str(fault)[:300])
        connection.close()
        message.refresh_from_db()
        return message
    return note_fate(message, State.SENT, by=by)


def claim(letter: Letter, by: Any) -> Message | None:
    """The letter as a row that says "being sent", made or taken over by exactly one sender."""
    told = {
        "language": letter.respondent.language,
        "subject": letter.subject,
        "body": letter.body,
        "by": str(actor(by)),
    }
    place = {"respondent": letter.respondent, "kind": letter.kind, "occasion": letter.occasion}
    try:
        with transaction.atomic():
            return Message.objects.create(**place, **told)
    except IntegrityError:
        failed = Message.objects.filter(**place, state=State.FAILED)
        if not failed.update(state=State.SENDING, at=now(), fault="", **told):
            return None
        return Message.objects.select_related("respondent__invitation__round").get(**place)


def as_mail(message: Message, connection: Any, by: Any) -> EmailMessage:
    """The letter with the organisation's workbook, where the whole answer is asked for."""
    respondent = message.respondent
    mail = EmailMessage(
        message.subject,
        message.body,
        to=[f'"{plain_name(respondent.name)}" <{respondent.email}>'],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )
    if message.kind in {Kind.REQUEST, Kind.REMINDER} and not respondent.sheets:
        handout = hand_out(respondent.invitation, Handout.Medium.WORKBOOK, by=actor(by))
        mail.attach(workbook_name(respondent.invitation), handed_workbook(handout), XLSX)
    return mail


def plain_name(name: str) -> str:
    """A name that cannot end the quotes it stands in or begin another header."""
    return "".join(sign for sign in name if sign.isprintable() and sign not in '"\\<>')


@transaction.atomic
def note_fate(message: Message, state: str, *, by: Any, fault: str = "") -> Message:
    """The letter went, or certainly did not; an invitation counts from its first request."""
    message.state, message.fault, message.at = state, fault[:300], now()
    message.save(update_fields=["state", "fault", "at"])
    invitation = message.respondent.invitation
    if state == State.SENT and message.kind == Kind.REQUEST:
        Invitation.objects.filter(pk=invitation.pk, invited_at=None).update(invited_at=now())
    log(
        "sent a letter" if state == State.SENT else "could not send a letter",
        f"{message.get_kind_display()}: {message.respondent}",
        by=actor(by),
        programme_id=invitation.round.programme_id,
        organisation_id=invitation.organisation_id,
        message=message.pk,
    )
    return message


@transaction.atomic
def say_unsent(message: Message, *, by: Actor | str) -> Message:
    """A person says that a letter of unknown fate never arrived: it may be sent again."""
    if why := why_not_say_unsent(by, message):
        raise Refused(why)
    taken = Message.objects.filter(pk=message.pk, state=State.SENDING).update(state=State.FAILED)
    message.refresh_from_db()
    if not taken:
        raise Refused(why_not_say_unsent(by, message))
    log(
        "said that a letter never arrived",
        message.respondent,
        by=by,
        programme_id=message.respondent.invitation.round.programme_id,
        organisation_id=message.respondent.invitation.organisation_id,
        message=message.pk,
    )
    return message


def send_one(respondent: int, kind: str, occasion: str, *, by: Actor | str) -> bool:
    """Send one letter to one respondent; False when it has gone before or something holds it back.

    Whoever asked for a new link gets the old one while it holds, else one that is renewed.
    """
    rows = Respondent.objects.select_related(
        "invitation__round__programme", "invitation__organisation__programme", "passed_on_by"
    )
    found = rows.get(pk=respondent)
    if occasion.startswith(NEW_LINK) and why_not_use_link(found) and not found.revoked_at:
        renew_link(found, by=by)
    letter = letter_to(found, kind, occasion)
    return not letter.why_not and send_letter(letter, by=by) is not None


def new_link(email: str, *, day: date, by: Actor | str) -> int:
    """Queue a letter with a link to each invitation of a known address, at most one a day each.

    Only rounds that are open count, and links that nobody has revoked. Returns how many.
    """
    rows = Respondent.objects.filter(email=email.strip().lower(), revoked_at=None)
    rows = rows.filter(invitation__round__state=Round.State.OPEN)
    occasion = f"{NEW_LINK} {day.isoformat()}"
    asked = rows.exclude(messages__occasion=occasion).select_related("invitation__round")
    for each in asked:
        ask_for_calculation(
            "send_letter",
            by=by,
            title=_("A new link"),
            programme_id=each.invitation.round.programme_id,
            respondent=each.pk,
            letter=str(Kind.REQUEST),
            occasion=occasion,
        )
    return len(asked)
