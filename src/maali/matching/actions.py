"""Matching a programme's mentions, and people's answers; nothing marked different is ever
joined.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

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
from maali.matching.rules import why_not_answer, why_not_match
from maali.organisations.models import Programme
from maali_engines.linkage.data import Result
from maali_engines.linkage.find import find
from maali_engines.linkage.knowledge import shipped
from maali_engines.linkage.shared import find_shared

BY_PERSON = (Proposal.State.SAME, Proposal.State.DIFFERENT, Proposal.State.LATER)
STAGES = 4


@transaction.atomic
def match(
    programme: Programme, *, by: Actor | str, progress: Progress | None = None
) -> dict[str, Any]:
    """Match vendors, products, sites and shared installations of the whole programme anew.

    People's answers stay and bind; what was only proposed is proposed anew. Returns counts.
    """
    if why := why_not_match(by, programme):
        raise Refused(why)
    progress = progress or Silent()
    progress.start(STAGES, "vendors and products")
    counts: dict[str, Any] = dict(match_products(programme, by=by))
    progress.step(message="sites")
    counts |= match_sites(programme, by=by)
    progress.step(message="installations")
    counts |= match_installations(programme, by=by)
    progress.step(2)
    log("matched", programme, by=by, programme_id=programme.pk, **counts)
    return counts


def match_products(programme: Programme, *, by: Actor | str) -> dict[str, int]:
    records, rows = engine.product_records(programme)
    vendor_records = engine.vendor_records(rows)
    known = shipped()
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
    store(programme, Thing.PRODUCT, products, engine.drafted(Thing.PRODUCT, products, records))
    return {
        "systems": len(records),
        "products": len(products.groups),
        "vendors": len(vendors.groups),
    }


def match_sites(programme: Programme, *, by: Actor | str) -> dict[str, int]:
    records, rows = engine.site_records(programme)
    told = engine.answers(programme, Thing.SITE, records)
    found = find(
        records,
        kind="site",
        knowledge=shipped(),
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
    systems = System.objects.in_bulk([int(key) for shared in found for key in shared.systems])
    Proposal.objects.filter(programme=programme, thing=Thing.INSTALLATION).exclude(
        state__in=BY_PERSON
    ).delete()
    wanted: dict[int, int] = {}
    for shared in found:
        members = [systems[int(key)] for key in shared.systems]
        owner = next((s for s in members if str(s.organisation_id) == shared.owner), members[0])
        others = [system for system in members if system.pk != owner.pk]
        if shared.stated:
            wanted |= {other.pk: owner.pk for other in others}
        if others:
            propose_installation(programme, owner, others, shared)
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
    programme: Programme, owner: System, others: list[System], shared: Any
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
            "probability": shared.probability,
            "reasons": engine.reason_rows(shared.reasons),
            "state": Proposal.State.JOINED if shared.stated else Proposal.State.OPEN,
        },
    )


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
            for each in drafts
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


@transaction.atomic
def answer_proposal(proposal: Proposal, state: str, *, by: Actor, seen: str = "") -> Proposal:
    """Same, different, later or open again; the inventory follows at once.

    `seen` is the state that the person looked at; if another answer came first, theirs stands.
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if why := why_not_answer(by, proposal, state, seen):
        raise Refused(why)
    proposal.state = Proposal.State(state)
    proposal.answered_by, proposal.answered_at = str(by), timezone.now()
    proposal.save(update_fields=["state", "answered_by", "answered_at"])
    if state != Proposal.State.LATER:
        FOLLOW[Thing(proposal.thing)](proposal, state == Proposal.State.SAME, by)
    log(
        "answered a proposal",
        proposal,
        by=by,
        programme_id=proposal.programme_id,
        state=state,
        thing=proposal.thing,
    )
    return proposal


def follow_products(proposal: Proposal, same: bool, by: Actor) -> None:
    """Every system of the second spelling joins the first's product, or gets one of its own."""
    rows = System.objects.filter(
        programme=proposal.programme, standing=System.Standing.IN_SCOPE
    ).select_related("product", "product__vendor", "organisation")
    spelled = engine.by_spelling(rows)
    left, right = spelled.get(proposal.left, []), spelled.get(proposal.right, [])
    if not left or not right:
        return
    product = left[0].product
    name = product.name if product else proposal.left_name
    vendor = product.vendor.name if product and product.vendor else left[0].vendor_name
    if same:
        set_product([*left, *right], name, vendor, by=by, reason="")
    elif product and any(row.product_id == product.pk for row in right):
        set_product(right, proposal.right_name, right[0].vendor_name, by=by, reason="")


def follow_sites(proposal: Proposal, same: bool, by: Actor) -> None:
    sites = Site.objects.in_bulk([int(proposal.left), int(proposal.right)])
    one, other = sites[int(proposal.left)], sites[int(proposal.right)]
    first, second = sorted((one, other), key=lambda site: (-(site.users or 0), site.pk))
    if same:
        mark_same_site(second, first, by=by, reason="")
        return
    for site in (one, other):
        if site.same_as_id in {one.pk, other.pk}:
            part_sites(site, by=by, reason="")


def follow_installations(proposal: Proposal, same: bool, by: Actor) -> None:
    systems = System.objects.in_bulk(proposal.members)
    owner, *others = (systems[key] for key in proposal.members)
    for other in others:
        if same and other.same_as_id != owner.pk:
            mark_same_installation(other, owner, by=by, reason="")
        if not same and other.same_as_id == owner.pk:
            part_installations(other, by=by, reason="")


def follow_vendors(proposal: Proposal, same: bool, by: Actor) -> None:
    """Vendors follow with the next matching: a vendor's name stands in many products."""


FOLLOW: dict[Thing, Callable[[Proposal, bool, Actor], None]] = {
    Thing.PRODUCT: follow_products,
    Thing.VENDOR: follow_vendors,
    Thing.SITE: follow_sites,
    Thing.INSTALLATION: follow_installations,
}
