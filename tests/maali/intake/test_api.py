"""Collecting by machine says the same as the pages."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maali.intake.actions import accept
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake import hostile
from tests.maali.intake.conftest import EFFICA, SYSTEMS, TITLES, Send

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]


def test_a_file_is_sent_looked_at_and_accepted(
    region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    browser, base = client_of(aino), f"/api/{region.code}/uploads"
    file = SimpleUploadedFile("vastaus.xlsx", hostile.table(SYSTEMS))
    answer = browser.post(base, {"organisation": home.code, "file": file})
    assert answer.status_code == 201
    sent = answer.json()
    assert (sent["state"], sent["rows"]["new"]) == ("read", 3)
    assert browser.get(f"{base}/{sent['id']}").json()["sheets"][0]["target"] == "systems"
    assert browser.post(f"{base}/{sent['id']}/accept").json()["state"] == "accepted"
    again = browser.post(f"{base}/{sent['id']}/accept")
    assert again.status_code == 409
    assert "vastaus.xlsx" in again.json()["detail"]


def test_every_problem_carries_its_place_and_a_sentence(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    upload = send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]])
    problems = client_of(aino).get(f"/api/{region.code}/uploads/{upload.pk}").json()["problems"]
    found = next(each for each in problems if each["code"] == "impossible_date")
    assert (found["sheet"], found["row"], found["column"]) == ("Järjestelmät", 2, "E")
    assert "31.2.2022" in found["sentence"]


def test_rights_are_those_of_the_pages(
    send: Send,
    region: Programme,
    home: Organisation,
    bertil: Person,
    daavid: Person,
    client_of: ClientOf,
) -> None:
    address = f"/api/{region.code}/uploads/{send().pk}"
    assert client_of(bertil).get(address).status_code == 404
    assert client_of(daavid).get(address).status_code == 200
    assert client_of(daavid).post(f"{address}/accept").status_code == 403
    assert client_of(None).get(address).status_code == 401
    file = SimpleUploadedFile("x.xlsx", hostile.table(SYSTEMS))
    asked = {"organisation": home.code, "file": file}
    assert client_of(bertil).post(f"/api/{region.code}/uploads", asked).status_code == 404


def test_a_question_is_answered_once_by_machine(
    send: Send, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    accept(send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]]), by=aino)
    browser, base = client_of(aino), f"/api/{region.code}/questions"
    question = browser.get(base).json()[0]
    answer = {"answer": "28.2.2022"}
    address = f"{base}/{question['id']}/answer"
    assert (
        browser.post(address, answer, content_type="application/json").json()["answer"]
        == "28.2.2022"
    )
    assert browser.post(address, answer, content_type="application/json").status_code == 409
    assert question["id"] not in {each["id"] for each in browser.get(base).json()}
