"""Questions are asked once, answered once, and their answers are statements of the inventory."""

from datetime import date

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import accept, answer_question
from maali.intake.models import Question
from maali.inventory.models import Contract, Source, Statement, System
from maali.organisations.models import Person
from tests.maali.intake.conftest import EFFICA, TITLES, Send

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(send: Send, aino: Person) -> Question:
    accept(send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]]), by=aino)
    return Question.objects.get(code="impossible_date")


def test_an_answer_becomes_a_value_with_the_answer_as_its_source(
    asked: Question, aino: Person
) -> None:
    answer_question(asked, "28.2.2022", by=aino)
    assert Contract.objects.get().end == date(2022, 2, 28)
    said = Statement.objects.get(subject_kind="contract", field="end", holds=True)
    assert (said.source.kind, said.source.by, said.raw) == (
        Source.Kind.ANSWER,
        str(aino),
        "28.2.2022",
    )


def test_not_known_is_an_answer_too(asked: Question, aino: Person) -> None:
    answer_question(asked, "?", by=aino)
    assert not Question.objects.open().filter(code="impossible_date").exists()
    assert Contract.objects.get().end is None


def test_what_is_no_answer_is_refused_and_the_question_stays_open(
    asked: Question, aino: Person
) -> None:
    for text in ("", "joskus", "31.2.2022", "010190-900P"):
        with pytest.raises(Refused):
            answer_question(asked, text, by=aino)
    assert Question.objects.open().filter(pk=asked.pk).exists()
    assert not [event for event in Event.objects.all() if "900P" in str(event.__dict__)]


def test_a_question_is_answered_once(asked: Question, aino: Person, cecilia: Person) -> None:
    other = Question.objects.get(pk=asked.pk)
    answer_question(asked, "28.2.2022", by=aino)
    with pytest.raises(Refused, match=str(aino)):
        answer_question(other, "1.3.2022", by=cecilia)


def test_strangers_and_readers_do_not_answer(
    asked: Question, bertil: Person, daavid: Person
) -> None:
    for person in (bertil, daavid):
        with pytest.raises(Refused):
            answer_question(asked, "28.2.2022", by=person)


def test_the_same_thing_is_not_asked_again_by_the_next_file(
    asked: Question, send: Send, aino: Person
) -> None:
    rows = [TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"], ["Aura", "Oma", 2, "", "", "ei"]]
    accept(send(rows, "uusi.xlsx"), by=aino)
    assert Question.objects.filter(code="impossible_date").count() == 1


def test_of_two_answers_a_person_can_choose_the_earlier(send: Send, aino: Person) -> None:
    accept(send([TITLES, EFFICA], answered_on=date(2021, 11, 12)), by=aino)
    accept(
        send([TITLES, [*EFFICA[:2], 130, *EFFICA[3:]]], "uusi.xlsx", answered_on=date(2021, 12, 3)),
        by=aino,
    )
    answer_question(Question.objects.get(code="answers_differ"), "earlier", by=aino)
    assert System.objects.get().users == 120


def test_a_row_without_a_name_waits_for_one_and_is_then_taken_in(send: Send, aino: Person) -> None:
    nameless = ["", "Visma", 300, "D/14/2020", "30.6.2022", "ei"]
    upload = accept(send([TITLES, EFFICA, nameless]), by=aino)
    assert System.objects.count() == 1
    question = Question.objects.get(code="missing_required")
    assert (question.sheet, question.row) == ("Järjestelmät", 3)
    answer_question(question, "M2", by=aino)
    assert System.objects.get(name="M2").users == 300
    said = Statement.objects.get(subject_kind="system", field="users", value=300)
    assert said.source == upload.source


def test_two_rows_that_a_person_calls_the_same_count_once(send: Send, aino: Person) -> None:
    rows = [TITLES, EFFICA, ["EFFICA", "Tietoevry", 90, *EFFICA[3:]]]
    accept(send(rows), by=aino)
    assert System.objects.counted().count() == 2
    answer_question(Question.objects.get(code="duplicate_row_in_file"), "same", by=aino)
    assert System.objects.counted().count() == 1


def test_a_cell_of_several_systems_becomes_several(send: Send, aino: Person) -> None:
    accept(send([TITLES, ["Pegasos / Mediatri", *EFFICA[1:]]]), by=aino)
    answer_question(Question.objects.get(code="two_products_in_cell"), "several", by=aino)
    assert set(System.objects.values_list("name", flat=True)) == {"Pegasos", "Mediatri"}


def test_a_struck_row_that_is_in_use_after_all_comes_back_into_scope(
    send: Send, aino: Person
) -> None:
    accept(send([TITLES, ["Aster", *EFFICA[1:]]]), by=aino)
    assert System.objects.get().standing == System.Standing.GONE
    answer_question(Question.objects.get(code="known_cancelled"), "in_use", by=aino)
    assert System.objects.get().standing == System.Standing.IN_SCOPE
