"""Rows that list others: contracts their systems, systems the sites where they are used."""

from collections.abc import Iterable

from maali.inventory.models import Contract, Row, System, Use
from maali.inventory.told import Listed, Weighing
from maali.inventory.uses import move_uses, put_uses_back
from maali.inventory.values import BATCH, batches


def write_lists(weighing: Weighing) -> None:
    rows = {id(row): row for row in weighing.rows.values()}
    contracts: list[tuple[Row, Listed, set[int]]] = []
    systems: list[tuple[System, Listed, set[int]]] = []
    for (place, name), listed in weighing.lists.items():
        row, before = rows[place], set(weighing.lists_before.get((place, name), ()))
        if isinstance(row, System):
            systems.append((row, listed, before))
        else:
            contracts.append((row, listed, before))
    link_contracts(contracts)
    write_uses(systems)


def keys(listed: Listed) -> dict[int, int | None]:
    return {row.pk: users for row, users in listed.values()}


def link_contracts(told: Iterable[tuple[Row, Listed, set[int]]]) -> None:
    """Link what is told of now; unlink what only the earlier statement listed."""
    through = Contract.systems.through
    links = []
    for contract, listed, before in told:
        now = keys(listed).keys()
        links += [through(contract_id=contract.pk, system_id=pk) for pk in now - before]
        if gone := before - now:
            through.objects.filter(contract_id=contract.pk, system_id__in=gone).delete()
    through.objects.bulk_create(links, ignore_conflicts=True, batch_size=BATCH)


def write_uses(told: list[tuple[System, Listed, set[int]]]) -> None:
    """One use for each site told of; of one alone, the system's users are the use's."""
    moved = [system for system, _listed, _before in told if system.same_as_id]
    for system in moved:
        put_uses_back(system)
    have = uses_now([system.pk for system, _listed, _before in told])
    new, changed = [], []
    for system, listed, before in told:
        now = keys(listed)
        if gone := before - now.keys():
            Use.objects.filter(
                system=system, organisation_id=system.organisation_id, site_id__in=gone
            ).delete()
        for site_id, said in now.items():
            users = system.users if said is None and len(now) == 1 else said
            use = have.get((system.pk, system.organisation_id, site_id))
            if use is None:
                place = {"organisation_id": system.organisation_id, "site_id": site_id}
                new.append(Use(system_id=system.pk, users=users, **place))
            elif users is not None and use.users != users:
                use.users = users
                changed.append(use)
    Use.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    Use.objects.bulk_update(changed, ["users"], batch_size=BATCH)
    for system in moved:
        move_uses(system)


def uses_now(system_ids: list[int]) -> dict[tuple[int, int, int | None], Use]:
    return {
        (use.system_id, use.organisation_id, use.site_id): use
        for some in batches(system_ids)
        for use in Use.objects.filter(system_id__in=some)
    }
