"""The plan as a list to take along: which site and which system changes over in which period."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maali.organisations.models import Programme
from maali.plans.models import Plan
from maali.plans.queries import newest_plan, tasks_seen
from maali.plans.words import miss_sentence
from maali.reports.report import Report, Section, Table, make


def plan_report(person: Any, programme: Programme, *, day: date) -> Report:
    plan = newest_plan(programme)
    title = _("Plan: %(name)s") % {"name": plan.name if plan else programme}
    if plan is None:
        return make("plan", title, day, [Section(_("Plan"), (_("There is no plan yet."),))])
    return make("plan", title, day, [in_the_way(plan), sites(person, plan), systems(person, plan)])


def in_the_way(plan: Plan) -> Section:
    lines = tuple(miss_sentence(each) for each in (*plan.misses, *plan.why))
    return Section(_("What cannot be done"), lines or (_("Everything fits before the start day."),))


def sites(person: Any, plan: Plan) -> Section:
    rows = tuple(
        (
            task.period,
            task.start,
            task.site.name,
            task.site.code,
            str(task.organisation),
            task.site.users,
            task.who,
        )
        for task in tasks_seen(person, plan, {"kind": "cutover"})
        if task.site
    )
    columns = (
        _("Period"),
        _("Cut-over"),
        _("Site"),
        _("Code"),
        _("Organisation"),
        _("Users"),
        _("Who"),
    )
    return Section(_("Sites"), table=Table(columns, rows))


def systems(person: Any, plan: Plan) -> Section:
    rows = tuple(
        (task.period, task.start, task.system.name, str(task.organisation), task.system.users)
        for task in tasks_seen(person, plan, {"kind": "switch"})
        if task.system
    )
    columns = (_("Period"), _("Switch"), _("System"), _("Organisation"), _("Users"))
    return Section(_("Systems"), table=Table(columns, rows))
