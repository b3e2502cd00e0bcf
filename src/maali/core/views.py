"""Pages: who did what, and long calculations with their progress."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, cancel_calculation
from maali.core.models import Calculation
from maali.core.queries import calculations_seen, events_seen, narrowed
from maali.core.requests import Request
from maali.core.rules import why_not_ones_own
from maali.core.verbs import VERBS

# htmx stops asking when the answer has this status.
STOP_POLLING = 286


def event_list(request: Request) -> HttpResponse:
    seen = events_seen(request.user, request.programme, request.sight)
    rows = narrowed(seen, request.GET)
    verbs = seen.order_by("verb").values_list("verb", flat=True).distinct()
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "verbs": [(verb, VERBS.get(verb, verb)) for verb in verbs],
        "chosen": request.GET,
    }
    return render(request, "core/event_list.html", context)


def calculation_list(request: Request) -> HttpResponse:
    rows = calculations_seen(request.user, request.programme, request.sight)
    page = Paginator(rows.defer("log", "result"), 50).get_page(request.GET.get("page"))
    return render(request, "core/calculation_list.html", {"page": page})


def seen_calculation(request: Request, pk: int) -> Calculation:
    rows = calculations_seen(request.user, request.programme, request.sight)
    return get_object_or_404(rows, pk=pk)


def calculation(request: Request, pk: int) -> HttpResponse:
    row = seen_calculation(request, pk)
    why_not = why_not_ones_own(request.user, row, request.sight)
    context = {"calculation": row, "why_not": why_not, "links": links_of(row.result)}
    if not request.htmx:
        return render(request, "core/calculation.html", context)
    status = STOP_POLLING if row.ended else 200
    return render(request, "core/_calculation.html", context, status=status)


def links_of(result: dict[str, Any]) -> list[tuple[str, str]]:
    """A calculation's `address` (a path within this site) is where its result is looked at."""
    address = str(result.get("address", ""))
    return [(address, _("See the result"))] if address.startswith("/") else []


@require_POST
def calculation_cancel(request: Request, pk: int) -> HttpResponse:
    row = seen_calculation(request, pk)
    if why := why_not_ones_own(request.user, row, request.sight):
        raise PermissionDenied(why)
    try:
        cancel_calculation(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("core:calculation", programme=request.programme.code, pk=pk)
