"""Search over systems, products, sites, organisations and contracts that a person sees."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from maali.inventory.models import Contract, Product, Site, System
from maali.organisations.models import Organisation, Programme

LEAST_LETTERS = 2
MOST_WORDS = 6
PER_GROUP = 8


@dataclass(frozen=True)
class Hit:
    name: str
    note: str
    href: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind: the first few, and how many there are in all."""

    title: str
    hits: list[Hit]
    count: int


def matching_all(words: list[str], *fields: str) -> Q:
    """Every word occurs in some of the fields."""
    found = Q()
    for word in words:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        found &= one
    return found


def address(name: str, programme: Programme, row: Any) -> str:
    """The page of a row, or of its list where rows of that kind have no page."""
    try:
        return reverse(name, args=[programme.code, row.pk])
    except NoReverseMatch:
        return reverse("programme", args=[programme.code])


def group(title: str, rows: QuerySet[Any], name: str, programme: Programme, note: str) -> Group:
    hits = [
        Hit(str(row), str(getattr(row, note, None) or ""), address(name, programme, row))
        for row in rows[:PER_GROUP]
    ]
    return Group(title, hits, rows.count())


def search(person: Any, programme: Programme, text: str) -> list[Group]:
    """Groups with hits, in the order of the journey; nothing for less than two letters."""
    words = text.split()[:MOST_WORDS]
    if len(text.strip()) < LEAST_LETTERS:
        return []
    systems = System.objects.visible_to(person).filter(programme=programme)
    sites = Site.objects.visible_to(person).filter(programme=programme)
    contracts = Contract.objects.visible_to(person).filter(programme=programme)
    organisations = Organisation.objects.visible_to(person).filter(programme=programme)
    products = Product.objects.filter(systems__in=systems).distinct()
    found = [
        group(
            _("Systems"),
            systems.filter(
                matching_all(words, "name", "key", "vendor_name", "product__name")
            ).select_related("organisation"),
            "inventory:system_detail",
            programme,
            "organisation",
        ),
        group(
            _("Products"),
            products.filter(matching_all(words, "name", "vendor__name")).select_related("vendor"),
            "matching:product_detail",
            programme,
            "vendor",
        ),
        group(
            _("Sites"),
            sites.filter(matching_all(words, "name", "code", "address")).select_related(
                "organisation"
            ),
            "inventory:site_detail",
            programme,
            "organisation",
        ),
        group(
            _("Organisations"),
            organisations.filter(matching_all(words, "name", "name_sv", "code", "business_id")),
            "organisations:organisation",
            programme,
            "code",
        ),
        group(
            _("Contracts"),
            contracts.filter(
                matching_all(words, "title", "reference", "vendor_name")
            ).select_related("organisation"),
            "inventory:contract_detail",
            programme,
            "organisation",
        ),
    ]
    return [each for each in found if each.count]
