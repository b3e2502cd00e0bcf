"""The queue of proposals and what the last matching stated of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from maali.inventory.models import Statement, System
from maali.matching.models import MatchingRun, Proposal, Thing
from maali.matching.spelling import spelling
from maali.organisations.models import Programme

LOOKED_AT = 10


def queue(person: Any, programme: Programme, filters: Mapping[str, str]) -> QuerySet[Proposal]:
    """Proposals in the order of what they decide; open ones unless another state is asked for."""
    rows = Proposal.objects.visible_to(person).filter(programme=programme)
    rows = rows.filter(state=filters.get("state") or Proposal.State.OPEN)
    if thing := filters.get("thing"):
        rows = rows.filter(thing=thing)
    return rows


@dataclass(frozen=True)
class Progress:
    """How far the questions are: answered and open ones, and how the audits fell out."""

    answered: int
    open: int
    rows_open: int
    audits: int
    audits_agreed: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / (self.answered + self.open)) if self.answered else 0

    @property
    def agreed_percent(self) -> int:
        """Of the audited joinings, how many people called the same: 0 to 100."""
        return round(100 * self.audits_agreed / self.audits) if self.audits else 0


def progress(person: Any, programme: Programme) -> Progress:
    rows = Proposal.objects.visible_to(person).filter(programme=programme)
    decided = Q(state__in=["same", "different"])
    counted = rows.aggregate(
        answered=Count("pk", filter=decided),
        open=Count("pk", filter=Q(state="open")),
        rows_open=Sum("decides", filter=Q(state="open")),
        audits=Count("pk", filter=decided & Q(audit=True)),
        audits_agreed=Count("pk", filter=Q(state="same", audit=True)),
    )
    return Progress(**{name: value or 0 for name, value in counted.items()})


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
        owner = proposal.members[0] if proposal.members else 0
        sides = {"left": [system for system in members if system.pk == owner]}
        sides["right"] = [system for system in members if system.pk != owner]
        limit = len(members)
    else:
        sides = spelled_as(rows, proposal)
    cells = places([system.pk for side in sides.values() for system in side])
    return {
        side: [
            {
                "system": system,
                "place": cells.get(system.pk, ""),
                "ticked": not proposal.answered_at or system.pk in proposal.chosen,
            }
            for system in found[:limit]
        ]
        for side, found in sides.items()
    }


def spelled_as(rows: QuerySet[System], proposal: Proposal) -> dict[str, list[System]]:
    field = "vendor_name" if proposal.thing == Thing.VENDOR else "name"
    wanted = {proposal.left: "left", proposal.right: "right"}
    side = {
        pk: wanted[key]
        for pk, written in rows.order_by().values_list("pk", field)
        if (key := spelling(written)) in wanted
    }
    found: dict[str, list[System]] = {"left": [], "right": []}
    for system in rows.filter(pk__in=side).select_related("organisation", "product"):
        found[side[system.pk]].append(system)
    return found


def places(systems: list[int]) -> dict[int, str]:
    rows = Statement.objects.filter(
        subject_kind="system", subject_id__in=systems, field="name", holds=True
    ).select_related("source")
    return {row.subject_id: row.place for row in rows}


def next_open(person: Any, programme: Programme, after: Proposal) -> list[Proposal]:
    """The questions to show when one is answered, best first: those of the same thing, else any."""
    rows = queue(person, programme, {}).exclude(pk=after.pk)
    return list(rows.filter(thing=after.thing)[:LOOKED_AT]) or list(rows[:LOOKED_AT])
