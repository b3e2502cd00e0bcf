"""The pages of collecting: what they show, and who may press what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from maali.intake.actions import accept
from maali.intake.models import Upload
from maali.intake.shown import refusal_shown
from maali.inventory.models import System
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake import hostile
from tests.maali.intake.conftest import EFFICA, PEGASOS, SYSTEMS, TITLES, Send

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]


def at(region: Programme, name: str, *args: Any) -> str:
    return reverse(f"intake:{name}", args=[region.code, *args])


def file(content: bytes, name: str = "vastaus.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_files_are_sent_on_the_page_of_files_and_one_alone_is_opened(
    region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    sent = {"organisation": home.pk, "workbooks": [file(hostile.table(SYSTEMS))]}
    answer = browser.post(at(region, "upload_send"), sent)
    upload = Upload.objects.get()
    assert answer["Location"] == at(region, "upload", upload.pk)
    page = browser.get(answer["Location"]).content.decode()
    assert "Effica" in page
    assert "31.12.2023" in page


def test_of_several_files_a_bad_one_does_not_hold_the_others(
    region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    files = [
        file(hostile.table(SYSTEMS)),
        file(hostile.picture(), "kuva.xlsx"),
        file(b"", "tyhja.xlsx"),
    ]
    browser = client_of(aino)
    browser.post(at(region, "upload_send"), {"organisation": home.pk, "workbooks": files})
    assert sorted(Upload.objects.values_list("state", flat=True)) == ["read", "refused", "refused"]
    assert "kuva.xlsx" in browser.get(at(region, "upload_list")).content.decode()


def test_a_refused_file_shows_why_in_the_reader_s_language(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send(hostile.picture(), "kuva.xlsx")
    page = client_of(aino).get(at(region, "upload", upload.pk)).content.decode()
    with override("fi"):
        assert refusal_shown(upload) in page


def test_accepting_on_the_page_brings_the_systems_in(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send()
    answer = client_of(aino).post(at(region, "upload_accept", upload.pk))
    assert answer.status_code == 302
    assert System.objects.count() == len(SYSTEMS) - 1


def test_a_reader_sees_but_may_not_accept_and_a_colleague_elsewhere_sees_nothing(
    send: Send, region: Programme, bertil: Person, daavid: Person, client_of: ClientOf
) -> None:
    upload = send()
    assert client_of(daavid).get(at(region, "upload", upload.pk)).status_code == 200
    assert client_of(daavid).post(at(region, "upload_accept", upload.pk)).status_code == 403
    assert client_of(bertil).get(at(region, "upload", upload.pk)).status_code == 404
    assert client_of(bertil).post(at(region, "upload_accept", upload.pk)).status_code == 404
    assert not System.objects.exists()


def test_a_cell_is_mended_and_a_row_left_out_in_place(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]])
    row, browser = upload.rows.get(), client_of(aino)
    browser.post(
        at(region, "row_mend", upload.pk, row.pk), {"key": "contract_end", "text": "28.2.2022"}
    )
    row.refresh_from_db()
    assert row.cells["contract_end"]["value"] == "2022-02-28"
    browser.post(at(region, "row_leave_out", upload.pk, row.pk))
    row.refresh_from_db()
    assert row.left_out


def test_workbooks_to_fill_in_and_questions_can_be_downloaded(
    send: Send, region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    for address in (at(region, "template_download", home.code), at(region, "question_download")):
        assert browser.get(address).content.startswith(b"PK")


def test_the_page_of_files_says_what_in_each_waits_for_a_person(
    send: Send, region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    waiting, done = send([TITLES, EFFICA]), send([TITLES, PEGASOS], "valmis.xlsx")
    accept(done, by=aino)
    browser = client_of(aino)
    page = browser.get(at(region, "upload_list")).content.decode()
    assert waiting.name in page
    assert page.count("Odottaa hyväksymistä") == 1
    chosen = browser.get(at(region, "upload_list") + "?state=waiting").content.decode()
    assert waiting.name in chosen
    assert done.name not in chosen
    nothing = browser.get(at(region, "upload_list") + "?q=eiole").content.decode()
    assert waiting.name not in nothing


def test_the_page_of_files_takes_as_many_queries_for_many_files(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    browser, counted = client_of(aino), []
    for number in range(4):
        send([TITLES, [f"Järjestelmä {number}", *EFFICA[1:]]], f"{number}.xlsx")
        with CaptureQueriesContext(connection) as queries:
            browser.get(at(region, "upload_list"))
        counted.append(len(queries))
    assert counted[-1] <= counted[0]
