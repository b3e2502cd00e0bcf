"""Lists and records: one page for each, for every kind of row alike."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from maali.core.graph import Edge, Node, graph
from maali.inventory import exports, queries, summaries
from maali.inventory.forms import choosable_fields
from maali.inventory.models import Certainty, Integration, Row, Site, Statement, System, Use
from maali.inventory.rules import correctable
from maali.inventory.sections import sections_of
from maali.inventory.shown import SHOWN, Shown, cell, label_of, worded
from maali.inventory.trace import Group, what_it_touches

PER_PAGE = 50
HIDDEN = {"lon", "lat"}
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
GROUPS = {
    "same_as": _("Counted as"),
    "also": _("Stands also for"),
    "uses": _("Used by"),
    "contracts": _("Contracts"),
    "integrations": _("Integrations"),
    "data_stores": _("Data stores"),
    "units": _("Units"),
    "devices": _("Devices"),
    "user_groups": _("User groups"),
    "systems": _("Systems"),
    "sites": _("Sites"),
}


def link(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(f"inventory:{name}", args=[request.programme.code, *args])  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """One row of a list: where its record is, and its cells with whether they are numbers."""

    row: Any
    href: str
    name: Any
    cells: list[tuple[Any, bool]]


@require_GET
def row_list(request: HttpRequest, kind: str) -> HttpResponse:
    shown = SHOWN[kind]
    visible = queries.visible_rows(request.user, request.programme, kind)  # type: ignore[attr-defined]
    rows = queries.row_table(visible, shown, request.GET.dict())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "inventory/row_list.html",
        {
            "shown": shown,
            "page": page,
            "lines": [line(request, shown, row) for row in page],
            "headings": headings(request, shown),
            "facets": queries.facets(visible, shown, request.GET),
            "fields": choosable_fields(kind),
            "may_change": may_change(request),
            "choose": link(request, f"{shown.noun}_choose"),
            "files": [(form, link(request, f"{shown.noun}_export", form)) for form in FILES],
            "kinds": tabs(request),
            "years": summaries.contract_ends(rows, request.programme) if kind == "contract" else [],  # type: ignore[attr-defined]
        },
    )


def may_change(request: HttpRequest) -> bool:
    sight = request.sight  # type: ignore[attr-defined]
    return any(sight.answers_for(pk) for pk in sight.organisation_ids) or sight.plans


def tabs(request: HttpRequest) -> list[tuple[Any, str]]:
    return [(each.title, link(request, f"{each.noun}_list")) for each in SHOWN.values()]


def line(request: HttpRequest, shown: Shown, row: Any) -> Line:
    first, *others = shown.columns
    href = link(request, f"{shown.noun}_detail", row.pk)
    return Line(
        row,
        href,
        cell(row, first) or row,
        [(on_page(cell(row, each)), each.number) for each in others],
    )


def headings(request: HttpRequest, shown: Shown) -> list[dict[str, Any]]:
    """Each heading sorts by its column; the same again turns the direction."""
    asked = request.GET.get("sort", "")
    found = []
    for column in shown.columns:
        here = asked.removeprefix("-") == column.path
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = f"-{column.path}" if asked == column.path else column.path
        direction = ("descending" if asked.startswith("-") else "ascending") if here else ""
        found.append({"column": column, "href": f"?{query.urlencode()}", "direction": direction})
    return found


@require_GET
def row_export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """The list as it is filtered on the page, all its pages, as a file."""
    if form not in FILES:
        raise Http404
    shown = SHOWN[kind]
    visible = queries.visible_rows(request.user, request.programme, kind)  # type: ignore[attr-defined]
    rows = queries.row_table(visible, shown, request.GET.dict())
    content = exports.as_file(rows, shown, form)
    name = f"{request.programme.code}-{shown.address}.{form}"  # type: ignore[attr-defined]
    return HttpResponse(
        content, FILES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def visible_row(request: HttpRequest, kind: str, pk: int) -> Any:
    rows = queries.visible_rows(request.user, request.programme, kind)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related("organisation", "programme"), pk=pk)


@dataclass(frozen=True)
class Fact:
    """One value of a record: in words, and where it comes from."""

    label: Any
    value: Any
    unknown: bool
    place: Any
    certainty: str
    href: str


@require_GET
def row_detail(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    shown, row = SHOWN[kind], visible_row(request, kind, pk)
    touched = what_it_touches(row, request.user)
    return render(
        request,
        "inventory/row_detail.html",
        {
            "shown": shown,
            "row": row,
            "sections": facts(request, shown, row),
            "groups": groups(request, row, touched),
            "graph": drawing(request, row, touched),
            "list_href": link(request, f"{shown.noun}_list"),
        },
    )


def facts(request: HttpRequest, shown: Shown, row: Row) -> list[tuple[Any, list[Fact]]]:
    """The facts of a record, each section with its title."""
    held = queries.holding(row)
    names = [*correctable(row.kind), *(["product"] if row.kind == "system" else [])]
    return [
        (each.title, [fact(request, shown, row, name, held.get(name)) for name in each.fields])
        for each in sections_of(row.kind, (name for name in names if name not in HIDDEN))
    ]


def fact(request: HttpRequest, shown: Shown, row: Row, name: str, held: Statement | None) -> Fact:
    value = worded(row, name)
    return Fact(
        label_of(row._meta.get_field(name)),
        "" if value is None else on_page(value),
        value is None,
        held.place if held else _("nobody has told it: by default"),
        held.certainty if held else Certainty.ESTIMATE,
        link(request, f"{shown.noun}_value", row.pk, name),
    )


def on_page(value: Any) -> Any:
    """Dates short, everything else as templates show it."""
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else value


def groups(request: HttpRequest, record: Row, touched: list[Group]) -> list[dict[str, Any]]:
    """What the record touches, with links to the records there."""
    return [
        {
            "title": GROUPS[group.code],
            "items": [
                use_item(request, record, each) if isinstance(each, Use) else item(request, each)
                for each in group.rows
            ],
        }
        for group in touched
    ]


def use_item(request: HttpRequest, record: Row, use: Use) -> dict[str, Any]:
    """A use seen from the system names the place, seen from the site the system."""
    note = "" if use.users is None else _("%(n)s users") % {"n": use.users}
    if not isinstance(record, System):
        return {
            "name": str(use.system),
            "href": link(request, "system_detail", use.system_id),
            "note": note,
        }
    if use.site_id:
        return {
            "name": str(use.site),
            "href": link(request, "site_detail", use.site_id),
            "note": note,
        }
    return {"name": str(use.organisation), "href": "", "note": note}


def item(request: HttpRequest, row: Any) -> dict[str, Any]:
    href = link(request, f"{SHOWN[row.kind].noun}_detail", row.pk)
    return {
        "name": str(row),
        "href": href,
        "note": row.organisation if isinstance(row, System | Site) else "",
    }


def drawing(request: HttpRequest, system: Row, touched: list[Group]) -> str:
    """The system and those that it exchanges data with; names that lead nowhere stay names."""
    found = [row for group in touched for row in group.rows if isinstance(row, Integration)]
    if not isinstance(system, System) or not found:
        return ""
    nodes: dict[str, Node] = {}
    edges = []
    for each in found:
        ends = [end(request, system, each, side) for side in ("from", "to")]
        nodes.update((node.key, node) for node in ends)
        edges.append(Edge(ends[0].key, ends[1].key, text=each.data, hard=each.binding == "hard"))
    return graph(
        list(nodes.values()),
        edges,
        label=_("What %(system)s exchanges data with") % {"system": system},
    )


def end(request: HttpRequest, system: System, integration: Integration, side: str) -> Node:
    target: System | None = getattr(integration, f"{side}_system")
    name = getattr(integration, f"{side}_name")
    if target is None:
        return Node(f"name {name}", name)
    return Node(
        str(target.pk),
        target.name,
        href=link(request, "system_detail", target.pk) if target.programme_id else "",
        here=target.pk == system.pk,
    )
