"""The plan as a drawing: organisations or sites by two-week period, with the load below."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maali.core.gantt import Bar, GanttRow, Lane, gantt
from maali.plans import queries
from maali.plans.models import Plan
from maali.plans.words import skill_name

MOST_SITES = 400


def gantt_of(person: Any, plan: Plan, organisation: str = "") -> SafeString:
    """Organisations with their sites' span; one organisation's sites when one is chosen."""
    rows = (
        site_rows(person, plan, organisation) if organisation else organisation_rows(person, plan)
    )
    programme = plan.programme
    return gantt(
        rows,
        first_day=programme.first_period_start,
        period_days=programme.period_days,
        periods=programme.period_of(plan.start_day) + 1,
        start_day=plan.start_day,
        freezes=[(each.start, each.end, each.shown_name) for each in programme.freezes.all()],
        lanes=lanes(plan),
        label=_("Plan by two-week period"),
    )


def organisation_rows(person: Any, plan: Plan) -> list[GanttRow]:
    """One bar from the first survey to the last cut-over of each organisation's sites."""
    code = plan.programme.code
    found = []
    for row in queries.cutovers_by_organisation(person, plan):
        text = _("%(sites)s sites, last cut-over %(day)s") % {
            "sites": row["sites"],
            "day": date_format(row["last"], "SHORT_DATE_FORMAT"),
        }
        late = row["last"] >= plan.start_day
        bars = [
            Bar(
                row["first"],
                row["first_cutover"] - timedelta(days=1),
                tone="idle",
                text=_("preparation"),
                href="",
            ),
            Bar(
                row["first_cutover"],
                row["last"],
                tone="risk" if late else "going",
                text=text,
                href="",
            ),
        ]
        address = reverse("plans:plan", args=[code, plan.pk])
        href = f"{address}?organisation={row['organisation__code']}"
        found.append(GanttRow(row["organisation__name"], href, bars))
    return found


def site_rows(person: Any, plan: Plan, organisation: str) -> list[GanttRow]:
    """Preparation, cut-over and what comes after it, for each site of one organisation."""
    code = plan.programme.code
    found = []
    for row in queries.spans_by_site(person, plan, organisation)[:MOST_SITES]:
        cutover = row["cutover"]
        if cutover is None:
            continue
        day = date_format(cutover, "SHORT_DATE_FORMAT")
        tone = "risk" if cutover >= plan.start_day else "going"
        bars = [
            Bar(
                row["first"],
                cutover - timedelta(days=1),
                tone="idle",
                text=_("preparation"),
                href="",
            ),
            Bar(
                cutover, row["last"], tone=tone, text=_("cut-over %(day)s") % {"day": day}, href=""
            ),
        ]
        found.append(
            GanttRow(
                row["site__name"], reverse("reports:site", args=[code, row["site__code"]]), bars
            )
        )
    return found


def lanes(plan: Plan) -> list[Lane]:
    """Each skill's load as a share of its capacity, by period number from 1."""
    return [
        Lane(
            skill_name(skill),
            {
                number: work / there
                for number, (work, there) in enumerate(
                    zip(each["load"], each["capacity"], strict=True), start=1
                )
                if there
            },
        )
        for skill, each in plan.load.items()
    ]
