"""The stated rules: which options a system really has, what each takes, and which one is proposed.

Pure calculation over facts. Durations, criteria and weights are the field's defaults (options and
their typical durations; ten criteria with weights that sum to 100; hard stops before scoring).
Every option carries its reasons and stops as codes with parameters; pages word them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

CRITERIA: dict[str, int] = {
    "continuity": 25,
    "feasible": 15,
    "legal": 12,
    "change_cost": 10,
    "running_cost": 8,
    "users": 8,
    "interoperability": 8,
    "technical": 6,
    "long_term": 5,
    "not_duplicating": 3,
}

# Typical duration in weeks, fixed effort and effort per hundred users in person-days, risk 1–5.
TYPICAL: dict[str, tuple[int, float, float, int]] = {
    "carry_over": (8, 4, 0.5, 1),
    "transfer_contract": (12, 6, 0.5, 2),
    "split": (26, 30, 3, 3),
    "consolidate": (52, 35, 6, 4),
    "replace": (78, 80, 10, 5),
    "retire": (13, 8, 0.5, 2),
    "transitional": (10, 5, 0.3, 2),
    "delay": (0, 1, 0, 3),
}
DAY_PRICE = 650  # € for one person-day of change work; a default until the programme states its own

# Points 0–10 before the facts of the system move them.
BASE: dict[str, dict[str, float]] = {
    "carry_over": dict(
        continuity=9,
        feasible=9,
        legal=6,
        change_cost=9,
        running_cost=4,
        users=9,
        interoperability=4,
        technical=5,
        long_term=3,
        not_duplicating=5,
    ),
    "transfer_contract": dict(
        continuity=9,
        feasible=8,
        legal=8,
        change_cost=8,
        running_cost=5,
        users=9,
        interoperability=5,
        technical=5,
        long_term=4,
        not_duplicating=5,
    ),
    "split": dict(
        continuity=7,
        feasible=5,
        legal=7,
        change_cost=4,
        running_cost=4,
        users=8,
        interoperability=5,
        technical=5,
        long_term=5,
        not_duplicating=5,
    ),
    "consolidate": dict(
        continuity=5,
        feasible=4,
        legal=7,
        change_cost=4,
        running_cost=9,
        users=5,
        interoperability=9,
        technical=7,
        long_term=9,
        not_duplicating=9,
    ),
    "replace": dict(
        continuity=4,
        feasible=2,
        legal=6,
        change_cost=1,
        running_cost=7,
        users=3,
        interoperability=9,
        technical=9,
        long_term=9,
        not_duplicating=3,
    ),
    "retire": dict(
        continuity=3,
        feasible=8,
        legal=8,
        change_cost=8,
        running_cost=10,
        users=3,
        interoperability=5,
        technical=8,
        long_term=7,
        not_duplicating=8,
    ),
    "transitional": dict(
        continuity=8,
        feasible=8,
        legal=7,
        change_cost=7,
        running_cost=4,
        users=9,
        interoperability=4,
        technical=4,
        long_term=2,
        not_duplicating=5,
    ),
    "delay": dict(
        continuity=5,
        feasible=10,
        legal=3,
        change_cost=10,
        running_cost=4,
        users=9,
        interoperability=3,
        technical=4,
        long_term=1,
        not_duplicating=5,
    ),
}


@dataclass(frozen=True)
class Facts:
    """What is known of one system when its options are weighed; None and "" mean unknown."""

    start_day: date
    today: date
    tier: int
    clinical: bool = False
    users: int | None = None
    yearly_cost: float | None = None
    has_contract: bool = False
    contract_end: date | None = None
    assignable: str = ""
    divisible: bool | None = None
    remains_in_municipality: bool = False
    proposal: str = ""
    leaving: bool = False
    support_ends: date | None = None
    shared_with: int = 0
    same_need: int = 0
    larger: Mapping[str, Any] | None = None

    @property
    def weeks_left(self) -> int:
        return max(0, (self.start_day - self.today).days // 7)


Code = dict[str, Any]


@dataclass
class Draft:
    """One option as worked out: what it takes, its points, and why."""

    disposition: str
    weeks: int
    effort_days: float
    cost: float
    risk: int
    running_cost: float | None
    into: int | None = None
    reasons: list[Code] = field(default_factory=list)
    stops: list[Code] = field(default_factory=list)
    points: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    proposed: bool = False


def options(facts: Facts) -> list[Draft]:
    """All real options of one system, best first; exactly one is proposed."""
    drafts = [draft(kind, facts) for kind in dispositions(facts)]
    for each in drafts:
        stop(each, facts)
        weigh(each, facts)
    drafts.sort(key=lambda each: (bool(each.stops), -each.score, each.disposition))
    drafts[0].proposed = True
    return drafts


def dispositions(facts: Facts) -> list[str]:
    """Which options the facts leave open at all."""
    found = ["carry_over", "replace", "transitional", "delay"]
    if facts.has_contract:
        found.append("transfer_contract")
    if facts.remains_in_municipality or facts.shared_with:
        found.append("split")
    if facts.larger:
        found.append("consolidate")
    if facts.leaving or facts.tier >= 3 or facts.same_need > 1:
        found.append("retire")
    return found


def draft(kind: str, facts: Facts) -> Draft:
    weeks, fixed, per_hundred, risk = TYPICAL[kind]
    users = facts.users or 0
    if kind == "retire" and facts.shared_with:
        weeks = 26  # with outside users a retirement takes twice the standard time
    effort = round(fixed + per_hundred * users / 100, 1)
    yearly = facts.yearly_cost
    running = None if yearly is None else round(5 * yearly * RUNNING[kind], 2)
    into = int(facts.larger["id"]) if kind == "consolidate" and facts.larger else None
    return Draft(kind, weeks, effort, round(effort * DAY_PRICE, 2), risk, running, into)


# Share of today's yearly cost that goes on under each option.
RUNNING: dict[str, float] = {
    "carry_over": 1.0,
    "transfer_contract": 1.0,
    "split": 1.1,
    "consolidate": 0.6,
    "replace": 0.9,
    "retire": 0.1,
    "transitional": 1.15,
    "delay": 1.0,
}


def stop(each: Draft, facts: Facts) -> None:
    """Hard stops: what may not be chosen whatever its points."""
    kind = each.disposition
    if kind in {"split", "consolidate", "replace"} and each.weeks > facts.weeks_left:
        each.stops.append({"code": "too_late", "weeks": each.weeks, "left": facts.weeks_left})
    if kind == "transfer_contract" and facts.assignable == "no":
        each.stops.append({"code": "not_assignable"})
    if kind == "split" and facts.divisible is False:
        each.stops.append({"code": "not_divisible"})
    if kind == "retire" and facts.clinical and not facts.leaving:
        each.stops.append({"code": "records_in_use"})
    if kind in {"carry_over", "transfer_contract", "delay"} and support_ends_too_soon(facts):
        each.stops.append({"code": "support_ends", "day": facts.support_ends.isoformat()})  # type: ignore[union-attr]
    needed = kind == "retire" and facts.tier == 1 and facts.proposal != "leaves"
    if needed or (kind == "delay" and facts.tier <= 2):
        each.stops.append({"code": "needed_on_day_one", "tier": facts.tier})
    if kind == "carry_over" and facts.remains_in_municipality:
        each.stops.append({"code": "stays_in_use_in_municipality"})


def support_ends_too_soon(facts: Facts) -> bool:
    return bool(facts.support_ends and facts.support_ends < facts.start_day + timedelta(days=182))


def weigh(each: Draft, facts: Facts) -> None:
    """Points by criterion, moved by the facts; every move leaves its reason."""
    points = dict(BASE[each.disposition])
    for criterion, change, code, params in moves(each, facts):
        points[criterion] = min(10.0, max(0.0, points[criterion] + change))
        each.reasons.append({"code": code, "criterion": criterion, "change": change, **params})
    each.points = points
    total = sum(CRITERIA[name] * value for name, value in points.items())
    each.score = round(total / sum(CRITERIA.values()), 1)


def moves(each: Draft, facts: Facts) -> list[tuple[str, float, str, dict[str, Any]]]:
    kind = each.disposition
    found = [*contract_moves(kind, facts), *fate_moves(kind, facts)]
    if kind == "consolidate" and facts.larger:
        found.append(("interoperability", 1, "same_product_elsewhere", dict(facts.larger)))
        if facts.tier <= 1:
            found.append(("continuity", -2, "tier_one", {}))
    if kind == "split" and facts.remains_in_municipality:
        found.append(("legal", 2, "stays_in_use_in_municipality", {}))
    if kind == "transitional" and facts.remains_in_municipality:
        found.append(("legal", 2, "owner_keeps_it_running", {}))
    if kind == "transitional" and facts.shared_with:
        found.append(("legal", 1, "shared_installation", {"others": facts.shared_with}))
    return found


def contract_moves(kind: str, facts: Facts) -> list[tuple[str, float, str, dict[str, Any]]]:
    end, soon = facts.contract_end, facts.start_day + timedelta(days=365)
    found: list[tuple[str, float, str, dict[str, Any]]] = []
    if end and end < facts.start_day:
        params = {"day": end.isoformat()}
        if kind in {"carry_over", "transfer_contract"}:
            found.append(("legal", -4, "contract_ends_before_start", params))
        if kind in {"consolidate", "replace", "retire"}:
            found.append(("legal", 2, "contract_ends_before_start", params))
    elif end and end < soon and kind in {"consolidate", "replace"}:
        found.append(("legal", 1, "contract_ends_soon_after", {"day": end.isoformat()}))
    elif end and end >= soon and kind in {"consolidate", "replace", "retire"}:
        found.append(("change_cost", -2, "contract_runs_on", {"day": end.isoformat()}))
    if kind == "transfer_contract" and facts.assignable in {"freely", "consent"}:
        found.append(("legal", 2 if facts.assignable == "freely" else 1, "assignable", {}))
    return found


def fate_moves(kind: str, facts: Facts) -> list[tuple[str, float, str, dict[str, Any]]]:
    """What the respondents themselves say of the system's future."""
    if facts.leaving:
        if kind == "retire":
            return [
                ("continuity", 6, "being_phased_out", {}),
                ("users", 5, "being_phased_out", {}),
                ("long_term", 2, "being_phased_out", {}),
            ]
        if kind in {"carry_over", "transfer_contract"}:
            return [
                ("long_term", -3, "being_phased_out", {}),
                ("technical", -3, "being_phased_out", {}),
            ]
    agree = {"stays": {"split", "transitional"}, "replace": {"consolidate", "replace"}}
    if kind in agree.get(facts.proposal, set()):
        return [("users", 1, "respondent_proposes", {"proposal": facts.proposal})]
    return []
