import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.inventory.actions import correct, mark_same_installation, take_back
from maali.inventory.models import Contract, Site, Source, Statement, System, Unit, Use
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told


def test_taking_back_the_only_source_leaves_nothing(aania: Organisation, aino: Person) -> None:
    source = take_in(
        aania,
        told(aania, "site", "ta", name="A"),
        told(aania, "system", "effica", name="Effica", sites=["ta"]),
        told(aania, "contract", "c", title="c", systems=["effica"]),
        told(aania, "data_store", "d", name="d", system="effica"),
    )
    take_back(source, by=aino)
    for model in (Site, System, Contract, Use, Statement, Source):
        assert not model.objects.exists(), model
    assert Event.objects.filter(verb="took back what was told").count() == 1


def test_taking_back_the_later_file_restores_what_held_before(
    aania: Organisation, aino: Person
) -> None:
    take_in(
        aania,
        told(aania, "site", "a", name="A"),
        told(aania, "site", "b", name="B"),
        told(
            aania, "system", "effica", name="Effica", users=50, yearly_cost="10.50", sites={"a": 3}
        ),
        told(aania, "contract", "c", title="c", end="2025-01-01", systems=["effica"]),
    )
    later = take_in(
        aania,
        told(
            aania,
            "system",
            "effica",
            name="Effica!",
            users=60,
            yearly_cost="11",
            hosting="cloud",
            sites={"b": 4},
        ),
        told(aania, "system", "new", name="New"),
        told(aania, "contract", "c", end="2026-01-01", systems=["effica", "new"]),
    )
    take_back(later, by=aino)
    system, contract = System.objects.get(), Contract.objects.get()
    assert (system.name, system.users, str(system.yearly_cost), system.hosting) == (
        "Effica",
        50,
        "10.50",
        "",
    )
    assert str(contract.end) == "2025-01-01"
    assert list(contract.systems.all()) == [system]
    assert [use.site.name for use in Use.objects.all()] == ["A"]  # type: ignore[union-attr]
    held = Statement.objects.get(
        subject_kind="system", subject_id=system.pk, field="users", holds=True
    )
    assert held.value == 50


def test_taking_back_the_earlier_file_keeps_what_was_told_later(
    aania: Organisation, aino: Person
) -> None:
    first = take_in(aania, told(aania, "system", "effica", name="Effica", users=50, hosting="own"))
    take_in(aania, told(aania, "system", "effica", name="Effica", users=60))
    take_back(first, by=aino)
    system = System.objects.get()
    assert (system.users, system.hosting) == (60, "")


def test_it_refuses_and_names_what_stands_on_it(aania: Organisation, aino: Person) -> None:
    first = take_in(aania, told(aania, "site", "ta", name="Terveysasema"))
    take_in(aania, told(aania, "unit", "u", name="Neuvola", site="ta"))
    with pytest.raises(Refused, match=r"Terveysasema cannot be taken back.*Neuvola"):
        take_back(first, by=aino)
    assert Unit.objects.get().site == Site.objects.get()
    assert Statement.objects.filter(source=first).exists()


def test_it_refuses_when_another_row_counts_as_one_of_its_own(
    aania: Organisation, konnevesi: Organisation, cecilia: Person, aino: Person
) -> None:
    first = take_in(aania, told(aania, "system", "effica", name="Effica"))
    take_in(konnevesi, told(konnevesi, "system", "effica", name="Efffica"))
    owner, other = System.objects.get(name="Effica"), System.objects.get(name="Efffica")
    mark_same_installation(other, owner, by=cecilia, reason="")
    with pytest.raises(Refused, match="Effica"):
        take_back(first, by=aino)
    assert System.objects.counted().count() == 1


def test_it_refuses_when_a_hand_corrected_a_row_that_only_the_file_names(
    aania: Organisation, aino: Person
) -> None:
    source = take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    correct(System.objects.get(), "users", 60, by=aino, reason="counted")
    with pytest.raises(Refused, match="Effica"):
        take_back(source, by=aino)
    assert System.objects.get().users == 60


def test_only_who_answers_for_it_takes_back(
    aania: Organisation, bertil: Person, daavid: Person
) -> None:
    source = take_in(aania, told(aania, "system", "effica", name="Effica"))
    for person in (bertil, daavid):
        with pytest.raises(Refused):
            take_back(source, by=person)
    assert System.objects.exists()
