"""Capacity, plans made and put in force, and what finished moves teach the work packages."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Sum

from maali.core.actions import Actor, Refused, log
from maali.inventory.models import Site
from maali.organisations.models import Programme
from maali.plans.defaults import freezes, pool_sizes
from maali.plans.models import Expert, Freeze, Learnt, Plan, PlannedTask
from maali.plans.rules import why_not_make, why_not_put_in_force, why_not_set_capacity

if TYPE_CHECKING:
    from maali.plans.answer import Planned

BATCH = 1000


@transaction.atomic
def set_defaults(programme: Programme, *, by: Actor | str) -> None:
    """Pools of experts sized by the region's users, and blackouts, where none are stated yet."""
    if why := why_not_make(by, programme):
        raise Refused(why)
    if not programme.experts.exists():
        sites = Site.objects.filter(programme=programme, same_as=None)
        users = sites.aggregate(n=Sum("users"))["n"] or 0
        Expert.objects.bulk_create(
            Expert(
                programme=programme,
                name=f"{skill}",
                pool=True,
                skills={skill: 3},
                people=people,
            )
            for skill, people in pool_sizes(users, sites.count()).items()
        )
    if not programme.freezes.exists():
        first, last = programme.first_period_start, programme.start_day
        Freeze.objects.bulk_create(
            Freeze(programme=programme, name=name, start=start, end=end)
            for name, start, end in freezes(first, last)
        )
    log("set default capacity and blackouts of", programme, by=by, programme_id=programme.pk)


@transaction.atomic
def set_capacity(
    programme: Programme,
    name: str,
    *,
    by: Actor,
    skills: Mapping[str, int],
    people: int = 1,
    percent: int = 100,
    pool: bool = False,
    employer: str = "",
    absences: list[dict[str, str]] | None = None,
) -> Expert:
    """Add or change a named expert or a pool; `skills` maps a skill to a level from 1 to 5."""
    if why := why_not_set_capacity(by, programme, dict(skills)):
        raise Refused(why)
    expert, _made = Expert.objects.update_or_create(
        programme=programme,
        name=name,
        defaults={
            "skills": dict(skills),
            "people": people,
            "percent": percent,
            "pool": pool,
            "employer": employer,
            "absences": absences or [],
        },
    )
    log("set the capacity of", expert, by=by, programme_id=programme.pk, people=people)
    return expert


@transaction.atomic
def add_freeze(programme: Programme, name: str, *, start: date, end: date, by: Actor) -> Freeze:
    """A blackout: no site changes over from `start` to `end`, both included."""
    if why := why_not_make(by, programme):
        raise Refused(why)
    freeze = Freeze.objects.create(programme=programme, name=name, start=start, end=end)
    log("added a blackout", freeze, by=by, programme_id=programme.pk)
    return freeze


@transaction.atomic
def remove_freeze(freeze: Freeze, *, by: Actor) -> None:
    if why := why_not_make(by, freeze.programme):
        raise Refused(why)
    log("removed a blackout", freeze, by=by, programme_id=freeze.programme_id)
    freeze.delete()


@transaction.atomic
def save_plan(
    programme: Programme,
    planned: "Planned",
    *,
    by: Actor | str,
    name: str,
    settings: Mapping[str, Any] | None = None,
) -> Plan:
    """Store what the engine answered as a draft; all of it or nothing."""
    if why := why_not_make(by, programme):
        raise Refused(why)
    plan = Plan.objects.create(
        programme=programme,
        name=name,
        start_day=programme.start_day,
        made_by=str(by),
        settings=dict(settings or {}),
        fingerprint=planned.fingerprint,
        objective=planned.objective,
        bound=planned.bound,
        seconds=planned.seconds,
        broken=planned.broken,
        misses=planned.misses,
        why=planned.why,
        load=planned.load,
        risk=planned.risk,
    )
    PlannedTask.objects.bulk_create(
        (PlannedTask(plan=plan, **row) for row in planned.tasks), batch_size=BATCH
    )
    log("made", plan, by=by, programme_id=programme.pk, tasks=len(planned.tasks))
    return plan


@transaction.atomic
def put_in_force(plan: Plan, *, by: Actor | str) -> Plan:
    """Put a draft in force; the plan in force until now is kept as replaced."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if why := why_not_put_in_force(by, plan):
        raise Refused(why)
    for earlier in Plan.objects.filter(programme=plan.programme, state=Plan.State.IN_FORCE):
        earlier.state = Plan.State.REPLACED
        earlier.save(update_fields=["state"])
    plan.state = Plan.State.IN_FORCE
    plan.save(update_fields=["state"])
    log("put in force", plan, by=by, programme_id=plan.programme_id)
    return plan


@transaction.atomic
def learn(
    programme: Programme, actuals: Mapping[str, tuple[int, float, float]], *, by: Actor | str
) -> None:
    """Add to what is learnt of each task kind: times done, planned and actual days."""
    for kind, (times, planned, actual) in actuals.items():
        Learnt.objects.get_or_create(programme=programme, kind=kind)
        Learnt.objects.filter(programme=programme, kind=kind).update(
            times=F("times") + times,
            planned_days=F("planned_days") + planned,
            actual_days=F("actual_days") + actual,
        )
    log(
        "learnt from finished steps",
        programme,
        by=by,
        programme_id=programme.pk,
        kinds=len(actuals),
    )
