"""Correcting on the file's page, by API and by command; the page of what is remembered."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maali.intake.models import LearntColumn, LearntSheet
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake.conftest import Send
from tests.maali_engines.sheets.books import book

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]
ROWS = [
    ["Järjestelmän nimi", "Toimittaja", "Huomiot"],
    ["Tietojärjestelmä", "Firma", "Kommentit"],
    ["Effica", "Tieto", "ok"],
]


def test_the_row_of_titles_is_corrected_on_the_file_s_page_and_forgotten_on_its_own(
    send: Send, region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    upload = send(book(("Taul1", ROWS)))
    browser, own = client_of(aino), [region.code, upload.pk]
    correct = reverse("intake:upload_correct", args=own)
    browser.post(correct, {"sheet": "Taul1", "first": "2", "last": "2"})
    browser.post(correct, {"sheet": "Taul1", "layout": "table"})
    browser.post(correct, {"sheet": "Taul1", "column": "C", "means": "purpose"})
    upload.refresh_from_db()
    assert upload.guess["sheets"][0]["header_rows"] == [2]
    assert [row.cells["purpose"]["value"] for row in upload.rows.all()] == ["ok"]
    address = reverse("intake:remembered", args=[region.code, home.code])
    assert address in browser.get(reverse("intake:upload", args=own)).content.decode()
    page = browser.get(address).content.decode()
    assert "taul1" in page
    assert "kommentit" in page
    assert str(aino) in page
    for kind, learnt in (("sheet", LearntSheet), ("column", LearntColumn)):
        pk = learnt.objects.get().pk
        browser.post(reverse("intake:remembered_forget", args=[region.code, kind, pk]))
        assert not learnt.objects.exists()


def test_a_correction_that_cannot_be_is_answered_with_a_sentence(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send(book(("Taul1", ROWS)))
    correct = reverse("intake:upload_correct", args=[region.code, upload.pk])
    sent = {"sheet": "Taul1", "first": "9", "last": "12"}
    page = client_of(aino).post(correct, sent, follow=True).content.decode()
    assert "40" in page
    assert not LearntSheet.objects.exists()


def test_a_machine_corrects_like_a_person(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send(book(("Taul1", ROWS)))
    address = f"/api/{region.code}/uploads/{upload.pk}/correct"
    for said in (
        {"sheet": "Taul1", "header_rows": [1, 2]},
        {"sheet": "Taul1", "column": "C", "means": ""},
        {"sheet": "Taul1", "layout": "table"},
        {"sheet": "Taul1", "means": "systems"},
    ):
        answer = client_of(aino).post(address, json.dumps(said), content_type="application/json")
        assert answer.status_code == 200, answer.content
    [sheet] = answer.json()["sheets"]
    assert (sheet["header_rows"], sheet["target"]) == ([1, 2], "systems")
    assert [each["key"] for each in sheet["columns"]] == ["system_name", "vendor", ""]


def test_a_file_is_corrected_by_command(send: Send, region: Programme) -> None:
    upload = send(book(("Taul1", ROWS)))
    words = ("--programme", region.code, "--sheet", "Taul1", "--header", "2")
    out = StringIO()
    call_command("collect", "correct", upload.name, *words, "--column", "c=purpose", stdout=out)
    assert upload.name in out.getvalue()
    assert [row.cells["purpose"]["value"] for row in upload.rows.all()] == ["ok"]
    with pytest.raises(CommandError):
        call_command("collect", "correct", "muu.xlsx", *words)
    with pytest.raises(CommandError):
        call_command("collect", "correct", str(upload.pk), *words[:4], "--header", "x")
