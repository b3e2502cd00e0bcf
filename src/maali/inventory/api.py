"""The inventory for machines: the same queries, rules and actions as the pages."""

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from maali.inventory import queries, summaries
from maali.inventory.actions import correct
from maali.inventory.models import Product, Row, Statement
from maali.inventory.rules import correctable, why_not_change
from maali.inventory.shown import BY_ADDRESS, Shown
from maali.inventory.told import LISTS
from maali.inventory.trace import what_it_touches
from maali.inventory.values import as_json

router = Router(tags=["inventory"])
PER_PAGE = 200
Address = Literal[
    "systems",
    "sites",
    "units",
    "contracts",
    "devices",
    "integrations",
    "data-stores",
    "user-groups",
    "basic-details",
]


class RowOut(Schema):
    """One row; `values` by field, dates as ISO 8601, sums as text, keys for rows pointed to."""

    id: int
    kind: str
    organisation: int
    key: str
    name: str
    values: dict[str, Any]


class RowsOut(Schema):
    rows: list[RowOut]
    count: int
    page: int
    pages: int


class StatementOut(Schema):
    """One thing that was said about a field, with its place; `id` is what `seen` expects."""

    id: int
    value: Any
    raw: str
    certainty: str
    note: str
    holds: bool
    source: str
    source_kind: str
    by: str
    at: datetime
    sheet: str
    row: int | None
    column: str


class RowDetailOut(RowOut):
    """A row with the statement that holds for each field and the keys of the rows it touches."""

    holding: dict[str, StatementOut]
    touches: dict[str, list[int]]


class CorrectionIn(Schema):
    """A new value, why, and the statement whose value was seen (0: none; left out: do not ask)."""

    value: Any = None
    reason: str
    seen: int | None = None


class ProductOut(Schema):
    id: int
    name: str
    vendor: str
    installations: int
    organisations: int
    users: int


class PlaceOut(Schema):
    code: str
    name: str
    systems: int
    sites: int
    users: int
    completeness: int


def row_out(row: Row) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "organisation": row.organisation_id,
        "key": row.key,
        "name": str(row),
        "values": {
            each.name: as_json(getattr(row, each.attname))
            for each in row._meta.concrete_fields
            if each.name in {*correctable(row.kind), "product", "same_as"}
        },
    }


def statement_out(said: Statement) -> dict[str, Any]:
    return {
        "id": said.pk,
        "value": said.value,
        "raw": said.raw,
        "certainty": said.certainty,
        "note": said.note,
        "holds": said.holds,
        "source": said.source.name,
        "source_kind": said.source.kind,
        "by": said.source.by,
        "at": said.source.at,
        "sheet": said.sheet,
        "row": said.row,
        "column": said.column,
    }


def visible_row(request: HttpRequest, shown: Shown, pk: int) -> Any:
    rows = queries.visible_rows(request.user, request.programme, shown.kind)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related("organisation", "programme"), pk=pk)


@router.get("inventory/{address}", response=RowsOut)
def list_rows(request: HttpRequest, address: Address, page: int = 1) -> dict[str, Any]:
    """Rows of one kind, filtered by the same parameters as the page's address."""
    shown = BY_ADDRESS[address]
    visible = queries.visible_rows(request.user, request.programme, shown.kind)  # type: ignore[attr-defined]
    rows = queries.row_table(visible, shown, request.GET.dict())
    here = Paginator(rows, PER_PAGE).get_page(page)
    return {
        "rows": [row_out(row) for row in here],
        "count": here.paginator.count,
        "page": here.number,
        "pages": here.paginator.num_pages,
    }


@router.get("inventory/{address}/{pk}", response=RowDetailOut)
def read_row(request: HttpRequest, address: Address, pk: int) -> dict[str, Any]:
    row = visible_row(request, BY_ADDRESS[address], pk)
    return {
        **row_out(row),
        "holding": {name: statement_out(said) for name, said in queries.holding(row).items()},
        "touches": {
            group.code: [each.pk for each in group.rows]
            for group in what_it_touches(row, request.user)
        },
    }


@router.get("inventory/{address}/{pk}/{field}", response=list[StatementOut])
def read_history(
    request: HttpRequest, address: Address, pk: int, field: str
) -> list[dict[str, Any]]:
    """All that has been said about one field, the newest first."""
    shown = BY_ADDRESS[address]
    lists = {name for kind, name in LISTS if kind == shown.kind}
    if field not in {*correctable(shown.kind), *lists, "product", "same_as"}:
        raise Http404
    return [statement_out(said) for said in queries.history(visible_row(request, shown, pk), field)]


@router.post("inventory/{address}/{pk}/{field}", response=RowOut)
def correct_value(
    request: HttpRequest, address: Address, pk: int, field: str, correction: CorrectionIn
) -> dict[str, Any]:
    """Correct one value; 409 with the sentence when rules say no or another changed it."""
    shown = BY_ADDRESS[address]
    row = visible_row(request, shown, pk)
    if field not in correctable(shown.kind):
        raise Http404
    if why := why_not_change(request.user, row.organisation):
        raise PermissionDenied(why)
    correct(
        row,
        field,
        correction.value,
        by=request.user,
        reason=correction.reason,
        seen=correction.seen,
    )
    return row_out(visible_row(request, shown, pk))


@router.get("products", response=list[ProductOut])
def list_products(request: HttpRequest, q: str = "") -> list[dict[str, Any]]:
    """Products in use here, the most widely used first; a shared installation counts once."""
    products: Any = summaries.product_table(request.user, request.programme, {"q": q})  # type: ignore[attr-defined]
    return [
        {
            "id": each.pk,
            "name": each.name,
            "vendor": str(each.vendor or ""),
            "installations": each.installations,
            "organisations": each.organisations,
            "users": each.people or 0,
        }
        for each in products
    ]


@router.get("products/{pk}/systems", response=list[RowOut])
def list_systems_of_product(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    systems = queries.visible_rows(request.user, request.programme, "system")  # type: ignore[attr-defined]
    product = get_object_or_404(Product.objects.filter(systems__in=systems).distinct(), pk=pk)
    return [row_out(system) for system in systems.filter(product=product)]


@router.get("map", response=list[PlaceOut])
def read_map(request: HttpRequest) -> list[dict[str, Any]]:
    """Systems, sites, users and completeness by municipality."""
    places = summaries.counts_by_municipality(request.user, request.programme)  # type: ignore[attr-defined]
    return [
        {
            "code": place.municipality.code,
            "name": str(place.municipality),
            "systems": place.systems,
            "sites": place.sites,
            "users": place.users,
            "completeness": place.completeness,
        }
        for place in places
    ]
