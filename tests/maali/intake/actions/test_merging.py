"""A workbook goes out, is changed by its organisation and by others, and comes back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from maali.core.actions import Refused
from maali.intake.actions import accept, receive
from maali.intake.actions.handing import hand_out, workbook_for
from maali.intake.asked_in_words import ONLY_RECORDED
from maali.intake.models import Handout, Invitation, Question, Round, Upload, UploadRow
from maali.intake.questions_shown import question_shown
from maali.intake.sheets import handed_workbook
from maali.inventory.actions import correct
from maali.inventory.models import Contract, Integration, Site, Statement, System
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake.conftest import Send
from tests.maali.intake.returning import (
    Change,
    changed,
    copy_row,
    pages_of,
    put,
    take_away,
    turn_round,
    without_identifiers,
)

WORKBOOK = Handout.Medium.WORKBOOK
ClientOf = Callable[[Any], Any]


@pytest.fixture
def invitation(region: Programme, home: Organisation, aino: Person, send: Send) -> Invitation:
    """Aino has told of three systems; an open round asks for more."""
    accept(send(), by=aino)
    asked = Round.objects.create(
        programme=region, number=1, name="Kierros 1", deadline=date(2022, 3, 31), state="open"
    )
    return Invitation.objects.create(round=asked, organisation=home)


def come_back(invitation: Invitation, handout: Handout, by: Person, *changes: Change) -> Upload:
    home, content = invitation.organisation, changed(handed_workbook(handout), *changes)
    return receive(home.programme, home, "A_1_maali.xlsx", content, by=by)


def row(upload: Upload, name: str) -> UploadRow:
    return next(each for each in upload.rows.all() if each.cells["system_name"]["raw"] == name)


def test_what_was_handed_out_and_comes_back_untouched_says_nothing(
    invitation: Invitation, aino: Person
) -> None:
    told = Statement.objects.count()
    upload = come_back(invitation, hand_out(invitation, WORKBOOK, by=aino), aino)
    assert upload.handout is not None
    assert upload.state == Upload.State.READ
    marks = {cell["merge"] for each in upload.rows.all() for cell in each.cells.values()}
    assert marks == {"untouched"}
    assert {each.effect for each in upload.rows.all()} == {"unchanged"}
    accept(upload, by=aino)
    assert Statement.objects.count() == told
    assert not upload.questions.exists()


def test_an_untouched_cell_never_overwrites_what_became_known_meanwhile(
    invitation: Invitation, aino: Person, cecilia: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    effica = System.objects.get(name="Effica")
    correct(effica, "users", 150, by=cecilia, reason="Laskettu")
    upload = come_back(invitation, handout, aino, put("Pegasos", "Käyttäjämäärä", 44))
    accept(upload, by=aino)
    effica.refresh_from_db()
    assert effica.users == 150
    assert System.objects.get(name="Pegasos").users == 44


def test_a_renamed_and_moved_row_is_still_the_same_system(
    invitation: Invitation, aino: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    effica = System.objects.get(name="Effica")
    renamed = put("Effica", "Järjestelmän nimi", "Lifecare")
    accept(come_back(invitation, handout, aino, renamed, turn_round()), by=aino)
    effica.refresh_from_db()
    assert effica.name == "Lifecare"
    assert System.objects.filter(organisation=invitation.organisation).count() == 3


def test_both_who_changed_a_cell_differently_are_heard_and_a_person_is_asked(
    invitation: Invitation, aino: Person, cecilia: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    effica = System.objects.get(name="Effica")
    correct(effica, "users", 150, by=cecilia, reason="Laskettu")
    upload = come_back(invitation, handout, aino, put("Effica", "Käyttäjämäärä", 99))
    accept(upload, by=aino)
    effica.refresh_from_db()
    assert effica.users == 150
    question = Question.objects.get(code="contradiction")
    ours, theirs = question.params["sides"]
    assert (ours["value"], ours["who"], theirs["value"], theirs["who"]) == (
        150,
        "Cecilia",
        99,
        "Aino",
    )
    said = Statement.objects.filter(subject_kind="system", subject_id=effica.pk, field="users")
    assert set(said.values_list("value", "holds")) == {(120, False), (150, True), (99, False)}


def test_a_stated_rule_settles_a_known_value_against_an_estimate(
    invitation: Invitation, aino: Person, cecilia: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    effica = System.objects.get(name="Effica")
    correct(effica, "users", 150, by=cecilia, reason="Laskettu")
    upload = come_back(invitation, handout, aino, put("Effica", "Käyttäjämäärä", "n. 99"))
    assert row(upload, "Effica").cells["user_count"]["rule"] == "surer_over_less_sure"
    accept(upload, by=aino)
    effica.refresh_from_db()
    assert effica.users == 150
    assert not Question.objects.filter(code="contradiction").exists()


def test_an_emptied_cell_and_a_lost_row_are_asked_about_and_nothing_goes(
    invitation: Invitation, aino: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    emptied = put("Effica", "Käyttäjämäärä", None)
    accept(come_back(invitation, handout, aino, emptied, take_away("Pegasos")), by=aino)
    assert System.objects.get(name="Effica").users == 120
    assert System.objects.get(name="Pegasos").standing == System.Standing.IN_SCOPE
    assert Question.objects.filter(code="cell_emptied", field="user_count").count() == 1
    lost = Question.objects.filter(code="row_vanished", subject_kind="system")
    assert [each.params["name"] for each in lost] == ["Pegasos"]


def test_a_copied_row_is_a_new_one(invitation: Invitation, aino: Person) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    upload = come_back(invitation, handout, aino, copy_row("Effica", "Effica hammashoito"))
    accept(upload, by=aino)
    assert System.objects.filter(organisation=invitation.organisation).count() == 4
    assert System.objects.filter(name="Effica").count() == 1


def test_without_identifiers_the_rows_are_known_by_their_names(
    invitation: Invitation, aino: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    more = put("Effica", "Käyttäjämäärä", 130)
    upload = come_back(invitation, handout, aino, without_identifiers(), more)
    assert "identifiers_missing" in {each["code"] for each in upload.guess["problems"]}
    accept(upload, by=aino)
    assert System.objects.get(name="Effica").users == 130
    assert not Question.objects.filter(code="row_vanished").exists()


def test_the_workbook_of_another_organisation_is_refused_with_a_sentence(
    invitation: Invitation, aino: Person, bertil: Person, region: Programme
) -> None:
    content = handed_workbook(hand_out(invitation, WORKBOOK, by=aino))
    upload = receive(region, region.organisations.get(code="B"), "B.xlsx", content, by=bertil)
    assert upload.state == Upload.State.REFUSED
    assert "Äänekoski" in upload.refusal
    assert not upload.rows.exists()


def test_fetching_a_workbook_twice_makes_one_base(invitation: Invitation, aino: Person) -> None:
    first, name = workbook_for(invitation.organisation, by=aino)
    second, _name = workbook_for(invitation.organisation, by=aino)
    assert first == second
    assert name == "A_1_maali.xlsx"
    assert Handout.objects.count() == 1


def test_a_reader_sees_the_workbook_and_leaves_no_base(
    invitation: Invitation, daavid: Person
) -> None:
    content, _name = workbook_for(invitation.organisation, by=daavid)
    assert content.startswith(b"PK")
    assert not Handout.objects.exists()
    with pytest.raises(Refused):
        hand_out(invitation, WORKBOOK, by=daavid)


def test_only_what_the_round_asks_goes_out(invitation: Invitation, aino: Person) -> None:
    invitation.round.asked = {"systems": {"user_count": "mandatory", "vendor": "optional"}}
    invitation.round.save()
    handout = hand_out(invitation, WORKBOOK, by=aino)
    assert set(handout.rows) == {"systems"}
    assert {key for cells in handout.rows["systems"].values() for key in cells} == {
        "system_name",
        "vendor",
        "user_count",
    }
    titles = pages_of(handed_workbook(handout))["Järjestelmät"][0]
    assert titles == ["Järjestelmän nimi *", "Toimittaja", "Käyttäjämäärä *", "maali_id"]


def test_an_end_given_to_an_open_ended_contract_ends_it(
    invitation: Invitation, aino: Person
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    ended = put("Pegasos", "Sopimus päättyy", date(2023, 6, 30))
    upload = come_back(invitation, handout, aino, ended)
    accept(upload, by=aino)
    contract = Contract.objects.get(reference="D/13/2019")
    assert (contract.end, contract.open_ended) == (date(2023, 6, 30), False)
    assert Contract.objects.count() == 3


def test_an_estimate_and_what_nobody_knows_go_out_as_such(
    region: Programme, home: Organisation, aino: Person, send: Send
) -> None:
    titles = ["Toimipiste", "Osoite", "Käyttäjämäärä", "Työasemat"]
    accept(send([titles, ["Keskusta", "Torikatu 1", "noin 40", "ei tiedossa"]]), by=aino)
    asked = Round.objects.create(
        programme=region, number=1, name="1", deadline=date(2022, 3, 31), state="open"
    )
    invitation = Invitation.objects.create(round=asked, organisation=home)
    handout = hand_out(invitation, WORKBOOK, by=aino)
    site = str(Site.objects.get().pk)
    assert handout.rows["sites"][site]["users"] == "~40"
    assert handout.rows["sites"][site]["workstations"] == "?"
    words = pages_of(handed_workbook(handout))["Toimipisteet"][1]
    assert "n. 40" in words
    assert "ei tiedossa" in words


def test_the_page_of_the_file_shows_what_was_sent_out_and_what_came_back(
    invitation: Invitation, aino: Person, cecilia: Person, client_of: ClientOf
) -> None:
    handout = hand_out(invitation, WORKBOOK, by=aino)
    correct(System.objects.get(name="Effica"), "users", 150, by=cecilia, reason="Laskettu")
    more = put("Effica", "Käyttäjämäärä", 99)
    upload = come_back(invitation, handout, aino, more, take_away("Pegasos"))
    page = (
        client_of(aino)
        .get(reverse("intake:upload", args=["keski-suomi", upload.pk]))
        .content.decode()
    )
    assert "Verrattuna lähetettyyn" in page
    assert "lähetetty: 120; meillä: 150" in page
    assert "Pegasos" in page
    accept(upload, by=aino)
    question = Question.objects.get(code="contradiction")
    address = reverse("intake:question", args=["keski-suomi", question.pk])
    page = client_of(aino).get(address).content.decode()
    assert "Cecilia" in page
    assert "Laskettu" in page


def test_a_machine_fetches_the_workbook_too(
    invitation: Invitation, aino: Person, client_of: ClientOf
) -> None:
    answer = client_of(aino).get("/api/keski-suomi/workbooks/A?round=1")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="A_1_maali.xlsx"'
    assert set(pages_of(answer.content)) >= {"Järjestelmät", "maali", "Täyttöohje"}


def test_the_command_writes_one_workbook_for_each_who_is_asked(
    invitation: Invitation, tmp_path: Path
) -> None:
    call_command(
        "collect", "workbooks", programme="keski-suomi", round=1, out=tmp_path, verbosity=0
    )
    assert [each.name for each in tmp_path.iterdir()] == ["A_1_maali.xlsx"]


def test_an_integration_that_a_row_no_longer_names_is_asked_about(
    region: Programme, home: Organisation, aino: Person, send: Send
) -> None:
    titles = ["Järjestelmän nimi", "Integraatiot", "Käyttäjämäärä"]
    accept(send([titles, ["Effica", "Kanta; Titania", 120]]), by=aino)
    asked = Round.objects.create(
        programme=region, number=1, name="1", deadline=date(2022, 3, 31), state="open"
    )
    invitation = Invitation.objects.create(round=asked, organisation=home)
    handout = hand_out(invitation, WORKBOOK, by=aino)
    fewer = put("Effica", "Integraatiot", "Kanta; Omaolo")
    accept(come_back(invitation, handout, aino, fewer), by=aino)
    names = set(Integration.objects.values_list("to_name", flat=True))
    assert names == {"Kanta", "Titania", "Omaolo"}
    question = Question.objects.get(code="row_vanished")
    assert question.params["name"] == "Effica → Titania"
    shown = question_shown(question)
    assert [choice for choice, _word in shown.choices] == ["in_use", "gone"]
    assert shown.effect == str(ONLY_RECORDED)
