"""Answers to what the checks find, several at once, and answers taken back."""

from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import (
    accept,
    answer_question,
    answer_together,
    check_again,
    take_back,
    take_back_answer,
)
from maali.intake.models import Question
from maali.inventory.models import Contract, DataStore, Site, Source, Statement, System
from maali.organisations.models import Organisation, Person
from tests.maali.intake.conftest import EFFICA, TITLES, Send

pytestmark = pytest.mark.django_db
BARE = [*EFFICA[:3], "", "", "kyllä"]


def one(code: str) -> Question:
    return Question.objects.get(code=code)


@pytest.fixture
def bare(send: Send, aino: Person) -> Any:
    """A system with personal data and without a contract."""
    return accept(send([TITLES, BARE, ["Pegasos", "CGI", 40, "", "", "ei"]]), by=aino)


def test_a_contract_that_is_answered_is_told_of_and_covers_the_system(
    bare: Any, aino: Person
) -> None:
    question = Question.objects.get(code="system_without_contract", params__name="Effica")
    assert (question.sheet, question.row, question.upload) == ("Järjestelmät", 2, bare)
    answer_question(question, "D/99/2020", by=aino)
    contract = Contract.objects.get()
    assert [str(each) for each in contract.systems.all()] == ["Effica"]
    assert contract.reference == "D/99/2020"


def test_one_answer_for_many_and_the_wrong_one_keeps_no_other(bare: Any, aino: Person) -> None:
    questions = list(Question.objects.filter(code="system_without_contract").order_by("pk"))
    done, refused = answer_together(
        [*questions, one("data_store_without_controller")],
        ["no_contract", "D/1/2020", "010190-900P"],
        by=aino,
    )
    assert [each.answer for each in done] == ["no_contract", "D/1/2020"]
    assert [question.code for question, _why in refused] == ["data_store_without_controller"]
    assert Contract.objects.count() == 1


def test_we_ourselves_is_the_controller(bare: Any, aino: Person, home: Organisation) -> None:
    answer_question(one("data_store_without_controller"), "own", by=aino, comment="rekisteri")
    assert DataStore.objects.get().controller_now == str(home)
    assert one("data_store_without_controller").comment == "rekisteri"


def test_a_link_holder_answers_by_name(bare: Any) -> None:
    answer_question(one("data_store_without_controller"), "own", by="Liisa")
    assert one("data_store_without_controller").answered_by == "Liisa"
    assert Source.objects.get(kind=Source.Kind.ANSWER).by == "Liisa"


def test_an_answer_taken_back_leaves_the_inventory_and_opens_the_question(
    bare: Any, aino: Person
) -> None:
    question = answer_question(one("data_store_without_controller"), "own", by=aino)
    take_back_answer(question, by=aino, reason="väärin")
    question.refresh_from_db()
    assert (question.answer, question.answered_at, question.source) == (None, None, None)
    assert DataStore.objects.get().controller_now == ""
    said = Statement.objects.get(subject_kind="data_store", field="controller_now")
    assert (said.holds, said.source.taken_back_by) == (False, str(aino))
    assert Event.objects.filter(verb="took back an answer").count() == 1


def test_an_answer_that_made_a_contract_is_not_taken_back_from_under_what_stands_on_it(
    bare: Any, aino: Person
) -> None:
    first, second = Question.objects.filter(code="system_without_contract").order_by("pk")
    answer_question(first, "D/1/2020", by=aino)
    contract = Contract.objects.get()
    answer_question(second, "D/1/2020", by=aino)
    assert contract.systems.count() == 2
    take_back_answer(Question.objects.get(pk=second.pk), by=aino)
    assert [str(each) for each in contract.systems.all()] == ["Effica"]
    take_back_answer(Question.objects.get(pk=first.pk), by=aino)
    assert not Contract.objects.exists()
    assert Question.objects.open().filter(code="system_without_contract").count() == 2


def test_a_row_that_got_its_name_from_an_answer_loses_it_again(send: Send, aino: Person) -> None:
    accept(send([TITLES, EFFICA, ["", "Visma", 300, "D/14/2020", "30.6.2022", "ei"]]), by=aino)
    question = answer_question(one("missing_required"), "M2", by=aino)
    assert System.objects.filter(name="M2").exists()
    take_back_answer(question, by=aino)
    assert not System.objects.filter(name="M2").exists()
    assert Question.objects.open().filter(code="missing_required").count() == 1
    answer_question(one("missing_required"), "M3", by=aino)
    assert System.objects.get(name="M3").users == 300


def test_rows_called_the_same_are_parted_when_the_answer_is_taken_back(
    send: Send, aino: Person
) -> None:
    accept(send([TITLES, EFFICA, ["EFFICA", "Tietoevry", 90, *EFFICA[3:]]]), by=aino)
    question = answer_question(one("duplicate_row_in_file"), "same", by=aino)
    take_back_answer(question, by=aino)
    assert System.objects.counted().count() == 2
    assert Question.objects.open().filter(code="duplicate_row_in_file").exists()


def test_only_who_may_answer_takes_an_answer_back(
    bare: Any, aino: Person, bertil: Person, daavid: Person
) -> None:
    question = answer_question(one("data_store_without_controller"), "own", by=aino)
    for person in (bertil, daavid):
        with pytest.raises(Refused):
            take_back_answer(question, by=person)


def test_a_file_is_not_taken_back_while_an_answer_stands_on_it(bare: Any, aino: Person) -> None:
    question = answer_question(one("data_store_without_controller"), "own", by=aino)
    with pytest.raises(Refused, match="current controller"):
        take_back(bare, by=aino)
    take_back_answer(question, by=aino)
    take_back(bare, by=aino)
    assert not System.objects.exists()
    assert not Question.objects.open().exists()


def test_the_sides_of_a_contradiction_are_chosen_from_or_a_third_value_is_written(
    bare: Any, aino: Person, home: Organisation
) -> None:
    system = System.objects.get(name="Effica")
    question = Question.objects.create(
        programme=home.programme,
        organisation=home,
        code="contradiction",
        subject_kind="system",
        subject_id=system.pk,
        field="user_count",
        params={
            "target": "systems",
            "key": "user_count",
            "name": "Effica",
            "sides": [
                {"value": 120, "raw": "120", "who": "Aino", "when": "2022-01-01", "place": "D2"},
                {"value": 130, "raw": "noin 130", "who": "Liisa", "place": "D3"},
            ],
        },
    )
    check_again(home, by=aino)
    assert Question.objects.open().filter(pk=question.pk).exists()
    answer_question(question, "side 2", by=aino)
    assert System.objects.get(name="Effica").users == 130
    take_back_answer(question, by=aino)
    assert System.objects.get(name="Effica").users == 120
    answer_question(Question.objects.get(pk=question.pk), "140", by=aino)
    assert System.objects.get(name="Effica").users == 140


def test_a_value_that_was_emptied_is_unknown_only_when_a_person_says_so(
    bare: Any, aino: Person, home: Organisation
) -> None:
    system = System.objects.get(name="Effica")
    question = Question.objects.create(
        programme=home.programme,
        organisation=home,
        code="cell_emptied",
        subject_kind="system",
        subject_id=system.pk,
        field="user_count",
        params={"target": "systems", "key": "user_count", "name": "Effica", "raw": "120"},
    )
    answer_question(question, "emptied", by=aino)
    assert System.objects.get(name="Effica").users is None
    take_back_answer(question, by=aino)
    assert System.objects.get(name="Effica").users == 120


def test_a_site_without_a_network_is_asked_until_it_is_told(
    home: Organisation, aino: Person
) -> None:
    site = Site.objects.create(
        programme=home.programme, organisation=home, key="s", code="A-9", name="Asema"
    )
    check_again(home, by=aino)
    answer_question(one("site_without_network"), "Elisa 100 Mbit/s", by=aino)
    site.refresh_from_db()
    assert site.network_now == "Elisa 100 Mbit/s"
