"""The log and the calculations: who sees what, and how a calculation is stopped."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import maali
from maali.core.actions import Refused, cancel_calculation, log
from maali.core.models import Calculation, Event
from maali.core.queries import events_seen, narrowed
from maali.core.tones import TONES, tone_of
from maali.core.verbs import VERBS
from maali.organisations.queries import sight


@pytest.fixture
def events(region: Any, aino: Any, bertil: Any, cecilia: Any) -> None:
    for person, code in ((aino, "A"), (bertil, "B")):
        organisation = region.organisations.get(code=code)
        log(
            "received a file",
            f"{code}.xlsx",
            by=person,
            programme_id=region.pk,
            organisation_id=organisation.pk,
        )
    log("made", "plan 1", by=cecilia, programme_id=region.pk)


def subjects(person: Any, region: Any) -> list[str]:
    return [each.subject for each in events_seen(person, region, sight(person, region))]


def test_a_contact_sees_what_was_done_for_their_own_organisation(
    region: Any, events: None, aino: Any, cecilia: Any, daavid: Any
) -> None:
    assert subjects(aino, region) == ["A.xlsx"]
    assert subjects(cecilia, region) == subjects(daavid, region) == ["plan 1", "B.xlsx", "A.xlsx"]


def test_the_log_is_narrowed_by_who_what_and_day(region: Any, events: None) -> None:
    every = Event.objects.all()
    assert [e.subject for e in narrowed(every, {"who": "bert"})] == ["B.xlsx"]
    assert narrowed(every, {"verb": "made"}).count() == 1
    assert narrowed(every, {"from": "2999-01-01"}).count() == 0
    assert narrowed(every, {"to": "2000-01-01"}).count() == 0
    assert narrowed(every, {"from": "yesterday", "organisation": "x"}).count() == 3


def logged_verbs() -> Iterator[str]:
    for path in Path(maali.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("log"):
                yield from (
                    each.value
                    for argument in node.args[:1]
                    for each in ast.walk(argument)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def test_every_verb_of_the_log_has_words_in_all_languages() -> None:
    assert set(logged_verbs()) - set(VERBS) == set()


def test_a_state_has_one_tone() -> None:
    states = [state for each in TONES.values() for state in each]
    assert len(states) == len(set(states))
    assert tone_of("needs_person") == "person"
    assert tone_of("never heard of") == "idle"


@pytest.fixture
def running(region: Any, cecilia: Any) -> Calculation:
    return Calculation.objects.create(
        kind="plan", state="running", total=10, done=4, programme_id=region.pk, person_id=cecilia.pk
    )


def test_a_page_asks_again_until_the_calculation_has_ended(
    region: Any, cecilia: Any, running: Calculation, client_of: Callable[[Any], Any]
) -> None:
    client, address = client_of(cecilia), f"/keski-suomi/calculations/{running.pk}/"
    going = client.get(address, headers={"HX-Request": "true"})
    assert (going.status_code, 'hx-trigger="every 500ms"' in going.content.decode()) == (200, True)
    Calculation.objects.update(state="done")
    ended = client.get(address, headers={"HX-Request": "true"})
    assert ended.status_code == 286
    assert "hx-trigger" not in ended.content.decode()


def test_the_one_who_asked_or_a_planner_stops_a_calculation(
    region: Any,
    aino: Any,
    daavid: Any,
    cecilia: Any,
    running: Calculation,
    client_of: Callable[[Any], Any],
) -> None:
    address = f"/keski-suomi/calculations/{running.pk}/cancel/"
    assert client_of(aino).post(address).status_code == 404
    assert client_of(daavid).post(address).status_code == 403
    assert client_of(cecilia).get(address).status_code == 405
    assert client_of(cecilia).post(address).status_code == 302
    running.refresh_from_db()
    assert running.cancel_asked


def test_what_has_ended_cannot_be_stopped(region: Any, cecilia: Any, running: Calculation) -> None:
    running.state = "done"
    running.save()
    with pytest.raises(Refused):
        cancel_calculation(running, by=cecilia)


def test_errors_are_pages_in_plain_words(
    region: Any, cecilia: Any, client_of: Callable[[Any], Any]
) -> None:
    client = client_of(cecilia)
    client.cookies["django_language"] = "en"
    page = client.get("/keski-suomi/nothing-here/")
    assert page.status_code == 404
    assert "There is nothing here for you" in page.content.decode()


def test_a_broken_page_says_that_nothing_was_saved(
    region: Any, cecilia: Any, client_of: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("maali.web.journey.river", breaks)
    client = client_of(cecilia)
    client.raise_request_exception = False
    client.cookies["django_language"] = "en"
    page = client.get("/keski-suomi/")
    assert page.status_code == 500
    assert "Nothing of what you did was saved" in page.content.decode()
