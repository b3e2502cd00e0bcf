"""One value with its history down to the cell, and its correction; one field of many rows."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from maali.core.actions import Refused
from maali.inventory import queries
from maali.inventory.actions import correct, correct_many
from maali.inventory.exports import as_csv
from maali.inventory.forms import CorrectionForm, choosable_fields, correction_form
from maali.inventory.rules import correctable, why_not_change
from maali.inventory.shown import SHOWN, label_of, worded
from maali.inventory.traces import Line, trace, trace_table
from maali.inventory.views.rows import FILES, link, may_change, on_page, visible_row


def named_field(kind: str, field: str) -> str:
    """A field whose history there is, or 404."""
    if field not in {*correctable(kind), "product", "same_as", "systems", "sites"}:
        raise Http404
    return field


@require_GET
def value_history(request: HttpRequest, kind: str, pk: int, field: str) -> HttpResponse:
    row, name = visible_row(request, kind, pk), named_field(kind, field)
    if request.GET.get("form") == "csv":
        return trace_file(trace(row, name, request.user), f"{kind}-{pk}-{name}")
    return value_page(request, row, name)


@require_GET
def row_trace(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All that has ever been said of a row, field by field."""
    shown, row = SHOWN[kind], visible_row(request, kind, pk)
    lines = trace(row, "", request.user)
    if request.GET.get("form") == "csv":
        return trace_file(lines, f"{kind}-{pk}")
    context = {
        "shown": shown,
        "row": row,
        "lines": lines,
        "row_href": link(request, f"{shown.noun}_detail", row.pk),
        "list_href": link(request, f"{shown.noun}_list"),
    }
    return render(request, "inventory/row_trace.html", context)


def trace_file(lines: list[Line], name: str) -> HttpResponse:
    return HttpResponse(
        as_csv(trace_table(lines)),
        FILES["csv"],
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def value_page(
    request: HttpRequest,
    row: Any,
    field: str,
    form: CorrectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One value: what holds and from where, what was said before, a form to correct it."""
    shown, lines = SHOWN[row.kind], trace(row, field, request.user)
    held = next((each.said for each in lines if each.said.holds and each.row is row), None)
    sent = next((each.sent for each in lines if each.said is held), None) if held else None
    why = why_not_change(request.user, row.organisation)
    if form is None and not why and field in correctable(row.kind):
        form = correction_form(row, field, request.user, seen=held.pk if held else 0)
    model_field: Any = row._meta.get_field(field) if field != "sites" else None
    return render(
        request,
        "inventory/value_history.html",
        {
            "shown": shown,
            "row": row,
            "label": label_of(model_field) if model_field else _("Sites"),
            "value": on_page(worded(row, field))
            if model_field and not model_field.many_to_many
            else None,
            "lines": lines,
            "held": held,
            "as_it_was": sent or (queries.row_as_it_was(row, held) if held and held.row else None),
            "trace_href": link(request, f"{shown.noun}_trace", row.pk),
            "form": form,
            "why": why,
            "action": link(request, f"{shown.noun}_correct", row.pk, field) if form else "",
            "row_href": link(request, f"{shown.noun}_detail", row.pk),
            "list_href": link(request, f"{shown.noun}_list"),
        },
        status=status,
    )


@require_POST
def value_correct(request: HttpRequest, kind: str, pk: int, field: str) -> HttpResponse:
    row = visible_row(request, kind, pk)
    if field not in correctable(kind):
        raise Http404
    if why := why_not_change(request.user, row.organisation):
        raise PermissionDenied(why)
    form = correction_form(row, field, request.user, request.POST)
    if not form.is_valid():
        return value_page(request, row, field, form)
    told = form.cleaned_data
    try:
        correct(
            row,
            field,
            told["value"],
            by=request.user,
            reason=told["reason"],
            seen=told["seen"] or 0,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return value_page(request, visible_row(request, kind, pk), field)
    messages.success(request, _("Corrected. What was said before stays in the history."))
    return redirect(link(request, f"{SHOWN[kind].noun}_value", pk, field))


def chosen_rows(request: HttpRequest, kind: str, keys: list[str]) -> list[Any]:
    rows = queries.visible_rows(request.user, request.programme, kind)  # type: ignore[attr-defined]
    numbers = [int(key) for key in keys[:500] if key.isdigit() and len(key) <= queries.LONGEST]
    return list(rows.filter(pk__in=numbers).select_related("organisation__programme", "programme"))


@require_GET
def rows_choose(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows chosen in the list, and the form for the one field to correct in all of them."""
    field = request.GET.get("field", "")
    if field not in dict(choosable_fields(kind)):
        raise Http404
    rows = chosen_rows(request, kind, request.GET.getlist("row"))
    form = CorrectionForm(
        kind=kind,
        name=field,
        person=request.user,
        programme=request.programme,  # type: ignore[attr-defined]
    )
    return correct_many_page(request, kind, field, rows, form)


def correct_many_page(
    request: HttpRequest, kind: str, field: str, rows: list[Any], form: CorrectionForm
) -> HttpResponse:
    shown = SHOWN[kind]
    return render(
        request,
        "inventory/rows_correct.html",
        {
            "shown": shown,
            "label": dict(choosable_fields(kind))[field],
            "field": field,
            "rows": [
                (row, worded(row, field), why_not_change(request.user, row.organisation))
                for row in rows
            ],
            "form": form,
            "action": link(request, f"{shown.noun}_correct_many"),
            "list_href": link(request, f"{shown.noun}_list"),
        },
    )


@require_POST
def rows_correct(request: HttpRequest, kind: str) -> HttpResponse:
    field = request.POST.get("field", "")
    if field not in dict(choosable_fields(kind)):
        raise Http404
    if not may_change(request):
        raise PermissionDenied(_("Only contacts and planners correct values."))
    rows = chosen_rows(request, kind, request.POST.getlist("row"))
    form = CorrectionForm(
        request.POST,
        kind=kind,
        name=field,
        person=request.user,
        programme=request.programme,  # type: ignore[attr-defined]
    )
    if not form.is_valid():
        return correct_many_page(request, kind, field, rows, form)
    told = form.cleaned_data
    try:
        outcome = correct_many(rows, field, told["value"], by=request.user, reason=told["reason"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return correct_many_page(request, kind, field, rows, form)
    count = len(outcome.done)
    messages.success(
        request,
        ngettext("%(n)s row was corrected.", "%(n)s rows were corrected.", count) % {"n": count},
    )
    for row, why in outcome.refused:
        messages.warning(request, f"{row}: {why}")
    return redirect(link(request, f"{SHOWN[kind].noun}_list"))
