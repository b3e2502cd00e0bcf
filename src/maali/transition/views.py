"""Pages: the board of a two-week period, the steps of a site, periods and the transition model."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.organisations.models import Organisation
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_carry_out, why_not_plan
from maali.plans.packages import TASK_NAMES
from maali.plans.queries import plan_in_force
from maali.transition import actions, queries
from maali.transition.forms import DeviationForm, FinishForm, PeriodForm, RevisionForm
from maali.transition.models import Deviation, Period, Step, Transition, TransitionModel
from maali.transition.rules import missing_before, why_not_open
from maali.transition.words import CRITERIA, GATES

LAST_PERIOD = 999


def stop_unless(why: str) -> None:
    if why:
        raise PermissionDenied(why)


def number_of(request: Request) -> int:
    """The period asked for, if it lies within the calendar that the programme can have."""
    asked = request.GET.get("period", "")
    if asked.isdecimal() and len(asked) <= len(str(LAST_PERIOD)):
        return int(asked)
    return queries.current_period(request.programme)


def board(request: Request) -> HttpResponse:
    """The period's steps as a board or as a list; late ones of earlier periods on top."""
    programme, number = request.programme, number_of(request)
    steps = queries.steps_of_period(request.user, programme, number)
    plan = plan_in_force(programme)
    context = {
        "number": number,
        "starts": programme.period_start(number),
        "ends": programme.period_start(number + 1),
        "periods": Period.objects.visible_to(request.user).filter(programme=programme),
        "period": programme.periods.filter(number=number).first(),
        "columns": queries.board(steps),
        "steps": steps,
        "late": queries.late_steps(request.user, programme, number),
        "as_list": request.GET.get("as") == "list",
        "summary": queries.summary(request.user, programme),
        "plan": plan,
        "why_not_open": why_not_open(request.user, plan) if plan else _("No plan is in force yet."),
        "why_not_plan": why_not_plan(request.user, programme),
        "organisations": Organisation.objects.visible_to(request.user).filter(
            programme=programme, part=Organisation.Part.GIVER
        ),
    }
    return render(request, "transition/board.html", context)


@require_POST
def transitions_open(request: Request) -> HttpResponse:
    stop_unless(why_not_plan(request.user, request.programme))
    plan = plan_in_force(request.programme)
    if plan is None:
        messages.error(request, _("No plan is in force yet."))
        return redirect("transition:board", programme=request.programme.code)
    chosen = Organisation.objects.visible_to(request.user).filter(
        programme=request.programme, code__in=request.POST.getlist("organisation")
    )
    opened = actions.open_transitions(plan, chosen, by=request.user)
    messages.success(request, _("Transitions opened: %(number)s.") % {"number": opened})
    return redirect("transition:board", programme=request.programme.code)


def transition_list(request: Request) -> HttpResponse:
    rows = queries.transitions(request.user, request.programme)
    return render(request, "transition/transition_list.html", {"rows": rows})


def seen_transition(request: Request, pk: int) -> Transition:
    rows = queries.transitions(request.user, request.programme)
    return get_object_or_404(rows, pk=pk)


def transition_detail(request: Request, pk: int) -> HttpResponse:
    """One site: its steps by phase, its readiness and what is missing on day one."""
    row = seen_transition(request, pk)
    steps = list(row.steps.select_related("model_step").prefetch_related("deviations"))
    criteria = queries.readiness(row)
    context = {
        "row": row,
        "phases": [
            (phase, [s for s in steps if s.model_step.phase == phase]) for phase in (1, 2, 3)
        ],
        "criteria": [(CRITERIA[each.code], each) for each in criteria],
        "share": queries.readiness_share(criteria),
        "missing": [CRITERIA[each.code] for each in criteria if not each.holds],
        "why_not": why_not_carry_out(request.user, request.programme),
    }
    return render(request, "transition/transition_detail.html", context)


def seen_step(request: Request, pk: int) -> Step:
    rows = Step.objects.visible_to(request.user).filter(transition__programme=request.programme)
    return get_object_or_404(rows.select_related("model_step", "transition__site"), pk=pk)


def step_detail(request: Request, pk: int) -> HttpResponse:
    step = seen_step(request, pk)
    programme = request.programme
    initial = {"day": actions.today_of(programme), "actual_days": step.planned_days}
    context = {
        "step": step,
        "gate": GATES.get(step.model_step.gate, ""),
        "missing": missing_before(step),
        "deviations": step.deviations.all(),
        "finish_form": FinishForm(initial=initial),
        "deviation_form": DeviationForm(),
        "why_not": why_not_carry_out(request.user, programme),
    }
    return render(request, "transition/step_detail.html", context)


def back_to_step(request: Request, step: Step) -> HttpResponse:
    return redirect("transition:step", programme=request.programme.code, pk=step.pk)


def answer(request: Request, step: Step, do: Any, done: str) -> HttpResponse:
    """Do it, or show the sentence that says no; either way back to the step."""
    try:
        do()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return back_to_step(request, step)


@require_POST
def step_finish(request: Request, pk: int) -> HttpResponse:
    stop_unless(why_not_carry_out(request.user, request.programme))
    step, form = seen_step(request, pk), FinishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day as day, month and year, and the work as a number."))
        return back_to_step(request, step)
    data = form.cleaned_data
    return answer(
        request,
        step,
        lambda: actions.finish_step(step, by=request.user, **data),
        _("The step is done."),
    )


@require_POST
def step_reopen(request: Request, pk: int) -> HttpResponse:
    stop_unless(why_not_carry_out(request.user, request.programme))
    step = seen_step(request, pk)
    return answer(
        request,
        step,
        lambda: actions.reopen_step(step, by=request.user),
        _("The step is open again."),
    )


@require_POST
def deviation_report(request: Request, pk: int) -> HttpResponse:
    stop_unless(why_not_carry_out(request.user, request.programme))
    step, form = seen_step(request, pk), DeviationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what happened and the delay in whole days."))
        return back_to_step(request, step)
    data = form.cleaned_data
    return answer(
        request,
        step,
        lambda: actions.report_deviation(step, by=request.user, **data),
        _("The deviation was recorded."),
    )


@require_POST
def deviation_solve(request: Request, pk: int) -> HttpResponse:
    stop_unless(why_not_carry_out(request.user, request.programme))
    steps = Step.objects.visible_to(request.user).filter(transition__programme=request.programme)
    row = get_object_or_404(Deviation.objects.filter(step__in=steps), pk=pk)
    return answer(
        request,
        row.step,
        lambda: actions.solve_deviation(row, by=request.user),
        _("The deviation is solved."),
    )


def period_detail(request: Request, number: int) -> HttpResponse:
    """Goals, what was done, evaluation and lessons of one period; a planner closes it."""
    rows = Period.objects.visible_to(request.user).filter(programme=request.programme)
    period = get_object_or_404(rows, number=number)
    initial = {
        "goals": period.goals,
        "done": period.done,
        "evaluation": period.evaluation,
        "lessons": period.lessons,
    }
    form = PeriodForm(request.POST or None, initial=initial)
    if request.method == "POST":
        stop_unless(why_not_plan(request.user, request.programme))
        if form.is_valid() and close(request, period, form.cleaned_data):
            return redirect("transition:period", programme=request.programme.code, number=number)
    steps = queries.steps_of_period(request.user, request.programme, number)
    context = {
        "period": period,
        "form": form,
        "steps": steps,
        "learnt": [
            (TASK_NAMES.get(row.kind, row.kind), row) for row in request.programme.learnt.all()
        ],
        "starts": request.programme.period_start(number),
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "transition/period_detail.html", context)


def close(request: Request, period: Period, data: dict[str, str]) -> bool:
    try:
        actions.close_period(period, by=request.user, **data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("The period is closed, and its actual durations are learnt."))
    return True


def model_detail(request: Request) -> HttpResponse:
    """The transition model: its newest version, the earlier ones, and a form for the next."""
    rows = TransitionModel.objects.visible_to(request.user).filter(programme=request.programme)
    form = RevisionForm(request.POST or None)
    if request.method == "POST":
        stop_unless(why_not_plan(request.user, request.programme))
        if form.is_valid():
            actions.revise_model(
                request.programme,
                by=request.user,
                note=form.cleaned_data["note"],
                added=form.added(),
                removed=[form.cleaned_data["remove"]] if form.cleaned_data["remove"] else [],
            )
            messages.success(
                request, _("A new version of the model is in use for new transitions.")
            )
            return redirect("transition:model", programme=request.programme.code)
    asked = request.GET.get("version", "")
    chosen = rows.filter(version=asked).first() if asked.isdecimal() else rows.first()
    context = {
        "versions": rows,
        "model": chosen,
        "steps": [(step, GATES.get(step.gate, "")) for step in chosen.steps.all()]
        if chosen
        else [],
        "form": form,
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "transition/model_detail.html", context)
