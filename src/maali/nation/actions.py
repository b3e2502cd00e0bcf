"""Finding what several regions use or build for the same need, and judging it."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from maali.core.actions import Actor, Refused, log
from maali.core.calculations import Progress, Silent
from maali.nation.models import Overlap
from maali.nation.queries import building, needs_by_region
from maali.nation.rules import why_not_judge, why_not_see

LEAST_REGIONS = 2


@transaction.atomic
def find_overlaps(*, by: Actor | str, progress: Progress | None = None) -> int:
    """Work out the overlaps anew; what people have judged keeps their judgement.

    Bought products that several regions run are `used` (a chance to buy and run together); needs
    for which several regions get something new are `built` (a risk of building twice).
    """
    if why := why_not_see(by):
        raise Refused(why)
    progress = progress or Silent()
    found = [*used_together(), *built_twice()]
    progress.start(len(found))
    for row in found:
        Overlap.objects.update_or_create(
            need=row.pop("need"), defaults={**row, "at": timezone.now()}
        )
        progress.step()
    log("looked for overlaps", "nation", by=by, found=len(found))
    return len(found)


def used_together() -> list[dict[str, Any]]:
    by_product: dict[str, dict[str, Any]] = defaultdict(dict)
    for (product, region), row in needs_by_region().items():
        by_product[product][region] = {"systems": row["systems"], "users": row["users"] or 0}
    return [
        {
            "need": product,
            "kind": "used",
            "regions": sorted(regions),
            "detail": regions,
            "probability": min(1.0, sum(each["systems"] for each in regions.values()) / 50),
        }
        for product, regions in sorted(by_product.items())
        if len(regions) >= LEAST_REGIONS
    ]


def built_twice() -> list[dict[str, Any]]:
    return [
        {
            "need": f"need:{need}",
            "kind": "built",
            "regions": sorted(regions),
            "detail": {region: {"systems": count} for region, count in regions.items()},
            "probability": 1.0,
        }
        for need, regions in sorted(building().items())
        if len(regions) >= LEAST_REGIONS
    ]


@transaction.atomic
def judge_overlap(overlap: Overlap, state: str, *, by: Actor, note: str) -> Overlap:
    """Together or rightly apart, with the reason."""
    if why := why_not_judge(by, note):
        raise Refused(why)
    overlap = Overlap.objects.select_for_update().get(pk=overlap.pk)
    overlap.state, overlap.note = Overlap.State(state), note.strip()
    overlap.judged_by = str(by)
    overlap.save()
    log("judged an overlap", overlap, by=by, reason=note, state=state)
    return overlap
