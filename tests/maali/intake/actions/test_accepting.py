"""Accepting writes everything or nothing, with every value's cell, and can be undone."""

from datetime import date

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import accept, leave_out, mend, put_back, take_back
from maali.intake.models import Question, Upload
from maali.inventory.models import Contract, Statement, System
from maali.organisations.models import Person
from tests.maali.intake.conftest import EFFICA, PEGASOS, SYSTEMS, TITLES, Send

pytestmark = pytest.mark.django_db


def test_accepted_rows_are_systems_with_contracts(send: Send, aino: Person) -> None:
    accept(send(), by=aino)
    assert set(System.objects.values_list("name", "users")) == {
        ("Effica", 120),
        ("Pegasos", 40),
        ("M2", 300),
    }
    ends = {
        contract.reference: (contract.end, contract.open_ended)
        for contract in Contract.objects.all()
    }
    assert ends["D/12/2019"] == (date(2023, 12, 31), False)
    assert ends["D/13/2019"] == (None, True)
    assert Contract.objects.get(reference="D/14/2020").systems.get().name == "M2"


def test_every_accepted_value_is_traced_to_its_cell(send: Send, aino: Person) -> None:
    accept(send(), by=aino)
    effica = System.objects.get(name="Effica")
    said = Statement.objects.get(
        subject_kind="system", subject_id=effica.pk, field="users", holds=True
    )
    assert said.place == "vastaus.xlsx, Järjestelmät, C2"
    assert not Statement.objects.filter(sheet="").exists()


def test_accepting_twice_is_refused_with_who_and_when(
    send: Send, aino: Person, cecilia: Person
) -> None:
    upload = send()
    other = Upload.objects.get(pk=upload.pk)
    accept(upload, by=aino)
    with pytest.raises(Refused, match=str(aino)):
        accept(other, by=cecilia)
    assert Event.objects.filter(verb="accepted a file").count() == 1


def test_a_mended_cell_is_stored_with_who_mended_it(send: Send, aino: Person) -> None:
    upload = send([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]])
    row = upload.rows.get()
    assert "impossible_date" in {problem["code"] for problem in row.problems}
    mend(row, "contract_end", "28.2.2022", by=aino)
    assert "impossible_date" not in {problem["code"] for problem in row.problems}
    accept(upload, by=aino)
    assert Contract.objects.get().end == date(2022, 2, 28)
    said = Statement.objects.get(subject_kind="contract", field="end", holds=True)
    assert said.raw == "31.2.2022"
    assert str(aino) in said.note


def test_what_is_no_value_of_the_column_cannot_be_mended_in(send: Send, aino: Person) -> None:
    row = send().rows.first()
    assert row is not None
    with pytest.raises(Refused):
        mend(row, "contract_end", "31.2.2022", by=aino)
    with pytest.raises(Refused):
        mend(row, "vendor", "010190-900P", by=aino)


def test_a_row_left_out_is_not_written_and_can_be_put_back(send: Send, aino: Person) -> None:
    upload = send()
    row = upload.rows.get(row=2)
    leave_out(row, by=aino)
    assert row.effect == "left_out"
    put_back(row, by=aino)
    leave_out(upload.rows.get(row=3), by=aino)
    accept(upload, by=aino)
    assert set(System.objects.values_list("name", flat=True)) == {"Effica", "M2"}


def test_taking_back_leaves_nothing_and_the_file_can_be_accepted_again(
    send: Send, aino: Person
) -> None:
    upload = accept(send(), by=aino)
    take_back(upload, by=aino)
    assert not System.objects.exists()
    assert not Statement.objects.exists()
    assert accept(Upload.objects.get(pk=upload.pk), by=aino).state == Upload.State.ACCEPTED


def test_a_second_answer_shows_what_is_new_changed_and_unchanged(send: Send, aino: Person) -> None:
    accept(send(answered_on=date(2021, 11, 12)), by=aino)
    later = send(
        [TITLES, [*EFFICA[:2], 130, *EFFICA[3:]], PEGASOS, ["Aura", "Oma", 2, "", "", "ei"]],
        "uusi.xlsx",
    )
    assert list(later.rows.values_list("effect", flat=True)) == ["changed", "unchanged", "new"]


def test_the_later_answer_wins_and_the_difference_is_one_question(send: Send, aino: Person) -> None:
    accept(send(answered_on=date(2021, 11, 12)), by=aino)
    changed = [TITLES, [*EFFICA[:2], 130, *EFFICA[3:]], [*PEGASOS[:2], 41, *PEGASOS[3:]]]
    accept(send(changed, "uusi.xlsx", answered_on=date(2021, 12, 3)), by=aino)
    assert System.objects.get(name="Effica").users == 130
    question = Question.objects.get(code="answers_differ")
    assert question.params["count"] == 2


def test_an_older_answer_accepted_later_only_fills_gaps(send: Send, aino: Person) -> None:
    accept(send(answered_on=date(2021, 12, 3)), by=aino)
    older = [TITLES, [*EFFICA[:2], 110, *EFFICA[3:]], ["Aura", "Oma", 2, "", "", "ei"]]
    accept(send(older, "vanha.xlsx", answered_on=date(2021, 11, 12)), by=aino)
    assert System.objects.get(name="Effica").users == 120
    assert System.objects.filter(name="Aura").exists()


def test_a_stranger_and_a_reader_cannot_accept(send: Send, bertil: Person, daavid: Person) -> None:
    upload = send()
    for person in (bertil, daavid):
        with pytest.raises(Refused):
            accept(upload, by=person)
    assert not System.objects.exists()


def test_rows_that_need_the_same_thing_ask_once(send: Send, aino: Person) -> None:
    rows = [
        [f"Ohjelma {n}", "Tieto", n, f"D/{n}", "31.2.2022" if n == 3 else "31.12.2022", "ei"]
        for n in range(1, 17)
    ]
    upload = accept(send([TITLES, *rows]), by=aino)
    assert list(upload.questions.values_list("code", "row")) == [("impossible_date", 4)]
    assert len(SYSTEMS) == 4
