"""Each check finds what is missing, names its cell, and leaves what is in order alone."""

from datetime import date
from typing import Any

import pytest

from maali.intake.actions import accept, answer_question, check_again, take_back
from maali.intake.engine.ask import ASKED
from maali.intake.engine.findings import CHECKS, findings
from maali.intake.models import Invitation, Question, Respondent, Round
from maali.intake.queries import questions_of
from maali.inventory.actions import correct
from maali.inventory.models import Contract, Integration, Site, System
from maali.organisations.models import Organisation, Person
from tests.maali.intake.conftest import EFFICA, SYSTEMS, TITLES, Send

pytestmark = pytest.mark.django_db


def row(model: Any, organisation: Organisation, key: str, **values: Any) -> Any:
    return model.objects.create(
        programme=organisation.programme, organisation=organisation, key=key, **values
    )


def codes(organisation: Organisation) -> list[str]:
    return sorted(each.code for each in findings(organisation))


def test_every_check_is_a_kind_of_question() -> None:
    assert set(CHECKS) <= set(ASKED)


def test_more_users_than_staff(home: Organisation) -> None:
    home.transferring_staff = 100
    system = row(System, home, "e", name="Effica", users=101)
    row(Contract, home, "c", title="c").systems.add(system)
    assert codes(home) == ["users_above_staff"]
    system.users = 100
    system.save()
    assert codes(home) == []


def test_a_system_without_a_contract_and_a_contract_without_a_system(home: Organisation) -> None:
    system, contract = row(System, home, "e", name="E"), row(Contract, home, "c", title="c")
    assert codes(home) == ["contract_without_system", "system_without_contract"]
    contract.systems.add(system)
    assert codes(home) == []


def test_what_is_gone_or_counts_elsewhere_is_not_asked_about(home: Organisation) -> None:
    row(System, home, "g", name="G", standing=System.Standing.GONE)
    assert codes(home) == []
    row(Site, home, "s", name="S", code="A-1", after_start=Site.AfterStart.ENDS)
    assert codes(home) == []


def test_an_integration_whose_other_end_nobody_reported(home: Organisation) -> None:
    system = row(System, home, "e", name="E")
    row(Contract, home, "c", title="c").systems.add(system)
    link = row(Integration, home, "i", from_system=system, from_name="E", to_name="Kanta")
    assert codes(home) == ["integration_without_end"]
    link.to_system = row(System, home, "k", name="K", standing=System.Standing.STAYS)
    link.save()
    assert codes(home) == []


def test_the_same_contract_told_by_two_parties_is_asked_of_the_later(
    home: Organisation, region: Any
) -> None:
    other = region.organisations.exclude(pk=home.pk).first()
    same = {"reference": "D/1/2020", "vendor_name": "Tietoevry"}
    for organisation in (other, home):
        system = row(System, organisation, "e", name="E")
        row(Contract, organisation, "c", title="c", **same).systems.add(system)
    assert codes(home) == ["same_contract_by_two"]
    assert codes(other) == []


def test_what_was_written_to_be_unknown_is_asked_with_its_cell(
    send: Send, aino: Person, home: Organisation
) -> None:
    accept(send([TITLES, [*EFFICA[:2], "?", *EFFICA[3:]]]), by=aino)
    question = Question.objects.get(code="unknown_given")
    assert (question.sheet, question.row, question.column) == ("Järjestelmät", 2, "C")
    answer_question(question, "90", by=aino)
    assert System.objects.get().users == 90


@pytest.fixture
def invitation(home: Organisation) -> Invitation:
    asked = {"systems": {"system_name": "mandatory", "criticality": "mandatory"}}
    opened = Round.objects.create(
        programme=home.programme, number=1, name="1", deadline=date(2030, 1, 1), asked=asked,
        state=Round.State.OPEN,
    )  # fmt: skip
    return Invitation.objects.create(round=opened, organisation=home)


def respondent(invitation: Invitation, name: str, *sheets: str) -> Respondent:
    return Respondent.objects.create(
        invitation=invitation, name=name, email=f"{name}@example.org", sheets=list(sheets),
        nonce="n", expires_on=date(2050, 1, 1),
    )  # fmt: skip


def test_mandatory_cells_left_empty_go_to_whose_link_covers_the_sheet(
    send: Send, aino: Person, invitation: Invitation
) -> None:
    everything, places = respondent(invitation, "a"), respondent(invitation, "b", "sites")
    systems = respondent(invitation, "c", "systems")
    accept(send(SYSTEMS), by=aino)
    asked = Question.objects.filter(code="mandatory_empty")
    assert {each.params["key"] for each in asked} == {"criticality"}
    assert {each.respondent for each in asked} == {systems}
    assert not questions_of(places).exists()
    assert {each.code for each in questions_of(systems)} >= {"mandatory_empty"}
    assert "mandatory_empty" not in {each.code for each in questions_of(everything)}


def test_a_question_falls_with_its_cause_and_returns_with_it(
    send: Send, aino: Person, home: Organisation
) -> None:
    accept(send([TITLES, ["Pegasos", "CGI", 40, "", "", "ei"]]), by=aino)
    question = Question.objects.get(code="system_without_contract")
    contract = row(Contract, home, "c", title="c")
    contract.systems.add(System.objects.get())
    settled = check_again(home, by=aino)
    question.refresh_from_db()
    assert (question.dropped, question.dropped_because) == (True, "cause_gone")
    assert settled.dropped == 1
    contract.systems.clear()
    assert check_again(home, by=aino).returned == 1
    assert Question.objects.open().filter(pk=question.pk).exists()


def test_looking_again_changes_nothing_where_nothing_has_changed(
    send: Send, aino: Person, home: Organisation
) -> None:
    accept(send(SYSTEMS), by=aino)
    before = list(Question.objects.order_by("pk").values())
    assert not check_again(home, by=aino).changed
    assert list(Question.objects.order_by("pk").values()) == before


def test_a_correction_by_hand_lets_the_question_of_the_cell_fall(
    send: Send, aino: Person, home: Organisation
) -> None:
    accept(send([TITLES, [*EFFICA[:2], "monta", *EFFICA[3:]]]), by=aino)
    assert Question.objects.open().filter(code="unreadable_count").exists()
    correct(System.objects.get(), "users", 50, by=aino, reason="laskettu")
    check_again(home, by=aino)
    assert not Question.objects.open().filter(code="unreadable_count").exists()


def test_questions_of_a_file_fall_when_it_is_taken_back(send: Send, aino: Person) -> None:
    upload = accept(send([TITLES, [*EFFICA[:2], "monta", "", "", "kyllä"]]), by=aino)
    assert Question.objects.open().exists()
    take_back(upload, by=aino)
    assert not Question.objects.open().exists()
    assert Question.objects.filter(dropped=True).exists()


def test_all_are_asked_and_the_weightiest_first(send: Send, aino: Person) -> None:
    rows = [[f"Ohjelma {n}", "CGI", 40, "", "", "kyllä"] for n in range(24)]
    accept(send([TITLES, *rows]), by=aino)
    assert Question.objects.open().count() == 48
    first = Question.objects.open().filter(waits=False)
    assert first.count() == 3
    for question in first:
        answer_question(question, "?", by=aino)
    assert Question.objects.open().filter(waits=False).count() == 3


def test_checks_are_few_queries_however_many_rows(
    home: Organisation, django_assert_max_num_queries: Any
) -> None:
    System.objects.bulk_create(
        System(programme=home.programme, organisation=home, key=str(n), name=str(n))
        for n in range(300)
    )
    with django_assert_max_num_queries(16):
        assert len(findings(home)) == 300
