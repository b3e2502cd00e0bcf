"""The queue of proposals and what the last matching stated of itself."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from maali.inventory.models import Statement, System
from maali.matching.models import MatchingRun, Proposal, Thing
from maali.matching.spelling import spelling
from maali.organisations.models import Programme


def queue(person: Any, programme: Programme, filters: Mapping[str, str]) -> QuerySet[Proposal]:
    """Proposals in the order of what they decide; open ones unless another state is asked for."""
    rows = Proposal.objects.visible_to(person).filter(programme=programme)
    rows = rows.filter(state=filters.get("state") or Proposal.State.OPEN)
    if thing := filters.get("thing"):
        rows = rows.filter(thing=thing)
    return rows


def counts(person: Any, programme: Programme) -> dict[str, int]:
    rows = Proposal.objects.visible_to(person).filter(programme=programme)
    return dict(rows.values_list("state").annotate(n=Count("pk")))


def last_runs(person: Any, programme: Programme) -> list[MatchingRun]:
    """The newest run for each thing."""
    rows = MatchingRun.objects.visible_to(person).filter(programme=programme)
    found: dict[str, MatchingRun] = {}
    for run in rows:
        found.setdefault(run.thing, run)
    return [found[thing] for thing in Thing.values if thing in found]


def examples(person: Any, proposal: Proposal, limit: int = 5) -> dict[str, list[dict[str, Any]]]:
    """Systems on both sides of a proposal with the cells that they come from."""
    if proposal.thing == Thing.SITE:
        return {}
    rows = System.objects.visible_to(person).filter(programme=proposal.programme)
    if proposal.thing == Thing.INSTALLATION:
        members = rows.filter(pk__in=proposal.members).select_related("organisation", "product")
        sides = {"left": [s for s in members if str(s.pk) == proposal.left]}
        sides["right"] = [s for s in members if str(s.pk) != proposal.left]
    else:
        sides = spelled_as(rows, proposal)
    cells = places([system.pk for side in sides.values() for system in side])
    return {
        side: [{"system": system, "place": cells.get(system.pk, "")} for system in found[:limit]]
        for side, found in sides.items()
    }


def spelled_as(rows: QuerySet[System], proposal: Proposal) -> dict[str, list[System]]:
    field = "vendor_name" if proposal.thing == Thing.VENDOR else "name"
    near = rows.filter(**{f"{field}__icontains": proposal.left_name[:4]}) | rows.filter(
        **{f"{field}__icontains": proposal.right_name[:4]}
    )
    found: dict[str, list[System]] = {"left": [], "right": []}
    for system in near.select_related("organisation", "product"):
        key = spelling(getattr(system, field))
        if key in {proposal.left, proposal.right}:
            found["left" if key == proposal.left else "right"].append(system)
    return found


def places(systems: list[int]) -> dict[int, str]:
    rows = Statement.objects.filter(
        subject_kind="system", subject_id__in=systems, field="name", holds=True
    ).select_related("source")
    return {row.subject_id: row.place for row in rows}


def next_open(person: Any, programme: Programme, after: Proposal) -> Proposal | None:
    """The question to show when one is answered: the next of the same thing, else any."""
    rows = queue(person, programme, {}).exclude(pk=after.pk)
    return rows.filter(thing=after.thing).first() or rows.first()
