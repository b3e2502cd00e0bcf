"""The region's report to its steering group: progress, the plan's bound and chance, what is
short.
"""

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from maali.decisions.queries import summary as decision_summary
from maali.intake.models import Question, Upload
from maali.inventory.models import Site, System
from maali.matching.models import Proposal
from maali.organisations.models import Organisation, Programme
from maali.plans.models import Plan, Skill
from maali.plans.queries import changed_since, cutovers_by_period, newest_plan
from maali.reports.report import Report, Section, Table, make
from maali.transition.queries import summary as transition_summary


def steering_report(person: Any, programme: Programme, *, day: date) -> Report:
    plan = newest_plan(programme)
    sections = [
        progress(person, programme, day),
        tiers(person, programme),
        collected(person, programme),
    ]
    if plan is None:
        sections.append(Section(_("Plan"), (_("There is no plan yet."),)))
    else:
        sections += [plan_section(plan), periods(person, plan), load(plan), misses(plan)]
    return make("steering", _("Steering report: %(region)s") % {"region": programme}, day, sections)


def progress(person: Any, programme: Programme, day: date) -> Section:
    systems = System.objects.visible_to(person).filter(programme=programme).counted().count()
    sites = Site.objects.visible_to(person).filter(programme=programme, same_as=None)
    decisions = decision_summary(person, programme)
    moves = transition_summary(person, programme)
    figures = (
        (_("Days to the start day"), (programme.start_day - day).days),
        (_("Systems, each installation once"), systems),
        (_("Sites"), sites.count()),
        (_("Systems decided"), decisions["decided"]),
        (_("of these by people"), decisions["by_person"]),
        (_("Transitions opened"), moves["transitions"]),
        (_("Sites moved"), moves["moved"]),
        (_("Open deviations"), moves["deviations"]),
        (
            _("Open questions"),
            Question.objects.visible_to(person).filter(programme=programme).open().count(),
        ),
        (
            _("Open matching proposals"),
            Proposal.objects.visible_to(person).filter(programme=programme, state="open").count(),
        ),
    )
    return Section(_("Where we are"), figures=figures)


def tiers(person: Any, programme: Programme) -> Section:
    rows = tuple(
        (str(each["label"]), each["systems"], each["decided"])
        for each in decision_summary(person, programme)["tiers"]
    )
    return Section(_("Must be ready"), table=Table((_("Tier"), _("Systems"), _("Decided")), rows))


def collected(person: Any, programme: Programme) -> Section:
    """Every giver with its latest file, its state and its open questions."""
    uploads = {
        upload.organisation_id: upload
        for upload in Upload.objects.visible_to(person).filter(programme=programme).order_by("at")
    }
    open_questions = dict(
        Question.objects.visible_to(person)
        .filter(programme=programme)
        .open()
        .values_list("organisation")
        .annotate(n=Count("pk"))
    )
    rows = tuple(
        (
            str(each),
            uploads[each.pk].get_state_display() if each.pk in uploads else _("nothing yet"),
            uploads[each.pk].answered_on if each.pk in uploads else None,
            open_questions.get(each.pk, 0),
        )
        for each in Organisation.objects.visible_to(person).filter(
            programme=programme, part="giver"
        )
    )
    columns = (_("Organisation"), _("State"), _("Answered"), _("Open questions"))
    return Section(_("Collected"), table=Table(columns, rows))


def plan_section(plan: Plan) -> Section:
    gap = plan.gap
    figures = (
        (_("Scenario"), plan.name),
        (_("State"), plan.get_state_display()),
        (_("Value of the plan"), plan.objective),
        (_("Proven bound"), plan.bound),
        (_("Gap at most, %"), None if gap is None else round(100 * gap, 1)),
        (_("Broken rules"), len(plan.broken)),
        (
            _("Chance that all sites are ready by the start day, %"),
            percent(plan.risk.get("all_on_time")),
        ),
    )
    changed = changed_since(plan)
    note = _("Changed since this plan was made: %(what)s.") % {"what": ", ".join(changed)}
    return Section(_("Plan"), (note,) if changed else (), figures)


def percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def periods(person: Any, plan: Plan) -> Section:
    rows = tuple(
        (number, plan.programme.period_start(number), count)
        for number, count in cutovers_by_period(person, plan).items()
    )
    columns = (_("Period"), _("Starts"), _("Cut-overs of sites"))
    return Section(_("Pace by two-week period"), table=Table(columns, rows))


def load(plan: Plan) -> Section:
    names = dict(Skill.choices)
    rows = tuple(
        (
            str(names.get(skill, skill)),
            round(sum(each["load"]), 1),
            round(sum(each["capacity"]), 1),
            round(
                100
                * max(
                    (a / b for a, b in zip(each["load"], each["capacity"], strict=True) if b),
                    default=0,
                )
            ),
        )
        for skill, each in plan.load.items()
    )
    columns = (
        _("Skill"),
        _("Work, person-days"),
        _("Capacity, person-days"),
        _("Fullest period, %"),
    )
    return Section(_("Load of experts"), table=Table(columns, rows))


def misses(plan: Plan) -> Section:
    lines = tuple(str(each.get("text") or each.get("code", "")) for each in plan.misses)
    return Section(_("What cannot be done"), lines or (_("Everything fits before the start day."),))
