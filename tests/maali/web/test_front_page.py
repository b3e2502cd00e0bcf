"""The front page's river, what waits for whom, and the search: always from what one may see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from maali.intake.models import Question
from maali.inventory.models import Contract, Site, System
from maali.matching.models import MatchingRun, Proposal
from maali.organisations.queries import sight
from maali.web.journey import Seen, answered_by_municipality, river, waits_for
from maali.web.search import search


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def rows(region: Any) -> None:
    for code, name in (("A", "Effica"), ("B", "Pegasos")):
        own = {"programme": region, "organisation": region.organisations.get(code=code)}
        System.objects.create(name=name, key=name, users=10, criticality=1, **own)
        Site.objects.create(name=f"Terveysasema {code}", key=code, code=f"S{code}", users=5, **own)
        Contract.objects.create(title=f"{name} sopimus", key=f"c{code}", **own)
        Question.objects.create(code="unknown_value", **own)


def seen(person: Any, region: Any) -> Seen:
    return Seen(person, region, sight(person, region))


def numbers(person: Any, region: Any, step: int) -> dict[str, Any]:
    return dict(river(seen(person, region), False)[step - 1].landing.numbers)


def test_a_contacts_river_is_that_of_their_own_organisation(
    region: Any, rows: None, aino: Any, cecilia: Any
) -> None:
    assert numbers(aino, region, 2)["systems"] == 1
    assert numbers(cecilia, region, 2)["systems"] == 2
    assert numbers(aino, region, 1)["organisations answered"] == "0 / 1"


def test_the_nation_is_a_step_only_for_those_who_see_it(region: Any, cecilia: Any) -> None:
    assert len(river(seen(cecilia, region), sees_nation=False)) == 7
    assert len(river(seen(cecilia, region), sees_nation=True)) == 8


def test_an_unknown_value_makes_the_inventory_wait_for_a_person(
    region: Any, rows: None, cecilia: Any
) -> None:
    assert river(seen(cecilia, region), False)[1].landing.tone == "ok"
    System.objects.filter(name="Effica").update(users=None)
    assert river(seen(cecilia, region), False)[1].landing.tone == "person"


def test_open_proposals_wait_for_the_planner_and_not_for_contacts(
    region: Any, rows: None, aino: Any, cecilia: Any
) -> None:
    MatchingRun.objects.create(programme=region, thing="product")
    Proposal.objects.create(
        programme=region, thing="product", left="a", right="b", left_name="A", right_name="B"
    )
    assert river(seen(cecilia, region), False)[2].landing.tone == "person"
    assert "One and the same, or two?" in [each.text for each in waits_for(seen(cecilia, region))]
    assert "One and the same, or two?" not in [each.text for each in waits_for(seen(aino, region))]


def test_a_contact_is_waited_for_with_their_own_questions_and_file(
    region: Any, rows: None, aino: Any, daavid: Any
) -> None:
    waiting = {each.text: each.count for each in waits_for(seen(aino, region))}
    assert waiting == {
        "Send the filled workbook of your organisation": 1,
        "Questions about what was told": 1,
    }
    assert waits_for(seen(daavid, region)) == []


def test_the_map_counts_answers_of_each_municipality(region: Any, cecilia: Any) -> None:
    assert set(answered_by_municipality(seen(cecilia, region)).values()) == {(0, 1)}


def test_search_finds_what_one_may_see_and_nothing_else(
    region: Any, rows: None, aino: Any, cecilia: Any
) -> None:
    found = {each.title: each.count for each in search(cecilia, region, "pegasos")}
    assert found == {"Systems": 1, "Contracts": 1}
    assert search(aino, region, "pegasos") == []
    assert [each.title for each in search(aino, region, "effica sopimus")] == ["Contracts"]
    assert search(cecilia, region, "p") == []


@pytest.mark.parametrize("address", ["", "search/?q=eff", "events/", "calculations/"])
def test_everyone_inside_reads_these_pages_and_strangers_do_not(
    region: Any,
    rows: None,
    aino: Any,
    daavid: Any,
    nora: Any,
    client_of: Callable[[Any], Any],
    address: str,
) -> None:
    for person in (aino, daavid):
        assert client_of(person).get(f"/keski-suomi/{address}").status_code == 200
    assert client_of(nora).get(f"/keski-suomi/{address}").status_code == 404
    assert client_of(None).get(f"/keski-suomi/{address}").status_code == 302


def test_hits_alone_are_given_to_the_search_dialog(
    region: Any, rows: None, cecilia: Any, client_of: Callable[[Any], Any]
) -> None:
    page = client_of(cecilia).get("/keski-suomi/search/?q=eff", headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div id="hits"')
