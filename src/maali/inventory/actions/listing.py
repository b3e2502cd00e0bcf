"""Rows that list others: contracts their systems, systems the sites where they are used."""

from collections.abc import Iterable
from dataclasses import dataclass

from maali.inventory.models import Contract, Row, Site, Source, System, Use
from maali.inventory.told import Listed, Weighing
from maali.inventory.uses import Base, as_base, memories, settle, uses_of
from maali.inventory.values import BATCH, batches


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows that `row` is said to list now, with users where given, and those listed before."""

    row: Row
    now: dict[int, int | None]
    before: set[int]


def write_lists(weighing: Weighing, source: Source) -> None:
    rows = {id(row): row for row in weighing.rows.values()}
    listings = [
        Listing(rows[place], keys(listed), set(weighing.lists_before.get((place, name), ())))
        for (place, name), listed in weighing.lists.items()
    ]
    link_contracts(each for each in listings if isinstance(each.row, Contract))
    write_uses([each for each in listings if isinstance(each.row, System)], source)


def keys(listed: Listed) -> dict[int, int | None]:
    return {row.pk: users for row, users in listed.values()}


def link_contracts(listings: Iterable[Listing]) -> None:
    """Link what is told of now; unlink what only the earlier statement listed."""
    through = Contract.systems.through
    links = []
    for each in listings:
        links += [
            through(contract_id=each.row.pk, system_id=pk) for pk in each.now.keys() - each.before
        ]
        if gone := each.before - each.now.keys():
            through.objects.filter(contract_id=each.row.pk, system_id__in=gone).delete()
    through.objects.bulk_create(links, ignore_conflicts=True, batch_size=BATCH)


def write_uses(listings: list[Listing], source: Source) -> None:
    """One use for each site told of; of one alone, the system's users are the use's.

    Where a system or a site is another's, the uses are settled there.
    """
    ids = [each.row.pk for each in listings]
    kept, uses = memories(ids), uses_of(ids)
    moved = sites_elsewhere({pk for each in listings for pk in each.now})
    plain: list[Listing] = []
    to_settle: dict[int, Base] = {}
    for each in listings:
        memory = kept.get(each.row.pk)
        if memory or each.row.same_as_id or moved & each.now.keys():  # type: ignore[attr-defined]
            to_settle[each.row.pk] = told_anew(
                each, (memory.value or []) if memory else as_base(uses.get(each.row.pk, []))
            )
        else:
            plain.append(each)
    write_plain_uses(plain, uses)
    if to_settle:
        settle(to_settle, source, to_settle)


def told_anew(listing: Listing, have: Base) -> Base:
    """What was told of the system's uses, with the sites it lists now in place of those before."""
    organisation = listing.row.organisation_id
    replaced = listing.before | listing.now.keys()
    others = [use for use in have if use[0] != organisation or use[1] not in replaced]
    return others + [[organisation, site, users_at(listing, site)] for site in listing.now]


def write_plain_uses(listings: list[Listing], uses: dict[int, list[Use]]) -> None:
    new, changed, gone = [], [], []
    for each in listings:
        system, organisation = each.row.pk, each.row.organisation_id
        own = {
            use.site_id: use for use in uses.get(system, ()) if use.organisation_id == organisation
        }
        gone += [own[site].pk for site in each.before - each.now.keys() if site in own]
        for site in each.now:
            users, use = users_at(each, site), own.get(site)
            if use is None:
                new.append(
                    Use(system_id=system, organisation_id=organisation, site_id=site, users=users)
                )
            elif users is not None and use.users != users:
                use.users = users
                changed.append(use)
    for some in batches(gone):
        Use.objects.filter(pk__in=some).delete()
    Use.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    Use.objects.bulk_update(changed, ["users"], batch_size=BATCH)


def users_at(listing: Listing, site: int) -> int | None:
    said = listing.now[site]
    alone = len(listing.now) == 1 and isinstance(listing.row, System)
    return listing.row.users if said is None and alone else said  # type: ignore[attr-defined]


def sites_elsewhere(site_ids: set[int]) -> set[int]:
    return {
        pk
        for some in batches(site_ids)
        for pk in Site.objects.filter(pk__in=some, same_as__isnull=False).values_list(
            "pk", flat=True
        )
    }
