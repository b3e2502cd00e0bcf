"""The pages of organisations, people and the start day, for each of the people."""

from collections.abc import Callable
from typing import Any

import pytest

from maali.organisations.models import Role


def test_a_contact_sees_only_their_own_organisation(
    region: Any, aino: Any, client_of: Callable[[Any], Any]
) -> None:
    client = client_of(aino)
    own, other = (region.organisations.get(code=code) for code in "AB")
    assert client.get(f"/keski-suomi/organisations/{own.pk}/").status_code == 200
    assert client.get(f"/keski-suomi/organisations/{other.pk}/").status_code == 404
    page = client.get("/keski-suomi/organisations/").content.decode()
    assert f"/organisations/{own.pk}/" in page
    assert f"/organisations/{other.pk}/" not in page


@pytest.mark.parametrize("address", ["people", "settings"])
def test_settings_are_the_planners(
    region: Any,
    cecilia: Any,
    aino: Any,
    daavid: Any,
    client_of: Callable[[Any], Any],
    address: str,
) -> None:
    assert client_of(cecilia).get(f"/keski-suomi/{address}/").status_code == 200
    for person in (aino, daavid):
        assert client_of(person).get(f"/keski-suomi/{address}/").status_code == 403


def test_a_planner_adds_a_person_on_the_page(
    region: Any, cecilia: Any, client_of: Callable[[Any], Any]
) -> None:
    answer = client_of(cecilia).post(
        "/keski-suomi/people/",
        {"email": "g@example.org", "name": "Gun", "language": "sv", "kind": "technician"},
    )
    assert answer.status_code == 302
    assert Role.objects.filter(person__email="g@example.org", kind="technician").exists()


def test_a_refusal_stands_on_the_form(
    region: Any, cecilia: Any, client_of: Callable[[Any], Any]
) -> None:
    cecilia.language = "en"
    client = client_of(cecilia)
    client.cookies["django_language"] = "en"
    page = client.post(
        "/keski-suomi/people/",
        {"email": "g@example.org", "name": "Gun", "language": "sv", "kind": "contact"},
    ).content.decode()
    assert "Choose the organisation that the contact answers for." in page


def test_a_role_is_ended_by_post_only_and_by_planners_only(
    region: Any, cecilia: Any, daavid: Any, client_of: Callable[[Any], Any]
) -> None:
    address = f"/keski-suomi/people/roles/{daavid.roles.get().pk}/end/"
    assert client_of(cecilia).get(address).status_code == 405
    assert client_of(daavid).post(address).status_code == 403
    assert client_of(cecilia).post(address).status_code == 302
    assert not daavid.roles.exists()


def test_after_login_the_pages_speak_the_persons_language(
    region: Any, bertil: Any, client_of: Callable[[Any], Any]
) -> None:
    from tests.conftest import PASSWORD

    client = client_of(None)
    answer = client.post("/accounts/login/", {"login": bertil.email, "password": PASSWORD})
    assert answer.cookies["django_language"].value == "sv"
    assert 'lang="sv"' in client.get("/keski-suomi/").content.decode()


def test_a_language_chosen_on_a_page_is_kept(
    region: Any, aino: Any, client_of: Callable[[Any], Any]
) -> None:
    client_of(aino).post("/i18n/setlang/", {"language": "sv", "next": "/keski-suomi/"})
    aino.refresh_from_db()
    assert aino.language == "sv"
    client_of(aino).post("/i18n/setlang/", {"language": "xx", "next": "/keski-suomi/"})
    aino.refresh_from_db()
    assert aino.language == "sv"
