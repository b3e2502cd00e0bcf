"""Who may be added, moved and ended, and what is refused with which sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.organisations import actions
from maali.organisations.models import Organisation, Person, Programme, Role
from maali.organisations.queries import organisations_seen, sight


def of(region: Programme, code: str) -> Organisation:
    return region.organisations.get(code=code)


def test_a_planner_adds_a_contact_who_then_sees_only_that_organisation(
    region: Any, cecilia: Any
) -> None:
    role = actions.add_person(
        "Frida@Example.org",
        "Frida",
        Role.Kind.CONTACT,
        by=cecilia,
        programme=region,
        organisation=of(region, "JKL"),
        language="sv",
    )
    assert role.person.email == "frida@example.org"
    assert not role.person.has_usable_password()
    seen = Organisation.objects.visible_to(role.person)
    assert [each.code for each in seen] == ["JKL"]
    assert Event.objects.get().verb == "gave a role"


def test_someone_known_by_the_address_keeps_the_account_and_gets_the_role(
    region: Any, cecilia: Any, aino: Any
) -> None:
    actions.add_person(
        aino.email, "Another name", Role.Kind.TECHNICIAN, by=cecilia, programme=region
    )
    aino.refresh_from_db()
    assert aino.name == "Aino"
    assert sight(aino, region).carries_out


def test_a_contact_may_not_give_roles(region: Any, aino: Any, bertil: Any) -> None:
    with pytest.raises(Refused, match="planners"):
        actions.give_role(bertil, Role.Kind.PLANNER, by=aino, programme=region)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        (Role.Kind.CONTACT, None, "Choose the organisation"),
        (Role.Kind.PLANNER, "A", "leave the organisation empty"),
        (Role.Kind.STEERING_READER, None, "has that role already"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused_with_a_sentence(
    region: Any, cecilia: Any, daavid: Any, kind: str, code: str | None, sentence: str
) -> None:
    organisation = of(region, code) if code else None
    with pytest.raises(Refused, match=sentence):
        actions.give_role(daavid, kind, by=cecilia, programme=region, organisation=organisation)


def test_an_organisation_of_another_programme_cannot_be_answered_for(
    region: Any, cecilia: Any
) -> None:
    other = actions.create_programme(
        "lappi",
        by="Maali",
        name_fi="Lappi",
        name_sv="Lappland",
        name_en="Lapland",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
    )
    far = actions.add_organisation(other, "ROI", "Rovaniemi", by="Maali", kind="municipality")
    with pytest.raises(Refused, match="not in this programme"):
        actions.add_person(
            "x@example.org",
            "X",
            Role.Kind.CONTACT,
            by=cecilia,
            programme=region,
            organisation=far,
        )
    assert not Person.objects.filter(email="x@example.org").exists()


def test_the_only_planner_cannot_leave_before_another_comes(
    region: Any, cecilia: Any, daavid: Any
) -> None:
    role = cecilia.roles.get()
    with pytest.raises(Refused, match="only planner"):
        actions.end_role(role, by=cecilia)
    actions.give_role(daavid, Role.Kind.PLANNER, by=cecilia, programme=region)
    actions.end_role(role, by=cecilia, reason="moved on")
    assert not sight(cecilia, region).plans


def test_the_start_day_moves_with_a_reason_that_the_log_keeps(region: Any, cecilia: Any) -> None:
    actions.move_start_day(region, date(2023, 4, 1), by=cecilia, reason="the law moved")
    region.refresh_from_db()
    assert region.start_day == date(2023, 4, 1)
    event = Event.objects.get()
    assert (event.reason, event.detail["before"]) == ("the law moved", "2023-01-01")


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2022, 3, 28), date(2020, 1, 1)])
def test_the_start_day_does_not_move_nowhere_or_before_the_first_period(
    region: Any, cecilia: Any, day: date
) -> None:
    with pytest.raises(Refused):
        actions.move_start_day(region, day, by=cecilia, reason="…")


def test_a_reader_may_not_move_the_start_day(region: Any, daavid: Any) -> None:
    with pytest.raises(Refused, match="planners"):
        actions.move_start_day(region, date(2023, 4, 1), by=daavid, reason="…")


def test_a_wrong_check_digit_is_refused_in_words(region: Any, cecilia: Any) -> None:
    with pytest.raises(Refused, match="check digit"):
        actions.add_organisation(
            region, "X", "X", by=cecilia, kind="municipality", business_id="0215978-8"
        )


def test_shares_of_one_giver_add_up_to_a_hundred_at_most(region: Any, cecilia: Any) -> None:
    giver, receiver, other = of(region, "A"), of(region, "HVA"), of(region, "JKL")
    day = date(2023, 1, 1)
    actions.add_succession(giver, receiver, by=cecilia, day=day, share=Decimal(70))
    with pytest.raises(Refused, match="30"):
        actions.add_succession(giver, other, by=cecilia, day=day, share=Decimal(40))
    actions.add_succession(giver, other, by=cecilia, day=day, share=Decimal(30))
    with pytest.raises(Refused, match="itself"):
        actions.add_succession(receiver, receiver, by=cecilia, day=day)


def test_the_language_one_chooses_is_found_again(region: Any, aino: Any) -> None:
    actions.choose_language(aino, "sv", by=aino)
    aino.refresh_from_db()
    assert aino.language == "sv"


def test_organisations_are_found_by_words_and_part(region: Any, cecilia: Any, aino: Any) -> None:
    found = organisations_seen(cecilia, region, {"q": "konne"})
    assert [each.code for each in found] == ["B"]
    receivers = organisations_seen(cecilia, region, {"part": "receiver"})
    assert [each.code for each in receivers] == ["HVA"]
    assert [each.code for each in organisations_seen(aino, region, {})] == ["A"]
    strange = organisations_seen(cecilia, region, {"municipality": "9" * 40})
    assert strange.count() == 6
