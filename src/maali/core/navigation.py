"""The eight steps of the journey and the pages under each, by url name, not by import.

An entry whose address does not exist, or that this person may not open, is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


@dataclass(frozen=True)
class Page:
    """One page in the navigation: its url name (`part:name`) and its title."""

    url: str
    title: Text


@dataclass(frozen=True)
class Step:
    """One step of the journey: the part whose pages belong to it, its title and its pages."""

    part: str
    title: Text
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Entry:
    """A step or page as a link: whether the reader stands in it now, and the pages under it."""

    title: Text
    href: str
    here: bool
    number: int = 0
    below: list["Entry"] = field(default_factory=list)


JOURNEY = (
    Step(
        "intake",
        pgettext_lazy("step of the journey", "Collect"),
        (
            Page("intake:board", _("Answers")),
            Page("intake:round_list", _("Rounds")),
            Page("intake:upload_list", _("Files")),
            Page("intake:question_list", _("Questions")),
        ),
    ),
    Step(
        "inventory",
        pgettext_lazy("step of the journey", "Inventory"),
        (
            Page("inventory:system_list", _("Systems")),
            Page("inventory:site_list", _("Sites")),
            Page("inventory:contract_list", _("Contracts")),
            Page("inventory:map", _("Map")),
            Page("inventory:completeness", _("Completeness")),
        ),
    ),
    Step(
        "matching",
        pgettext_lazy("step of the journey", "Match"),
        (
            Page("matching:queue", _("One and the same?")),
            Page("matching:product_list", _("Products")),
            Page("matching:vendor_list", _("Vendors")),
            Page("matching:knowledge", _("Known names")),
        ),
    ),
    Step(
        "decisions",
        pgettext_lazy("step of the journey", "Decide"),
        (
            Page("decisions:decision_list", _("Decisions")),
            Page("decisions:must_be_ready", _("Must be ready")),
            Page("decisions:target_list", _("Target state")),
        ),
    ),
    Step(
        "plans",
        pgettext_lazy("step of the journey", "Plan"),
        (
            Page("plans:plan_in_force", _("Plan in force")),
            Page("plans:plan_list", _("Plans and scenarios")),
            Page("plans:capacity", _("Experts and freezes")),
        ),
    ),
    Step(
        "transition",
        pgettext_lazy("step of the journey", "Carry out"),
        (
            Page("transition:board", _("Board of the period")),
            Page("transition:transition_list", _("Transitions")),
            Page("transition:model", _("Transition model")),
        ),
    ),
    Step(
        "reports",
        pgettext_lazy("step of the journey", "Report"),
        (Page("reports:report_list", _("Reports")),),
    ),
    Step(
        "nation",
        pgettext_lazy("step of the journey", "Nation"),
        (
            Page("nation:overview", _("All regions")),
            Page("nation:overlap_list", _("Built twice")),
        ),
    ),
)
ABOUT = (
    Page("organisations:organisation_list", _("Organisations")),
    Page("organisations:people", _("People and roles")),
    Page("organisations:programme_settings", _("Start day and settings")),
    Page("core:event_list", _("Who did what")),
    Page("core:calculation_list", _("Calculations")),
)
FOR_PLANNERS = {"organisations:people", "organisations:programme_settings"}


def address(url: str, code: str) -> str:
    """Where the page is, or "" where it does not exist: national pages stand outside programmes."""
    for arguments in ([], [code]):
        try:
            return reverse(url, args=arguments)
        except NoReverseMatch:
            continue
    return ""


def pages(found: Iterable[Page], request: HttpRequest, code: str) -> list[Entry]:
    sight: Any = getattr(request, "sight", None)
    planner = bool(sight and sight.plans)
    here = getattr(request.resolver_match, "view_name", "")
    entries = []
    for page in found:
        href = address(page.url, code)
        if href and (planner or page.url not in FOR_PLANNERS):
            entries.append(Entry(page.title, href, page.url == here))
    return entries


def journey(request: HttpRequest, code: str, nation: bool) -> list[Entry]:
    """The steps that this person can open, in the order of the journey."""
    match = request.resolver_match
    part = match.namespace if match else ""
    steps = []
    for number, step in enumerate(JOURNEY, start=1):
        if (step.part == "nation" and not nation) or (step.part != "nation" and not code):
            continue
        below = pages(step.pages, request, code)
        if below:
            steps.append(Entry(step.title, below[0].href, step.part == part, number, below))
    return steps


def about(request: HttpRequest, code: str) -> list[Entry]:
    """The pages about the programme itself: its people, its log, its settings."""
    return pages(ABOUT, request, code) if code else []
