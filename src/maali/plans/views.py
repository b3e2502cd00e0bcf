"""Pages: plans and their making, the Gantt with the load under it, capacity and blackouts."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.organisations.models import Organisation
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan
from maali.plans import actions, queries
from maali.plans.forms import CapacityForm, FreezeForm, PlanForm
from maali.plans.gantt import gantt_of
from maali.plans.models import Expert, Freeze, Plan
from maali.plans.packages import TASK_NAMES
from maali.plans.rules import why_not_put_in_force
from maali.plans.words import cause_name, change_names, miss_sentence, skill_name

# A site's chance in per cent: from here on it is calm, below the second it is at risk.
SURE, UNSURE = 90, 70


def planners_only(request: Request) -> None:
    if why := why_not_plan(request.user, request.programme):
        raise PermissionDenied(why)


def plan_form(request: Request) -> PlanForm:
    form = PlanForm(request.POST or None)
    givers = Organisation.objects.visible_to(request.user).filter(
        programme=request.programme, part=Organisation.Part.GIVER
    )
    form.offer_pilots(givers)
    return form


def plan_list(request: Request) -> HttpResponse:
    rows = Plan.objects.visible_to(request.user).filter(programme=request.programme)
    context = {
        "plans": rows,
        "form": plan_form(request),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "plans/plan_list.html", context)


@require_POST
def plan_make(request: Request) -> HttpResponse:
    planners_only(request)
    form = plan_form(request)
    if not form.is_valid():
        messages.error(request, _("Give the scenario a name and a whole number for the period."))
        return redirect("plans:plan_list", programme=request.programme.code)
    data = form.cleaned_data
    calculation = ask_for_calculation(
        "plan",
        by=request.user,
        title=_("Plan: %(name)s") % {"name": data["name"]},
        programme_id=request.programme.pk,
        programme=request.programme.pk,
        person=request.user.pk,
        name=data["name"],
        seconds=data["seconds"],
        pilots=data["pilots"],
        others_from=data["others_from"] - 1,
    )
    return redirect("core:calculation", programme=request.programme.code, pk=calculation.pk)


def seen_plan(request: Request, pk: int) -> Plan:
    rows = Plan.objects.visible_to(request.user).filter(programme=request.programme)
    found: Plan = get_object_or_404(rows, pk=pk)
    return found


def plan_in_force(request: Request) -> HttpResponse:
    plan = queries.newest_plan(request.programme)
    if plan is None:
        return redirect("plans:plan_list", programme=request.programme.code)
    return redirect("plans:plan", programme=request.programme.code, pk=plan.pk)


def plan_detail(request: Request, pk: int) -> HttpResponse:
    """The plan: bound and gap, what it could not do, the Gantt and the load of each skill."""
    plan = seen_plan(request, pk)
    organisation = request.GET.get("organisation", "")
    context = {
        "plan": plan,
        "gantt": gantt_of(request.user, plan, organisation),
        "organisation": organisation,
        "organisations": queries.organisations_planned(request.user, plan),
        "cutovers": queries.cutovers_by_period(request.user, plan),
        "misses": [{"text": miss_sentence(miss), "tone": "risk"} for miss in plan.misses],
        "why": [miss_sentence(each) for each in plan.why],
        "changed": change_names(queries.changed_since(plan)),
        "load": load_rows(plan),
        "why_not": why_not_plan(request.user, request.programme),
        "why_not_in_force": why_not_put_in_force(request.user, plan),
    }
    return render(request, "plans/plan_detail.html", context)


def load_rows(plan: Plan) -> list[dict[str, Any]]:
    """Each skill with its load of capacity in each period, in per cent; None where nobody works."""
    return [
        {
            "skill": skill_name(skill),
            "periods": [
                round(100 * work / there) if there else None
                for work, there in zip(each["load"], each["capacity"], strict=True)
            ],
            "work": round(sum(each["load"])),
            "capacity": round(sum(each["capacity"])),
        }
        for skill, each in plan.load.items()
    ]


def task_list(request: Request, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    rows = queries.tasks_seen(request.user, plan, request.GET)
    context = {
        "plan": plan,
        "page": Paginator(rows, 100).get_page(request.GET.get("page")),
        "kinds": TASK_NAMES.items(),
        "periods": [(str(n), n) for n in range(1, request.programme.period_of(plan.start_day) + 1)],
        "chosen": request.GET,
        "organisations": [
            (each["organisation__code"], each["organisation__name"])
            for each in queries.organisations_planned(request.user, plan)
        ],
    }
    return render(request, "plans/task_list.html", context)


def plan_risk(request: Request, pk: int) -> HttpResponse:
    """The simulated plays: each site's chance of being ready, and what holds it up."""
    plan = seen_plan(request, pk)
    sites = plan.risk.get("sites", {})
    rows = [
        span | chance_row(sites.get(str(span["site"]), {}))
        for span in queries.spans_by_site(request.user, plan)
    ]
    rows.sort(key=lambda row: (row["percent"] is None, row["percent"], row["site__name"]))
    page = Paginator(rows, 60).get_page(request.GET.get("page"))
    return render(request, "plans/plan_risk.html", {"plan": plan, "page": page})


def chance_row(played: dict[str, Any]) -> dict[str, Any]:
    """A site's chance in per cent with its tone, and what held it up when it was not ready."""
    share = played.get("on_time")
    percent = None if share is None else round(100 * share)
    tone = "ok" if percent is None or percent >= SURE else "person" if percent >= UNSURE else "risk"
    causes = [(cause_name(each), round(100 * each["share"])) for each in played.get("causes", [])]
    return {"percent": percent, "tone": tone, "causes": causes}


@require_POST
def plan_put_in_force(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    plan = seen_plan(request, pk)
    try:
        actions.put_in_force(plan, by=request.user)
        messages.success(request, _("The plan is in force."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("plans:plan", programme=request.programme.code, pk=pk)


def capacity(request: Request) -> HttpResponse:
    """Experts and pools, and the blackouts; a planner changes them."""
    form = CapacityForm(request.POST or None)
    if request.method == "POST":
        planners_only(request)
        if form.is_valid():
            data = form.cleaned_data
            actions.set_capacity(
                request.programme,
                data["name"],
                by=request.user,
                skills=dict.fromkeys(data["skills"], 3),
                people=data["people"],
                percent=data["percent"],
                pool=data["pool"],
                employer=data["employer"],
                absences=form.absences(),
            )
            messages.success(request, _("The capacity was saved."))
            return redirect("plans:capacity", programme=request.programme.code)
    own = {"programme": request.programme}
    context = {
        "experts": [
            (expert, [skill_name(skill) for skill in expert.skills], absences_of(expert))
            for expert in Expert.objects.visible_to(request.user).filter(**own)
        ],
        "freezes": Freeze.objects.visible_to(request.user).filter(**own),
        "form": form,
        "freeze_form": FreezeForm(),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "plans/capacity.html", context)


def absences_of(expert: Expert) -> list[tuple[date, date]]:
    days = [(each["from"], each["to"]) for each in expert.absences]
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]


@require_POST
def freeze_add(request: Request) -> HttpResponse:
    planners_only(request)
    form = FreezeForm(request.POST)
    if form.is_valid():
        actions.add_freeze(request.programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("The blackout was added."))
    else:
        messages.error(
            request, " ".join(str(text) for found in form.errors.values() for text in found)
        )
    return redirect("plans:capacity", programme=request.programme.code)


@require_POST
def freeze_remove(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    rows = Freeze.objects.visible_to(request.user).filter(programme=request.programme)
    actions.remove_freeze(get_object_or_404(rows, pk=pk), by=request.user)
    messages.success(request, _("The blackout was removed."))
    return redirect("plans:capacity", programme=request.programme.code)
