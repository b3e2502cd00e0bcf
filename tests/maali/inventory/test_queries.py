from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maali.inventory.actions import correct, mark_same_installation
from maali.inventory.models import Contract, Site, Statement, System
from maali.inventory.queries import completeness, history, row_as_it_was, system_table
from maali.inventory.trace import trace_share, what_it_touches
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import said, take_in, told


@pytest.fixture
def effica(aania: Organisation) -> System:
    take_in(
        aania,
        told(aania, "site", "ta", name="Terveysasema"),
        told(
            aania,
            "system",
            "effica",
            name=said("Effica", "A", 7),
            users=said("50", "C", 7),
            sites=["ta"],
        ),
        told(aania, "contract", "c", title="Sopimus", systems=["effica"]),
        told(aania, "integration", "i", from_name="Effica", to_name="Kanta", from_system="effica"),
    )
    return System.objects.get()


def test_history_is_every_statement_newest_first_with_its_place(
    effica: System, aino: Person
) -> None:
    correct(effica, "users", 60, by=aino, reason="counted")
    newest, first = history(effica, "users")
    assert (newest.value, newest.holds, newest.source.by) == (60, True, "Aino")
    assert (first.place, first.holds) == ("vastaus.xlsx, Järjestelmät, C7", False)


def test_the_row_is_seen_as_the_file_had_it(effica: System, aino: Person) -> None:
    correct(effica, "users", 60, by=aino, reason="counted")
    cells = row_as_it_was(effica, history(effica, "users")[1])
    assert [(cell.column, cell.raw) for cell in cells.cells] == [("A", "Effica"), ("C", "50")]


def test_every_value_from_a_file_leads_to_its_cell(effica: System, aino: Person) -> None:
    assert trace_share(effica.programme).share == 1.0
    assert trace_share(effica.programme).stated_share == 1.0
    Statement.objects.filter(field="users").update(row=None)
    trace = trace_share(effica.programme)
    assert trace.with_cell == trace.from_files - 1
    Statement.objects.filter(field="users").delete()
    trace = trace_share(effica.programme)
    assert trace.stated == trace.values - 1


def test_a_corrected_value_is_stated_but_does_not_come_from_a_file(
    effica: System, aino: Person
) -> None:
    before = trace_share(effica.programme)
    correct(effica, "users", 60, by=aino, reason="counted")
    after = trace_share(effica.programme)
    assert (after.stated, after.from_files) == (before.stated, before.from_files - 1)


def test_a_person_sees_the_systems_of_the_own_organisation_only(
    effica: System,
    konnevesi: Organisation,
    aino: Person,
    bertil: Person,
    cecilia: Person,
    nora: Person,
) -> None:
    take_in(konnevesi, told(konnevesi, "system", "titania", name="Titania"))
    seen = {
        str(person): [str(system) for system in system_table(person, effica.programme, {})]
        for person in (aino, bertil, cecilia, nora)
    }
    assert seen == {
        "Aino": ["Effica"],
        "Bertil": ["Titania"],
        "Cecilia": ["Effica", "Titania"],
        "Nora": [],
    }


def touched(row: Any, person: Person) -> dict[str, list[str]]:
    return {
        group.code: [str(each) for each in group.rows] for group in what_it_touches(row, person)
    }


def test_what_a_record_touches_is_found_from_every_side(effica: System, cecilia: Person) -> None:
    assert touched(effica, cecilia) == {
        "uses": ["Effica – Terveysasema"],
        "contracts": ["Sopimus"],
        "integrations": ["Effica → Kanta"],
    }
    assert touched(Contract.objects.get(), cecilia) == {"systems": ["Effica"]}
    assert touched(Site.objects.get(), cecilia) == {"uses": ["Effica – Terveysasema"]}


def test_what_it_touches_shows_only_what_the_person_may_see(
    effica: System, konnevesi: Organisation, bertil: Person, aino: Person, cecilia: Person
) -> None:
    take_in(konnevesi, told(konnevesi, "system", "e", name="EFFICA", users=3))
    other = System.objects.get(name="EFFICA")
    mark_same_installation(other, effica, by=cecilia, reason="")
    assert "same_as" not in touched(other, bertil)
    assert "also" not in touched(effica, aino)
    assert touched(effica, cecilia)["also"] == ["EFFICA"]


def test_completeness_counts_what_is_asked_and_names_the_gaps(
    effica: System, cecilia: Person
) -> None:
    row = completeness(cecilia, effica.programme)[0]
    assert row.gaps["system"]["vendor_name"] == 1
    assert "users" not in row.gaps["system"]
    assert row.filled == row.asked - sum(n for fields in row.gaps.values() for n in fields.values())


def test_the_commands_print_and_save(effica: System, capsys: Any, tmp_path: Any) -> None:
    call_command("inventory", programme="keski-suomi", kind="systems", out=tmp_path / "s.csv")
    out = capsys.readouterr().out
    assert "Systems: 1" in out
    assert "100.0% of" in out
    assert "Effica" in (tmp_path / "s.csv").read_text("utf-8-sig")
    with pytest.raises(CommandError):
        call_command("inventory", programme="nowhere")
