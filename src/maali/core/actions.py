"""Writing the audit row, and asking for, cancelling and rescuing long calculations."""

from datetime import timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from maali.core.models import Calculation, Event
from maali.core.rules import why_not_cancel


class Refused(Exception):
    """The rules say no; the message is the sentence shown to the person."""


class Actor(Protocol):
    """Who acts: a person, or a name such as "Maali" for what the product does by itself."""

    pk: Any

    def __str__(self) -> str: ...


def name_and_key(by: Actor | str) -> tuple[str, int | None]:
    return (by, None) if isinstance(by, str) else (str(by), by.pk)


def log(
    verb: str,
    subject: object,
    *,
    by: Actor | str,
    programme_id: int | None = None,
    organisation_id: int | None = None,
    reason: str = "",
    **detail: Any,
) -> Event:
    """Write one audit row; call it once per action, inside the action's transaction."""
    name, key = name_and_key(by)
    return Event.objects.create(
        by=name,
        person_id=key,
        verb=verb,
        subject=str(subject)[:300],
        programme_id=programme_id,
        organisation_id=organisation_id,
        reason=reason,
        detail=detail,
    )


@transaction.atomic
def ask_for_calculation(
    kind: str,
    *,
    by: Actor | str,
    title: str = "",
    programme_id: int | None = None,
    **arguments: Any,
) -> Calculation:
    """Queue a calculation; its row and its place in the queue are written together."""
    from maali.core.calculations import run_calculation

    name, key = name_and_key(by)
    calculation = Calculation.objects.create(
        kind=kind,
        title=title,
        arguments=arguments,
        programme_id=programme_id,
        asked_by=name,
        person_id=key,
    )
    run_calculation.enqueue(calculation.pk)
    log("asked for a calculation", calculation.title or kind, by=by, programme_id=programme_id)
    return calculation


@transaction.atomic
def cancel_calculation(calculation: Calculation, *, by: Actor | str) -> None:
    """Ask a calculation to stop; what has not started yet stops at once."""
    if why := why_not_cancel(calculation):
        raise Refused(why)
    State = Calculation.State
    Calculation.objects.filter(pk=calculation.pk, state=State.WAITING).update(
        state=State.CANCELLED, ended_at=timezone.now()
    )
    Calculation.objects.filter(pk=calculation.pk, state=State.RUNNING).update(cancel_asked=True)
    log("cancelled a calculation", calculation, by=by, programme_id=calculation.programme_id)


def rescue_calculations(*, by: Actor | str, older_than: float = 60.0, attempts: int = 3) -> int:
    """Queue again what a dead worker left running; returns how many were rescued.

    The conditional update makes sure that of two rescuers only one queues the calculation.
    """
    from maali.core.calculations import run_calculation

    State = Calculation.State
    limit = timezone.now() - timedelta(seconds=older_than)
    rescued = 0
    for stuck in Calculation.objects.filter(state=State.RUNNING, heartbeat__lt=limit):
        again = stuck.attempts < attempts
        with transaction.atomic():
            taken = Calculation.objects.filter(
                pk=stuck.pk, state=State.RUNNING, heartbeat=stuck.heartbeat
            ).update(state=State.WAITING if again else State.FAILED)
            if taken:
                log("rescued a calculation", stuck, by=by, programme_id=stuck.programme_id)
                rescued += 1
            if taken and again:
                run_calculation.enqueue(stuck.pk)
    return rescued
