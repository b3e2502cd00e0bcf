"""Why a move may not go on, as one sentence, or ""."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maali.organisations.models import Programme
from maali.organisations.rules import why_not_carry_out, why_not_plan
from maali.plans.models import Plan
from maali.transition.models import Period, Step, Transition

# Steps that open only when these are done: network before workstations before cut-over.
NEEDS_FIRST = {
    "2.2": ("2.1",),
    "2.4": ("2.2", "2.3"),
    "2.6": ("2.1", "2.2", "2.3", "2.4", "2.5"),
    "2.7": ("2.6",),
    "2.8": ("2.7",),
    "3.1": ("2.8",),
    "3.3": ("2.8",),
}


def may(person: Any, programme: Programme) -> str:
    return "" if isinstance(person, str) else why_not_carry_out(person, programme)


def why_not_open(person: Any, plan: Plan) -> str:
    if not isinstance(person, str) and (why := why_not_plan(person, plan.programme)):
        return why
    if plan.state != Plan.State.IN_FORCE:
        return _("Transitions are opened from the plan in force; put this plan in force first.")
    return ""


def missing_before(step: Step) -> list[Step]:
    """Steps of the same transition that must be done before this one."""
    numbers = NEEDS_FIRST.get(step.model_step.number, ())
    rows = Step.objects.filter(
        transition_id=step.transition_id, model_step__number__in=numbers, state=Step.State.TO_DO
    )
    return list(rows.select_related("model_step").order_by("model_step__order"))


def why_not_finish(person: Any, step: Step, day: date, today: date) -> str:
    """A step is finished by those who carry out, after the steps before it, and not in the
    future.
    """
    if why := may(person, step.transition.programme):
        return why
    if step.state != Step.State.TO_DO:
        return _("Someone has already marked this step: %(state)s.") % {
            "state": step.get_state_display()
        }
    if day > today:
        return _("The day that a step was finished cannot be in the future.")
    if missing := missing_before(step):
        numbers = ", ".join(each.model_step.number for each in missing)
        return _("Finish these steps first: %(numbers)s.") % {"numbers": numbers}
    return ""


def why_not_reopen(person: Any, step: Step) -> str:
    if why := may(person, step.transition.programme):
        return why
    if step.state == Step.State.TO_DO:
        return _("The step is open already.")
    later = [number for number, before in NEEDS_FIRST.items() if step.model_step.number in before]
    done = Step.objects.filter(
        transition_id=step.transition_id, model_step__number__in=later, state=Step.State.DONE
    ).exists()
    return _("A later step that rests on this one is done; reopen that first.") if done else ""


def why_not_report(person: Any, transition: Transition, text: str) -> str:
    if why := may(person, transition.programme):
        return why
    return "" if text.strip() else _("Write what happened.")


def why_not_close(person: Any, period: Period, evaluation: str) -> str:
    if why := why_not_plan(person, period.programme):
        return why
    if period.state == Period.State.CLOSED:
        return _("The period is closed already.")
    if not evaluation.strip():
        return _("Write how the period went; the next one starts from that.")
    return ""


def why_not_revise(person: Any, programme: Programme, note: str) -> str:
    if why := why_not_plan(person, programme):
        return why
    return (
        "" if note.strip() else _("Write what changes in the model and which lesson it comes from.")
    )
