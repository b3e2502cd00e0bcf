"""Personal links: whose they are, until when they hold, and how they are taken back."""

from types import SimpleNamespace
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions.respondents import add_respondent, pass_on, renew_link, revoke_link
from maali.intake.links import respondent_of, token_of, too_often
from maali.intake.models import Respondent
from maali.intake.rules.answering import why_not_use_link
from tests.maali.intake.asked import desk, yesterday

__all__ = ["desk"]


def test_a_link_says_whose_it_is_and_nothing_else(desk: SimpleNamespace) -> None:
    assert respondent_of(desk.token) == desk.maija
    assert "maija" not in desk.token.lower()


@pytest.mark.parametrize("wrong", ["", "1", "x.y", "1-abc.def"])
def test_a_link_that_we_did_not_sign_is_nobodys(desk: SimpleNamespace, wrong: str) -> None:
    assert respondent_of(wrong) is None
    assert respondent_of(desk.token[:-1]) is None
    assert respondent_of(desk.token.replace("-", "0-", 1)) is None


def test_a_new_link_makes_the_old_one_void(desk: SimpleNamespace) -> None:
    renew_link(desk.maija, by=desk.planner)
    assert respondent_of(desk.token) is None
    assert respondent_of(token_of(desk.maija)) == desk.maija


def test_a_link_holds_until_its_day(desk: SimpleNamespace) -> None:
    assert why_not_use_link(desk.maija) == ""
    desk.maija.expires_on = yesterday()
    assert "valid until" in why_not_use_link(desk.maija)


def test_with_a_link_go_those_that_were_passed_on(desk: SimpleNamespace) -> None:
    handed = pass_on(
        desk.invitation, name="Olli", email="olli@example.org", sheets=["sites"], by=desk.maija
    )
    revoke_link(desk.maija, by=desk.planner)
    handed.refresh_from_db()
    assert "out of use" in why_not_use_link(handed)


def test_one_passes_on_only_what_one_was_given(desk: SimpleNamespace) -> None:
    desk.maija.sheets = ["systems"]
    desk.maija.save()
    how = {"name": "Olli", "email": "olli@example.org", "by": desk.maija}
    with pytest.raises(Refused, match="at least one part"):
        pass_on(desk.invitation, sheets=["sites"], **how)
    assert pass_on(desk.invitation, sheets=["sites", "systems"], **how).sheets == ["systems"]


def test_what_was_passed_on_is_not_passed_on_again(desk: SimpleNamespace) -> None:
    how: dict[str, Any] = {"sheets": ["sites"]}
    olli = pass_on(desk.invitation, name="Olli", email="o@example.org", by=desk.maija, **how)
    with pytest.raises(Refused, match="cannot be passed on again"):
        pass_on(desk.invitation, name="Pia", email="p@example.org", by=olli, **how)


def test_one_address_has_one_link_of_an_organisation(desk: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="already has a link"):
        add_respondent(desk.invitation, name="M", email="Maija@example.org ", by=desk.planner)


def test_an_identity_code_is_no_name(desk: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="identity code"):
        add_respondent(desk.invitation, name="131052-308T", email="x@example.org", by=desk.planner)


def test_links_are_given_by_those_who_answer_for_the_organisation(
    desk: SimpleNamespace, bertil: Any, daavid: Any
) -> None:
    for stranger in (bertil, daavid):
        with pytest.raises(Refused):
            add_respondent(desk.invitation, name="B", email="b@example.org", by=stranger)
    assert Respondent.objects.count() == 1
    assert Event.objects.filter(verb="gave a link").count() == 1


def test_who_tries_too_often_waits(db: None) -> None:
    tries = [too_often("test", "me", most=3, seconds=1000) for _ in range(5)]
    assert tries == [False, False, False, True, True]
    assert not too_often("test", "you", most=3, seconds=1000)
