"""The pages, the operations for machines and the subcommands of rounds."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maali.intake import actions
from maali.intake.models import Invitation, KeySystem, Round
from maali.organisations.models import Person, Programme
from tests.maali.intake.asking import invitation_of, make, opened, reasons, system
from tests.maali.intake.conftest import Send

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]
BOARD_IN = {
    "fi": ("Missä vaiheessa vastaukset ovat", "kutsuttu"),
    "sv": ("Hur långt svaren har kommit", "inbjuden"),
    "en": ("How far the answers are", "invited"),
}


def at(region: Programme, name: str, *args: Any) -> str:
    return reverse(f"intake:{name}", args=[region.code, *args])


def page(client: Client, address: str, language: str = "fi") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_board_speaks_the_language_of_its_reader(
    language: str, region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    opened(region, cecilia)
    Person.objects.filter(pk=cecilia.pk).update(language=language)
    browser = client_of(cecilia)
    browser.cookies["django_language"] = language
    text = page(browser, at(region, "board"), language)
    assert all(words in text for words in BOARD_IN[language])


def test_without_a_round_the_board_says_what_to_do(
    region: Programme, cecilia: Person, aino: Person, client_of: ClientOf
) -> None:
    assert at(region, "round_make") in page(client_of(cecilia), at(region, "board"))
    assert at(region, "round_make") not in page(client_of(aino), at(region, "board"))


def test_the_board_is_filtered_and_lists_who_is_not_on_the_map(
    region: Programme, cecilia: Person, send: Send, client_of: ClientOf
) -> None:
    found = opened(region, cecilia)
    send()
    text = page(client_of(cecilia), at(region, "board") + "?state=partly&sort=percent")
    table = text[text.index('id="answers"') :]
    assert at(region, "invitation", invitation_of(found, "A").pk) in table
    assert at(region, "invitation", invitation_of(found, "B").pk) not in table
    assert "Keski-Suomen pelastuslaitos" in text[: text.index('id="answers"')]
    assert "?round=1" in text


def test_what_cannot_be_understood_in_the_address_is_left_out(
    region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    opened(region, cecilia)
    query = "?round=x&state=zzz&sort=%27&show=1&municipality=9999999999999999999999"
    assert "intake" not in page(client_of(cecilia), at(region, "board") + query)


def test_a_round_is_made_changed_and_opened_on_its_pages(
    region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    browser = client_of(cecilia)
    wanted = {"kind": "broad", "name": "Kierros 1", "deadline": "14.3.2022", "purpose": "Miksi"}
    browser.post(at(region, "round_make"), wanted)
    made = Round.objects.get()
    columns = {"version": made.version, "systems.vendor": "mandatory", "sites.site_name": ""}
    browser.post(at(region, "round_columns", made.pk), columns)
    made.refresh_from_db()
    assert made.asked == {"systems": {"system_name": "mandatory", "vendor": "mandatory"}}
    browser.post(at(region, "recipients_add", made.pk), {"all": "yes"})
    assert made.invitations.count() == 5
    browser.post(at(region, "round_open", made.pk))
    made.refresh_from_db()
    assert made.state == Round.State.OPEN
    assert "Miksi" in page(browser, at(region, "round", made.pk))
    assert "Kierros 1" in page(browser, at(region, "round_list"))


def test_a_form_seen_before_somebody_else_saved_is_refused_with_a_sentence(
    region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    made = make(region, cecilia)
    old = made.version - 1
    sent = {"name": "Myöhässä", "deadline": "14.3.2022", "purpose": "", "version": old}
    text = client_of(cecilia).post(at(region, "round_change", made.pk), sent).content.decode()
    assert "Cecilia on sillä välin muuttanut kierrosta" in text
    made.refresh_from_db()
    assert made.name == "Kartoitus"


def test_who_answers_through_another_is_shown_so(
    region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    a, b = (region.organisations.get(code=code) for code in "AB")
    b.answers_through = a
    b.save()
    found = opened(region, cecilia)
    for address in (at(region, "board"), at(region, "round", found.pk)):
        assert "vastaa kautta: Äänekoski" in page(client_of(cecilia), address)


def test_the_page_of_an_answer_says_what_lacks_and_the_contact_calls_it_complete(
    region: Programme, cecilia: Person, aino: Person, client_of: ClientOf
) -> None:
    found = opened(region, cecilia)
    system(region, "A", "Pegasos")
    mine = invitation_of(found, "A")
    address = at(region, "invitation", mine.pk)
    text = page(client_of(aino), address)
    assert "Käyttäjämäärä <strong>1</strong>" in text
    client_of(aino).post(at(region, "invitation_complete", mine.pk))
    client_of(cecilia).post(at(region, "invitation_accept", mine.pk))
    mine.refresh_from_db()
    assert (mine.complete_by, mine.accepted_by) == ("Aino", "Cecilia")
    client_of(cecilia).post(at(region, "invitation_reopen", mine.pk), {"reason": "Lisää"})
    mine.refresh_from_db()
    assert mine.accepted_at is None


def test_key_systems_are_picked_left_out_and_put_in_on_their_page(
    region: Programme, cecilia: Person, client_of: ClientOf
) -> None:
    busy, quiet = system(region, "A", "Kiire", users=80), system(region, "B", "Rauha", users=5)
    found = make(region, cecilia, "detailed")
    browser, address = client_of(cecilia), at(region, "key_system_list", found.pk)
    browser.post(at(region, "key_systems_pick", found.pk))
    assert "yli 50 käyttäjää" in page(browser, address)
    choose = at(region, "key_system_choose", found.pk)
    browser.post(choose, {"system": busy.pk, "left_out": "yes", "reason": "Poistuu"})
    assert "Rauha" in page(browser, address + "?find=rau")
    browser.post(choose, {"system": quiet.pk, "reason": "Lakisääteinen"})
    assert reasons(found) == {"Rauha": []}
    assert "Poistuu" in page(browser, address + "?reason=left_out")
    assert "Rauha" not in page(browser, address + "?reason=many_users")
    key = KeySystem.objects.get(system=busy)
    browser.post(at(region, "key_system_follow", found.pk, key.pk))
    assert reasons(found)["Kiire"] == ["many_users"]


def test_a_contact_sees_key_systems_of_the_own_organisation_alone(
    region: Programme, cecilia: Person, aino: Person, client_of: ClientOf
) -> None:
    system(region, "A", "Oma", users=80), system(region, "B", "Vieras", users=80)
    found = make(region, cecilia, "detailed")
    actions.pick_key_systems(found, by=cecilia)
    text = page(client_of(aino), at(region, "key_system_list", found.pk))
    assert "Oma" in text
    assert "Vieras" not in text


def send_json(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, json.dumps(data), content_type="application/json")


def test_machines_make_open_and_follow_a_round(
    region: Programme, cecilia: Person, aino: Person, client_of: ClientOf
) -> None:
    root, planner = f"/api/{region.code}", client_of(cecilia)
    wanted = {"kind": "broad", "name": "Kierros", "deadline": "2022-03-14"}
    made = send_json(planner, f"{root}/rounds", **wanted)
    assert made.status_code == 201
    assert made.json()["asked"]["systems"]["system_name"] == "mandatory"
    answers = send_json(planner, f"{root}/rounds/1/invitations", organisations=["A"]).json()
    assert [each["state"] for each in answers] == ["to_invite"]
    assert send_json(planner, f"{root}/rounds/1/open").json()["state"] == "open"
    again = send_json(planner, f"{root}/rounds/1/open")
    assert 400 <= again.status_code < 500
    pk = answers[0]["id"]
    assert send_json(client_of(aino), f"{root}/invitations/{pk}/complete").status_code == 200
    assert send_json(planner, f"{root}/invitations/{pk}/accept").json()["state"] == "accepted"
    board = planner.get(f"{root}/rounds/1/answers").json()
    assert (board[0]["organisation"], board[0]["percent"]) == ("A", 0)
    assert planner.get(f"{root}/rounds").json()[0]["name"] == "Kierros"


def collect(*words: str) -> str:
    out = StringIO()
    call_command("collect", *words, "--programme", "keski-suomi", stdout=out)
    return out.getvalue()


def test_a_round_runs_from_the_command_line(region: Programme) -> None:
    system(region, "A", "Kiire", users=80)
    assert collect("rounds").strip()
    collect("add-round", "--kind", "detailed", "--name", "Tarkka", "--deadline", "2022-03-14")
    with pytest.raises(CommandError):
        collect("open-round", "--round", "1")
    collect("invite", "--round", "1", "--organisation", "A", "--organisation", "B")
    assert "Kiire" in collect("key-systems", "--round", "1", "--pick")
    assert "Tarkka" in collect("open-round", "--round", "1")
    told = collect("board", "--round", "1")
    assert "Äänekoski" in told
    assert "Konnevesi" in told
    assert "Äänekoski (fi)" in collect("rounds", "--round", "1")
    collect("close-round", "--round", "1", "--reason", "Riittää")
    assert Round.objects.get().state == Round.State.CLOSED


def test_the_command_line_names_what_it_does_not_know(region: Programme, cecilia: Person) -> None:
    make(region, cecilia)
    with pytest.raises(CommandError):
        collect("board", "--round", "7")
    with pytest.raises(CommandError, match="ZZZ"):
        collect("invite", "--round", "1", "--organisation", "ZZZ")
    assert not Invitation.objects.exists()
