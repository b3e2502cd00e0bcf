"""The national overview: pace of the regions side by side, and what is used or built in several."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.core.maps import Area, region_map
from maali.inventory.needs import BY_CODE
from maali.nation import queries
from maali.nation.actions import find_overlaps, judge_overlap
from maali.nation.models import Overlap
from maali.nation.rules import why_not_judge, why_not_see
from maali.organisations.models import Municipality, Programme


def nation_only(request: HttpRequest) -> None:
    if why := why_not_see(request.user):
        raise PermissionDenied(why)


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    nation_only(request)
    regions = queries.regions()
    context = {
        "regions": regions,
        "map": nation_map(regions),
        "overlaps": named(Overlap.objects.filter(kind="built")[:10]),
    }
    return render(request, "nation/overview.html", context)


def nation_map(regions: list[queries.Region]) -> str:
    """Every municipality of every region, coloured by its region's figure: sums only."""
    share = {each.programme.pk: each for each in regions}
    places = Municipality.objects.filter(programme__in=list(share), lon__isnull=False)
    areas = []
    for place in places.select_related("programme"):
        region = share[place.programme_id]
        value = region.answered or 0
        text = "–" if region.answered is None else f"{value:.0f} %"
        areas.append(
            Area(
                key=f"{place.programme_id}-{place.code}",
                name=str(place),
                lon=place.lon,
                lat=place.lat,
                value=value,
                text=text,
                href="",
                tone="",
            )
        )
    if not areas:
        return ""
    return region_map(
        areas,
        label=_("Organisations answered, %, by region"),
        boundaries=None,
        classes=(20, 40, 60, 80),
    )


def named(rows: Iterable[Any]) -> list[tuple[str, Overlap]]:
    """Overlaps with the names of their need and regions in the reader's language."""
    regions = {each.code: str(each) for each in Programme.objects.all()}
    found = []
    for row in rows:
        need = row.need.removeprefix("need:")
        row.region_names = [regions.get(code, code) for code in row.regions]
        row.by_region = [
            (regions.get(code, code), detail["systems"]) for code, detail in row.detail.items()
        ]
        found.append((str(BY_CODE[need].label) if row.kind == "built" else row.need, row))
    return found


@login_required
def overlap_list(request: HttpRequest) -> HttpResponse:
    nation_only(request)
    rows = Overlap.objects.all()
    if kind := request.GET.get("kind"):
        rows = rows.filter(kind=kind)
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": named(page),
        "kinds": [("built", _("being built")), ("used", _("in use"))],
        "states": Overlap.State.choices,
        "chosen": request.GET,
        "why_not": why_not_judge(request.user, "note"),
    }
    return render(request, "nation/overlap_list.html", context)


@login_required
@require_POST
def overlaps_find(request: HttpRequest) -> HttpResponse:
    if why := why_not_judge(request.user, "looked for"):
        raise PermissionDenied(why)
    count = find_overlaps(by=request.user)
    messages.success(request, _("Overlaps found: %(count)s.") % {"count": count})
    return redirect("nation:overlap_list")


@login_required
@require_POST
def overlap_judge(request: HttpRequest, pk: int) -> HttpResponse:
    nation_only(request)
    row = get_object_or_404(Overlap, pk=pk)
    state, note = request.POST.get("state", ""), request.POST.get("note", "")
    if why := why_not_judge(request.user, "note"):
        raise PermissionDenied(why)
    if state not in Overlap.State.values:
        messages.error(request, _("Choose: together, rightly apart, or open."))
        return redirect("nation:overlap_list")
    try:
        judge_overlap(row, state, by=request.user, note=note)
        messages.success(request, _("The judgement was recorded."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("nation:overlap_list")
