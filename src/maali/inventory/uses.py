"""Where a system is used, when it or the site is another's: the use stands at the one that counts.

A shared installation counts once, at its owner, and a site that two organisations told of counts
once. What each organisation told is remembered in a statement of the field `told_uses`, a list of
[organisation, site or null, users or null], so that parting them restores it exactly.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from maali.inventory.models import Site, Source, Statement, System, Use
from maali.inventory.values import BATCH, batches

FIELD = "told_uses"
Base = list[list[Any]]
Place = tuple[int, int, int | None]


def memories(system_ids: Iterable[int]) -> dict[int, Statement]:
    found: dict[int, Statement] = {}
    for some in batches(system_ids):
        kept = Statement.objects.filter(
            subject_kind=System.kind, subject_id__in=some, field=FIELD, holds=True
        )
        found.update((each.subject_id, each) for each in kept)
    return found


def uses_of(system_ids: Iterable[int]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = {}
    for some in batches(system_ids):
        for use in Use.objects.filter(system_id__in=some).order_by("pk"):
            found.setdefault(use.system_id, []).append(use)
    return found


def as_base(uses: list[Use]) -> Base:
    return [[use.organisation_id, use.site_id, use.users] for use in uses]


def settle(system_ids: Iterable[int], source: Source, told: dict[int, Base] | None = None) -> None:
    """Put the uses of these systems, their owners and their owners' others where they count now.

    `told` gives systems whose uses have just been told anew.
    """
    asked = set(system_ids)
    owners = {
        own or pk for pk, own in System.objects.filter(pk__in=asked).values_list("pk", "same_as_id")
    }
    group = list(System.objects.filter(Q(pk__in=owners) | Q(same_as__in=owners) | Q(pk__in=asked)))
    ids = [system.pk for system in group]
    kept, uses = memories(ids), uses_of(ids)
    base: dict[int, Base] = {}
    for system in group:
        if system.pk in (told or {}):
            base[system.pk] = told[system.pk]  # type: ignore[index]
        elif system.pk in kept:
            base[system.pk] = kept[system.pk].value or []
        else:
            base[system.pk] = as_base(uses.get(system.pk, []))
    counted_at = sites_counted_at(base)
    place_uses(group, base, counted_at, uses)
    remember(group, base, counted_at, kept, source)


def sites_counted_at(base: dict[int, Base]) -> dict[int | None, int]:
    sites = {site for told in base.values() for _organisation, site, _users in told if site}
    rows = Site.objects.filter(pk__in=sites, same_as__isnull=False)
    return dict(rows.values_list("pk", "same_as_id"))


def place_uses(
    group: list[System],
    base: dict[int, Base],
    counted_at: dict[int | None, int],
    uses: dict[int, list[Use]],
) -> None:
    """Make, change, remove uses so that each place has one; the owner's number comes first."""
    wanted: dict[Place, int | None] = {}
    for system in sorted(group, key=lambda each: (each.same_as_id is not None, each.pk)):
        told = base[system.pk]
        if system.same_as_id and not told:
            told = [[system.organisation_id, None, system.users]]
        for organisation, site, users in told:
            place = (system.same_as_id or system.pk, organisation, counted_at.get(site, site))
            if wanted.get(place) is None:
                wanted[place] = users
    have = {(u.system_id, u.organisation_id, u.site_id): u for some in uses.values() for u in some}
    Use.objects.filter(
        pk__in=[use.pk for place, use in have.items() if place not in wanted]
    ).delete()
    new, changed = [], []
    for place, users in wanted.items():
        use = have.get(place)
        if use is None:
            new.append(
                Use(system_id=place[0], organisation_id=place[1], site_id=place[2], users=users)
            )
        elif use.users != users:
            use.users = users
            changed.append(use)
    Use.objects.bulk_create(new, batch_size=BATCH)
    Use.objects.bulk_update(changed, ["users"], batch_size=BATCH)


def remember(
    group: list[System],
    base: dict[int, Base],
    counted_at: dict[int | None, int],
    kept: dict[int, Statement],
    source: Source,
) -> None:
    """Keep what was told for as long as the uses stand elsewhere than they were told."""
    owners = {system.same_as_id for system in group if system.same_as_id}
    for system in group:
        elsewhere = any(site in counted_at for _organisation, site, _users in base[system.pk])
        memory = kept.get(system.pk)
        if system.same_as_id or system.pk in owners or elsewhere:
            memory = memory or Statement(
                source=source, subject_kind=System.kind, subject_id=system.pk, field=FIELD
            )
            memory.value = base[system.pk]
            memory.save()
        elif memory:
            memory.delete()
