"""The whole inventory at a glance: the map, completeness."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from maali.core.maps import Area, region_map
from maali.inventory import queries, summaries
from maali.inventory.queries import Completeness
from maali.inventory.shown import SHOWN, label_of
from maali.inventory.summaries import Place
from maali.inventory.views.rows import link

MEASURES = [
    ("completeness", gettext_lazy("known of what is asked, %")),
    ("systems", gettext_lazy("systems")),
    ("sites", gettext_lazy("sites")),
    ("users", gettext_lazy("users")),
]
WORST = 4


@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    asked = request.GET.get("show", "")
    measure = asked if asked in dict(MEASURES) else MEASURES[0][0]
    places = summaries.counts_by_municipality(request.user, programme)
    drawn = region_map(
        [area(request, place, measure) for place in places if place.municipality.lon is not None],
        label=_("By municipality: %(what)s") % {"what": dict(MEASURES)[measure]},
        boundaries=programme.boundaries,
        classes=classes([getattr(place, measure) for place in places], measure),
    )
    context = {"places": places, "map": drawn, "measures": MEASURES, "measure": measure}
    return render(request, "inventory/map.html", context)


def area(request: HttpRequest, place: Place, measure: str) -> Area:
    value = getattr(place, measure)
    told = place.asked or measure != "completeness"
    where = place.municipality
    return Area(
        key=where.code,
        name=str(where),
        lon=where.lon or 0.0,
        lat=where.lat or 0.0,
        value=value if told else None,
        text=f"{value} %" if measure == "completeness" and told else str(value) if told else "–",
        href=f"{link(request, 'site_list')}?municipality={where.pk}",
    )


def classes(values: list[int], measure: str) -> tuple[float, ...]:
    """Limits between the shades: fifths of what is asked, or of the largest value."""
    top = 100 if measure == "completeness" else max([*values, 5])
    return tuple(round(top * share / 5) for share in (1, 2, 3, 4))


@require_GET
def completeness(request: HttpRequest) -> HttpResponse:
    rows = queries.completeness(request.user, request.programme)  # type: ignore[attr-defined]
    found = [
        {"name": row.name, "percent": row.percent, "rows": row.rows, "worst": worst(request, row)}
        for row in rows
    ]
    return render(request, "inventory/completeness.html", {"rows": found})


def worst(request: HttpRequest, row: Completeness) -> list[dict[str, Any]]:
    """The fields that most rows lack, each with the list of those rows."""
    gaps = [
        (count, kind, name) for kind, fields in row.gaps.items() for name, count in fields.items()
    ]
    return [
        {
            "title": SHOWN[kind].title,
            "label": label_of(SHOWN[kind].model._meta.get_field(name)),
            "count": count,
            "href": list_href(request, kind, f"organisation={row.organisation_id}&missing={name}"),
        }
        for count, kind, name in sorted(gaps, reverse=True)[:WORST]
    ]


def list_href(request: HttpRequest, kind: str, query: str) -> str:
    return f"{link(request, f'{SHOWN[kind].noun}_list')}?{query}"
