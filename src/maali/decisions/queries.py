"""Reading decisions, options and tiers, always from what the person may see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from maali.decisions.models import Decision, Disposition, Option, Readiness, Tier
from maali.inventory.models import System
from maali.organisations.models import Programme


def systems_to_decide(
    person: Any, programme: Programme, filters: Mapping[str, str] | None = None
) -> QuerySet[System]:
    """Counted systems with their tier, proposed option and decision, in four queries whatever
    the number.
    """
    wanted = filters or {}
    in_force = Decision.objects.filter(in_force=True).select_related("option", "option__into")
    rows = (
        System.objects.visible_to(person)
        .filter(programme=programme)
        .counted()
        .select_related("organisation", "product", "readiness")
        .prefetch_related(
            Prefetch("decisions", in_force, to_attr="decision_now"),
            Prefetch(
                "options",
                Option.objects.filter(proposed=True).select_related("into"),
                to_attr="proposal",
            ),
        )
        .order_by("readiness__tier", "name", "pk")
    )
    if (tier := wanted.get("tier", "")).isdecimal():
        rows = rows.filter(readiness__tier=tier)
    if disposition := wanted.get("option"):
        rows = rows.filter(options__disposition=disposition, options__proposed=True)
    if organisation := wanted.get("organisation"):
        rows = rows.filter(organisation__code=organisation)
    if text := wanted.get("q", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(product__name__icontains=text))
    return by_state(rows, wanted.get("state", ""))


def by_state(rows: QuerySet[System], state: str) -> QuerySet[System]:
    taken = Decision.objects.filter(system=OuterRef("pk"), in_force=True)
    if state == "open":
        return rows.filter(~Exists(taken))
    if state in {"rule", "person"}:
        return rows.filter(Exists(taken.filter(by_rule=state == "rule")))
    return rows


def options_of(system: System) -> QuerySet[Option]:
    return system.options.select_related("into", "into__organisation").order_by(
        "-proposed", "-score", "pk"
    )


def chosen_options(programme: Programme) -> dict[int, str]:
    """System key → disposition in force: what the plan is made of."""
    rows = Decision.objects.filter(programme=programme, in_force=True)
    return dict(rows.values_list("system", "option__disposition"))


def open_options(programme: Programme) -> dict[int, list[Option]]:
    """System key → options without hard stops, for systems not yet decided on by a person."""
    found: dict[int, list[Option]] = {}
    decided = Decision.objects.filter(programme=programme, in_force=True, by_rule=False)
    rows = Option.objects.filter(system__programme=programme, stops=[])
    for option in rows.exclude(system__in=decided.values("system")).order_by(
        "system", "-score", "pk"
    ):
        found.setdefault(option.system_id, []).append(option)
    return found


def tiers(programme: Programme) -> dict[int, int]:
    rows = Readiness.objects.filter(system__programme=programme)
    return dict(rows.values_list("system", "tier"))


def summary(person: Any, programme: Programme) -> dict[str, Any]:
    """How many systems are decided, by tier and by option."""
    systems = System.objects.visible_to(person).filter(programme=programme).counted()
    taken = Decision.objects.visible_to(person).filter(
        programme=programme, in_force=True, system__in=systems
    )
    decided = dict(taken.values_list("option__disposition").annotate(n=Count("pk")))
    of_tier = dict(systems.values_list("readiness__tier").annotate(n=Count("pk")))
    done = dict(taken.values_list("system__readiness__tier").annotate(n=Count("pk")))
    return {
        "systems": systems.count(),
        "decided": sum(decided.values()),
        "by_person": taken.filter(by_rule=False).count(),
        "options": [(label, decided.get(code, 0)) for code, label in Disposition.choices],
        "tiers": [
            {
                "tier": code,
                "label": label,
                "systems": of_tier.get(code, 0),
                "decided": done.get(code, 0),
            }
            for code, label in Tier.choices
        ],
    }
