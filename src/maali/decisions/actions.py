"""Proposing options for every system, deciding, and setting tiers and target states."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from maali.core.actions import Actor, Refused, log
from maali.core.calculations import Progress, Silent
from maali.decisions.engine import drafts_for, option_row, surroundings
from maali.decisions.models import Decision, Option, Readiness, TargetState
from maali.decisions.rules import (
    why_not_decide,
    why_not_propose,
    why_not_set_target,
    why_not_set_tier,
)
from maali.inventory.models import System
from maali.organisations.models import Programme

BATCH = 500


@transaction.atomic
def propose_options(
    programme: Programme, *, by: Actor | str, progress: Progress | None = None
) -> dict[str, int]:
    """Work out anew the options of every system that has no decision by a person, and its tier.

    A tier that a person has set stays. Returns how many systems and options there are.
    """
    if why := why_not_propose(by, programme):
        raise Refused(why)
    progress = progress or Silent()
    systems = list(
        System.objects.filter(programme=programme)
        .counted()
        .select_related("organisation", "product")
        .order_by("pk")
    )
    around = surroundings(programme, systems)
    kept = set(
        Decision.objects.filter(programme=programme, by_rule=False).values_list("system", flat=True)
    )
    by_person = set(
        Readiness.objects.filter(system__programme=programme, set_by_person=True).values_list(
            "system", flat=True
        )
    )
    open_systems = [system for system in systems if system.pk not in kept]
    clear(programme, kept)
    progress.start(len(open_systems))
    rows: list[Option] = []
    tiers: list[Readiness] = []
    for system in open_systems:
        tier, reasons, drafts = drafts_for(system, around)
        rows += [option_row(system, draft) for draft in drafts]
        if system.pk not in by_person:
            tiers.append(readiness(system, tier, reasons))
        progress.step()
    Option.objects.bulk_create(rows, batch_size=BATCH)
    Readiness.objects.bulk_create(tiers, batch_size=BATCH)
    result: dict[str, Any] = {"systems": len(open_systems), "options": len(rows)}
    log("proposed options", programme, by=by, programme_id=programme.pk, **result)
    return result


def readiness(system: System, tier: int, reasons: list[dict[str, Any]]) -> Readiness:
    return Readiness(
        system=system, organisation_id=system.organisation_id, tier=tier, reasons=reasons
    )


def clear(programme: Programme, kept: set[int]) -> None:
    """Remove what the rules alone had worked out, and decisions that only the rules had taken."""
    old = {"system__programme": programme}
    Decision.objects.filter(by_rule=True, **old).delete()
    Option.objects.filter(**old).exclude(system__in=kept).delete()
    Readiness.objects.filter(set_by_person=False, **old).exclude(system__in=kept).delete()


@transaction.atomic
def decide_by_rules(programme: Programme, *, by: Actor | str) -> int:
    """Take the proposed option of each undecided system as its decision, marked as the rules'
    own.
    """
    if why := why_not_propose(by, programme):
        raise Refused(why)
    open_options = Option.objects.filter(
        system__programme=programme, proposed=True, stops=[], system__decisions__isnull=True
    )
    rows = [
        Decision(
            programme=programme,
            organisation_id=option.organisation_id,
            system_id=option.system_id,
            option=option,
            by_rule=True,
            reason="",
            decided_by=str(by),
        )
        for option in open_options
    ]
    Decision.objects.bulk_create(rows, batch_size=BATCH)
    log("decided by default rules", programme, by=by, programme_id=programme.pk, systems=len(rows))
    return len(rows)


@transaction.atomic
def decide(
    option: Option, *, by: Actor, reason: str, minutes: str = "", seen: int | None = None
) -> Decision:
    """Decide on a system; `seen` is the key of the decision that the person saw in force, if
    any.
    """
    system = System.objects.select_for_update().get(pk=option.system_id)
    if why := why_not_decide(by, option, reason, seen):
        raise Refused(why)
    earlier = Decision.objects.filter(system=system, in_force=True).first()
    if earlier:
        earlier.in_force = False
        earlier.save(update_fields=["in_force"])
    decision = Decision.objects.create(
        programme=system.programme,
        organisation_id=system.organisation_id,
        system=system,
        option=option,
        reason=reason.strip(),
        minutes=minutes.strip(),
        decided_by=str(by),
        decided_at=timezone.now(),
        replaces=earlier,
    )
    log(
        "decided",
        system,
        by=by,
        programme_id=system.programme_id,
        organisation_id=system.organisation_id,
        reason=reason,
        option=option.disposition,
    )
    return decision


@transaction.atomic
def set_tier(system: System, tier: int, *, by: Actor, reason: str) -> Readiness:
    """A person puts the system in another must-be-ready tier, with the reason."""
    if why := why_not_set_tier(by, system, reason):
        raise Refused(why)
    row, _made = Readiness.objects.update_or_create(
        system=system,
        defaults={
            "organisation_id": system.organisation_id,
            "tier": tier,
            "set_by_person": True,
            "reasons": [{"code": "by_person", "name": str(by), "text": reason.strip()}],
        },
    )
    log(
        "set the tier of",
        system,
        by=by,
        programme_id=system.programme_id,
        organisation_id=system.organisation_id,
        reason=reason,
        tier=tier,
    )
    return row


@transaction.atomic
def set_target_state(
    programme: Programme,
    need: str,
    *,
    by: Actor,
    short: str,
    long: str = "",
    long_year: int | None = None,
) -> TargetState:
    """Record what holds for a need at the start day and in the long term."""
    if why := why_not_set_target(by, programme, short):
        raise Refused(why)
    row, _made = TargetState.objects.update_or_create(
        programme=programme,
        need=need,
        defaults={"short": short.strip(), "long": long.strip(), "long_year": long_year},
    )
    log("set the target state of", need, by=by, programme_id=programme.pk)
    return row
