"""A file comes in: what is kept of it, and what is refused with which sentence."""

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import receive, withdraw
from maali.intake.models import Upload, UploadRow
from maali.inventory.models import System
from maali.organisations.models import Organisation, Person, Programme
from tests.maali.intake import hostile
from tests.maali.intake.conftest import EFFICA, SYSTEMS, TITLES, Send

pytestmark = pytest.mark.django_db
HETU = "010190-900P"


def test_a_sheet_is_read_and_nothing_of_it_is_in_the_inventory_yet(send: Send) -> None:
    upload = send()
    assert upload.state == Upload.State.READ
    assert [row.cells["system_name"]["value"] for row in upload.rows.all()] == [
        "Effica",
        "Pegasos",
        "M2",
    ]
    assert not System.objects.exists()


def test_every_read_cell_keeps_its_place_and_its_writing(send: Send) -> None:
    cell = send().rows.get(row=2).cells["contract_end"]
    assert (cell["column"], cell["raw"], cell["value"]) == ("E", "31.12.2023", "2023-12-31")


def test_receiving_is_logged_once(send: Send) -> None:
    send()
    assert Event.objects.filter(verb="received a file").count() == 1


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("tyhja.xlsx", lambda: b""),
        ("kuva.xlsx", hostile.picture),
        ("salattu.xlsx", hostile.encrypted),
        ("miljoona.xlsx", hostile.million_rows),
        ("pommi.xlsx", hostile.zip_bomb),
        ("vanha.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("rikki.xlsx", lambda: hostile.table(SYSTEMS)[:1500]),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_not_kept(
    send: Send, name: str, make
) -> None:  # type: ignore[no-untyped-def]
    upload = send(make(), name)
    assert upload.state == Upload.State.REFUSED
    assert len(upload.refusal) > 20
    assert "_" not in upload.refusal
    assert upload.content is None
    assert not upload.rows.exists()


def test_refusals_say_different_things(send: Send) -> None:
    files = {
        "a.xlsx": b"",
        "b.xlsx": hostile.picture(),
        "c.xlsx": hostile.encrypted(),
        "d.xlsx": hostile.zip_bomb(),
    }
    said = {send(content, name).refusal for name, content in files.items()}
    assert len(said) == len(files)


def test_two_header_rows_are_read_as_one(send: Send) -> None:
    upload = send(
        [
            ["Järjestelmä", "", "Sopimus", ""],
            ["Nimi", "Toimittaja", "alkaa", "päättyy"],
            ["Effica", "Tieto", "1.1.2019", "31.12.2023"],
        ]
    )
    cells = upload.rows.get().cells
    assert cells["system_name"]["value"] == "Effica"
    assert cells["contract_end"]["value"] == "2023-12-31"


def test_a_formula_to_another_file_is_told_and_its_value_not_taken(send: Send) -> None:
    rows = [
        TITLES,
        ["Effica", "Tieto", "=[kartoitus_v2.xlsx]Taul1!A1", "", "", ""],
        [*EFFICA[:1], "x", 4, "", "", ""],
    ]
    upload = send(hostile.table(rows, formulas=True))
    row = upload.rows.get(row=2)
    assert "formula_external" in {problem["code"] for problem in row.problems}
    assert row.cells.get("user_count", {}).get("value") is None


def test_the_same_file_twice_is_refused_and_names_the_earlier_one(send: Send) -> None:
    send(name="ensin.xlsx")
    with pytest.raises(Refused, match=r"ensin\.xlsx"):
        send(name="toinen.xlsx")
    assert Upload.objects.count() == 1


def test_a_withdrawn_file_can_be_sent_again(send: Send, aino: Person) -> None:
    withdraw(send(), by=aino)
    assert send().state == Upload.State.READ


def test_an_identity_code_is_never_stored(send: Send) -> None:
    upload = send(
        [TITLES, ["Effica", f"Tieto {HETU}", 3, "", "", ""], ["M2", "Visma", 1, HETU, "", ""]],
        f"v {HETU}.xlsx",
    )
    upload.refresh_from_db()
    stored = [upload.name, str(upload.guess), *(str(row.__dict__) for row in upload.rows.all())]
    stored += [str(event.__dict__) for event in Event.objects.all()]
    assert not [text for text in stored if "900P" in text]
    assert upload.content is None
    codes = {problem["code"] for row in upload.rows.all() for problem in row.problems}
    assert "identity_code_refused" in codes


def test_a_stranger_and_a_reader_cannot_send_for_the_organisation(
    send: Send, bertil: Person, daavid: Person
) -> None:
    for person in (bertil, daavid):
        with pytest.raises(Refused):
            send(by=person)
    assert not Upload.objects.exists()


def test_a_planner_sends_for_any_organisation(
    region: Programme, home: Organisation, cecilia: Person
) -> None:
    upload = receive(region, home, "vastaus.xlsx", hostile.table(SYSTEMS), by=cecilia)
    assert upload.by == str(cecilia)


def test_every_row_read_is_weighed_against_the_inventory(send: Send) -> None:
    assert set(send().rows.values_list("effect", flat=True)) == {UploadRow.Effect.NEW}
