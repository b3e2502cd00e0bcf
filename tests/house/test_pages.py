"""What holds for every page, whatever it shows: questions to the database, labels, languages."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maali.inventory.models import Contract, DataStore, DeviceLot, Integration, Site, System
from tests.house.rights import PAGES, Right
from tests.house.test_rights import ClientOf, address_of, things

READ = [right for right in PAGES if not right.changes and right.who[3] == "O"]
FEW, MANY = 10, 1000


def read(client: Any, right: Right, world: SimpleNamespace) -> Any:
    return client.get(address_of(right, world), things(world, right.data))


def add_rows(world: SimpleNamespace, first: int, count: int) -> None:
    """Systems of the organisation, each used at a site, with a contract, devices and data."""
    numbers = range(first, first + count)
    own = {"programme": world.region, "organisation": world.a}
    sites = Site.objects.bulk_create(
        Site(key=f"s{n}", code=f"A-{n}", name=f"Toimipiste {n}", users=9, **own) for n in numbers
    )
    systems = System.objects.bulk_create(
        System(key=f"j{n}", name=f"Järjestelmä {n}", product=world.product, users=n, **own)
        for n in numbers
    )
    contracts = Contract.objects.bulk_create(
        Contract(key=f"c{n}", title=f"D/{n}", **own) for n in numbers
    )
    for model in (DeviceLot, DataStore, Integration):
        model.objects.bulk_create(
            model(key=f"x{n}", **named(model, n, site, system), **own)
            for n, site, system in zip(numbers, sites, systems, strict=True)
        )
    rows = zip(systems, sites, contracts, strict=True)
    for system, site, contract in list(rows)[:100]:
        system.uses.create(organisation=world.a, site=site, users=3)
        contract.systems.add(system)


def named(model: Any, number: int, site: Site, system: System) -> dict[str, Any]:
    if model is DeviceLot:
        return {"type": f"PC {number}", "site": site}
    if model is DataStore:
        return {"name": f"Rekisteri {number}", "system": system}
    return {"from_name": system.name, "to_name": "Effica", "from_system": system}


def questions(client: Any, right: Right, world: SimpleNamespace) -> int:
    """How many times a page asks the database; the limiter's counting of uses is not asking."""
    with CaptureQueriesContext(connection) as asked:
        response = read(client, right, world)
    assert response.status_code < 400, right
    return sum("maali_cache" not in query["sql"] for query in asked)


@pytest.mark.slow
def test_no_page_asks_more_of_a_thousand_systems_than_of_ten(
    world: SimpleNamespace, cecilia: Any, client_of: ClientOf
) -> None:
    client = client_of(cecilia)
    few: dict[str, int] = {}
    many: dict[str, int] = {}
    for found, start, count in ((few, 0, FEW), (many, FEW, MANY - FEW)):
        add_rows(world, start, count)
        for right in READ:
            # What a first look writes (a handout, when a link was used) is written before counting.
            read(client, right, world)
            found[str(right)] = questions(client, right, world)
    more = {page: f"{few[page]} → {many[page]}" for page in few if many[page] > few[page]}
    assert more == {}


class Form(HTMLParser):
    """The fields of a page, the labels, and which fields have none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, bool]] = []
        self.labels: set[str] = set()
        self.inside_label = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "label":
            self.inside_label += 1
            self.labels.add(given.get("for", ""))
        silent = {"hidden", "submit", "button", "reset", "image"}
        is_field = tag in {"select", "textarea"} or (
            tag == "input" and given.get("type", "text") not in silent
        )
        if is_field:
            told = bool(given.get("aria-label") or given.get("aria-labelledby"))
            self.fields.append((given.get("id") or given.get("name", "?"), told))
            if self.inside_label:
                self.labels.add(self.fields[-1][0])

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1

    @property
    def without_label(self) -> list[str]:
        return [name for name, told in self.fields if not told and name not in self.labels]


def test_a_field_without_label_is_seen() -> None:
    form = Form('<label for="a">A</label><input id="a"><input id="b"><label>C <select name="c">')
    assert form.without_label == ["b"]


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_page_says_its_language_and_every_field_has_a_label(
    language: str, world: SimpleNamespace, cecilia: Any, client_of: ClientOf
) -> None:
    client, fields = client_of(cecilia), 0
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    other, bare = [], {}
    for right in READ:
        response = read(client, right, world)
        if "<html" not in (html := text_of(response)):
            continue
        if f'<html lang="{language}"' not in html:
            other.append(str(right))
        form = Form(html)
        fields += len(form.fields)
        if form.without_label:
            bare[str(right)] = form.without_label
    assert (other, bare) == ([], {})
    assert fields > 50


def text_of(response: Any) -> str:
    """The page's HTML; "" for files and redirections."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if is_page else ""
