"""Pages: organisations, people and their roles, the programme's start day."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.organisations.actions import add_person, end_role, move_start_day
from maali.organisations.codes import why_not_business_id, why_not_oid
from maali.organisations.forms import RoleForm, StartDayForm
from maali.organisations.models import Municipality, Organisation, Role
from maali.organisations.queries import organisations_seen, roles_in
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_end_role, why_not_plan


def planners_only(request: Request) -> None:
    if why := why_not_plan(request.user, request.programme):
        raise PermissionDenied(why)


def organisation_list(request: Request) -> HttpResponse:
    rows = organisations_seen(request.user, request.programme, request.GET)
    places = Municipality.objects.visible_to(request.user).filter(programme=request.programme)
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "kinds": Organisation.Kind.choices,
        "parts": Organisation.Part.choices,
        "places": [(place.pk, str(place)) for place in places],
        "chosen": request.GET,
    }
    return render(request, "organisations/organisation_list.html", context)


def organisation(request: Request, pk: int) -> HttpResponse:
    rows = organisations_seen(request.user, request.programme, {})
    row = get_object_or_404(rows, pk=pk)
    contacts = roles_in(request.programme).filter(organisation=row)
    context = {
        "row": row,
        "business_id_fault": why_not_business_id(row.business_id) if row.business_id else "",
        "oid_fault": why_not_oid(row.oid) if row.oid else "",
        "successors": row.successors.select_related("receiver").order_by("day"),
        "predecessors": row.predecessors.filter(giver__in=rows)
        .select_related("giver")
        .order_by("day"),
        "contacts": contacts,
    }
    return render(request, "organisations/organisation_detail.html", context)


def people(request: Request) -> HttpResponse:
    planners_only(request)
    organisations = organisations_seen(request.user, request.programme, {})
    form = RoleForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            role = add_person(by=request.user, programme=request.programme, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(role)s.") % {"role": role})
            return redirect("organisations:people", programme=request.programme.code)
    roles = [(role, why_not_end_role(role)) for role in roles_in(request.programme)]
    return render(request, "organisations/people.html", {"form": form, "roles": roles})


@require_POST
def role_end(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    role = get_object_or_404(Role.objects.filter(programme=request.programme), pk=pk)
    try:
        end_role(role, by=request.user, reason=request.POST.get("reason", "")[:500])
        messages.success(request, _("The role has ended."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("organisations:people", programme=request.programme.code)


def programme_settings(request: Request) -> HttpResponse:
    planners_only(request)
    programme = request.programme
    form = StartDayForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            move_start_day(programme, data["day"], by=request.user, reason=data["reason"])
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(
                request, _("The start day has moved. Plans made before say so; make a new one.")
            )
            return redirect("organisations:programme_settings", programme=programme.code)
    return render(request, "organisations/programme_settings.html", {"form": form})
