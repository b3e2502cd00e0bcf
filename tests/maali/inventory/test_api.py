from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maali.inventory.models import Statement, System
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told

ClientOf = Callable[[Any], Client]


@pytest.fixture
def address(aania: Organisation) -> str:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50, yearly_cost="10.50"))
    return f"/api/keski-suomi/inventory/systems/{System.objects.get().pk}"


def test_rows_are_listed_and_filtered_like_on_the_page(
    address: str, aino: Person, client_of: ClientOf
) -> None:
    client = client_of(aino)
    rows = client.get("/api/keski-suomi/inventory/systems?q=eff").json()
    assert rows["count"] == 1
    assert rows["rows"][0]["values"]["yearly_cost"] == "10.50"
    assert client.get("/api/keski-suomi/inventory/systems?q=none").json()["rows"] == []
    for kind in (
        "sites",
        "units",
        "contracts",
        "devices",
        "integrations",
        "data-stores",
        "user-groups",
    ):
        assert client.get(f"/api/keski-suomi/inventory/{kind}").status_code == 200
    assert client.get("/api/keski-suomi/inventory/nothing").status_code in {404, 422}


def test_a_row_carries_its_statements_and_history(
    address: str, aino: Person, client_of: ClientOf
) -> None:
    client = client_of(aino)
    row = client.get(address).json()
    assert row["holding"]["users"]["column"] == "B"
    said = client.get(f"{address}/users").json()
    assert [(each["value"], each["holds"]) for each in said] == [(50, True)]
    assert client.get(f"{address}/password").status_code == 404


def test_a_value_is_corrected_with_the_same_rules(
    address: str, aino: Person, bertil: Person, daavid: Person, client_of: ClientOf
) -> None:
    held = Statement.objects.get(field="users").pk

    def send(person: Any, **body: Any) -> Any:
        return client_of(person).post(f"{address}/users", body, content_type="application/json")

    assert send(bertil, value=1, reason="r").status_code == 404
    assert send(daavid, value=1, reason="r").status_code == 403
    assert send(None, value=1, reason="r").status_code == 401
    assert send(aino, value="many", reason="r").status_code == 409
    assert send(aino, value=61, reason="counted", seen=held).json()["values"]["users"] == 61
    late = send(aino, value=62, reason="counted", seen=held)
    assert late.status_code == 409
    assert "61" in late.json()["detail"]
    assert System.objects.get().users == 61


def test_products_and_the_map_open(address: str, aino: Person, client_of: ClientOf) -> None:
    client = client_of(aino)
    assert client.get("/api/keski-suomi/products").json() == []
    assert client.get("/api/keski-suomi/products/1/systems").status_code == 404
    places = client.get("/api/keski-suomi/map").json()
    assert {place["name"]: place["systems"] for place in places}["Äänekoski"] == 1
