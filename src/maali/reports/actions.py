"""Sending notices, marking them read, and writing all reports into a folder."""

import re
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log
from maali.core.calculations import Progress, Silent
from maali.inventory.models import Site
from maali.organisations.models import Organisation, Programme
from maali.reports.models import SentNotice
from maali.reports.queries import (
    REGION_KINDS,
    notice_of_site,
    region_report,
    report_of_organisation,
    sites_seen,
)
from maali.reports.report import Report, as_json, as_xlsx
from maali.reports.rules import why_not_mark_read, why_not_send


@transaction.atomic
def send_notice(site: Site, moment: str, *, by: Actor) -> SentNotice:
    """Send the notice of one moment to a site: it stands on the site's page; never twice."""
    if why := why_not_send(by, site, moment):
        raise Refused(why)
    report = notice_of_site(site)
    try:
        with transaction.atomic():
            notice = SentNotice.objects.create(
                programme=site.programme,
                organisation_id=site.organisation_id,
                site=site,
                moment=moment,
                language=report.language,
                text=as_json(report),
                sent_by=str(by),
            )
    except IntegrityError as error:
        raise Refused(_("This notice has been sent already; it is never sent twice.")) from error
    log(
        "sent a notice to",
        site,
        by=by,
        programme_id=site.programme_id,
        organisation_id=site.organisation_id,
        moment=moment,
    )
    return notice


@transaction.atomic
def mark_read(notice: SentNotice, *, by: Actor) -> None:
    if why := why_not_mark_read(by, notice):
        raise Refused(why)
    notice.read_by, notice.read_at = str(by), timezone.now()
    notice.save(update_fields=["read_by", "read_at"])
    log(
        "read a notice",
        notice.site,
        by=by,
        programme_id=notice.programme_id,
        organisation_id=notice.organisation_id,
    )


def file_name(text: str) -> str:
    """A name that every file system takes."""
    return re.sub(r"[^\w.-]+", "_", text).strip("_")[:80]


def write_reports(
    programme: Programme,
    folder: Path,
    *,
    by: Any,
    language: str = "fi",
    progress: Progress | None = None,
) -> int:
    """Write every report of a programme as XLSX and JSON into a folder; returns how many reports.

    `by` is the person whose sight the reports have.
    """
    progress = progress or Silent()
    organisations = list(
        Organisation.objects.visible_to(by).filter(
            programme=programme, part=Organisation.Part.GIVER
        )
    )
    sites = list(sites_seen(by, programme))
    progress.start(len(REGION_KINDS) + len(organisations) + len(sites))
    with translation.override(language):
        for kind in REGION_KINDS:
            write_report(folder, kind, region_report(by, programme, kind))
            progress.step(message=kind)
        for organisation in organisations:
            report = report_of_organisation(by, organisation)
            write_report(folder / "organisations", organisation.code, report)
            progress.step(message=str(organisation))
    for site in sites:
        report = notice_of_site(site)
        write_json(folder / "notices", site.code, report)
        progress.step(message=site.name)
    log("wrote reports of", programme, by=by, programme_id=programme.pk, sites=len(sites))
    return len(REGION_KINDS) + len(organisations) + len(sites)


def write_report(folder: Path, name: str, report: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{file_name(name)}.xlsx").write_bytes(as_xlsx(report))
    write_json(folder, name, report)


def write_json(folder: Path, name: str, report: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{file_name(name)}.json").write_text(as_json(report), encoding="utf-8")
