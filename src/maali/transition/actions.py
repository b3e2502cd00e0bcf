"""Opening transitions from the plan, finishing steps, deviations, closing periods, new model
versions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from maali.core.actions import Actor, Refused, log
from maali.organisations.models import Organisation, Programme
from maali.plans.actions import learn
from maali.plans.models import Plan, PlannedTask
from maali.transition.models import Deviation, ModelStep, Period, Step, Transition, TransitionModel
from maali.transition.rules import (
    why_not_close,
    why_not_finish,
    why_not_open,
    why_not_reopen,
    why_not_report,
    why_not_revise,
)
from maali.transition.template import TEMPLATE

SLOTS_PER_DAY = 2


def today_of(programme: Programme) -> date:
    return programme.today or timezone.localdate()


@transaction.atomic
def start_model(programme: Programme, *, by: Actor | str) -> TransitionModel:
    """Version 1 of the programme's transition model, from the field's template; made once."""
    model = programme.transition_models.first()
    if model:
        return model
    model = TransitionModel.objects.create(programme=programme, version=1, made_by=str(by))
    ModelStep.objects.bulk_create(
        ModelStep(
            model=model,
            number=step.number,
            order=order,
            phase=step.phase,
            name_fi=step.fi,
            name_sv=step.sv,
            name_en=step.en,
            gate=step.gate,
            task_kind=step.task,
            days_before=step.days,
        )
        for order, step in enumerate(TEMPLATE, start=1)
    )
    log("started the transition model of", programme, by=by, programme_id=programme.pk)
    return model


@transaction.atomic
def open_transitions(plan: Plan, organisations: Iterable[Organisation], *, by: Actor | str) -> int:
    """Open a transition for each planned site of the organisations that has none yet; how many."""
    if why := why_not_open(by, plan):
        raise Refused(why)
    programme = plan.programme
    model = programme.transition_models.first() or start_model(programme, by=by)
    wanted = list(organisations)
    tasks = plan.tasks.filter(organisation__in=wanted).select_related("site", "organisation")
    by_site: dict[Any, dict[str, PlannedTask]] = defaultdict(dict)
    by_organisation: dict[int, dict[str, PlannedTask]] = defaultdict(dict)
    for task in tasks.filter(system__isnull=True):
        group = by_site[task.site] if task.site else by_organisation[task.organisation_id]
        group[task.kind] = task
    already = set(Transition.objects.filter(programme=programme).values_list("site", flat=True))
    opened = [
        (transition_of(plan, model, site, planned), planned)
        for site, planned in by_site.items()
        if site.pk not in already
    ]
    Transition.objects.bulk_create(row for row, _planned in opened)
    steps = [
        step
        for row, planned in opened
        for step in steps_of(row, model, {**by_organisation[row.organisation_id], **planned})
    ]
    Step.objects.bulk_create(steps, batch_size=500)
    open_periods(programme, {step.period for step in steps if step.period})
    names = ", ".join(str(each) for each in wanted)
    log("opened transitions of", names, by=by, programme_id=programme.pk, sites=len(opened))
    return len(opened)


def transition_of(
    plan: Plan, model: TransitionModel, site: Any, planned: Mapping[str, PlannedTask]
) -> Transition:
    cutover = planned.get("cutover")
    return Transition(
        programme=plan.programme,
        organisation_id=site.organisation_id,
        municipality_id=site.municipality_id,
        site=site,
        model=model,
        plan=plan,
        cutover=cutover.start if cutover else None,
    )


def steps_of(
    row: Transition, model: TransitionModel, planned: Mapping[str, PlannedTask]
) -> list[Step]:
    """The model's steps with the planned task's dates, or a day counted from the cut-over."""
    found = []
    for model_step in model.steps.all():
        task = planned.get(model_step.task_kind)
        start, end = (task.start, task.end) if task else (None, None)
        if task is None and model_step.days_before is not None and row.cutover:
            start = end = row.cutover + timedelta(days=model_step.days_before)
        found.append(
            Step(
                transition=row,
                model_step=model_step,
                task=task,
                planned_start=start,
                planned_end=end,
                period=row.programme.period_of(end) if end else None,
                planned_days=task.effort_days if task else None,
            )
        )
    return found


def open_periods(programme: Programme, numbers: Iterable[int]) -> None:
    Period.objects.bulk_create(
        (Period(programme=programme, number=number) for number in sorted(numbers) if number > 0),
        ignore_conflicts=True,
    )


@transaction.atomic
def finish_step(
    step: Step,
    *,
    by: Actor | str,
    day: date | None = None,
    actual_days: float | None = None,
    evidence: str = "",
) -> Step:
    """Mark a step done; the work it took flows back to the work packages when the period closes.

    Without a day given it is finished today; of two people at once the second is told.
    """
    step = Step.objects.select_for_update().select_related("model_step").get(pk=step.pk)
    today = today_of(step.transition.programme)
    day = day or today
    if why := why_not_finish(by, step, day, today):
        raise Refused(why)
    step.state = Step.State.DONE
    step.finished_on, step.finished_by = day, str(by)
    step.actual_days = actual_days
    step.evidence = evidence.strip()
    step.save()
    if step.model_step.number == "2.7":
        Transition.objects.filter(pk=step.transition_id).update(state=Transition.State.MOVED)
    if step.model_step.number == "3.3":
        Transition.objects.filter(pk=step.transition_id).update(state=Transition.State.FINISHED)
    log_step("finished", step, by=by)
    return step


def log_step(verb: str, step: Step, *, by: Actor | str, reason: str = "") -> None:
    row = step.transition
    log(
        verb,
        f"{step.model_step.number} {row.site}",
        by=by,
        programme_id=row.programme_id,
        organisation_id=row.organisation_id,
        reason=reason,
        step=step.pk,
    )


@transaction.atomic
def reopen_step(step: Step, *, by: Actor) -> Step:
    """Undo a finished step."""
    step = Step.objects.select_for_update().select_related("model_step").get(pk=step.pk)
    if why := why_not_reopen(by, step):
        raise Refused(why)
    step.state = Step.State.TO_DO
    step.finished_on, step.finished_by, step.actual_days, step.evidence = None, "", None, ""
    step.save()
    if step.model_step.number == "2.7":
        Transition.objects.filter(pk=step.transition_id).update(state=Transition.State.OPEN)
    log_step("reopened", step, by=by)
    return step


@transaction.atomic
def report_deviation(
    step: Step, *, by: Actor, text: str, delay_days: int = 0, severity: int = 2
) -> Deviation:
    """Something did not go as planned; it stays on the site's page until it is solved."""
    if why := why_not_report(by, step.transition, text):
        raise Refused(why)
    deviation = Deviation.objects.create(
        step=step, text=text.strip(), delay_days=delay_days, severity=severity, reported_by=str(by)
    )
    log_step("reported a deviation in", step, by=by, reason=text)
    return deviation


@transaction.atomic
def solve_deviation(deviation: Deviation, *, by: Actor) -> None:
    if why := why_not_report(by, deviation.step.transition, deviation.text):
        raise Refused(why)
    deviation.solved = True
    deviation.save(update_fields=["solved"])
    log_step("solved a deviation in", deviation.step, by=by)


@transaction.atomic
def close_period(
    period: Period,
    *,
    by: Actor,
    done: str = "",
    evaluation: str,
    lessons: str = "",
    goals: str = "",
) -> Period:
    """Close a two-week period; what its steps really took is learnt by the work packages."""
    period = Period.objects.select_for_update().get(pk=period.pk)
    if why := why_not_close(by, period, evaluation):
        raise Refused(why)
    period.goals = goals.strip() or period.goals
    period.done, period.evaluation, period.lessons = (
        done.strip(),
        evaluation.strip(),
        lessons.strip(),
    )
    period.state, period.closed_by, period.closed_at = Period.State.CLOSED, str(by), timezone.now()
    period.save()
    learn(period.programme, actuals(period), by=by)
    open_periods(period.programme, [period.number + 1])
    log(
        "closed",
        f"period {period.number}",
        by=by,
        programme_id=period.programme_id,
        reason=evaluation,
    )
    return period


def actuals(period: Period) -> dict[str, tuple[int, float, float]]:
    """Task kind → how many times, planned and actual days, of the steps finished in the period."""
    first = period.programme.period_start(period.number)
    last = period.programme.period_start(period.number + 1) - timedelta(days=1)
    found: dict[str, tuple[int, float, float]] = {}
    rows = Step.objects.filter(
        transition__programme=period.programme,
        state=Step.State.DONE,
        finished_on__range=(first, last),
        actual_days__isnull=False,
        planned_days__gt=0,
    ).exclude(model_step__task_kind="")
    columns = ("model_step__task_kind", "planned_days", "actual_days")
    for kind, planned, actual in rows.values_list(*columns):
        times, before, after = found.get(kind, (0, 0.0, 0.0))
        found[kind] = (times + 1, before + (planned or 0), after + (actual or 0))
    return found


@transaction.atomic
def revise_model(
    programme: Programme,
    *,
    by: Actor,
    note: str,
    days: Mapping[str, int] | None = None,
    added: Iterable[Mapping[str, Any]] = (),
    removed: Iterable[str] = (),
) -> TransitionModel:
    """A new version of the model: steps with a changed day, added or removed; old versions stay.

    `days` maps a step's number to days from the cut-over; `added` gives number, names and gate.
    """
    if why := why_not_revise(by, programme, note):
        raise Refused(why)
    last = programme.transition_models.first() or start_model(programme, by=by)
    model = TransitionModel.objects.create(
        programme=programme, version=last.version + 1, note=note.strip(), made_by=str(by)
    )
    gone, moved = set(removed), dict(days or {})
    rows = [step for step in last.steps.all() if step.number not in gone]
    for step in rows:
        step.pk, step.model = None, model
        step.days_before = moved.get(step.number, step.days_before)
    rows += [ModelStep(model=model, phase=int(str(each["number"])[0]), **each) for each in added]
    rows.sort(key=lambda step: [int(part) for part in step.number.split(".")])
    for order, step in enumerate(rows, start=1):
        step.order = order
    ModelStep.objects.bulk_create(rows)
    log("revised the transition model", model, by=by, programme_id=programme.pk, reason=note)
    return model
