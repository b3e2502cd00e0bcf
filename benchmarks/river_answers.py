"""A person answers the queue as the truth says: how many questions until installations are right.

Questions are taken in the queue's own order. Vendors are left out: the example's truth does not
name them, and no installation hangs on them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from benchmarks.table import Figure

if TYPE_CHECKING:
    from maali.inventory.models import System
    from maali.matching.models import Proposal
    from maali.organisations.models import Programme

Rows = list[dict[str, str]]
Told = Mapping[int, set[str]]
ROUNDS = 4


def measure_answers(
    programme: "Programme",
    truth: Mapping[str, Rows],
    instances: Mapping["System", set[str]],
    sites: Told,
) -> list[Figure]:
    """Answer until as many installations are counted as there are, or nothing is left to ask."""
    from maali.inventory.models import System
    from maali.matching.actions import answer_proposal, match
    from maali.matching.models import Proposal
    from maali.organisations.models import Person

    by = Person.objects.get(email="cecilia@example.org")
    told = {system.pk: each for system, each in instances.items()}
    products = {row["instance_id"]: row["product_id"] for row in truth["instances"]}
    right = len(truth["instances"])
    counted = System.objects.filter(programme=programme).counted()
    asked, reached = 0, None
    for _ in range(ROUNDS):
        open_ones = Proposal.objects.filter(programme=programme, state="open")
        batch = list(open_ones.exclude(thing="vendor"))
        for proposal in batch:
            same = is_same(proposal, told, products, sites)
            one = [key for key in proposal.members if shares(proposal.members[0], key, told)]
            answer_proposal(proposal, "same" if same else "different", by=by, chosen=one)
            asked += 1
            if reached is None and counted.count() == right:
                reached = asked
        if not batch:
            break
        match(programme, by="yardstick")
    rows = len(truth["row_map"])
    per = (reached or asked) / rows
    return [
        Figure("installations counted after answers", counted.count(), "systems", f"{right}"),
        Figure("questions answered in all", asked, "questions"),
        Figure(
            "questions until installations are right, per row",
            round(per, 4),
            "",
            "≤ 1/12",
            reached is not None and per <= 1 / 12,
        ),
    ]


def is_same(proposal: "Proposal", told: Told, products: Mapping[str, str], sites: Told) -> bool:
    """What the truth says of a proposal."""
    if proposal.thing == "site":
        one, other = sites[int(proposal.left)], sites[int(proposal.right)]
        return bool(one & other)
    if proposal.thing == "installation":
        return any(shares(proposal.members[0], key, told) for key in proposal.members[1:])
    one, other = (products_written(proposal, key, told, products) for key in ("left", "right"))
    return bool(one & other)


def shares(one: int, other: int, told: Told) -> bool:
    """Are two systems rows of one true installation?"""
    return bool(told.get(one, set()) & told.get(other, set()))


def products_written(
    proposal: "Proposal", side: str, told: Told, products: Mapping[str, str]
) -> set[str]:
    """The true products of the systems that are written so."""
    from maali.matching.queries.catalogue import written_as

    systems = written_as(proposal.programme, "name", getattr(proposal, side))
    return {
        products[each]
        for system in systems
        for each in told.get(system.pk, set())
        if each in products
    }
