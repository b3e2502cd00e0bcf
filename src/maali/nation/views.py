"""The national overview: pace of the regions side by side, and what is used or built in several."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.inventory.needs import BY_CODE
from maali.nation import queries
from maali.nation.actions import find_overlaps, judge_overlap
from maali.nation.models import Overlap
from maali.nation.rules import why_not_judge, why_not_see


def nation_only(request: HttpRequest) -> None:
    if why := why_not_see(request.user):
        raise PermissionDenied(why)


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    nation_only(request)
    regions = queries.regions()
    context = {
        "regions": regions,
        "overlaps": named(Overlap.objects.filter(kind="built")[:10]),
        "used": Overlap.objects.filter(kind="used").count(),
    }
    return render(request, "nation/overview.html", context)


def named(rows: object) -> list[tuple[str, Overlap]]:
    """Overlaps with the name of their need in the reader's language."""
    return [
        (str(BY_CODE[row.need.removeprefix("need:")].label) if row.kind == "built" else row.need, row)
        for row in rows  # type: ignore[attr-defined]
    ]


@login_required
def overlap_list(request: HttpRequest) -> HttpResponse:
    nation_only(request)
    rows = Overlap.objects.all()
    if kind := request.GET.get("kind"):
        rows = rows.filter(kind=kind)
    if state := request.GET.get("state"):
        rows = rows.filter(state=state)
    context = {
        "rows": named(rows),
        "states": Overlap.State.choices,
        "chosen": request.GET,
        "why_not": why_not_judge(request.user, "note"),
    }
    return render(request, "nation/overlap_list.html", context)


@login_required
@require_POST
def overlaps_find(request: HttpRequest) -> HttpResponse:
    nation_only(request)
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
