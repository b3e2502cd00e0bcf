"""The notice to a site: dates, what changes, what to do before, where help is; in the site's
language.
"""

from datetime import date, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maali.inventory.models import Site
from maali.plans.queries import newest_plan, site_days
from maali.reports.report import Report, Section, make
from maali.transition.models import Transition
from maali.transition.queries import readiness
from maali.transition.words import CRITERIA

# Days from the cut-over at which a notice is due.
MOMENTS = {"T-30": -30, "T-7": -7, "T-2": -2, "T+0": 0, "T+5": 5}


def day_text(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("not yet known")


def site_notice(site: Site, *, day: date, language: str = "") -> Report:
    """The notice as of a day, in the site's language unless another is asked for."""
    with translation.override(language or site.language or "fi"):
        return in_words(site, day)


def in_words(site: Site, day: date) -> Report:
    plan = newest_plan(site.programme)
    days = {kind: task.start for kind, task in site_days(plan, site).items()} if plan else {}
    transition = Transition.objects.filter(site=site).first()
    cutover = transition.cutover if transition and transition.cutover else days.get("cutover")
    return make(
        "site_notice",
        _("Notice: %(site)s moves to the new ICT environment") % {"site": site.name},
        day,
        [
            when(site, cutover, days),
            what_changes(site),
            before(cutover, days),
            afterwards(site),
            *missing(transition),
        ],
    )


def when(site: Site, cutover: date | None, days: dict[str, date | None]) -> Section:
    names = {
        "survey": _("Site survey"),
        "lan": _("Network work begins"),
        "deploy": _("New workstations are brought"),
        "training": _("Training"),
    }
    figures = [(name, days[kind]) for kind, name in names.items() if days.get(kind)]
    figures.append((_("New environment in use"), cutover))
    if cutover is None:
        text = _("The day of the move is not yet planned. You will hear at least 30 days before.")
    else:
        text = _("The site moves on %(day)s.") % {"day": day_text(cutover)}
    return Section(_("When"), (text,), tuple(figures))


def what_changes(site: Site) -> Section:
    count = site.workstations
    machines = (
        _("New workstations: %(count)s. They are placed beside the present ones.")
        % {"count": count}
        if count
        else _("New workstations are placed beside the present ones.")
    )
    return Section(
        _("What changes"),
        (
            machines,
            _("You get a new user account and e-mail address of the wellbeing services county."),
            _("The client and patient systems that you use stay the same unless told otherwise."),
        ),
    )


def before(cutover: date | None, days: dict[str, date | None]) -> Section:
    lines = [
        _("Open your new account as soon as you get it, and change its password."),
        _("Take part in the training: %(day)s.") % {"day": day_text(days.get("training"))},
        _("Save files from your own desktop to the shared drive."),
    ]
    if cutover:
        last = day_text(cutover - timedelta(days=2))
        lines.append(
            _("Tell the site contact by %(day)s of devices that nobody has asked about.")
            % {"day": last}
        )
    return Section(_("What to do before"), tuple(lines))


def afterwards(site: Site) -> Section:
    contact = site.contact_role or _("the site contact")
    return Section(
        _("On the day and after"),
        (
            _("Printing and phones may be out of use for a few hours on the day."),
            _("The old workstation stays beside the new one; work can go on as before if needed."),
            _("Help is at the site during the first days; ask %(contact)s.") % {"contact": contact},
        ),
    )


def missing(transition: Transition | None) -> list[Section]:
    """What is not ready yet, said openly."""
    if transition is None:
        return []
    lines = [str(CRITERIA[each.code]) for each in readiness(transition) if not each.holds]
    return [Section(_("Not ready yet"), tuple(lines))] if lines else []
