"""The later half of the river: products and installations matched, decided and planned, against
the truth.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.river_answers import measure_answers
from benchmarks.table import Figure

if TYPE_CHECKING:
    from maali.inventory.models import System
    from maali.organisations.models import Programme

Rows = list[dict[str, str]]


def measure_match(programme: "Programme", truth: Mapping[str, Rows], folder: Path) -> list[Figure]:
    """Match, decide, plan and report before anybody has answered anything, and compare."""
    from maali.core.calculations import KINDS, Silent

    start = time.perf_counter()
    KINDS["match"](Silent(), programme=programme.pk)
    seconds = time.perf_counter() - start
    instances = instances_of(programme, truth)
    products = {row["instance_id"]: row["product_id"] for row in truth["instances"]}
    KINDS["propose_options"](Silent(), programme=programme.pk)
    KINDS["plan"](Silent(), programme=programme.pk, name="yardstick", seconds=20, plays=50)
    return [
        *product_pairs(instances, products),
        *different_joined(instances, products, truth["different_from"]),
        *sites_wrongly_joined(programme, truth),
        installations(programme, truth),
        Figure("time to match", round(seconds, 1), "s"),
        *plan_figures(programme),
        reports_without_codes(programme, folder),
        *measure_answers(
            programme, truth, instances, targets_of(programme, truth, "site", "sites")
        ),
    ]


def targets_of(
    programme: "Programme", truth: Mapping[str, Rows], kind: str, sheet_key: str
) -> dict[int, set[str]]:
    """Key of a row → what the truth says of the places in which the row's name was told."""
    from maali.inventory.models import Statement

    targets = {
        (row["file"], row["sheet"], int(row["row"])): row["target"]
        for row in truth["row_map"]
        if row["sheet_key"] == sheet_key
    }
    found: dict[int, set[str]] = defaultdict(set)
    places = Statement.objects.filter(
        source__programme=programme, subject_kind=kind, field="name", row__isnull=False
    ).values_list("subject_id", "source__name", "sheet", "row")
    for key, name, sheet, row in places:
        if target := targets.get((name, sheet, row or 0)):
            found[key].add(target)
    return found


def instances_of(programme: "Programme", truth: Mapping[str, Rows]) -> dict["System", set[str]]:
    """Each system with the true instances of the rows that it was told in."""
    from maali.inventory.models import System

    found = targets_of(programme, truth, "system", "systems")
    systems = System.objects.filter(programme=programme).select_related("product")
    return {system: found[system.pk] for system in systems if found[system.pk]}


def pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def product_pairs(
    instances: Mapping["System", set[str]], products: Mapping[str, str]
) -> list[Figure]:
    """Pairs of systems of one product: how many of those joined are right, how many right are
    joined.
    """
    labelled = [
        (system.product_id or -system.pk, products[min(told)])
        for system, told in instances.items()
        if min(told) in products
    ]
    both = pairs(Counter(labelled).values())
    joined = pairs(Counter(found for found, _ in labelled).values())
    true = pairs(Counter(right for _, right in labelled).values())
    precision, recall = both / max(1, joined), both / max(1, true)
    return [
        Figure(
            "product matching precision", round(precision, 4), "share", "≥ 0.97", precision >= 0.97
        ),
        Figure("product matching recall", round(recall, 4), "share", "≥ 0.85", recall >= 0.85),
    ]


def different_joined(
    instances: Mapping["System", set[str]],
    products: Mapping[str, str],
    different: Rows,
) -> list[Figure]:
    """Pairs that must stay apart and were joined: as one product or one installation."""
    by_instance = {each: system for system, told in instances.items() for each in told}
    by_product: dict[str, set[int]] = defaultdict(set)
    by_name: dict[str, set[int]] = defaultdict(set)
    for system, told in instances.items():
        by_name[system.name.casefold()].add(system.product_id or 0)
        for each in told & set(products):
            by_product[products[each]].add(system.product_id or 0)
    joined = 0
    for row in different:
        a, b = row["a"], row["b"]
        if row["kind"] == "instance" and a in by_instance and b in by_instance:
            joined += owner(by_instance[a]) == owner(by_instance[b])
        if row["kind"] == "product":
            joined += bool(by_product[a] & by_product[b] - {0})
        if row["kind"] == "name":
            joined += bool(by_name[a.casefold()] & by_name[b.casefold()] - {0})
    return [
        Figure(f"pairs joined of {len(different)} that differ", joined, "pairs", "0", joined == 0)
    ]


def owner(system: "System") -> int:
    return system.same_as_id or system.pk


def sites_wrongly_joined(programme: "Programme", truth: Mapping[str, Rows]) -> list[Figure]:
    """Sites counted against the truth, and joined sites whose rows stand for different ones."""
    from maali.inventory.models import Site

    told = targets_of(programme, truth, "site", "sites")
    sites = Site.objects.filter(programme=programme)
    joined = sites.filter(same_as__isnull=False).values_list("pk", "same_as")
    apart = ((told[one], told[other or 0]) for one, other in joined)
    wrong = sum(not mine & theirs for mine, theirs in apart if mine and theirs)
    counted, true = sites.filter(same_as=None).count(), len(truth["sites"])
    return [
        Figure("sites counted", counted, "sites", f"{true}", counted == true),
        Figure("sites joined that differ", wrong, "sites", "0", wrong == 0),
    ]


def installations(programme: "Programme", truth: Mapping[str, Rows]) -> Figure:
    """Installations counted before any answer; the truth is reached after the questions."""
    from maali.inventory.models import System

    counted = System.objects.filter(programme=programme).counted().count()
    return Figure(f"installations counted (truth {len(truth['instances'])})", counted, "systems")


def plan_figures(programme: "Programme") -> list[Figure]:
    from maali.decisions.models import Decision
    from maali.inventory.models import Site
    from maali.plans.models import Plan

    plan = Plan.objects.filter(programme=programme).first()
    if plan is None:
        return [Figure("plan", 0, "plans", "1", False)]
    placed = plan.tasks.filter(start__isnull=False)
    sites = Site.objects.filter(programme=programme, same_as=None).exclude(after_start="ends")
    decided = Decision.objects.filter(programme=programme, in_force=True)
    with_site = placed.filter(kind="cutover").values("site").distinct().count()
    with_system = placed.filter(system__isnull=False).values("system").distinct().count()
    return [
        Figure("sites planned", with_site, "sites", f"{sites.count()}", with_site == sites.count()),
        Figure(
            "systems planned",
            with_system,
            "systems",
            f"{decided.count()}",
            with_system == decided.count(),
        ),
        Figure("broken rules of the plan", len(plan.broken), "rules", "0", not plan.broken),
        Figure("plan's value", round(plan.objective or 0, 1)),
        Figure("proven bound", round(plan.bound or 0, 1)),
        Figure("gap at most", round(100 * (plan.gap or 0), 1), "%"),
        Figure("not ready by the start day", len(plan.misses), "jobs"),
    ]


def reports_without_codes(programme: "Programme", folder: Path) -> Figure:
    """Identity codes in what the reports write."""
    from maali.organisations.models import Person
    from maali.reports.actions import write_reports
    from maali_engines.sheets.identity import holds_identity_code

    reader: Any = Person.objects.get(email="cecilia@example.org")
    write_reports(programme, folder / "reports", by=reader)
    texts = (path.read_text("utf-8") for path in (folder / "reports").rglob("*.json"))
    codes = sum(holds_identity_code(text) for text in texts)
    return Figure("identity codes in the reports", codes, "codes", "0", codes == 0)
