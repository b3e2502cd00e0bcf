"""Making reports for a person: the day they stand for and the kinds there are."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import Site
from maali.organisations.models import Organisation, Programme
from maali.reports.kinds.open_list import open_list
from maali.reports.kinds.organisation import organisation_report
from maali.reports.kinds.plan import plan_report
from maali.reports.kinds.site_notice import site_notice
from maali.reports.kinds.steering import steering_report
from maali.reports.report import Report

REGION_KINDS = {
    "steering": (_("Steering report"), steering_report),
    "plan": (_("Plan"), plan_report),
    "open_list": (_("What is open"), open_list),
}


def day_of(programme: Programme) -> date:
    return programme.today or timezone.localdate()


def region_report(person: Any, programme: Programme, kind: str) -> Report:
    """A report over the region; it holds only what the person may see."""
    return REGION_KINDS[kind][1](person, programme, day=day_of(programme))


def report_of_organisation(person: Any, organisation: Organisation) -> Report:
    return organisation_report(person, organisation, day=day_of(organisation.programme))


def notice_of_site(site: Site, language: str = "") -> Report:
    return site_notice(site, day=day_of(site.programme), language=language)


def sites_seen(person: Any, programme: Programme) -> QuerySet[Site]:
    rows = Site.objects.visible_to(person).filter(programme=programme, same_as=None)
    return rows.select_related("organisation", "municipality")
