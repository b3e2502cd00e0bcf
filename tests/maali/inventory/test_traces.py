"""A trace names every statement, why it holds or not, and the row that it came in."""

from typing import Any

import pytest

from maali.inventory.actions import correct, mark_same_installation, take_back
from maali.inventory.exports import as_csv
from maali.inventory.models import System
from maali.inventory.traces import trace, trace_table
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def effica(aania: Organisation) -> System:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    return System.objects.get()


def whys(system: System, person: Any, field: str = "users") -> list[str]:
    return [line.why for line in trace(system, field, person)]


def test_each_statement_says_why_it_holds_or_not(
    effica: System, aania: Organisation, aino: Person
) -> None:
    assert whys(effica, aino) == ["rule: the latest that is known holds"]
    take_in(aania, told(aania, "system", "effica", users=None))
    assert whys(effica, aino)[0] == "rule: what is not known never replaces what is known"
    correct(effica, "users", 60, by=aino, reason="counted")
    assert whys(effica, aino)[0] == "corrected by Aino: counted"
    assert whys(effica, aino)[-1] == "replaced by what was said later"


def test_what_was_taken_back_stays_in_the_trace_as_such(
    effica: System, aania: Organisation, aino: Person
) -> None:
    later = take_in(aania, told(aania, "system", "effica", users=70))
    take_back(later, by=aino)
    lines = trace(effica, "users", aino)
    assert [(line.said.value, line.said.holds, line.taken_back) for line in lines] == [
        (70, False, True),
        (50, True, False),
    ]
    assert lines[0].why.startswith("taken back by Aino on")


def test_a_source_taken_back_no_longer_counts_as_one_that_told(
    effica: System, aania: Organisation, aino: Person
) -> None:
    later = take_in(aania, told(aania, "system", "effica", name="Effica", users=70))
    take_back(later, by=aino)
    take_back(System.objects.get() and trace(effica, "users", aino)[1].said.source, by=aino)
    assert not System.objects.exists()


def test_rows_that_count_as_one_are_traced_together(
    effica: System, konnevesi: Organisation, cecilia: Person, bertil: Person, aino: Person
) -> None:
    take_in(konnevesi, told(konnevesi, "system", "e", name="EFFICA", users=3))
    other = System.objects.get(name="EFFICA")
    mark_same_installation(other, effica, by=cecilia, reason="sama palvelin")
    assert {line.said.value for line in trace(effica, "users", cecilia)} == {50, 3}
    assert {line.said.value for line in trace(effica, "users", aino)} == {50}
    assert {line.said.value for line in trace(other, "users", bertil)} == {3}


def test_the_trace_of_a_whole_row_goes_field_by_field_and_as_a_table(
    effica: System, aino: Person
) -> None:
    lines = trace(effica, "", aino)
    assert [line.said.field for line in lines] == ["name", "users"]
    assert b"=" not in as_csv(trace_table(lines))[:200]
    assert "Effica" in as_csv(trace_table(lines)).decode("utf-8-sig")


def test_a_trace_costs_the_same_however_much_was_said(
    effica: System, aania: Organisation, aino: Person, django_assert_max_num_queries: Any
) -> None:
    for n in range(20):
        take_in(aania, told(aania, "system", "effica", users=n))
    with django_assert_max_num_queries(8):
        assert len(trace(effica, "users", aino)) == 21
