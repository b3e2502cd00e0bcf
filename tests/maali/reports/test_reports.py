"""Reports: the same data as page, XLSX and JSON, in the right language, of what one may see."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from maali.core.actions import Refused
from maali.inventory.models import Site
from maali.reports import queries
from maali.reports.actions import mark_read, send_notice, write_reports
from maali.reports.kinds.site_notice import site_notice
from maali.reports.report import Report, Section, Table, as_json, as_xlsx


def test_texts_that_look_like_formulas_stay_texts() -> None:
    rows = (("=1+1", 3), ("@cmd", None))
    report = Report(
        "k", "Title", date(2022, 2, 28), "fi", (Section("One", table=Table(("a", "b"), rows)),)
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(report))).get_sheet_by_index(0)
    assert ["=1+1", 3.0] in [row[:2] for row in sheet.to_python()]


def test_sections_of_one_name_get_sheets_of_their_own() -> None:
    sections = tuple(Section("A/B:" + "x" * 40) for _ in range(3))
    report = Report("k", "T", date(2022, 2, 28), "fi", sections)
    names = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(report))).sheet_names
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize(("language", "word"), [("fi", "ICT"), ("sv", "IKT"), ("en", "Notice")])
def test_the_notice_is_in_the_language_of_the_site(
    plan_in_force: Any, language: str, word: str
) -> None:
    site = Site.objects.filter(organisation__code="A").first()
    assert site is not None
    site.language = language
    with translation.override("en"):
        report = site_notice(site, day=date(2022, 2, 28))
    assert report.language == language
    assert word in report.title


def test_the_notice_tells_the_planned_day(plan_in_force: Any) -> None:
    site = Site.objects.filter(organisation__code="A").first()
    assert site is not None
    cutover = plan_in_force.tasks.get(site=site, kind="cutover").start
    figures = json.loads(as_json(queries.notice_of_site(site)))["sections"][0]["figures"]
    assert cutover.isoformat() in figures.values()


def test_a_contact_reads_the_region_s_reports_of_the_own_organisation_only(
    plan_in_force: Any, aino: Any, cecilia: Any
) -> None:
    programme = plan_in_force.programme
    own = as_json(queries.region_report(aino, programme, "open_list"))
    assert "Saarikka" not in own
    whole = json.loads(as_json(queries.region_report(cecilia, programme, "steering")))
    assert any(section["title"] for section in whole["sections"])


def test_a_notice_is_never_sent_twice(plan_in_force: Any, cecilia: Any) -> None:
    site = Site.objects.filter(organisation__code="A").first()
    assert site is not None
    send_notice(site, "T-30", by=cecilia)
    with pytest.raises(Refused):
        send_notice(site, "T-30", by=cecilia)


def test_the_site_s_own_contact_marks_the_notice_as_read(
    plan_in_force: Any, cecilia: Any, aino: Any, daavid: Any
) -> None:
    site = Site.objects.filter(organisation__code="A").first()
    assert site is not None
    notice = send_notice(site, "T-30", by=cecilia)
    with pytest.raises(Refused):
        mark_read(notice, by=daavid)
    mark_read(notice, by=aino)
    notice.refresh_from_db()
    assert notice.read_by == "Aino"


def test_all_reports_are_written_as_files(plan_in_force: Any, cecilia: Any, tmp_path: Any) -> None:
    count = write_reports(plan_in_force.programme, tmp_path, by=cecilia)
    assert count == len(list(tmp_path.rglob("*.json")))
    assert (tmp_path / "steering.xlsx").exists()
