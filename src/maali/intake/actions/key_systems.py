"""The key systems of a detailed round: picked by the rule, put in or left out by people."""

from collections.abc import Iterable

from django.db import transaction

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake.engine.key_systems import key_systems
from maali.intake.models import KeySystem, Round
from maali.intake.rules.rounds import why_not_follow_rule, why_not_pick, why_not_pick_by_hand
from maali.inventory.models import System
from maali.inventory.rules import why_not_keep

BATCH = 500


@transaction.atomic
def pick_key_systems(round: Round, *, by: Actor | str) -> dict[str, int]:
    """Apply the rule to the inventory as it is now; what people chose by hand stays.

    Returns how many systems came, stayed and went.
    """
    if why := why_not_pick(by, round):
        raise Refused(why)
    # Two who pick at once follow each other.
    Round.objects.select_for_update().get(pk=round.pk)
    rule = key_systems(round.programme)
    have = {each.system_id: each for each in round.key_systems.all()}
    gone = [each.pk for pk, each in have.items() if pk not in rule and not each.by]
    KeySystem.objects.filter(pk__in=gone).delete()
    new = [KeySystem(round=round, system_id=pk, reasons=rule[pk]) for pk in rule if pk not in have]
    KeySystem.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    renew(have.values(), rule)
    counts = {"found": len(new), "unchanged": len(have) - len(gone), "deleted": len(gone)}
    log(
        "picked the key systems of",
        round,
        by=by,
        programme_id=round.programme_id,
        found=counts["found"],
        deleted=counts["deleted"],
    )
    return counts


def renew(have: Iterable[KeySystem], rule: dict[int, list[str]]) -> None:
    """Write the reasons that hold now, also for what people chose."""
    changed = []
    for each in have:
        reasons = rule.get(each.system_id, [])
        if reasons != each.reasons and (reasons or each.by):
            each.reasons = reasons
            changed.append(each)
    KeySystem.objects.bulk_update(changed, ["reasons"], batch_size=BATCH)


@transaction.atomic
def choose_key_system(
    round: Round, system: System, *, left_out: bool, reason: str, by: Actor | str
) -> KeySystem:
    """A person puts a system in or leaves it out, with a reason; the rule does not change that."""
    if why := why_not_pick_by_hand(by, round, system, reason) or why_not_keep(reason):
        raise Refused(why)
    chosen, _made = KeySystem.objects.update_or_create(
        round=round,
        system=system,
        defaults={
            "left_out": left_out,
            "by": name_and_key(by)[0],
            "reason": reason.strip()[:300],
        },
    )
    log(
        "left out a key system" if left_out else "put in a key system",
        system,
        by=by,
        programme_id=round.programme_id,
        organisation_id=system.organisation_id,
        reason=chosen.reason,
    )
    return chosen


@transaction.atomic
def follow_rule(key: KeySystem, *, by: Actor | str) -> None:
    """Take a person's choice back: the system is asked about if the rule says so."""
    if why := why_not_follow_rule(by, key):
        raise Refused(why)
    if key.reasons:
        KeySystem.objects.filter(pk=key.pk).update(left_out=False, by="", reason="")
    else:
        KeySystem.objects.filter(pk=key.pk).delete()
    log(
        "took back a choice of key system",
        key.system,
        by=by,
        programme_id=key.round.programme_id,
        organisation_id=key.system.organisation_id,
    )
