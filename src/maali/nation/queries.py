"""The same indicators from every region, and what several regions build or use for one need.

Only sums leave a region here: no row, name or cell of an organisation.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from maali.decisions.models import Decision
from maali.intake.models import Upload
from maali.inventory.models import Contract, Site, System, UserGroup
from maali.organisations.models import Organisation, Programme
from maali.plans.models import Plan, PlannedTask, Skill
from maali.plans.queries import newest_plan
from maali.transition.models import Transition


@dataclass(frozen=True)
class Region:
    """One region's indicators; None where its data cannot give one yet."""

    programme: Programme
    days_left: int
    answered: float | None
    systems: int
    sites: int
    users: int
    decided: dict[int, float | None]
    moved: float | None
    planned_by_now: float | None
    activated: float | None
    contracts_at_risk: int
    misses: int | None
    gap: float | None
    chance: float | None
    last_period: int | None
    start_period: int
    shortest: tuple[str, float] | None

    @property
    def shortest_name(self) -> str:
        return str(dict(Skill.choices).get(self.shortest[0], "")) if self.shortest else ""


def share(part: int | None, whole: int | None) -> float | None:
    return round(100 * (part or 0) / whole, 1) if whole else None


def regions() -> list[Region]:
    """Every region with its indicators, in some fifteen queries each."""
    return [region(programme) for programme in Programme.objects.order_by("start_day", "code")]


def region(programme: Programme) -> Region:
    day = programme.today or timezone.localdate()
    own = {"programme": programme}
    plan = newest_plan(programme)
    sites = Site.objects.filter(same_as=None, **own)
    moved = Transition.objects.filter(**own).exclude(state=Transition.State.OPEN).count()
    accounts = (
        UserGroup.objects.filter(**own)
        .counted()
        .aggregate(n=Sum("people"), on=Sum("accounts_activated"))
    )
    return Region(
        programme=programme,
        days_left=(programme.start_day - day).days,
        answered=answered(programme),
        systems=System.objects.filter(**own).counted().count(),
        sites=sites.count(),
        users=sites.aggregate(n=Sum("users"))["n"] or 0,
        decided=decided(programme),
        moved=share(moved, sites.count()),
        planned_by_now=planned_by(plan, day),
        activated=share(accounts["on"], accounts["n"]),
        contracts_at_risk=contracts_at_risk(programme),
        misses=len(plan.misses) if plan else None,
        gap=None if plan is None or plan.gap is None else round(100 * plan.gap, 1),
        chance=(plan.risk or {}).get("all_on_time") if plan else None,
        last_period=last_cutover(plan),
        start_period=programme.period_of(programme.start_day),
        shortest=shortest_skill(plan),
    )


def answered(programme: Programme) -> float | None:
    """Share of givers whose answer has been accepted."""
    givers = Organisation.objects.filter(
        programme=programme, part=Organisation.Part.GIVER, answers_through=None
    )
    accepted = Upload.objects.filter(programme=programme, state=Upload.State.ACCEPTED)
    return share(accepted.values("organisation").distinct().count(), givers.count())


def decided(programme: Programme) -> dict[int, float | None]:
    systems = System.objects.filter(programme=programme).counted()
    of_tier = dict(systems.values_list("readiness__tier").annotate(n=Count("pk")))
    taken = Decision.objects.filter(in_force=True, system__in=systems)
    done = dict(taken.values_list("system__readiness__tier").annotate(n=Count("pk")))
    return {tier: share(done.get(tier), of_tier.get(tier)) for tier in (1, 2, 3, 4)}


def contracts_at_risk(programme: Programme) -> int:
    """Contracts that end before the start day or may not be transferred."""
    wrong = Q(end__lt=programme.start_day) | Q(assignable=Contract.Assignable.NO)
    return Contract.objects.filter(wrong, programme=programme).count()


def planned_by(plan: Plan | None, day: date) -> float | None:
    """Share of sites whose cut-over should have taken place by the day."""
    if plan is None:
        return None
    cutovers = PlannedTask.objects.filter(plan=plan, kind="cutover")
    return share(cutovers.filter(end__lte=day).count(), cutovers.count())


def last_cutover(plan: Plan | None) -> int | None:
    if plan is None:
        return None
    rows = PlannedTask.objects.filter(plan=plan, kind="cutover", period__isnull=False)
    return rows.order_by("-period").values_list("period", flat=True).first()


def shortest_skill(plan: Plan | None) -> tuple[str, float] | None:
    """The skill whose fullest period is fullest, with its load in per cent of capacity."""
    if plan is None:
        return None
    fullest = {
        skill: max(
            (a / b for a, b in zip(each["load"], each["capacity"], strict=True) if b), default=0.0
        )
        for skill, each in plan.load.items()
    }
    if not fullest:
        return None
    skill = max(sorted(fullest), key=lambda each: fullest[each])
    return skill, round(100 * fullest[skill], 1)


def needs_by_region() -> dict[tuple[str, str], dict[str, Any]]:
    """(product, programme code) → systems, users and options: what each region runs and does
    with it.
    """
    rows = (
        System.objects.counted()
        .filter(product__isnull=False)
        .values("product__name", "product__need", "programme__code")
        .annotate(systems=Count("pk"), users=Sum("users"))
        .order_by("product__name", "programme__code")
    )
    return {(row["product__name"], row["programme__code"]): row for row in rows}


def building() -> dict[str, dict[str, int]]:
    """Need → programme code → systems that are to be replaced: what each region must get new."""
    rows = (
        Decision.objects.filter(in_force=True, option__disposition="replace")
        .exclude(system__product=None)
        .values("system__product__need", "programme__code")
        .annotate(n=Count("pk"))
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row["system__product__need"]:
            found.setdefault(row["system__product__need"], {})[row["programme__code"]] = row["n"]
    return found
