"""The page of one organisation: status, decisions awaited, gaps, the coming two periods,
contracts.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maali.decisions.queries import systems_to_decide
from maali.intake.models import Question
from maali.inventory.models import Contract, Site, System
from maali.organisations.models import Organisation
from maali.plans.queries import newest_plan, tasks_seen
from maali.reports.report import Report, Section, Table, make
from maali.transition.models import Transition


def organisation_report(person: Any, organisation: Organisation, *, day: date) -> Report:
    return make(
        "organisation",
        str(organisation),
        day,
        [
            status(person, organisation),
            sites(person, organisation),
            coming(person, organisation, day),
            contracts(person, organisation),
            decisions(person, organisation),
        ],
    )


def status(person: Any, organisation: Organisation) -> Section:
    own = {"organisation": organisation}
    systems = System.objects.visible_to(person).filter(**own).counted()
    questions = Question.objects.visible_to(person).filter(**own).open()
    moved = Transition.objects.visible_to(person).filter(**own).exclude(state="open").count()
    figures = (
        (_("Systems"), systems.count()),
        (_("Sites"), Site.objects.visible_to(person).filter(same_as=None, **own).count()),
        (_("Contracts"), Contract.objects.visible_to(person).filter(**own).count()),
        (_("Questions waiting for an answer"), questions.count()),
        (_("Sites moved"), moved),
    )
    return Section(_("Status"), figures=figures)


def sites(person: Any, organisation: Organisation) -> Section:
    plan = newest_plan(organisation.programme)
    if plan is None:
        return Section(_("Sites"), (_("There is no plan yet."),))
    chance = plan.risk.get("sites", {})
    rows = tasks_seen(person, plan).filter(organisation=organisation, kind="cutover")
    table = tuple(
        (
            task.site.name,
            task.start,
            task.period,
            task.site.users,
            chance.get(str(task.site_id), {}).get("on_time"),
        )
        for task in rows
        if task.site
    )
    columns = (
        _("Site"),
        _("Cut-over"),
        _("Period"),
        _("Users"),
        _("Chance of being ready by the start day"),
    )
    return Section(_("Sites"), table=Table(columns, table))


def coming(person: Any, organisation: Organisation, day: date) -> Section:
    programme = organisation.programme
    plan = newest_plan(programme)
    now = max(1, programme.period_of(day))
    if plan is None:
        return Section(_("The coming two periods"), (_("There is no plan yet."),))
    rows = tasks_seen(person, plan).filter(organisation=organisation, period__in=[now, now + 1])
    table = tuple(
        (
            task.kind_name,
            str(task.site or task.system or organisation),
            task.start,
            task.end,
        )
        for task in rows
    )
    return Section(
        _("The coming two periods"),
        table=Table((_("Task"), _("Of"), _("Starts"), _("Ends")), table),
    )


def contracts(person: Any, organisation: Organisation) -> Section:
    start_day = organisation.programme.start_day
    rows = Contract.objects.visible_to(person).filter(organisation=organisation, end__isnull=False)
    near = rows.filter(Q(end__lte=start_day.replace(year=start_day.year + 1))).order_by("end")
    table = tuple(
        (row.title, row.vendor_name, row.end, row.notice_months, row.get_assignable_display())
        for row in near
    )
    columns = (_("Contract"), _("Other party"), _("Ends"), _("Notice, months"), _("Assignability"))
    return Section(_("Contracts to act on"), table=Table(columns, table))


def decisions(person: Any, organisation: Organisation) -> Section:
    rows = systems_to_decide(person, organisation.programme, {"organisation": organisation.code})
    table = tuple(
        (
            row.name,
            row.readiness.get_tier_display() if hasattr(row, "readiness") else "",
            *decided(row),
        )
        for row in rows
    )
    columns = (_("System"), _("Tier"), _("Option"), _("Decided by"))
    return Section(_("Decisions"), table=Table(columns, table))


def decided(system: Any) -> tuple[str, str]:
    """The decision that `systems_to_decide` has read along with the system."""
    now = system.decision_now[0] if system.decision_now else None
    if now is None:
        return _("not decided"), ""
    return str(now.option), _("default rule") if now.by_rule else now.decided_by
