"""Saying that two things are one: products, installations, sites, ends of integrations.

All of it can be taken apart again, and all of it is traceable: each value has a statement whose
source is of the kind "matching" and says who joined and why.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.inventory.models import Integration, Product, Row, Site, Source, System, Use, Vendor
from maali.inventory.names import normal_form
from maali.inventory.rules import (
    why_not_join,
    why_not_join_products,
    why_not_same_installation,
    why_not_same_site,
)
from maali.inventory.statements import Restated, restate
from maali.inventory.turns import in_turn
from maali.inventory.uses import settle
from maali.organisations.models import Programme


def matching_source(programme_id: int, name: str, by: Actor | str) -> Source:
    return Source.objects.create(
        programme_id=programme_id,
        kind=Source.Kind.MATCHING,
        name=name[:255],
        by=name_and_key(by)[0],
        at=timezone.now(),
    )


@transaction.atomic
def set_product(
    systems: Sequence[System], product_name: str, vendor_name: str, *, by: Actor | str, reason: str
) -> Product:
    """Say which product the systems, all of one programme, are installations of."""
    if why := why_not_join(by, {system.programme for system in systems}):
        raise Refused(why)
    vendor = Vendor.objects.get_or_create(name=vendor_name[:160])[0] if vendor_name else None
    product, _made = Product.objects.get_or_create(name=product_name[:160], vendor=vendor)
    other = [system for system in systems if system.product_id != product.pk]
    if other:
        state_products(other, product, by, reason)
    return product


@transaction.atomic
def clear_product(systems: Sequence[System], *, by: Actor | str, reason: str) -> None:
    """Say that the product of these systems is not known."""
    if why := why_not_join(by, {system.programme for system in systems}):
        raise Refused(why)
    known = [system for system in systems if system.product_id]
    if known:
        state_products(known, None, by, reason)


def state_products(
    systems: Sequence[System], product: Product | None, by: Actor | str, reason: str
) -> None:
    programme_id = systems[0].programme_id
    name = str(product or "")
    in_turn(system.organisation_id for system in systems)
    source = matching_source(programme_id, reason or name, by)
    value = product.pk if product else None
    restate(source, [Restated(system, "product", value, name) for system in systems], note=reason)
    log(
        "set the product" if product else "cleared the product",
        product or ", ".join(str(system) for system in systems[:5]),
        by=by,
        programme_id=programme_id,
        reason=reason,
        systems=[system.pk for system in systems],
    )


@transaction.atomic
def join_products(keep: Product, others: Iterable[Product], *, by: Actor | str) -> Product:
    """One product in the catalogue instead of several; it takes over their systems everywhere."""
    gone = [product for product in others if product.pk != keep.pk]
    systems = list(System.objects.filter(product__in=gone).select_related("programme"))
    if why := why_not_join_products(by, {system.programme for system in systems}):
        raise Refused(why)
    in_turn(system.organisation_id for system in systems)
    names = ", ".join(str(product) for product in gone)
    for programme in {system.programme for system in systems}:
        source = matching_source(programme.pk, str(keep), by)
        mine = [system for system in systems if system.programme_id == programme.pk]
        restate(
            source, [Restated(system, "product", keep.pk, str(keep)) for system in mine], note=names
        )
    Product.objects.filter(pk__in=[product.pk for product in gone]).delete()
    log("joined products", keep, by=by, reason=names, systems=[system.pk for system in systems])
    return keep


@transaction.atomic
def mark_same_installation(
    system: System, owner_system: System, *, by: Actor | str, reason: str
) -> None:
    """Count the system as its owner's installation: its uses stand there from now on."""
    lock(System.objects.filter(pk__in=[system.pk, owner_system.pk]))
    if why := why_not_same_installation(by, system, owner_system):
        raise Refused(why)
    former = system.same_as_id
    if former == owner_system.pk:
        return
    source = matching_source(system.programme_id, reason or str(owner_system), by)
    join(system, owner_system, source, reason)
    settle([system.pk, owner_system.pk, *([former] if former else [])], source)
    log_join("marked as the same installation", system, owner_system, by, reason)


@transaction.atomic
def part_installations(system: System, *, by: Actor | str, reason: str) -> None:
    """Undo `mark_same_installation`: the system counts by itself, with its uses as told."""
    if why := why_not_join(by, {system.programme}):
        raise Refused(why)
    owner = system.same_as
    if owner is None:
        raise Refused(_("%(system)s is not joined to another.") % {"system": system})
    lock(System.objects.filter(pk__in=[system.pk, owner.pk]))
    source = matching_source(system.programme_id, reason or str(owner), by)
    join(system, None, source, reason)
    settle([system.pk, owner.pk], source)
    log_join("parted installations", system, owner, by, reason)


@transaction.atomic
def mark_same_site(site: Site, kept: Site, *, by: Actor | str, reason: str) -> None:
    """Count the site as the other: what is used there is used at the one that is kept."""
    lock(Site.objects.filter(pk__in=[site.pk, kept.pk]))
    if why := why_not_same_site(by, site, kept):
        raise Refused(why)
    former = site.same_as_id
    if former == kept.pk:
        return
    source = matching_source(site.programme_id, reason or str(kept), by)
    systems = systems_at([site.pk, kept.pk, *([former] if former else [])])
    join(site, kept, source, reason)
    settle(systems, source)
    log_join("marked as the same site", site, kept, by, reason)


@transaction.atomic
def part_sites(site: Site, *, by: Actor | str, reason: str) -> None:
    """Undo `mark_same_site`: both sites count, each with the systems told of it."""
    if why := why_not_join(by, {site.programme}):
        raise Refused(why)
    kept = site.same_as
    if kept is None:
        raise Refused(_("%(site)s is not joined to another.") % {"site": site})
    lock(Site.objects.filter(pk__in=[site.pk, kept.pk]))
    source = matching_source(site.programme_id, reason or str(kept), by)
    systems = systems_at([site.pk, kept.pk])
    join(site, None, source, reason)
    settle(systems, source)
    log_join("parted sites", site, kept, by, reason)


def lock(rows: QuerySet[Any]) -> None:
    in_turn(rows.values_list("organisation", flat=True))
    list(rows.select_for_update().order_by("pk").values("pk"))


def join(row: System | Site, kept: System | Site | None, source: Source, reason: str) -> None:
    value = kept.pk if kept else None
    restate(source, [Restated(row, "same_as", value, str(kept or ""))], note=reason)


def systems_at(site_ids: Iterable[int]) -> set[int]:
    """Systems used at the sites, and those whose use stands at another's installation there."""
    at = Use.objects.filter(site__in=site_ids)
    ids = set(at.values_list("system", flat=True))
    return ids | set(System.objects.filter(same_as__in=ids).values_list("pk", flat=True))


def log_join(verb: str, row: Row, other: Row, by: Actor | str, reason: str) -> None:
    log(
        verb,
        f"{row} – {other}",
        by=by,
        programme_id=row.programme_id,
        organisation_id=row.organisation_id,
        reason=reason,
        rows=[row.pk, other.pk],
    )


@transaction.atomic
def link_integrations(programme: Programme, *, by: Actor | str) -> int:
    """Find the systems that integrations name: exactly one of that spelling, first at home.

    Returns how many ends were linked. Names that nobody or several have stay as written.
    """
    if why := why_not_join(by, {programme}):
        raise Refused(why)
    open_ends = Integration.objects.filter(programme=programme).filter(
        Q(from_system=None) | Q(to_system=None)
    )
    systems = list(
        System.objects.filter(programme=programme, same_as=None).only("pk", "name", "organisation")
    )
    here = only_ones(
        (system.organisation_id, normal_form(system.name), system) for system in systems
    )
    anywhere = only_ones((0, normal_form(system.name), system) for system in systems)
    found = []
    for row in open_ends:
        for field in ("from_system", "to_system"):
            name = getattr(row, field.replace("system", "name"))
            if getattr(row, f"{field}_id") or not normal_form(name):
                continue
            place = (row.organisation_id, normal_form(name))
            target = here.get(place) if place in here else anywhere.get((0, place[1]))
            if target is not None:
                found.append(Restated(row, field, target.pk, name))
    if found:
        source = matching_source(programme.pk, _("Integrations linked by name"), by)
        restate(source, found)
        log("linked integrations", programme, by=by, programme_id=programme.pk, ends=len(found))
    return len(found)


def only_ones(
    named: Iterable[tuple[int, str, System]],
) -> dict[tuple[int, str], System | None]:
    """Systems by organisation and name; None where several have the name."""
    found: dict[tuple[int, str], System | None] = {}
    for organisation_id, name, system in named:
        place = (organisation_id, name)
        found[place] = None if place in found else system
    return found
