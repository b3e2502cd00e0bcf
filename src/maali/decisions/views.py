"""Pages: what to do with each system, by when it must work, and the target state."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.decisions import queries
from maali.decisions.actions import decide, set_target_state, set_tier
from maali.decisions.forms import DecisionForm, TargetForm, TierForm
from maali.decisions.models import Disposition, Option, TargetState, Tier
from maali.decisions.options import CRITERIA
from maali.decisions.words import CRITERIA as CRITERION_NAMES
from maali.decisions.words import sentences
from maali.inventory.models import System
from maali.inventory.needs import BY_CODE, NEEDS, Need
from maali.organisations.models import Organisation
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan

STATES = (
    ("open", gettext_lazy("not decided")),
    ("rule", gettext_lazy("default rule")),
    ("person", gettext_lazy("by a person")),
)


def planners_only(request: Request) -> None:
    if why := why_not_plan(request.user, request.programme):
        raise PermissionDenied(why)


def decision_list(request: Request) -> HttpResponse:
    programme = request.programme
    rows = queries.systems_to_decide(request.user, programme, request.GET)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "summary": queries.summary(request.user, programme),
        "tiers": Tier.choices,
        "dispositions": Disposition.choices,
        "states": STATES,
        "organisations": organisations_to_choose(request),
        "chosen": request.GET,
        "why_not": why_not_plan(request.user, programme),
    }
    return render(request, "decisions/decision_list.html", context)


def organisations_to_choose(request: Request) -> list[tuple[str, str]]:
    rows = Organisation.objects.visible_to(request.user).filter(programme=request.programme)
    return [(each.code, str(each)) for each in rows]


def seen_system(request: Request, pk: int) -> System:
    rows = System.objects.visible_to(request.user).filter(programme=request.programme)
    rows = rows.select_related("organisation", "product", "readiness")
    found: System = get_object_or_404(rows, pk=pk)
    return found


def comparison(options: list[Option]) -> list[dict[str, Any]]:
    """Options side by side: one row for each criterion with its weight and everyone's points."""
    return [
        {
            "name": CRITERION_NAMES[code],
            "weight": weight,
            "points": [option.points.get(code) for option in options],
        }
        for code, weight in CRITERIA.items()
    ]


def system_decide(request: Request, pk: int) -> HttpResponse:
    system = seen_system(request, pk)
    options = list(queries.options_of(system))
    now = system.decisions.filter(in_force=True).select_related("option", "option__into").first()
    form = DecisionForm(request.POST or None, initial={"seen": now.pk if now else None})
    if request.method == "POST":
        planners_only(request)
        if form.is_valid() and take_decision(request, system, form.cleaned_data):
            return redirect("decisions:system_decide", programme=request.programme.code, pk=pk)
    readiness = getattr(system, "readiness", None)
    context = {
        "system": system,
        "options": options,
        "comparison": comparison(options),
        "now": now,
        "earlier": system.decisions.filter(in_force=False).select_related("option"),
        "form": form,
        "readiness": readiness,
        "tier_sentences": sentences(readiness.reasons) if readiness else [],
        "tier_form": TierForm(initial={"tier": readiness.tier if readiness else None}),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "decisions/system_decide.html", context)


def take_decision(request: Request, system: System, data: dict[str, Any]) -> bool:
    option = get_object_or_404(system.options, pk=data["option"])
    try:
        decide(
            option,
            by=request.user,
            reason=data["reason"],
            minutes=data["minutes"],
            seen=data["seen"],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Decided: %(option)s.") % {"option": option})
    return True


@require_POST
def tier_set(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    system = seen_system(request, pk)
    form = TierForm(request.POST)
    if form.is_valid():
        try:
            set_tier(
                system,
                form.cleaned_data["tier"],
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _("The tier was changed."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Choose a tier and write why."))
    return redirect("decisions:system_decide", programme=request.programme.code, pk=pk)


@require_POST
def options_propose(request: Request) -> HttpResponse:
    planners_only(request)
    calculation = ask_for_calculation(
        "propose_options",
        by=request.user,
        title=_("Options for every system"),
        programme_id=request.programme.pk,
        programme=request.programme.pk,
        person=request.user.pk,
    )
    return redirect("core:calculation", programme=request.programme.code, pk=calculation.pk)


def must_be_ready(request: Request) -> HttpResponse:
    """The must-be-ready list: systems by tier, with the decision that must carry them there."""
    asked = request.GET.get("tier", "1")
    tier = asked if asked in {str(each) for each in Tier.values} else "1"
    rows = queries.systems_to_decide(request.user, request.programme, {"tier": tier})
    context = {
        "page": Paginator(rows, 100).get_page(request.GET.get("page")),
        "tier_label": Tier(int(tier)).label,
        "summary": queries.summary(request.user, request.programme),
    }
    return render(request, "decisions/must_be_ready.html", context)


def target_list(request: Request) -> HttpResponse:
    rows = TargetState.objects.visible_to(request.user).filter(programme=request.programme)
    known = {row.need: row for row in rows}
    context = {
        "needs": [(need, known.get(need.code)) for need in NEEDS],
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "decisions/target_list.html", context)


def target_edit(request: Request, need: str) -> HttpResponse:
    planners_only(request)
    chosen = need_or_404(need)
    row = (
        TargetState.objects.visible_to(request.user)
        .filter(programme=request.programme, need=need)
        .first()
    )
    initial = {"short": row.short, "long": row.long, "long_year": row.long_year} if row else {}
    form = TargetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_target_state(request.programme, need, by=request.user, **form.cleaned_data)
        return redirect("decisions:target_list", programme=request.programme.code)
    return render(request, "decisions/target_edit.html", {"form": form, "need": chosen})


def need_or_404(code: str) -> Need:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]
