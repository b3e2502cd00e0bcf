"""The pages of the form: by link without an account, by account without a link."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maali.core.models import Calculation
from maali.intake.actions.answering import open_form
from maali.intake.actions.respondents import revoke_link
from maali.intake.models import Entry, Question, Respondent, Round, Upload
from maali.inventory.models import System
from tests.maali.intake.asked import desk, invite, yesterday
from tests.maali.intake.conftest import SYSTEMS
from tests.maali.intake.hostile import table

__all__ = ["desk"]


@pytest.fixture
def client() -> Client:
    """A telephone without an account, set to Finnish by nobody."""
    return Client()


def at(desk: SimpleNamespace, name: str = "home", *args: Any) -> str:
    return reverse(f"answering:{name}", args=[desk.token, *args])


def effica(desk: SimpleNamespace, name: str = "row") -> str:
    return at(desk, name, "systems", str(desk.effica.pk))


def save(client: Any, desk: SimpleNamespace, key: str, text: str, version: int = 0) -> Any:
    data = {"key": key, "text": text, "version": version}
    return client.post(effica(desk, "save"), data).json()


def test_a_link_opens_its_own_invitation_in_the_language_of_its_holder(
    client: Any, desk: SimpleNamespace
) -> None:
    page = client.get(at(desk))
    assert page.status_code == 200
    assert '<html lang="fi"' in page.content.decode()
    assert "Äänekoski" in page.content.decode()
    desk.invitation.refresh_from_db()
    assert desk.invitation.opened_at is not None


def test_nothing_of_it_is_kept_indexed_or_told_to_others(
    client: Any, desk: SimpleNamespace
) -> None:
    page = client.get(at(desk))
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page.content.decode())


def test_a_link_shows_no_other_organisation_and_no_other_part(
    client: Any, desk: SimpleNamespace
) -> None:
    other = desk.region.organisations.get(code="B")
    foreign = System.objects.create(
        programme=desk.region, organisation=other, key="m2", name="Salainen"
    )
    invite(desk.region, other)
    assert client.get(at(desk, "row", "systems", str(foreign.pk))).status_code == 404
    assert "Salainen" not in client.get(at(desk, "sheet", "systems")).content.decode()
    Respondent.objects.update(sheets=["sites"])
    assert client.get(at(desk, "sheet", "systems")).status_code == 404
    assert client.get(at(desk, "workbook")).status_code == 404
    assert client.get(at(desk, "sheet", "sites")).status_code == 200


def test_what_no_longer_opens_says_what_to_do(client: Any, desk: SimpleNamespace) -> None:
    assert client.get("/a/1-abc.def/").status_code == 404
    Respondent.objects.update(expires_on=yesterday())
    page = client.get(at(desk))
    assert page.status_code == 410
    assert reverse("answering:new_link") in page.content.decode()
    assert "Cecilia" in page.content.decode()
    revoke_link(desk.maija, by=desk.planner)
    assert client.get(at(desk)).status_code == 410
    assert client.post(effica(desk, "save"), {"key": "notes", "text": "x"}).status_code == 410


def test_a_closed_round_says_so(client: Any, desk: SimpleNamespace) -> None:
    Round.objects.update(state=Round.State.CLOSED)
    page = client.get(at(desk))
    assert page.status_code == 200
    assert not Entry.objects.exists()
    assert "suljettu" in page.content.decode()


def test_wrong_links_can_be_tried_only_so_often(client: Any, desk: SimpleNamespace) -> None:
    tried = [client.get(f"/a/{number}-x.y/").status_code for number in range(40)]
    assert tried[0] == 404
    assert tried[-1] == 429
    assert client.get(at(desk)).status_code == 200


def test_a_new_link_is_promised_to_everybody_alike(client: Any, desk: SimpleNamespace) -> None:
    answers = [
        re.sub(r"[A-Za-z0-9]{64}", "", client.post("/a/new/", {"email": email}).content.decode())
        for email in ("maija@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    assert Calculation.objects.filter(kind="send_letter").count() == 1


def test_a_cell_is_saved_and_what_is_wrong_with_it_said_at_once(
    client: Any, desk: SimpleNamespace
) -> None:
    saved = save(client, desk, "user_count", "paljon")
    assert (saved["state"], saved["version"]) == ("saved", 1)
    assert "paljon" in saved["problem"]
    assert save(client, desk, "user_count", "n. 40", 1)["problem"] == ""
    assert "n. 40" in client.get(effica(desk)).content.decode()


def test_of_two_who_write_at_once_each_learns_of_the_other(
    client: Any, desk: SimpleNamespace, client_of: Callable[[Any], Any]
) -> None:
    save(client, desk, "user_count", "130")
    by_account = client_of(desk.planner)
    args = [desk.region.code, desk.invitation.pk, "systems", str(desk.effica.pk)]
    where = reverse("intake:answer_save", args=args)
    asked = by_account.post(where, {"key": "user_count", "text": "150", "version": 0}).json()
    assert asked["state"] == "asked"
    assert (asked["text"], asked["by"]) == ("130", "Maija")
    assert (asked["other"], asked["other_by"]) == ("150", "Cecilia")
    page = client.get(effica(desk)).content.decode()
    assert 'value="130"' in page
    assert 'value="150"' in page


def test_an_identity_code_is_refused_at_its_field(client: Any, desk: SimpleNamespace) -> None:
    refused = save(client, desk, "notes", "131052-308T")
    assert refused["state"] == "refused"
    assert "henkilötunnus" in refused["why"].lower()
    client.post(at(desk, "add", "systems"), {"name": "131052-308T"})
    assert not Entry.objects.exists()


def test_without_script_a_card_is_saved_by_its_button(client: Any, desk: SimpleNamespace) -> None:
    client.post(
        effica(desk),
        {
            "version-user_count": "0", "was-user_count": "120", "user_count": "140",
            "version-vendor": "0", "was-vendor": "Tietoevry", "vendor": "Tietoevry",
            "version-notes": "0", "was-notes": "", "notes": "", "unknown-notes": "yes",
        },
    )  # fmt: skip
    assert dict(Entry.objects.values_list("column", "text")) == {"user_count": "140", "notes": "?"}


def test_without_script_one_of_two_answers_is_chosen_by_a_button(
    client: Any, desk: SimpleNamespace
) -> None:
    form = open_form(desk.invitation, by=desk.maija)
    entry = Entry.objects.create(
        handout=form, sheet="systems", line=str(desk.effica.pk), column="user_count",
        text="130", by="Maija", other="150", other_by="Aino", version=2,
    )  # fmt: skip
    client.post(
        effica(desk),
        {"version-user_count": "2", "was-user_count": "130", "choose-user_count": "150"},
    )
    entry.refresh_from_db()
    assert (entry.text, entry.other_by) == ("150", "")


def test_a_row_is_added_marked_as_gone_and_taken_back(client: Any, desk: SimpleNamespace) -> None:
    added = client.post(at(desk, "add", "systems"), {"name": "Lifecare"})
    assert "Lifecare" in client.get(added.headers["Location"]).content.decode()
    client.post(effica(desk, "gone"), {"gone": "yes", "version-gone": "0"})
    assert "<del>Effica</del>" in client.get(at(desk, "sheet", "systems")).content.decode()
    client.post(effica(desk, "gone"), {"version-gone": "1"})
    assert "<del>" not in client.get(at(desk, "sheet", "systems")).content.decode()


def test_one_goes_on_where_one_was(client: Any, desk: SimpleNamespace) -> None:
    save(client, desk, "user_count", "130")
    assert effica(desk) in client.get(at(desk)).content.decode()


def test_the_page_before_sending_says_what_is_missing_and_sends_all_the_same(
    client: Any, desk: SimpleNamespace
) -> None:
    save(client, desk, "user_count", "paljon")
    page = client.get(at(desk, "review")).content.decode()
    assert "paljon" in page
    assert "Puuttuu" in page
    client.post(at(desk, "send"), {"sheet": ["systems", "sites"], "whole": "yes"})
    assert Upload.objects.get().by == "Maija"
    assert "Lomake" in client.get(at(desk)).content.decode()
    desk.invitation.refresh_from_db()
    assert desk.invitation.complete_by == "Maija"


def test_nothing_chosen_is_nothing_sent(client: Any, desk: SimpleNamespace) -> None:
    client.post(at(desk, "send"), {})
    assert not Upload.objects.exists()


def test_a_part_is_passed_on_by_letter(client: Any, desk: SimpleNamespace) -> None:
    data = {"name": "Olli", "email": "olli@example.org", "sheets": ["sites"]}
    client.post(at(desk, "pass_on"), data)
    assert Respondent.objects.get(name="Olli").passed_on_by == desk.maija
    assert Calculation.objects.filter(kind="send_letter").count() == 1


def test_a_workbook_goes_both_ways_through_the_link(client: Any, desk: SimpleNamespace) -> None:
    given = client.get(at(desk, "workbook"))
    assert given.content.startswith(b"PK")
    own = SimpleUploadedFile("oma.xlsx", table(SYSTEMS))
    client.post(at(desk, "file"), {"workbooks": own})
    assert Upload.objects.get().name == "oma.xlsx"


def test_a_question_is_answered_in_place(client: Any, desk: SimpleNamespace) -> None:
    asked = Question.objects.create(
        programme=desk.region, organisation=desk.home, code="implausible_count",
        subject_kind="system", subject_id=desk.effica.pk, field="user_count",
        params={"target": "systems", "key": "user_count", "name": "Effica", "count": 9, "most": 5},
    )  # fmt: skip
    assert at(desk, "question", asked.pk) in client.get(at(desk)).content.decode()
    client.post(at(desk, "question", asked.pk), {"answer": "135"})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("135", "Maija")


def test_a_forged_post_is_refused(desk: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(effica(desk, "save"), {"key": "notes", "text": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["home", "sheet", "row", "review"])
def test_a_page_asks_no_more_of_three_hundred_systems_than_of_two(
    name: str, client: Any, desk: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    System.objects.bulk_create(
        System(programme=desk.region, organisation=desk.home, key=f"j{n}", name=f"Järjestelmä {n}")
        for n in range(300)
    )
    where = {"sheet": at(desk, "sheet", "systems"), "row": effica(desk)}.get(name) or at(desk, name)
    client.get(where)
    with django_assert_max_num_queries(20):
        assert client.get(where).status_code == 200
