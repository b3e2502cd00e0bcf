"""The inventory summed up by municipality and product, from what a person sees."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from maali.inventory.models import Contract, Integration, Product, System, SystemQuerySet
from maali.inventory.queries import completeness, visible_rows
from maali.organisations.models import Municipality, Programme


@dataclass(frozen=True)
class Place:
    """One municipality on the region's map."""

    municipality: Municipality
    systems: int = 0
    sites: int = 0
    users: int = 0
    filled: int = 0
    asked: int = 0

    @property
    def completeness(self) -> int:
        return round(100 * self.filled / self.asked) if self.asked else 0


def counts_by_municipality(person: Any, programme: Programme) -> list[Place]:
    """Systems and completeness by the municipality of their organisation, sites by their own."""
    systems = tally(visible_systems(person, programme).counted(), "organisation__municipality")
    sites = tally(visible_rows(person, programme, "site").filter(same_as=None), "municipality")
    users = dict(
        visible_rows(person, programme, "site")
        .filter(same_as=None)
        .order_by()
        .values_list("municipality")
        .annotate(n=Sum("users"))
    )
    complete: dict[int, tuple[int, int]] = {}
    for each in completeness(person, programme):
        filled, asked = complete.get(each.municipality_id or 0, (0, 0))
        complete[each.municipality_id or 0] = (filled + each.filled, asked + each.asked)
    places = Municipality.objects.visible_to(person).filter(programme=programme)
    return [
        Place(
            place,
            systems.get(place.pk, 0),
            sites.get(place.pk, 0),
            users.get(place.pk) or 0,
            *complete.get(place.pk, (0, 0)),
        )
        for place in places
    ]


def visible_systems(person: Any, programme: Programme) -> SystemQuerySet:
    return System.objects.visible_to(person).filter(programme=programme)


def tally(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk")))


def contract_ends(rows: QuerySet[Contract], programme: Programme) -> list[tuple[int, int, int]]:
    """Contracts by the year of their end against the start day: (year, ends before, ends after)."""
    counted: dict[int, list[int]] = {}
    ends: Any = rows.filter(end__isnull=False).order_by("end").values_list("end", flat=True)
    for end in ends:
        years = counted.setdefault(end.year, [0, 0])
        years[end >= programme.start_day] += 1
    return [(year, before, after) for year, (before, after) in counted.items()]


def product_table(
    person: Any, programme: Programme, wanted: Mapping[str, str]
) -> QuerySet[Product]:
    """The catalogue as far as this programme uses it, the most widely used first."""
    systems = visible_systems(person, programme).counted()
    products = Product.objects.filter(systems__in=systems).select_related("vendor")
    for word in wanted.get("q", "").split()[:8]:
        products = products.filter(Q(name__icontains=word) | Q(vendor__name__icontains=word))
    return products.annotate(
        installations=Count("systems", distinct=True),
        organisations=Count("systems__organisation", distinct=True),
        people=Sum("systems__users"),
    ).order_by("-installations", "name")


def product_record(product: Product, systems: QuerySet[System]) -> dict[str, Any]:
    """One product: how it is written, who runs it, its contracts, users and integrations."""
    mine = list(systems.filter(product=product).select_related("organisation", "same_as"))
    counted = [system for system in mine if system.same_as_id is None]
    spellings = Counter((system.name, system.vendor_name) for system in mine)
    touching = Q(from_system__in=mine) | Q(to_system__in=mine)
    return {
        "product": product,
        "systems": mine,
        "spellings": [(name, vendor, count) for (name, vendor), count in spellings.most_common()],
        "users": sum(system.users or 0 for system in counted),
        "organisations": len({system.organisation_id for system in mine}),
        "installations": len(counted),
        "contracts": Contract.objects.filter(systems__in=mine)
        .distinct()
        .select_related("organisation")
        .order_by("end", "title"),
        "integrations": Integration.objects.filter(touching).select_related("organisation"),
    }
