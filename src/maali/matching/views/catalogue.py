"""The catalogue: products and vendors as the programme writes them, joined, split and undone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.doing import try_and_say, whole_number
from maali.inventory import summaries
from maali.inventory.models import Product, System, Vendor
from maali.matching import actions
from maali.matching.forms import JoinForm, SplitForm
from maali.matching.models import Thing
from maali.matching.queries import catalogue as queries
from maali.matching.views.queue import planners_only, seen_proposal
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan

PER_PAGE = 50


@dataclass(frozen=True)
class Shelf:
    """One kind of thing in the catalogue: its model, how its systems are found, its addresses."""

    thing: Thing
    model: type[Product] | type[Vendor]
    lookup: str
    field: str
    noun: str


PRODUCTS = Shelf(Thing.PRODUCT, Product, "product", "name", "product")
VENDORS = Shelf(Thing.VENDOR, Vendor, "product__vendor", "vendor_name", "vendor")


def systems_of(request: Request) -> QuerySet[System]:
    return (
        System.objects.visible_to(request.user)
        .filter(programme=request.programme)
        .select_related("organisation", "product", "product__vendor", "programme")
        .order_by("pk")
    )


def own(request: Request, shelf: Shelf, pk: int) -> tuple[Any, list[System]]:
    """The thing with its systems as far as this person sees them; 404 where they see none."""
    systems = list(systems_of(request).filter(**{shelf.lookup: pk}))
    return get_object_or_404(shelf.model, pk=pk if systems else 0), systems


def product_list(request: Request) -> HttpResponse:
    found = summaries.product_table(request.user, request.programme, request.GET.dict())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/product_list.html", {"page": page})


def vendor_list(request: Request) -> HttpResponse:
    found = queries.vendor_table(request.user, request.programme, request.GET.get("q", "").strip())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/vendor_list.html", {"page": page})


def product_detail(request: Request, pk: int) -> HttpResponse:
    product, _systems = own(request, PRODUCTS, pk)
    record = summaries.product_record(product, systems_of(request))
    return render(
        request,
        "matching/product_detail.html",
        record | on_shelf(request, PRODUCTS, product, record["systems"]),
    )


def vendor_detail(request: Request, pk: int) -> HttpResponse:
    vendor, systems = own(request, VENDORS, pk)
    counted: dict[Product, int] = {}
    for system in systems:
        if system.product:
            counted[system.product] = counted.get(system.product, 0) + (system.same_as_id is None)
    context = {
        "vendor": vendor,
        "products": sorted(counted.items(), key=lambda item: (-item[1], item[0].name)),
        "chain": queries.owner_chain(request.programme, vendor.name),
        "consequences": queries.consequences(systems),
    }
    return render(
        request,
        "matching/vendor_detail.html",
        context | on_shelf(request, VENDORS, vendor, systems),
    )


def on_shelf(request: Request, shelf: Shelf, row: Any, systems: list[System]) -> dict[str, Any]:
    """What every page of the catalogue shows: spellings, facts, changes, and the two forms."""
    written = queries.spellings_of(systems, shelf.field)
    return {
        "row": row,
        "noun": shelf.noun,
        "written": written,
        "facts": queries.facts_about(
            request.programme, [row.name, *(each.name for each in written)], shelf.thing
        ),
        "changes": queries.changes_of(
            request.programme, shelf.thing, {each.key for each in written}
        ),
        "join_form": JoinForm(others=others(request, shelf, row)),
        "split_form": SplitForm(written=[(each.key, each.name) for each in written]),
        "why_not": why_not_plan(request.user, request.programme),
        "join": f"matching:{shelf.noun}_join",
        "split": f"matching:{shelf.noun}_split",
    }


def others(request: Request, shelf: Shelf, row: Any) -> list[tuple[int, str]]:
    """The other things of the shelf that the programme uses, by name."""
    used = systems_of(request).order_by().values(shelf.lookup)
    if shelf is PRODUCTS:
        products = Product.objects.filter(pk__in=used).exclude(pk=row.pk).select_related("vendor")
        return [
            (each.pk, f"{each} ({each.vendor})" if each.vendor else str(each)) for each in products
        ]
    vendors = Vendor.objects.filter(pk__in=used).exclude(pk=row.pk)
    return [(each.pk, str(each)) for each in vendors]


def join_page(request: Request, pk: int, shelf: Shelf) -> HttpResponse:
    """What joining would move, before it is done; then it is done."""
    planners_only(request)
    row, systems = own(request, shelf, pk)
    form = JoinForm(
        request.POST if request.method == "POST" else request.GET,
        others=others(request, shelf, row),
    )
    if not form.is_valid():
        messages.error(request, _("Choose which one it is joined with."))
        return redirect(f"matching:{shelf.noun}_detail", request.programme.code, pk)
    other, theirs = own(request, shelf, form.cleaned_data["other"])
    if request.method == "POST":
        return do(
            request,
            lambda: actions.join(
                request.programme,
                shelf.thing,
                systems,
                theirs,
                by=request.user,
                reason=form.cleaned_data["reason"],
            ),
            _("Joined: %(other)s is now under %(name)s.") % {"other": other, "name": row},
            shelf,
            pk,
        )
    context = {
        "row": row,
        "other": other,
        "form": form,
        "noun": shelf.noun,
        "moves": queries.consequences(theirs),
        "kept": queries.consequences(systems),
        "join": f"matching:{shelf.noun}_join",
        "back": f"matching:{shelf.noun}_detail",
    }
    return render(request, "matching/join.html", context)


@require_POST
def split(request: Request, pk: int, shelf: Shelf) -> HttpResponse:
    planners_only(request)
    _row, systems = own(request, shelf, pk)
    written = queries.spellings_of(systems, shelf.field, most=0)
    form = SplitForm(request.POST, written=[(each.key, each.name) for each in written])
    if not form.is_valid():
        messages.error(request, _("Choose the spellings that are another."))
        return redirect(f"matching:{shelf.noun}_detail", request.programme.code, pk)
    said = form.cleaned_data
    return do(
        request,
        lambda: actions.split(
            request.programme,
            shelf.thing,
            systems,
            said["keys"],
            by=request.user,
            name=said["name"],
            reason=said["reason"],
        ),
        _("Split: what was chosen is another now."),
        shelf,
        pk,
    )


@require_POST
def change_undo(request: Request, pk: int) -> HttpResponse:
    """Take back a joining or a split, or any answer, at any later time."""
    planners_only(request)
    proposal = seen_proposal(request, pk)
    shelf = VENDORS if proposal.thing == Thing.VENDOR else PRODUCTS
    return do(
        request,
        lambda: actions.undo_answer(proposal, by=request.user),
        _("Taken back; all stands as before it."),
        shelf,
        whole_number(request.POST.get("row")),
    )


def do(request: Request, act: Callable[[], Any], done: str, shelf: Shelf, pk: int) -> HttpResponse:
    """Do it and say so, or say the sentence that refused it; back to the thing, or its list."""
    try_and_say(request, act, done)
    code = request.programme.code
    if systems_of(request).filter(**{shelf.lookup: pk}).exists():
        return redirect(f"matching:{shelf.noun}_detail", code, pk)
    return redirect(f"matching:{shelf.noun}_list", code)
