"""A value leads to the row as it was sent: with titles, for contracts and split cells too."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maali.intake.actions import accept, answer_question, take_back
from maali.intake.models import Question
from maali.inventory.models import Contract, System
from maali.inventory.traces import trace
from maali.organisations.models import Person
from tests.maali.intake.conftest import EFFICA, TITLES, Send

pytestmark = pytest.mark.django_db


def cells(line: Any) -> dict[str, str]:
    return {f"{each.column} {each.title}": each.raw for each in line.sent.cells}


def test_a_contract_is_traced_to_the_row_of_the_system_that_told_of_it(
    send: Send, aino: Person
) -> None:
    accept(send([TITLES, EFFICA]), by=aino)
    line = trace(Contract.objects.get(), "end", aino)[0]
    assert line.said.column == "E"
    assert cells(line)["E Sopimus päättyy"] == "31.12.2023"
    assert cells(line)["A Järjestelmän nimi"] == "Effica"


def test_each_part_of_a_split_cell_leads_to_the_cell(send: Send, aino: Person) -> None:
    accept(send([TITLES, ["Pegasos / Mediatri", *EFFICA[1:]]]), by=aino)
    answer_question(Question.objects.get(code="two_products_in_cell"), "several", by=aino)
    for system in System.objects.all():
        lines = [line for line in trace(system, "name", aino) if line.sent]
        assert cells(lines[0])["A Järjestelmän nimi"] == "Pegasos / Mediatri"


def test_a_file_that_was_taken_back_still_shows_its_row(send: Send, aino: Person) -> None:
    accept(send([TITLES, EFFICA]), by=aino)
    later = accept(send([TITLES, [*EFFICA[:2], 150, *EFFICA[3:]]], "uusi.xlsx"), by=aino)
    take_back(later, by=aino)
    gone = trace(System.objects.get(), "users", aino)[0]
    assert gone.taken_back
    assert cells(gone)["C Käyttäjämäärä"] == "150"


def test_pages_show_the_trace_and_give_it_as_a_file(
    send: Send, aino: Person, client: Client
) -> None:
    accept(send([TITLES, EFFICA]), by=aino)
    client.force_login(aino)
    system = System.objects.get()
    value = reverse("inventory:system_value", args=[system.programme.code, system.pk, "users"])
    whole = reverse("inventory:system_trace", args=[system.programme.code, system.pk])
    assert "<mark>120</mark>" in client.get(value).content.decode()
    assert "Tietoevry" in client.get(whole).content.decode()
    table = client.get(f"{whole}?form=csv").content.decode("utf-8-sig")
    assert "Järjestelmät" in table
    assert "C2" in table


def test_the_command_traces_a_value_and_a_row(send: Send, aino: Person, capsys: Any) -> None:
    accept(send([TITLES, EFFICA]), by=aino)
    code = System.objects.get().programme.code
    call_command("collect", "trace", "system", "effica", "users", programme=code)
    assert "| 120 | vastaus.xlsx, Järjestelmät, C2 |" in capsys.readouterr().out
    call_command("collect", "trace", "system", str(System.objects.get().pk), programme=code)
    assert "Tietoevry" in capsys.readouterr().out
    for wrong in (["system", "nobody", "users"], ["system", "effica", "password"]):
        with pytest.raises(CommandError):
            call_command("collect", "trace", *wrong, programme=code)
