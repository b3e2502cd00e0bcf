"""People's answers to proposals: the inventory follows at once, and every answer can be undone.

An answer notes the product of each system that it moved, so that taking it back restores exactly
what stood before, at any later time.
"""

from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log
from maali.inventory.actions import (
    clear_product,
    mark_same_installation,
    mark_same_site,
    part_installations,
    part_sites,
    set_product,
)
from maali.inventory.models import Product, Site, System
from maali.matching.models import Known, Proposal, Relation, Thing
from maali.matching.queries.catalogue import (
    Side,
    kept_apart,
    side_of_product,
    side_of_vendor,
)
from maali.matching.rules import why_not_answer, why_not_relate, why_not_undo

State = Proposal.State
Moved = dict[str, list[int | None]]
# How what a person says of the left one is written in the knowledge table; True: sides change.
WRITTEN = {
    Relation.MODULE_OF: (Known.Says.MODULE_OF, False),
    Relation.HAS_MODULE: (Known.Says.MODULE_OF, True),
    Relation.SUCCESSOR_OF: (Known.Says.SUCCESSOR_OF, False),
    Relation.SUCCEEDED_BY: (Known.Says.SUCCESSOR_OF, True),
}


@transaction.atomic
def answer_proposal(
    proposal: Proposal,
    state: str,
    *,
    by: Actor,
    seen: str = "",
    relation: str = "",
    chosen: Collection[int] | None = None,
) -> Proposal:
    """Same, different, later; `relation` says beside "different" how the left one stands.

    Of a shared installation `chosen` are the members that are the first one's; None: all of them.
    "open" takes the answer back. `seen` is the state that the person looked at; if another answer
    came first, theirs stands.
    """
    if state == State.OPEN:
        return undo_answer(proposal, by=by, seen=seen)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if why := why_not_answer(by, proposal, state, seen) or why_not_relate(
        proposal, state, relation
    ):
        raise Refused(why)
    if proposal.answered_at and proposal.state != State.LATER:
        put_back(proposal, by)
    if proposal.thing == Thing.INSTALLATION:
        proposal.chosen = chosen_of(proposal, state, chosen)
        if state == State.SAME and not proposal.chosen:
            state = State.DIFFERENT
    set_state(proposal, state, by, relation=relation)
    if state != State.LATER:
        proposal.moved = FOLLOW[Thing(proposal.thing)](proposal, state == State.SAME, by)
        proposal.save(update_fields=["moved"])
    log_answer("answered a proposal", proposal, by)
    return proposal


def chosen_of(proposal: Proposal, state: str, chosen: Collection[int] | None) -> list[int]:
    if state != State.SAME:
        return []
    others = proposal.members[1:]
    return others if chosen is None else [each for each in others if each in chosen]


def set_state(proposal: Proposal, state: str, by: Actor, *, relation: str = "") -> None:
    """The new state with who and when; what a relation says goes to the knowledge table."""
    if not proposal.answered_at:
        proposal.before = proposal.state
    proposal.state = State(state)
    proposal.answered_by, proposal.answered_at = str(by), timezone.now()
    proposal.relation = relation
    proposal.save(
        update_fields=["state", "before", "answered_by", "answered_at", "relation", "chosen"]
    )
    Known.objects.filter(proposal=proposal).delete()
    if relation:
        says, turned = WRITTEN[Relation(relation)]
        names = (proposal.left_name, proposal.right_name)
        left, right = reversed(names) if turned else names
        Known.objects.update_or_create(
            programme=proposal.programme,
            kind=Known.Kind.PRODUCT,
            relation=says,
            left=left[:200],
            right=right[:200],
            defaults={"proposal": proposal, "by": str(by), "source": _("an answer in the queue")},
        )


@transaction.atomic
def undo_answer(proposal: Proposal, *, by: Actor, seen: str = "") -> Proposal:
    """Take an answer back: products, sites and installations stand as before it."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.part_of is not None:
        return undo_answer(proposal.part_of, by=by)
    if why := why_not_undo(by, proposal, seen):
        raise Refused(why)
    put_back(proposal, by)
    for each in [*proposal.parts.all(), proposal]:
        Known.objects.filter(proposal=each).delete()
        each.state, each.relation = each.before or State.OPEN, ""
        each.answered_by, each.answered_at, each.moved = "", None, {}
        each.part_of = None
        each.save()
    log_answer("took back an answer", proposal, by)
    return proposal


def put_back(proposal: Proposal, by: Actor) -> None:
    """Undo what the answer did to the inventory."""
    if proposal.thing in {Thing.PRODUCT, Thing.VENDOR}:
        restore(proposal.moved, by)
        proposal.moved = {}
    else:
        FOLLOW[Thing(proposal.thing)](proposal, proposal.before == State.JOINED, by)


def restore(moved: Moved, by: Actor) -> None:
    """Each system back to the product that it had, unless someone has moved it since."""
    systems = {
        system.pk: system
        for system in System.objects.filter(pk__in=map(int, moved)).select_related("programme")
    }
    products = Product.objects.select_related("vendor").in_bulk(
        {before for before, _after in moved.values() if before}
    )
    backs: dict[int | None, list[System]] = {}
    for key, (before, after) in moved.items():
        system = systems.get(int(key))
        if system is not None and system.product_id == after:
            backs.setdefault(before, []).append(system)
    for before, some in backs.items():
        product = products.get(before or 0)
        if product is None:
            clear_product(some, by=by, reason="")
        else:
            put_under(some, product, by)


def put_under(systems: list[System], product: Product, by: Actor) -> Moved:
    """The systems become installations of the product; returns what it was before."""
    before = {str(system.pk): system.product_id for system in systems}
    vendor = product.vendor.name if product.vendor else ""
    set_product(systems, product.name, vendor, by=by, reason="")
    return {key: [former, product.pk] for key, former in before.items() if former != product.pk}


def follow_products(proposal: Proposal, same: bool, by: Actor) -> Moved:
    """Same: the right one's product goes under the left one's. Different: the right spelling
    leaves.
    """
    left, right = (
        side_of_product(proposal.programme, key) for key in (proposal.left, proposal.right)
    )
    if not left.spelled or not right.spelled:
        return {}
    if not same:
        return part_spelling(left, right, proposal.right_name, by)
    moving = right.spelled if kept_apart(proposal.programme, left, right) else right.whole
    if left.product is None:
        return name_product([*left.spelled, *moving], proposal.left_name, by)
    return put_under(moving, left.product, by)


def part_spelling(left: Side, right: Side, name: str, by: Actor) -> Moved:
    """A spelling that shares the other's product gets one of its own."""
    if left.product is None or left.product != right.product:
        return {}
    return name_product(right.spelled, name, by)


def name_product(systems: list[System], name: str, by: Actor) -> Moved:
    before = {str(system.pk): system.product_id for system in systems}
    vendor = next((system.vendor_name for system in systems if system.vendor_name), "")
    product = set_product(systems, name, vendor, by=by, reason="")
    return {key: [former, product.pk] for key, former in before.items()}


def follow_vendors(proposal: Proposal, same: bool, by: Actor) -> Moved:
    """Same: products of the right vendor go under the left one. Different: those whose systems
    are written with the right spelling leave.
    """
    left, right = (
        side_of_vendor(proposal.programme, key) for key in (proposal.left, proposal.right)
    )
    if not left.spelled or not right.spelled:
        return {}
    if same:
        moving = right.spelled if kept_apart(proposal.programme, left, right) else right.whole
        return sell_by(moving, left.name or proposal.left_name, by)
    if left.name and left.name == right.name:
        return sell_by(right.spelled, proposal.right_name, by)
    return {}


def sell_by(systems: Iterable[System], vendor: str, by: Actor) -> Moved:
    """The systems' products as products of this vendor."""
    named: dict[str, list[System]] = {}
    for system in systems:
        if system.product is not None:
            named.setdefault(system.product.name, []).append(system)
    moved: Moved = {}
    for name, some in named.items():
        before = {str(system.pk): system.product_id for system in some}
        product = set_product(some, name, vendor, by=by, reason="")
        moved |= {key: [former, product.pk] for key, former in before.items()}
    return moved


def follow_sites(proposal: Proposal, same: bool, by: Actor) -> Moved:
    sites = Site.objects.in_bulk([int(proposal.left), int(proposal.right)])
    if len(sites) < 2:
        return {}
    one, other = sites[int(proposal.left)], sites[int(proposal.right)]
    first, second = sorted((one, other), key=lambda site: (-(site.users or 0), site.pk))
    if same:
        mark_same_site(second, first, by=by, reason="")
        return {}
    for site in (one, other):
        if site.same_as_id in {one.pk, other.pk}:
            part_sites(site, by=by, reason="")
    return {}


def follow_installations(proposal: Proposal, same: bool, by: Actor) -> Moved:
    """Those chosen count as the first one's installation; the others count by themselves."""
    systems = System.objects.in_bulk(proposal.members)
    owner, *others = (systems[key] for key in proposal.members if key in systems)
    for other in others:
        one = same and other.pk in (proposal.chosen or proposal.members)
        if one and other.same_as_id != owner.pk:
            mark_same_installation(other, owner, by=by, reason="")
        if not one and other.same_as_id == owner.pk:
            part_installations(other, by=by, reason="")
    return {}


def log_answer(verb: str, proposal: Proposal, by: Actor) -> None:
    log(
        verb,
        proposal,
        by=by,
        programme_id=proposal.programme_id,
        reason=proposal.reason,
        state=proposal.state,
        relation=proposal.relation,
        thing=proposal.thing,
    )


FOLLOW: dict[Thing, Callable[[Proposal, bool, Actor], Moved]] = {
    Thing.PRODUCT: follow_products,
    Thing.VENDOR: follow_vendors,
    Thing.SITE: follow_sites,
    Thing.INSTALLATION: follow_installations,
}
