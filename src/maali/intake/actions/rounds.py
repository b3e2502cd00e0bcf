"""Rounds: made, changed, opened and closed; who is asked; whose answer is whole and accepted."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake.engine.asked import cleaned, proposed
from maali.intake.models import Invitation, Round
from maali.intake.models.rounds import LANGUAGES
from maali.intake.rules.rounds import (
    already,
    changed_meanwhile,
    has_begun,
    nothing_came,
    why_not_accept_answer,
    why_not_add_recipients,
    why_not_ask_columns,
    why_not_ask_organisation,
    why_not_change_round,
    why_not_close_round,
    why_not_make_round,
    why_not_open_round,
    why_not_remove_recipient,
    why_not_reopen_answer,
    why_not_say_complete,
)
from maali.inventory.rules import why_not_keep
from maali.organisations.models import Organisation, Programme

State = Round.State
Asked = dict[str, dict[str, str]]


def note(verb: str, round: Round, by: Actor | str, **more: Any) -> None:
    log(verb, round, by=by, programme_id=round.programme_id, **more)


def sound(name: str, purpose: str) -> tuple[str, str]:
    """The texts as they are kept; raises `Refused` for an empty name or an identity code."""
    name, purpose = name.strip(), purpose.strip()
    if not name:
        raise Refused(_("Give the round a name."))
    if why := why_not_keep(f"{name} {purpose}"):
        raise Refused(why)
    return name[:120], purpose


@transaction.atomic
def make_round(
    programme: Programme,
    *,
    kind: str,
    name: str,
    deadline: date,
    by: Actor | str,
    purpose: str = "",
    like: Round | None = None,
) -> Round:
    """A round being prepared: it asks what its kind does, or what an earlier one (`like`) asked.

    A copy takes over the recipients with their languages as well. Numbers follow each other,
    however many people make rounds at once.
    """
    if why := why_not_make_round(by, programme):
        raise Refused(why)
    name, purpose = sound(name, purpose)
    asked = cleaned(like.asked) if like else proposed(kind)
    made = numbered(
        Round(
            programme=programme,
            kind=kind,
            name=name,
            purpose=purpose,
            deadline=deadline,
            asked=asked,
            changed_by=name_and_key(by)[0],
        )
    )
    if like:
        Invitation.objects.bulk_create(
            Invitation(round=made, organisation_id=each.organisation_id, language=each.language)
            for each in like.invitations.all()
        )
    note("made a round", made, by, kind=str(kind))
    return made


def numbered(made: Round) -> Round:
    """Save the round under the next free number."""
    for _try in range(20):
        last = Round.objects.filter(programme=made.programme).aggregate(n=Max("number"))["n"]
        made.number = (last or 0) + 1
        try:
            with transaction.atomic():
                made.save()
                return made
        except IntegrityError:
            made.pk = None
    raise Refused(_("Others are making rounds just now: try again."))


def change(round: Round, version: int, by: Actor | str, **values: Any) -> None:
    """Write the values if the round is still as the person saw it, else say who changed it."""
    values |= {
        "version": F("version") + 1,
        "changed_by": name_and_key(by)[0],
        "changed_at": timezone.now(),
    }
    seen = Round.objects.filter(pk=round.pk, version=version, state=round.state)
    if not seen.update(**values):
        raise Refused(changed_meanwhile(Round.objects.get(pk=round.pk)))
    round.refresh_from_db()


@transaction.atomic
def change_round(
    round: Round, *, name: str, purpose: str, deadline: date, version: int, by: Actor | str
) -> Round:
    """Name, purpose and deadline, if the round still has the version that the person saw."""
    if why := why_not_change_round(by, round):
        raise Refused(why)
    name, purpose = sound(name, purpose)
    change(round, version, by, name=name, purpose=purpose, deadline=deadline)
    note("changed a round", round, by, ends=deadline.isoformat())
    return round


@transaction.atomic
def ask_columns(round: Round, asked: Asked, *, version: int, by: Actor | str) -> Round:
    """What the round asks: sheet → column → "mandatory" or "optional"; all else is not asked."""
    if why := why_not_ask_columns(by, round):
        raise Refused(why)
    wanted = cleaned(asked)
    change(round, version, by, asked=wanted)
    note("chose what is asked in", round, by, columns=sum(map(len, wanted.values())))
    return round


@transaction.atomic
def add_recipients(
    round: Round, organisations: Iterable[Organisation], *, by: Actor | str, language: str = ""
) -> int:
    """Ask these organisations too; in an open round they are asked from now on.

    Each in its own language unless one is given. Returns how many were added; those that are
    asked already stay as they are.
    """
    if why := why_not_add_recipients(by, round):
        raise Refused(why)
    asked = set(round.invitations.values_list("organisation", flat=True))
    wanted = [each for each in organisations if each.pk not in asked]
    for each in wanted:
        if why := why_not_ask_organisation(round, each):
            raise Refused(why)
    now = timezone.now() if round.state == State.OPEN else None
    Invitation.objects.bulk_create(
        (
            Invitation(
                round=round,
                organisation=each,
                language=known_language(language or each.language),
                invited_at=now,
            )
            for each in wanted
        ),
        ignore_conflicts=True,
    )
    if wanted:
        note("asked organisations in", round, by, organisations=len(wanted))
    return len(wanted)


def known_language(code: str) -> str:
    return code if code in dict(LANGUAGES) else "fi"


@transaction.atomic
def remove_recipient(invitation: Invitation, *, by: Actor | str) -> None:
    """Take an organisation out of the round while nothing of it has come."""
    if why := why_not_remove_recipient(by, invitation):
        raise Refused(why)
    # Whatever came between looking and deleting keeps the invitation.
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    gone, _rows = Invitation.objects.filter(nothing_came(), pk=invitation.pk).delete()
    if not (locked and gone):
        raise Refused(has_begun(invitation))
    note(
        "took out a recipient of",
        invitation.round,
        by,
        organisation_id=invitation.organisation_id,
    )


@transaction.atomic
def speak(invitation: Invitation, language: str, *, by: Actor | str) -> Invitation:
    """In which language the organisation is asked."""
    if why := why_not_add_recipients(by, invitation.round):
        raise Refused(why)
    invitation.language = known_language(language)
    invitation.save(update_fields=["language"])
    note(
        "chose the language of a recipient of",
        invitation.round,
        by,
        organisation_id=invitation.organisation_id,
        language=invitation.language,
    )
    return invitation


@transaction.atomic
def open_round(round: Round, *, by: Actor | str, at: datetime | None = None) -> Round:
    """Open the round, or open it again: its recipients are asked from now, or from `at`."""
    if why := why_not_open_round(by, round):
        raise Refused(why)
    move(round, State.OPEN, by)
    round.invitations.filter(invited_at=None).update(invited_at=at or timezone.now())
    note("opened a round", round, by)
    return round


@transaction.atomic
def close_round(round: Round, *, by: Actor | str, reason: str = "") -> Round:
    """Nothing more is awaited; what has come stays."""
    if why := why_not_close_round(by, round):
        raise Refused(why)
    move(round, State.CLOSED, by)
    note("closed a round", round, by, reason=reason)
    return round


def move(round: Round, state: str, by: Actor | str) -> None:
    change(round, round.version, by, state=state)


@transaction.atomic
def say_complete(invitation: Invitation, *, by: Actor | str) -> Invitation:
    """Whoever answers for the organisation says that all has been told."""
    if why := why_not_say_complete(by, invitation):
        raise Refused(why)
    now, name = timezone.now(), name_and_key(by)[0]
    said = Invitation.objects.filter(pk=invitation.pk, complete_at=None, accepted_at=None)
    taken = said.update(complete_at=now, complete_by=name, opened_at=invitation.opened_at or now)
    invitation.refresh_from_db()
    if not taken:
        raise Refused(already("accepted" if invitation.accepted_at else "complete", invitation))
    note_answer("said that an answer is complete in", invitation, by)
    return invitation


@transaction.atomic
def accept_answer(invitation: Invitation, *, by: Actor | str) -> Invitation:
    """A planner takes the organisation's answer as it is."""
    if why := why_not_accept_answer(by, invitation):
        raise Refused(why)
    complete = Invitation.objects.filter(
        pk=invitation.pk, complete_at__isnull=False, accepted_at=None
    )
    taken = complete.update(accepted_at=timezone.now(), accepted_by=name_and_key(by)[0])
    invitation.refresh_from_db()
    if not taken:
        raise Refused(why_not_accept_answer(by, invitation))
    note_answer("accepted an answer in", invitation, by)
    return invitation


@transaction.atomic
def reopen_answer(invitation: Invitation, *, by: Actor | str, reason: str = "") -> Invitation:
    """Give the answer back: it is neither complete nor accepted any more."""
    if why := why_not_reopen_answer(by, invitation):
        raise Refused(why)
    Invitation.objects.filter(pk=invitation.pk).update(
        complete_at=None, complete_by="", accepted_at=None, accepted_by=""
    )
    invitation.refresh_from_db()
    note_answer("reopened an answer in", invitation, by, reason)
    return invitation


def note_answer(verb: str, invitation: Invitation, by: Actor | str, reason: str = "") -> None:
    note(verb, invitation.round, by, organisation_id=invitation.organisation_id, reason=reason)
