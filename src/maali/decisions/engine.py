"""Rows of the inventory → facts for the option rules, and drafts → rows of options."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from maali.decisions.models import Option
from maali.decisions.options import Draft, Facts, options
from maali.inventory.models import Contract, System, Use
from maali.inventory.needs import BY_CODE, need_of
from maali.organisations.models import Organisation, Programme

# Needs that a municipality goes on using for its own work after the start day.
ALSO_MUNICIPAL = {
    "finance",
    "payroll",
    "hr",
    "case_management",
    "identity",
    "workplace",
    "telephony",
    "network",
    "server",
    "security",
    "access_control",
    "printing",
    "service_management",
    "facilities",
    "procurement",
    "catering",
    "learning",
}
PROPOSALS = (
    ("stays", r"\bjää|ei siirry|\bstann|stays|remain|\be\b|\bei\b|\bnej\b|\bno\b"),
    ("replace", r"korva|yhteinen|ersätt|replace|vaihd"),
    ("leaves", r"poistu|lopet|lakka|avveckl|retire|phase"),
    ("moves", r"siirty|siirre|övergår|flytt|moves|transfer|\bk\b|kyllä|\bja\b|yes"),
)


def proposal_of(text: str) -> str:
    """What the respondent proposes, from free text: stays, replace, leaves, moves or ""."""
    low = text.lower().strip()
    return next((code for code, pattern in PROPOSALS if low and re.search(pattern, low)), "")


def last_year(text: str) -> date | None:
    """The end of the latest year named in a free text on the end of life."""
    years = [int(year) for year in re.findall(r"\b(20[12]\d)\b", text)]
    return date(max(years), 12, 31) if years else None


def need_code(system: System) -> str:
    """The capability class: the product's if the catalogue knows it, else the respondent's, else
    what the words give away.
    """
    product = system.product
    if product and product.need:
        return product.need
    if system.capability:
        return system.capability
    return need_of(system.purpose, system.name, system.get_service_area_display())


def tier_of(system: System) -> tuple[int, list[dict[str, Any]]]:
    """By when the system must work, with the reasons: its need, and how critical it was said to be.

    The respondent's word moves the tier by one step at most: everyone's own system is critical.
    """
    code = need_code(system)
    tier = BY_CODE[code].tier if code else 3
    reasons: list[dict[str, Any]] = (
        [{"code": "need", "need": code}] if code else [{"code": "need_unknown"}]
    )
    said = system.criticality
    if said and said != tier:
        tier += 1 if said > tier else -1
        reasons.append({"code": "said_criticality", "criticality": said})
    if system.personal_data and tier == 4:
        tier = 3
        reasons.append({"code": "personal_data"})
    return tier, reasons


@dataclass
class Surroundings:
    """What the rules need to know around one system, read once for the whole programme."""

    programme: Programme
    contracts: dict[int, list[Contract]]
    shared: dict[int, int]
    same_product: dict[int, list[System]]
    same_need: dict[str, int]


def surroundings(programme: Programme, systems: Iterable[System]) -> Surroundings:
    around = Surroundings(programme, defaultdict(list), {}, defaultdict(list), defaultdict(int))
    links = Contract.systems.through.objects.filter(contract__programme=programme)
    for link in links.select_related("contract"):
        around.contracts[link.system_id].append(link.contract)
    users: dict[int, set[int]] = defaultdict(set)
    uses = Use.objects.filter(system__programme=programme)
    for key, organisation in uses.values_list("system", "organisation"):
        users[key].add(organisation)
    for system in systems:
        around.shared[system.pk] = len(users[system.pk] - {system.organisation_id})
        if system.product_id:
            around.same_product[system.product_id].append(system)
        around.same_need[need_code(system)] += 1
    return around


def facts_of(system: System, around: Surroundings, tier: int) -> Facts:
    programme = around.programme
    contracts = around.contracts.get(system.pk, [])
    ends = [contract.end for contract in contracts if contract.end]
    code = need_code(system)
    municipal = system.organisation.kind == Organisation.Kind.MUNICIPALITY
    proposal = proposal_of(system.fate_proposal)
    leaves = last_year(system.end_of_life)
    return Facts(
        start_day=programme.start_day,
        today=programme.today or timezone.localdate(),
        tier=tier,
        clinical=bool(code) and BY_CODE[code].clinical,
        users=system.users,
        yearly_cost=yearly_cost(system, contracts),
        has_contract=bool(contracts),
        contract_end=min(ends) if ends else None,
        assignable=next((each.assignable for each in contracts if each.assignable), ""),
        divisible=next((each.divisible for each in contracts if each.divisible is not None), None),
        remains_in_municipality=municipal and (code in ALSO_MUNICIPAL or proposal == "stays"),
        proposal=proposal,
        leaving=proposal == "leaves" or bool(leaves and leaves < programme.start_day),
        support_ends=leaves,
        shared_with=around.shared.get(system.pk, 0),
        same_need=around.same_need[code] if code else 0,
        larger=larger(system, around),
    )


def yearly_cost(system: System, contracts: list[Contract]) -> float | None:
    if system.yearly_cost is not None:
        return float(system.yearly_cost)
    known = [float(each.yearly_cost) for each in contracts if each.yearly_cost is not None]
    return sum(known) if known else None


def larger(system: System, around: Surroundings) -> dict[str, Any] | None:
    """The largest other installation of the same product, if it has more users than this one."""
    others = around.same_product.get(system.product_id or 0, [])
    best = max(others, key=lambda each: (each.users or 0, -each.pk), default=None)
    if best is None or best.pk == system.pk or (best.users or 0) <= (system.users or 0):
        return None
    return {
        "id": best.pk,
        "name": best.name,
        "organisation": str(best.organisation),
        "users": best.users,
    }


def option_row(system: System, draft: Draft) -> Option:
    return Option(
        system=system,
        organisation_id=system.organisation_id,
        disposition=draft.disposition,
        into_id=draft.into,
        reasons=draft.reasons,
        stops=draft.stops,
        weeks=draft.weeks,
        effort_days=draft.effort_days,
        cost=draft.cost,
        running_cost=draft.running_cost,
        risk=draft.risk,
        points=draft.points,
        score=draft.score,
        proposed=draft.proposed,
    )


def drafts_for(
    system: System, around: Surroundings
) -> tuple[int, list[dict[str, Any]], list[Draft]]:
    tier, reasons = tier_of(system)
    return tier, reasons, options(facts_of(system, around, tier))
