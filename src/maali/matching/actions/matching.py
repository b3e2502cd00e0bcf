"""Matching a programme's mentions; nothing marked different is ever joined."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from maali.core.actions import Actor, Refused, log
from maali.core.calculations import Progress, Silent
from maali.inventory.actions import (
    mark_same_installation,
    mark_same_site,
    part_installations,
    part_sites,
    set_product,
)
from maali.inventory.actions.classing import set_needs
from maali.inventory.models import Site, System
from maali.matching import engine
from maali.matching.models import MatchingRun, Proposal, Thing
from maali.matching.rules import why_not_match
from maali.organisations.models import Programme
from maali_engines.linkage.data import Result
from maali_engines.linkage.find import find
from maali_engines.linkage.shared import find_shared

BY_PERSON = (Proposal.State.SAME, Proposal.State.DIFFERENT, Proposal.State.LATER)
STAGES = 4


@transaction.atomic
def match(
    programme: Programme,
    *,
    by: Actor | str,
    progress: Progress | None = None,
    second_opinion: str | None = None,
) -> dict[str, Any]:
    """Match vendors, products, sites and shared installations of the whole programme anew.

    People's answers stay and bind; what was only proposed is proposed anew. Returns counts.
    `second_opinion`: "" asks Splink in this process, an address asks it on that Spark cluster;
    where it sees a pair otherwise, people are asked.
    """
    if why := why_not_match(by, programme):
        raise Refused(why)
    progress = progress or Silent()
    progress.start(STAGES, "vendors and products")
    counts: dict[str, Any] = dict(match_products(programme, by=by, second_opinion=second_opinion))
    progress.step(message="sites")
    counts |= match_sites(programme, by=by)
    progress.step(message="installations")
    counts |= match_installations(programme, by=by)
    progress.step(2)
    log("matched", programme, by=by, programme_id=programme.pk, **counts)
    return counts


def match_products(
    programme: Programme, *, by: Actor | str, second_opinion: str | None = None
) -> dict[str, int]:
    records, rows = engine.product_records(programme)
    vendor_records = engine.vendor_records(rows)
    known = engine.knowledge(programme)
    vendors = find(
        vendor_records,
        kind="vendor",
        knowledge=known,
        answers=engine.answers(programme, Thing.VENDOR, vendor_records),
    )
    products = find(
        records, knowledge=known, answers=engine.answers(programme, Thing.PRODUCT, records)
    )
    names = engine.canonical_vendors(vendors, vendor_records)
    needs = {}
    for name, vendor, systems in engine.products_of(products, rows, names):
        product = set_product(systems, name, vendor, by=by, reason="")
        needs[product.pk] = engine.need_by_vote(systems)
    set_needs(needs, by=by)
    store(programme, Thing.VENDOR, vendors, engine.drafted(Thing.VENDOR, vendors, vendor_records))
    drafts = engine.drafted(Thing.PRODUCT, products, records)
    drafts += engine.stated_renames(programme, rows, products)
    if second_opinion is not None:
        drafts += engine.doubted(products, records, second_opinion)
    store(programme, Thing.PRODUCT, products, drafts)
    return {
        "systems": len(records),
        "products": len(products.groups),
        "vendors": len(vendors.groups),
    }


def match_sites(programme: Programme, *, by: Actor | str) -> dict[str, int]:
    known = engine.knowledge(programme)
    records, rows = engine.site_records(programme)
    told = engine.answers(programme, Thing.SITE, records)
    found = find(
        records,
        kind="site",
        knowledge=known,
        answers=told,
        must_not=engine.buildings_apart(records),
    )
    result = engine.same_named(found, records, told)
    wanted = {
        other.pk: first.pk
        for first, *others in engine.duplicates_of(result, rows)
        for other in others
    }
    settle(Site, programme, wanted, mark_same_site, part_sites, by)
    store(programme, Thing.SITE, result, engine.drafted(Thing.SITE, result, records))
    return {"site_rows": len(records), "sites_joined": len(wanted)}


def match_installations(programme: Programme, *, by: Actor | str) -> dict[str, int]:
    reports = engine.reports(programme)
    records = [engine.Record(report.id, report.organisation, report.product) for report in reports]
    answers = engine.answers(programme, Thing.INSTALLATION, records)
    found = find_shared(reports, names=engine.organisation_names(programme), answers=answers)
    wanted_keys = [int(key) for shared in found for key in shared.systems]
    systems = System.objects.select_related("organisation").in_bulk(wanted_keys)
    Proposal.objects.filter(programme=programme, thing=Thing.INSTALLATION).exclude(
        state__in=BY_PERSON
    ).delete()
    wanted: dict[int, int] = {}
    said = {frozenset((answer.a, answer.b)) for answer in answers}
    for place, shared in enumerate(found):
        owner, others = engine.owner_first([systems[int(key)] for key in shared.systems], shared)
        if shared.stated:
            wanted |= {other.pk: owner.pk for other in others}
        asked = [each for each in others if frozenset((str(owner.pk), str(each.pk))) not in said]
        if asked:
            propose_installation(programme, owner, asked, shared, place)
    settle(System, programme, wanted, mark_same_installation, part_installations, by)
    return {
        "installations_joined": len(wanted),
        "installations_asked": sum(not s.stated for s in found),
    }


def settle(
    model: type[Site] | type[System],
    programme: Programme,
    wanted: Mapping[int, int],
    mark: Callable[..., None],
    part: Callable[..., None],
    by: Actor | str,
) -> None:
    """Part what stands otherwise than wanted, then join: a row that others stand for joins
    nobody.
    """
    joined = model.objects.filter(programme=programme, same_as__isnull=False)
    for row in joined.select_related("programme", "organisation"):
        if wanted.get(row.pk) != row.same_as_id:
            part(row, by=by, reason="")
    rows = model.objects.select_related("programme", "organisation").in_bulk(
        {*wanted, *wanted.values()}
    )
    for key, first in wanted.items():
        if rows[key].same_as_id != first:
            mark(rows[key], rows[first], by=by, reason="")


def propose_installation(
    programme: Programme, owner: System, others: list[System], shared: Any, place: int
) -> None:
    """One proposal for the whole installation, however many report it."""
    left, right = sorted([str(owner.pk), str(others[0].pk)])
    texts = {str(s.pk): f"{s.name} ({s.organisation})" for s in (owner, others[0])}
    Proposal.objects.get_or_create(
        programme=programme,
        thing=Thing.INSTALLATION,
        left=left,
        right=right,
        defaults={
            "left_name": texts[left][:300],
            "right_name": texts[right][:300],
            "members": [owner.pk, *(system.pk for system in others)],
            "decides": len(others) + 1,
            "place": place,
            "probability": shared.probability,
            "reasons": engine.reason_rows(shared.reasons),
            "state": Proposal.State.JOINED if shared.stated else Proposal.State.OPEN,
        },
    )


def each_once(drafts: Iterable[engine.Drafted]) -> Iterable[engine.Drafted]:
    """The first draft about a pair, unless a later one asks about it."""
    found: dict[tuple[str, str], engine.Drafted] = {}
    for each in drafts:
        pair = (each.left, each.right)
        if pair not in found or found[pair].values.get("state") == Proposal.State.JOINED:
            found[pair] = each
    return found.values()


def store(
    programme: Programme, thing: str, result: Result, drafts: Iterable[engine.Drafted]
) -> None:
    """Keep what people answered; replace what was only proposed; note what the run states of
    itself.
    """
    rows = Proposal.objects.filter(programme=programme, thing=thing)
    answered = set(rows.filter(state__in=BY_PERSON).values_list("left", "right"))
    rows.exclude(state__in=BY_PERSON).delete()
    Proposal.objects.bulk_create(
        (
            Proposal(
                programme=programme, thing=thing, left=each.left, right=each.right, **each.values
            )
            for each in each_once(drafts)
            if (each.left, each.right) not in answered
        ),
        batch_size=500,
    )
    MatchingRun.objects.create(
        programme=programme,
        thing=thing,
        mentions=sum(len(group.members) for group in result.groups),
        groups=len(result.groups),
        stated={
            "cut": round(result.cut, 4),
            "precision": round(result.stated_precision, 4),
            "recall": round(result.stated_recall, 4),
        },
    )
