"""Reading plans: tasks by municipality and site, load by skill, what has changed since."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from maali.decisions.models import Decision
from maali.inventory.models import Contract, Integration, Site, System
from maali.organisations.models import Programme
from maali.plans.models import Expert, Freeze, Learnt, Plan, PlannedTask

# A new kind of task counts fully only after five repetitions; until then it leans on the default.
FULL_WEIGHT = 5


def plan_in_force(programme: Programme) -> Plan | None:
    return programme.plans.filter(state=Plan.State.IN_FORCE).first()


def newest_plan(programme: Programme) -> Plan | None:
    """The plan in force, or the newest draft where none is in force yet."""
    return plan_in_force(programme) or programme.plans.first()


def learnt_factors(programme: Programme) -> dict[str, float]:
    """Task kind → factor on its default time, shrunk towards 1 while repetitions are few."""
    factors = {}
    for row in Learnt.objects.filter(programme=programme, planned_days__gt=0):
        weight = min(1.0, row.times / FULL_WEIGHT)
        factors[row.kind] = 1 + weight * (row.actual_days / row.planned_days - 1)
    return factors


def tasks_seen(
    person: Any, plan: Plan, filters: Mapping[str, str] | None = None
) -> QuerySet[PlannedTask]:
    wanted = filters or {}
    rows = PlannedTask.objects.visible_to(person).filter(plan=plan)
    rows = rows.select_related("site", "system", "organisation", "municipality")
    if period := wanted.get("period"):
        rows = rows.filter(period=period) if period.isdecimal() else rows.none()
    if organisation := wanted.get("organisation"):
        rows = rows.filter(organisation__code=organisation)
    if kind := wanted.get("kind"):
        rows = rows.filter(kind=kind)
    if text := wanted.get("q", "").strip():
        rows = rows.filter(Q(site__name__icontains=text) | Q(system__name__icontains=text))
    return rows.order_by("start", "pk")


def organisations_planned(person: Any, plan: Plan) -> list[Any]:
    """Organisations with tasks in the plan, for choosing one."""
    rows = PlannedTask.objects.visible_to(person).filter(plan=plan)
    return list(
        rows.values("organisation__name", "organisation__code")
        .distinct()
        .order_by("organisation__name")
    )


def cutovers_by_organisation(person: Any, plan: Plan) -> list[Any]:
    """For the Gantt: each organisation's first work, first and last cut-over of its sites."""
    rows = PlannedTask.objects.visible_to(person).filter(
        plan=plan, start__isnull=False, site__isnull=False
    )
    cutover = Q(kind="cutover")
    return list(
        rows.values("organisation__name", "organisation__code")
        .annotate(
            first=Min("start"),
            first_cutover=Min("start", filter=cutover),
            last=Max("end", filter=cutover),
            sites=Count("site", distinct=True),
        )
        .filter(last__isnull=False)
        .order_by("first_cutover", "organisation__name")
    )


def spans_by_site(person: Any, plan: Plan, organisation: str = "") -> list[Any]:
    """For the Gantt: each site's work, its cut-over and the end of its hypercare."""
    rows = PlannedTask.objects.visible_to(person).filter(plan=plan, site__isnull=False)
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    return list(
        rows.values("site", "site__name", "site__code", "organisation__name")
        .annotate(
            first=Min("start"),
            last=Max("end"),
            cutover=Max("start", filter=Q(kind="cutover")),
            effort=Sum("effort_days"),
        )
        .order_by("cutover", "site__name")
    )


def cutovers_by_period(person: Any, plan: Plan) -> dict[int, int]:
    rows = PlannedTask.objects.visible_to(person).filter(
        plan=plan, kind="cutover", period__isnull=False
    )
    return dict(rows.values_list("period").annotate(n=Count("pk")).order_by("period"))


def fingerprint(programme: Programme) -> dict[str, str]:
    """What a plan is made from, digested by kind, so that a page can say what has changed since."""
    sources: dict[str, QuerySet[Any]] = {
        "sites": Site.objects.filter(programme=programme).values_list(
            "pk", "users", "workstations", "fibre_ready", "after_start", "same_as"
        ),
        "systems": System.objects.filter(programme=programme).values_list(
            "pk", "users", "standing", "same_as", "product"
        ),
        "contracts": Contract.objects.filter(programme=programme).values_list("pk", "start", "end"),
        "integrations": Integration.objects.filter(programme=programme).values_list(
            "pk", "from_system", "to_system", "binding"
        ),
        "decisions": Decision.objects.filter(programme=programme, in_force=True).values_list(
            "system", "option__disposition"
        ),
        "experts": Expert.objects.filter(programme=programme).values_list(
            "pk", "people", "percent", "skills", "absences"
        ),
        "freezes": Freeze.objects.filter(programme=programme).values_list("pk", "start", "end"),
    }
    prints = {name: digest(rows.order_by("pk")) for name, rows in sources.items()}
    prints["start day"] = programme.start_day.isoformat()
    return prints


def digest(rows: QuerySet[Any]) -> str:
    """A short digest of the rows in their order."""
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]


def changed_since(plan: Plan) -> list[str]:
    """The kinds of things that have changed since the plan was made, by name."""
    now = fingerprint(plan.programme)
    return [name for name, value in now.items() if plan.fingerprint.get(name) != value]


def site_days(plan: Plan, site: Site) -> dict[str, PlannedTask]:
    """Task kind → the planned task of one site."""
    return {task.kind: task for task in plan.tasks.filter(site=site)}
