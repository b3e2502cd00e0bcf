"""Every page of the inventory opens for who may see it and says what it should."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from maali.inventory.actions import mark_same_installation, set_product
from maali.inventory.models import KINDS, Statement, System
from maali.inventory.shown import SHOWN
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import said, take_in, told

ClientOf = Callable[[Any], Client]
FIRST = {
    "site": "Terveysasema", "unit": "Neuvola", "system": "Effica", "contract": "Effica-sopimus",
    "device_lot": "workstation", "integration": "Effica", "data_store": "Potilasrekisteri",
    "user_group": "Hoitajat",
    "basic_details": "Äänekosken kaupunki",
}  # fmt: skip


@pytest.fixture
def full(aania: Organisation, konnevesi: Organisation, cecilia: Person) -> Organisation:
    """One row of every kind at Äänekoski; Konnevesi uses Äänekoski's installation."""
    where = aania.municipality
    assert where is not None
    take_in(
        aania,
        told(
            aania, "site", "ta", name="Terveysasema", users=50, municipality_id=said(where.pk, "C")
        ),
        told(aania, "unit", "u", name="Neuvola", site="ta"),
        told(
            aania,
            "system",
            "effica",
            name="Effica",
            vendor_name="Tieto",
            users=said("50", "D", 9),
            sites=["ta"],
        ),
        told(aania, "contract", "c", title="Effica-sopimus", end="2024-06-30", systems=["effica"]),
        told(aania, "device_lot", "d", type="workstation", count=12, site="ta"),
        told(
            aania,
            "integration",
            "i",
            from_name="Effica",
            to_name="Kanta",
            data="reseptit",
            from_system="effica",
        ),
        told(aania, "data_store", "s", name="Potilasrekisteri", system="effica"),
        told(aania, "user_group", "g", name="Hoitajat", people=30, site="ta"),
        told(aania, "basic_details", "organisation", name="Äänekosken kaupunki"),
    )
    take_in(konnevesi, told(konnevesi, "system", "effica", name="EFFICA", users=20))
    systems = list(System.objects.order_by("organisation"))
    set_product(systems, "Lifecare", "Tietoevry", by=cecilia, reason="")
    owner, other = System.objects.get(name="Effica"), System.objects.get(name="EFFICA")
    mark_same_installation(other, owner, by=cecilia, reason="")
    return aania


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_has_its_list_its_record_and_its_files(
    full: Organisation, cecilia: Person, client_of: ClientOf, kind: str
) -> None:
    client, shown = client_of(cecilia), SHOWN[kind]
    row = KINDS[kind].objects.filter(organisation=full).get()
    address = f"/keski-suomi/{shown.address}/"
    assert FIRST[kind] in client.get(address).content.decode()
    page = client.get(f"{address}{row.pk}/").content.decode()
    assert "vastaus.xlsx, Järjestelmät" in page
    for form in ("csv", "xlsx"):
        assert client.get(f"{address}export.{form}").status_code == 200
    assert client.get(f"{address}export.exe").status_code == 404
    for field in shown.asked:
        assert client.get(f"{address}{row.pk}/{field}/").status_code == 200


def test_the_history_of_a_value_leads_to_its_cell_and_shows_the_row_as_written(
    full: Organisation, aino: Person, client_of: ClientOf
) -> None:
    system = System.objects.get(name="Effica")
    page = client_of(aino).get(f"/keski-suomi/systems/{system.pk}/users/").content.decode()
    assert "vastaus.xlsx, Järjestelmät, D9" in page
    assert "<mark>50</mark>" in page


def test_a_value_is_corrected_on_its_page(
    full: Organisation, aino: Person, client_of: ClientOf
) -> None:
    client, system = client_of(aino), System.objects.get(name="Effica")
    held = Statement.objects.get(
        subject_kind="system", subject_id=system.pk, field="users", holds=True
    )
    address = f"/keski-suomi/systems/{system.pk}/users/correct/"
    answer = client.post(address, {"value": "61", "reason": "counted", "seen": held.pk})
    assert answer.status_code == 302
    system.refresh_from_db()
    assert system.users == 61
    late = client.post(address, {"value": "62", "reason": "counted", "seen": held.pk})
    assert late.status_code == 200
    system.refresh_from_db()
    assert system.users == 61
    assert client.get(address).status_code == 405
    assert client.post(address, {"value": "1"}).status_code == 200, "a reason is asked for"


def test_strangers_do_not_find_it_and_readers_may_not_write(
    full: Organisation, bertil: Person, daavid: Person, client_of: ClientOf
) -> None:
    system = System.objects.get(name="Effica")
    address = f"/keski-suomi/systems/{system.pk}/"
    assert client_of(bertil).get(address).status_code == 404
    assert client_of(bertil).post(f"{address}users/correct/").status_code == 404
    assert client_of(daavid).get(address).status_code == 200
    assert client_of(daavid).post(f"{address}users/correct/").status_code == 403
    assert (
        client_of(daavid).post("/keski-suomi/systems/correct/", {"field": "hosting"}).status_code
        == 403
    )
    assert client_of(daavid).get("/keski-suomi/systems/99999999/").status_code == 404


def test_filters_sorting_and_words_narrow_the_list(
    full: Organisation, cecilia: Person, client_of: ClientOf
) -> None:
    client = client_of(cecilia)

    def names(query: str) -> list[str]:
        lines = client.get(f"/keski-suomi/systems/?{query}").context["lines"]
        return [line.name for line in lines]

    assert names("sort=users") == ["EFFICA", "Effica"]
    assert names("sort=-users") == ["Effica", "EFFICA"]
    assert names(f"organisation={full.pk}") == ["Effica"]
    assert sorted(names("q=tieto+eff")) == ["EFFICA", "Effica"]
    assert names("q=nobody") == []
    assert names("missing=vendor_name") == ["EFFICA"]
    assert names("counted=yes") == ["Effica"]
    assert names("area=-") == names("")
    for nonsense in (
        "organisation=x",
        "criticality=" + "9" * 40,
        "sort=password",
        "page=zz",
        "personal_data=q",
    ):
        assert len(names(nonsense)) == 2


def test_a_list_makes_no_more_queries_with_many_rows(
    aania: Organisation, cecilia: Person, client_of: ClientOf
) -> None:
    client = client_of(cecilia)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/keski-suomi/systems/").status_code == 200
        return len(seen)

    take_in(aania, *(told(aania, "system", f"a{i}", name=f"A {i}") for i in range(3)))
    few = count()
    take_in(aania, *(told(aania, "system", f"b{i}", name=f"B {i}", users=i) for i in range(120)))
    assert count() <= few + 1


def test_exports_disarm_formulas(aania: Organisation, aino: Person, client_of: ClientOf) -> None:
    take_in(aania, told(aania, "system", "x", name='=HYPERLINK("http://evil")', vendor_name="+358"))
    client = client_of(aino)
    text = client.get("/keski-suomi/systems/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'+358" in text
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/keski-suomi/systems/export.xlsx").content)
    )
    assert book.get_sheet_by_index(0).to_python()[1][0] == '=HYPERLINK("http://evil")', (
        "text, no formula"
    )


def test_many_rows_are_corrected_from_the_list(
    full: Organisation, aino: Person, client_of: ClientOf
) -> None:
    client, row = client_of(aino), System.objects.get(name="Effica")
    address = "/keski-suomi/systems/"
    page = client.get(f"{address}choose/?field=hosting&row={row.pk}")
    assert "Effica" in page.content.decode()
    assert client.get(f"{address}choose/?field=name&row={row.pk}").status_code == 404
    sent = {"field": "hosting", "row": [row.pk, 10**30], "value": "cloud", "reason": "moved"}
    assert client.post(f"{address}correct/", sent).status_code == 302
    row.refresh_from_db()
    assert row.hosting == "cloud"


def test_products_map_and_completeness_open_and_count(
    full: Organisation, cecilia: Person, bertil: Person, client_of: ClientOf
) -> None:
    client = client_of(cecilia)
    page = client.get("/keski-suomi/products/")
    product = page.context["page"].object_list[0]
    assert (product.name, product.installations, product.people) == ("Lifecare", 1, 50)
    detail = client.get(f"/keski-suomi/products/{product.pk}/")
    assert sorted(detail.context["spellings"]) == [("EFFICA", "", 1), ("Effica", "Tieto", 1)]
    places = {
        str(each.municipality): each for each in client.get("/keski-suomi/map/").context["places"]
    }
    assert (places["Äänekoski"].systems, places["Äänekoski"].sites, places["Äänekoski"].users) == (
        1,
        1,
        50,
    )
    assert places["Konnevesi"].systems == 0
    rows = client.get("/keski-suomi/completeness/").context["rows"]
    assert [row["name"] for row in rows] == ["Konnevesi", "Äänekoski"]
    assert 0 < rows[1]["percent"] < 100
    own = client_of(bertil).get("/keski-suomi/completeness/").context["rows"]
    assert [row["name"] for row in own] == ["Konnevesi"]
    assert client.get("/keski-suomi/products/999999/").status_code == 404
