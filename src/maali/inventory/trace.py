"""How many values can be walked back to where they come from, and what one record touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from maali.inventory.models import (
    KINDS,
    Contract,
    DataStore,
    Integration,
    Product,
    Row,
    Site,
    Source,
    Statement,
    System,
    Unit,
    Use,
)
from maali.inventory.queries import empty
from maali.inventory.rules import correctable
from maali.organisations.models import Programme


@dataclass(frozen=True)
class Trace:
    """Values of the inventory: all, with a statement, from files, and of those with their cell."""

    values: int
    stated: int
    from_files: int
    with_cell: int

    @property
    def share(self) -> float:
        """Of the values that came from files, the share that leads back to its cell, 0 to 1."""
        return self.with_cell / self.from_files if self.from_files else 1.0

    @property
    def stated_share(self) -> float:
        return self.stated / self.values if self.values else 1.0


def trace_share(programme: Programme) -> Trace:
    """Count the programme's values that are neither empty nor only the default of their field."""
    total = [0, 0, 0, 0]
    for kind, model in KINDS.items():
        for name in correctable(kind):
            if (kind, name) != ("site", "code"):
                counts = trace_field(model, name, programme)
                total = [a + b for a, b in zip(total, counts, strict=True)]
    return Trace(*total)


def trace_field(model: type[Row], name: str, programme: Programme) -> list[int]:
    model_field: Any = model._meta.get_field(name)
    rows = model.objects.filter(programme=programme).exclude(empty(model, name) or Q(pk=None))
    if model_field.has_default():
        rows = rows.exclude(**{name: model_field.get_default()})
    held = Statement.objects.filter(
        subject_kind=model.kind, subject_id=OuterRef("pk"), field=name, holds=True
    )
    in_file = held.filter(source__kind=Source.Kind.WORKBOOK)
    with_cell = in_file.filter(row__isnull=False).exclude(column="")
    counts = rows.aggregate(
        values=Count("pk"),
        stated=Count("pk", filter=Exists(held)),
        from_files=Count("pk", filter=Exists(in_file)),
        with_cell=Count("pk", filter=Exists(with_cell)),
    )
    return [counts[each] for each in ("values", "stated", "from_files", "with_cell")]


@dataclass(frozen=True)
class Group:
    """Rows of one kind that a record touches, as far as this person sees them."""

    code: str
    rows: list[Any]


def what_it_touches(row: Row | Product, person: Any) -> list[Group]:
    """What points to the record and what it points to; empty groups are left out."""
    finders: dict[type[Any], Any] = {
        System: touched_by_system,
        Site: touched_by_site,
        Contract: touched_by_contract,
        Integration: lambda each: {
            "systems": System.objects.filter(pk__in=[each.from_system_id, each.to_system_id])
        },
        DataStore: lambda each: {"systems": System.objects.filter(pk=each.system_id)},
        Product: lambda each: {"systems": each.systems.select_related("organisation")},
    }
    finder = finders.get(type(row), touched_by_other)
    found: dict[str, QuerySet[Any]] = finder(row)
    groups = [Group(code, list(rows.visible_to(person))) for code, rows in found.items()]  # type: ignore[attr-defined]
    return [group for group in groups if group.rows]


def touched_by_system(system: System) -> dict[str, QuerySet[Any]]:
    return {
        "same_as": System.objects.filter(also=system).select_related("organisation"),
        "also": System.objects.filter(same_as=system).select_related("organisation"),
        "uses": Use.objects.filter(system=system).select_related("organisation", "site", "system"),
        "contracts": Contract.objects.filter(systems=system),
        "integrations": Integration.objects.filter(
            Q(from_system=system) | Q(to_system=system)
        ).select_related("from_system", "to_system"),
        "data_stores": DataStore.objects.filter(system=system),
    }


def touched_by_site(site: Site) -> dict[str, QuerySet[Any]]:
    """At a site that stands for others, also what was told of those."""
    places = Q(site=site) | Q(site__same_as=site)
    return {
        "same_as": Site.objects.filter(also=site).select_related("organisation"),
        "also": Site.objects.filter(same_as=site).select_related("organisation"),
        "uses": Use.objects.filter(places).select_related("organisation", "site", "system"),
        "units": Unit.objects.filter(places),
        "devices": KINDS["device_lot"].objects.filter(places),
        "user_groups": KINDS["user_group"].objects.filter(places),
    }


def touched_by_contract(contract: Contract) -> dict[str, QuerySet[Any]]:
    return {"systems": System.objects.filter(contracts=contract).select_related("organisation")}


def touched_by_other(row: Any) -> dict[str, QuerySet[Any]]:
    site = getattr(row, "site_id", None)
    return {"sites": Site.objects.filter(pk=site)} if site else {}


def systems_touched(groups: Iterable[Group]) -> list[System]:
    return [row for group in groups for row in group.rows if isinstance(row, System)]
