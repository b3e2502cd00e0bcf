import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.inventory.actions import correct, correct_many
from maali.inventory.models import Contract, Statement, System
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told


@pytest.fixture
def system(aania: Organisation) -> System:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    return System.objects.get()


def held(system: System, field: str = "users") -> Statement:
    return Statement.objects.get(
        subject_kind="system", subject_id=system.pk, field=field, holds=True
    )


def test_a_correction_holds_and_keeps_what_was_told_before(system: System, aino: Person) -> None:
    correct(system, "users", "60", by=aino, reason="counted again")
    system.refresh_from_db()
    assert system.users == 60
    assert (held(system).source.kind, held(system).source.by, held(system).note) == (
        "hand",
        "Aino",
        "counted again",
    )
    assert Statement.objects.filter(field="users").count() == 2
    assert Event.objects.filter(verb="corrected a value").count() == 1


def test_a_correction_says_what_somebody_else_changed_meanwhile(
    system: System, aino: Person, cecilia: Person
) -> None:
    seen = held(system).pk
    correct(system, "users", 70, by=cecilia, reason="from the staff list", seen=seen)
    with pytest.raises(Refused, match="Cecilia changed it meanwhile to 70"):
        correct(system, "users", 60, by=aino, reason="counted", seen=seen)
    system.refresh_from_db()
    assert system.users == 70


def test_a_value_without_a_statement_can_be_corrected_by_who_saw_none(
    system: System, aino: Person
) -> None:
    correct(system, "hosting", "own hall", by=aino, reason="asked", seen=0)
    with pytest.raises(Refused, match="meanwhile"):
        correct(system, "hosting", "cloud", by=aino, reason="asked", seen=0)


def test_emptying_says_that_it_is_unknown(system: System, aino: Person) -> None:
    correct(system, "users", "", by=aino, reason="nobody knows")
    system.refresh_from_db()
    assert system.users is None
    assert held(system).certainty == "unknown"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("users", 5, " "),
        ("users", "many", "r"),
        ("name", "", "r"),
        ("criticality", 7, "r"),
        ("product", 1, "r"),
        ("same_as", 1, "r"),
        ("key", "x", "r"),
        ("notes", "Aino, 131052-308T", "r"),
        ("service_area", "nowhere", "r"),
    ],
)
def test_what_cannot_stand_is_refused(
    system: System, aino: Person, field: str, value: object, reason: str
) -> None:
    before = Statement.objects.count()
    with pytest.raises(Refused):
        correct(system, field, value, by=aino, reason=reason)
    assert Statement.objects.count() == before


def test_neighbours_and_readers_correct_nothing(
    system: System, bertil: Person, daavid: Person
) -> None:
    for person in (bertil, daavid):
        with pytest.raises(Refused, match="Only the contact of Äänekoski"):
            correct(system, "users", 1, by=person, reason="r")


def test_a_contract_cannot_be_corrected_to_end_before_it_starts(
    aania: Organisation, aino: Person
) -> None:
    take_in(aania, told(aania, "contract", "c", title="c", start="2022-01-01"))
    with pytest.raises(Refused, match="ends before it starts"):
        correct(Contract.objects.get(), "end", "2021-01-01", by=aino, reason="r")


def test_many_rows_are_corrected_at_once_and_each_refusal_has_its_reason(
    system: System, aania: Organisation, konnevesi: Organisation, aino: Person
) -> None:
    take_in(aania, told(aania, "system", "b", name="B"))
    take_in(konnevesi, told(konnevesi, "system", "c", name="C"))
    events = Event.objects.count()
    outcome = correct_many(
        list(System.objects.order_by("name")), "hosting", "cloud", by=aino, reason="moved"
    )
    assert [row.name for row, _why in outcome.refused] == ["C"]
    assert "Konnevesi" in outcome.refused[0][1]
    assert set(System.objects.filter(hosting="cloud").values_list("name", flat=True)) == {
        "B",
        "Effica",
    }
    assert Event.objects.count() == events + 1
    assert Statement.objects.filter(field="hosting", holds=True).count() == 2
