"""Rounds made, opened and closed; organisations asked; answers called complete and accepted."""

from datetime import date

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake import actions
from maali.intake.models import Invitation, Round, Upload
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake.asking import ASKED, DEADLINE, invitation_of, make, opened
from tests.maali.intake.conftest import Send

pytestmark = pytest.mark.django_db


def test_rounds_are_numbered_and_ask_what_their_kind_does(
    region: Programme, cecilia: Person
) -> None:
    kinds = ("broad", "detailed", "supplementary")
    made = [
        actions.make_round(region, kind=kind, name=kind, deadline=DEADLINE, by=cecilia)
        for kind in kinds
    ]
    assert [each.number for each in made] == [1, 2, 3]
    assert made[0].asked["systems"]["system_name"] == "mandatory"
    assert made[0].asked != made[1].asked
    assert made[2].asked == made[0].asked


def test_only_a_planner_makes_a_round_and_it_has_a_name(
    region: Programme, aino: Person, cecilia: Person
) -> None:
    with pytest.raises(Refused):
        actions.make_round(region, kind="broad", name="X", deadline=DEADLINE, by=aino)
    with pytest.raises(Refused):
        actions.make_round(region, kind="broad", name="  ", deadline=DEADLINE, by=cecilia)
    with pytest.raises(Refused):
        actions.make_round(region, kind="broad", name="131052-308T", deadline=DEADLINE, by=cecilia)
    assert not Round.objects.exists()


def test_a_copy_asks_the_same_of_the_same(region: Programme, cecilia: Person) -> None:
    first = opened(region, cecilia)
    copy = actions.make_round(
        region, kind="supplementary", name="Täydennys", deadline=DEADLINE, by=cecilia, like=first
    )
    assert copy.asked == first.asked
    assert copy.state == Round.State.DRAFT
    asked = [
        set(each.invitations.values_list("organisation", "language")) for each in (first, copy)
    ]
    assert asked[0] == asked[1]
    assert not copy.invitations.filter(invited_at__isnull=False).exists()


def test_the_second_of_two_people_learns_who_changed_the_round(
    region: Programme, cecilia: Person
) -> None:
    made = make(region, cecilia)
    other = Round.objects.get(pk=made.pk)
    seen = made.version
    changed = {"purpose": "", "deadline": date(2022, 4, 1), "version": seen, "by": cecilia}
    actions.change_round(made, name="Ensin", **changed)
    with pytest.raises(Refused, match="Cecilia"):
        actions.change_round(other, name="Sitten", **changed)
    with pytest.raises(Refused, match="Cecilia"):
        actions.ask_columns(other, {}, version=seen, by=cecilia)
    other.refresh_from_db()
    assert other.name == "Ensin"
    assert other.asked


def test_two_people_who_open_a_round_open_it_once(region: Programme, cecilia: Person) -> None:
    made = make(region, cecilia)
    actions.add_recipients(made, region.organisations.filter(part="giver"), by=cecilia)
    other = Round.objects.get(pk=made.pk)
    actions.open_round(made, by=cecilia)
    with pytest.raises(Refused):
        actions.open_round(other, by=cecilia)
    assert Event.objects.filter(verb="opened a round").count() == 1


def test_what_is_asked_keeps_the_column_that_names_a_row_and_nothing_unknown(
    region: Programme, cecilia: Person
) -> None:
    made = make(region, cecilia)
    wanted = {
        "systems": {"vendor": "optional", "user_count": "", "väri": "mandatory"},
        "sites": {"site_name": ""},
        "kissat": {"nimi": "mandatory"},
    }
    actions.ask_columns(made, wanted, version=made.version, by=cecilia)
    assert made.asked == {"systems": {"system_name": "mandatory", "vendor": "optional"}}


def test_a_round_opens_when_it_asks_something_of_somebody(
    region: Programme, cecilia: Person
) -> None:
    made = make(region, cecilia)
    with pytest.raises(Refused):
        actions.open_round(made, by=cecilia)
    actions.add_recipients(made, region.organisations.filter(code="A"), by=cecilia)
    assert invitation_of(made, "A").invited_at is None
    actions.ask_columns(made, {}, version=made.version, by=cecilia)
    with pytest.raises(Refused):
        actions.open_round(made, by=cecilia)
    actions.ask_columns(made, ASKED, version=made.version, by=cecilia)
    actions.open_round(made, by=cecilia)
    assert invitation_of(made, "A").invited_at is not None


def test_a_detailed_round_opens_with_its_key_systems(region: Programme, cecilia: Person) -> None:
    made = make(region, cecilia, "detailed")
    actions.add_recipients(made, region.organisations.filter(code="A"), by=cecilia)
    with pytest.raises(Refused):
        actions.open_round(made, by=cecilia)


def test_what_an_open_round_asks_stands_and_a_closed_one_is_opened_again(
    region: Programme, cecilia: Person
) -> None:
    made = opened(region, cecilia)
    with pytest.raises(Refused):
        actions.ask_columns(made, {}, version=made.version, by=cecilia)
    actions.close_round(made, by=cecilia, reason="Riittää")
    with pytest.raises(Refused):
        actions.close_round(made, by=cecilia)
    with pytest.raises(Refused):
        actions.add_recipients(made, [], by=cecilia)
    when = invitation_of(made, "A").invited_at
    actions.open_round(made, by=cecilia)
    assert made.state == Round.State.OPEN
    assert invitation_of(made, "A").invited_at == when


def test_recipients_are_asked_once_each_in_its_language(region: Programme, cecilia: Person) -> None:
    made = make(region, cecilia)
    two = region.organisations.filter(code__in=["A", "B"])
    assert actions.add_recipients(made, two, by=cecilia) == 2
    assert actions.add_recipients(made, two, by=cecilia) == 0
    assert (invitation_of(made, "A").language, invitation_of(made, "B").language) == ("fi", "sv")
    actions.speak(invitation_of(made, "B"), "en", by=cecilia)
    assert invitation_of(made, "B").language == "en"


def test_whoever_hands_nothing_over_is_not_asked(region: Programme, cecilia: Person) -> None:
    made = make(region, cecilia)
    with pytest.raises(Refused):
        actions.add_recipients(made, region.organisations.filter(code="HVA"), by=cecilia)
    assert not made.invitations.exists()


def test_added_later_an_organisation_is_asked_at_once(region: Programme, cecilia: Person) -> None:
    made = opened(region, cecilia)
    late = Organisation.objects.create(
        programme=region, code="UUSI", name="Uusi", kind="municipality"
    )
    actions.add_recipients(made, [late], by=cecilia)
    assert invitation_of(made, "UUSI").invited_at is not None


def test_an_organisation_is_taken_out_while_nothing_has_come(
    region: Programme, cecilia: Person, send: Send
) -> None:
    made = opened(region, cecilia)
    actions.remove_recipient(invitation_of(made, "B"), by=cecilia)
    assert not Invitation.objects.filter(organisation__code="B").exists()
    send()
    with pytest.raises(Refused):
        actions.remove_recipient(invitation_of(made, "A"), by=cecilia)


def test_a_file_belongs_to_the_open_round_that_asks_its_sender(
    region: Programme, cecilia: Person, send: Send
) -> None:
    made = opened(region, cecilia)
    make(region, cecilia)
    upload = send()
    assert upload.round == made
    assert invitation_of(made, "A").opened_at is not None
    assert invitation_of(made, "B").opened_at is None


def test_a_file_of_nobody_asked_belongs_to_no_round(
    region: Programme, cecilia: Person, send: Send
) -> None:
    make(region, cecilia)
    assert send().round is None
    assert Upload.objects.count() == 1


def test_the_contact_calls_the_answer_complete_and_a_planner_accepts_or_reopens_it(
    region: Programme, aino: Person, bertil: Person, cecilia: Person
) -> None:
    mine = invitation_of(opened(region, cecilia), "A")
    with pytest.raises(Refused):
        actions.accept_answer(mine, by=cecilia)
    with pytest.raises(Refused):
        actions.say_complete(mine, by=bertil)
    actions.say_complete(mine, by=aino)
    assert mine.complete_by == "Aino"
    with pytest.raises(Refused):
        actions.accept_answer(mine, by=aino)
    actions.accept_answer(mine, by=cecilia)
    assert mine.accepted_by == "Cecilia"
    actions.reopen_answer(mine, by=cecilia, reason="Sopimukset puuttuvat")
    assert (mine.complete_at, mine.accepted_at, mine.complete_by) == (None, None, "")
    with pytest.raises(Refused):
        actions.reopen_answer(mine, by=cecilia)


def test_of_two_who_accept_at_once_the_second_learns_who_was_first(
    region: Programme, aino: Person, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    first, second = invitation_of(found, "A"), invitation_of(found, "A")
    actions.say_complete(first, by=aino)
    with pytest.raises(Refused, match="Aino"):
        actions.say_complete(second, by=cecilia)
    first, second = invitation_of(found, "A"), invitation_of(found, "A")
    actions.accept_answer(first, by=cecilia)
    with pytest.raises(Refused, match="Cecilia"):
        actions.accept_answer(second, by=cecilia)
    assert Event.objects.filter(verb="accepted an answer in").count() == 1
