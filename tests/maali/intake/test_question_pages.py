"""The pages of questions: answered in place, together, taken back, passed on, looked at again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maali.intake.actions import accept, answer_question
from maali.intake.models import Invitation, Question, Respondent, Round
from maali.inventory.models import Contract
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake.conftest import EFFICA, TITLES, Send

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def at(region: Programme, name: str, *args: Any) -> str:
    return reverse(f"intake:{name}", args=[region.code, *args])


@pytest.fixture
def asked(send: Send, aino: Person) -> Question:
    accept(send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]]), by=aino)
    return Question.objects.get(code="impossible_date")


@pytest.fixture
def many(send: Send, aino: Person) -> list[Question]:
    rows = [[f"Ohjelma {n}", "CGI", 40, "", "", "ei"] for n in range(4)]
    accept(send([TITLES, *rows]), by=aino)
    return list(Question.objects.filter(code="system_without_contract").order_by("pk"))


def together(region: Programme, home: Organisation) -> str:
    place = f"?organisation={home.pk}&code=system_without_contract&field=contract_ref"
    return at(region, "questions_together") + place


def test_a_question_is_answered_on_its_page_with_its_row_in_sight(
    asked: Question, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    page = browser.get(at(region, "question", asked.pk)).content.decode()
    assert "<mark>31.2.2022</mark>" in page
    assert "Tietoevry" in page
    browser.post(at(region, "question", asked.pk), {"written": "28.2.2022", "comment": "paperilta"})
    asked.refresh_from_db()
    assert (asked.answer, asked.comment) == ("28.2.2022", "paperilta")
    listed = browser.get(at(region, "question_list") + "?state=answered").content.decode()
    assert "31.2.2022" in listed


def test_an_answer_is_taken_back_on_the_page(
    asked: Question, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    answer_question(asked, "28.2.2022", by=aino)
    browser = client_of(aino)
    assert "28.2.2022" in browser.get(at(region, "question", asked.pk)).content.decode()
    browser.post(at(region, "answer_take_back", asked.pk))
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert Contract.objects.get().end is None


def test_like_questions_are_one_line_and_one_table(
    many: list[Question], region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    listed = browser.get(at(region, "question_list")).content.decode()
    assert "code=system_without_contract" in listed
    assert listed.count("<tr>") == 2
    page = browser.get(together(region, home)).content.decode()
    assert page.count('name="ticked"') == 4
    assert "Ohjelma 3" in page


def test_what_is_written_in_lines_is_saved_and_what_is_wrong_is_named(
    many: list[Question], region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    lines = {f"answer-{many[0].pk}": "D/1/2020", f"answer-{many[1].pk}": "010190-900P"}
    page = client_of(aino).post(together(region, home), lines, follow=True).content.decode()
    assert [each.reference for each in Contract.objects.all()] == ["D/1/2020"]
    assert "Ohjelma 1:" in page
    assert Question.objects.open().filter(code="system_without_contract").count() == 3


def test_one_answer_for_all_that_are_ticked(
    many: list[Question], region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    ticked = [each.pk for each in many[:3]]
    form = {"ticked": ticked, "all": "no_contract", "for_all": ""}
    client_of(aino).post(together(region, home), form)
    assert Question.objects.filter(answer="no_contract").count() == 3


def test_a_line_is_saved_as_one_goes(
    many: list[Question], region: Programme, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    address = at(region, "question", many[0].pk)
    line = browser.post(address, {"answer": "D/5/2020"}, headers={"HX-Request": "true"})
    assert "D/5/2020" in line.content.decode()
    assert "<html" not in line.content.decode()
    wrong = browser.post(
        at(region, "question", many[1].pk), {"answer": "010190-900P"}, headers={"HX-Request": "1"}
    )
    assert 'role="alert"' in wrong.content.decode()


def test_the_list_costs_the_same_however_many_questions(
    many: list[Question], region: Programme, aino: Person, home: Organisation,
    client_of: ClientOf, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    browser = client_of(aino)
    for address in (at(region, "question_list"), together(region, home)):
        browser.get(address)
        with django_assert_max_num_queries(24):
            browser.get(address)


def test_a_question_is_passed_on_to_a_colleague_with_a_link_and_no_one_else(
    asked: Question, region: Programme, home: Organisation, aino: Person, client_of: ClientOf
) -> None:
    opened = Round.objects.create(
        programme=region, number=1, name="1", deadline=date(2030, 1, 1), state=Round.State.OPEN
    )
    invitation = Invitation.objects.create(round=opened, organisation=home)
    colleague = Respondent.objects.create(
        invitation=invitation, name="Liisa", email="l@example.org", nonce="n",
        expires_on=date(2050, 1, 1),
    )  # fmt: skip
    browser = client_of(aino)
    browser.post(at(region, "question_pass_on", asked.pk), {"to": colleague.pk})
    asked.refresh_from_db()
    assert asked.respondent == colleague
    mine = browser.get(at(region, "question_list") + "?mine=yes").content.decode()
    assert "31.2.2022" not in mine
    browser.post(at(region, "question_pass_on", asked.pk), {"to": ""})
    asked.refresh_from_db()
    assert asked.respondent is None


def test_looking_again_drops_what_has_no_cause_any_more(
    many: list[Question], region: Programme, aino: Person, daavid: Person, client_of: ClientOf
) -> None:
    Contract.objects.create(
        programme=region, organisation=many[0].organisation, key="c", title="c"
    ).systems.add(many[0].subject_id or 0)
    assert client_of(daavid).post(at(region, "questions_check")).status_code == 403
    client_of(aino).post(at(region, "questions_check"))
    many[0].refresh_from_db()
    assert many[0].dropped


def test_what_stands_on_a_file_is_told_before_it_is_taken_back(
    asked: Question, region: Programme, aino: Person, client_of: ClientOf
) -> None:
    browser = client_of(aino)
    address = at(region, "upload", asked.upload_id)
    take_back = at(region, "upload_take_back", asked.upload_id)
    assert take_back in browser.get(address).content.decode()
    answer_question(asked, "28.2.2022", by=aino)
    page = browser.get(address).content.decode()
    assert take_back not in page
    value = reverse(
        "inventory:contract_value", args=[region.code, Contract.objects.get().pk, "end"]
    )
    assert value in page
