"""Programmes, organisations, who takes over from whom, people and their roles: every write.

`by` may be a name instead of a person: the command line acts for whoever runs the installation.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from maali.core.actions import Actor, Refused, log
from maali.organisations.models import Organisation, Person, Programme, Role, Succession
from maali.organisations.rules import (
    why_not_end_role,
    why_not_move_start_day,
    why_not_plan,
    why_not_role,
    why_not_succeed,
)


def refuse_if(*reasons: str) -> None:
    """Stop with the first reason that is not empty."""
    for why in reasons:
        if why:
            raise Refused(why)


def may_plan(by: Actor | str, programme: Programme | None) -> str:
    """The command line acts under a name; a person must be the programme's planner."""
    if isinstance(by, str) or programme is None:
        return ""
    return why_not_plan(by, programme)


def checked(row: models.Model) -> None:
    """Save a coherent row; an incoherent one is refused with its faults in words."""
    try:
        row.full_clean()
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    row.save()


@transaction.atomic
def create_programme(code: str, *, by: Actor | str, **fields: Any) -> Programme:
    """A programme with its names, start day and first period; raises Refused when incoherent."""
    programme = Programme(code=code, **fields)
    checked(programme)
    log("created a programme", programme, by=by, programme_id=programme.pk)
    return programme


@transaction.atomic
def add_organisation(
    programme: Programme, code: str, name: str, *, by: Actor | str, **fields: Any
) -> Organisation:
    """An organisation in the programme; its business ID and OID are checked."""
    refuse_if(may_plan(by, programme))
    organisation = Organisation(programme=programme, code=code, name=name, **fields)
    checked(organisation)
    log(
        "added an organisation",
        organisation,
        by=by,
        programme_id=programme.pk,
        organisation_id=organisation.pk,
    )
    return organisation


@transaction.atomic
def add_succession(
    giver: Organisation,
    receiver: Organisation,
    *,
    by: Actor | str,
    day: date,
    share: Decimal = Decimal(100),
) -> Succession:
    """Receiver takes over a share, in per cent, of what the giver runs, from the day on."""
    refuse_if(may_plan(by, giver.programme), why_not_succeed(giver, receiver, share))
    succession = Succession(giver=giver, receiver=receiver, share=share, day=day)
    checked(succession)
    log(
        "added a succession",
        succession,
        by=by,
        programme_id=giver.programme_id,
        organisation_id=giver.pk,
    )
    return succession


@transaction.atomic
def move_start_day(programme: Programme, day: date, *, by: Actor | str, reason: str) -> Programme:
    """Move the day fixed by law; plans made for the old day say by themselves that it has moved."""
    refuse_if(may_plan(by, programme), why_not_move_start_day(programme, day))
    before = programme.start_day
    programme.start_day = day
    checked(programme)
    log(
        "moved the start day",
        programme,
        by=by,
        programme_id=programme.pk,
        reason=reason,
        before=before.isoformat(),
        after=day.isoformat(),
    )
    return programme


@transaction.atomic
def set_boundaries(
    programme: Programme, boundaries: dict[str, Any], *, by: Actor | str, source: str
) -> Programme:
    """Keep a GeoJSON collection, as `boundaries.read` gives it, for the programme's map."""
    refuse_if(may_plan(by, programme))
    programme.boundaries = boundaries
    programme.save(update_fields=["boundaries"])
    log(
        "read boundaries",
        source,
        by=by,
        programme_id=programme.pk,
        places=len(boundaries["features"]),
    )
    return programme


@transaction.atomic
def give_role(
    person: Person,
    kind: str,
    *,
    by: Actor | str,
    programme: Programme | None,
    organisation: Organisation | None = None,
) -> Role:
    """Give a person a role; what they see and may do follows from it at once."""
    refuse_if(may_plan(by, programme), why_not_role(person, programme, kind, organisation))
    role = Role(person=person, programme=programme, organisation=organisation, kind=kind)
    checked(role)
    log(
        "gave a role",
        role,
        by=by,
        programme_id=getattr(programme, "pk", None),
        organisation_id=getattr(organisation, "pk", None),
    )
    return role


@transaction.atomic
def end_role(role: Role, *, by: Actor | str, reason: str = "") -> None:
    """Take a role away; the person stays, with their other roles."""
    refuse_if(may_plan(by, role.programme), why_not_end_role(role))
    log(
        "ended a role",
        role,
        by=by,
        programme_id=role.programme_id,
        organisation_id=role.organisation_id,
        reason=reason,
    )
    role.delete()


@transaction.atomic
def add_person(
    email: str,
    name: str,
    kind: str,
    *,
    by: Actor | str,
    programme: Programme | None,
    organisation: Organisation | None = None,
    language: str = "fi",
    password: str | None = None,
) -> Role:
    """A person with a role, logged as one event: the role's.

    Without a password the person sets one by "forgotten password", or comes in by their
    organisation's login. Someone known by the address keeps their account and gets the role.
    """
    refuse_if(may_plan(by, programme))
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person(email=email.lower(), name=name, language=language)
        person.set_password(password)
        checked(person)
    return give_role(person, kind, by=by, programme=programme, organisation=organisation)


@transaction.atomic
def choose_language(person: Person, language: str, *, by: Person) -> None:
    """The language of a person's pages and letters, kept for the next login."""
    person.language = language
    checked(person)
    log("chose a language", person, by=by, language=language)
