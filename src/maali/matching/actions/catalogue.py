"""Joining and splitting products and vendors in the catalogue, as answers that bind and undo.

A joining is an answer "same" between the two names, a split an answer "different" between each
spelling that leaves and each that stays: the next matching keeps to them.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused
from maali.inventory.models import System
from maali.matching.actions.answering import (
    FOLLOW,
    Moved,
    log_answer,
    name_product,
    put_back,
    sell_by,
    set_state,
)
from maali.matching.models import Proposal, Thing
from maali.matching.queries.catalogue import Spelling, spellings_of
from maali.matching.rules import why_not_join, why_not_split
from maali.organisations.models import Programme

FIELD = {Thing.PRODUCT: "name", Thing.VENDOR: "vendor_name"}


@transaction.atomic
def join(
    programme: Programme,
    thing: Thing,
    keep: Iterable[System],
    gone: Iterable[System],
    *,
    by: Actor,
    reason: str = "",
) -> Proposal:
    """Put the product (or vendor) of the systems `gone` under that of the systems `keep`."""
    kept, leaving = (spellings_of(some, FIELD[thing], most=0) for some in (keep, gone))
    if why := why_not_join(by, programme, kept, leaving):
        raise Refused(why)
    proposal = pair(programme, thing, kept[0], leaving[0])
    turned = proposal.left != kept[0].key
    proposal.reason = reason[:300]
    proposal.save(update_fields=["reason"])
    if proposal.answered_at:
        put_back(proposal, by)
    set_state(proposal, Proposal.State.SAME, by)
    # The one that is kept stands first for this once: the other's systems move under it.
    seen = turned_round(proposal) if turned else proposal
    proposal.moved = FOLLOW[thing](seen, True, by)
    proposal.save(update_fields=["moved"])
    log_answer("joined in the catalogue", proposal, by)
    return proposal


def turned_round(proposal: Proposal) -> Proposal:
    """The same question with its sides changed; never saved."""
    return Proposal(
        programme=proposal.programme,
        thing=proposal.thing,
        left=proposal.right,
        right=proposal.left,
        left_name=proposal.right_name,
        right_name=proposal.left_name,
    )


@transaction.atomic
def split(
    programme: Programme,
    thing: Thing,
    systems: Iterable[System],
    keys: Collection[str],
    *,
    by: Actor,
    name: str = "",
    reason: str = "",
) -> Proposal:
    """Let the spellings `keys` of a product (or vendor) be another one, called `name`.

    Without a name it is called as the most used of them is written.
    """
    written = spellings_of(systems, FIELD[thing], most=0)
    leaving = [each for each in written if each.key in keys]
    staying = [each for each in written if each.key not in keys]
    if why := why_not_split(by, programme, leaving, staying):
        raise Refused(why)
    first: Proposal | None = None
    for one in leaving:
        for other in staying:
            proposal = pair(programme, thing, one, other)
            proposal.reason, proposal.part_of = reason[:300], first
            proposal.save(update_fields=["reason", "part_of"])
            set_state(proposal, Proposal.State.DIFFERENT, by)
            first = first or proposal
    if first is None:
        raise Refused(_("Nothing was chosen."))
    moving = [system for each in leaving for system in each.systems]
    first.moved = moved_away(thing, moving, name.strip() or leaving[0].name, by)
    first.save(update_fields=["moved"])
    log_answer("split in the catalogue", first, by)
    return first


def moved_away(thing: Thing, systems: list[System], name: str, by: Actor) -> Moved:
    return (name_product if thing == Thing.PRODUCT else sell_by)(systems, name, by)


def pair(programme: Programme, thing: Thing, one: Spelling, other: Spelling) -> Proposal:
    """The proposal about two spellings, made if nobody has asked about them yet."""
    first, second = sorted((one, other), key=lambda each: each.key)
    proposal, _made = Proposal.objects.select_for_update().get_or_create(
        programme=programme,
        thing=thing,
        left=first.key[:300],
        right=second.key[:300],
        defaults={
            "left_name": first.name[:300],
            "right_name": second.name[:300],
            "decides": len(one.systems) + len(other.systems),
            "at": timezone.now(),
        },
    )
    return proposal
