"""A guess corrected once: read again, remembered for the sender, forgotten when told to."""

from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import (
    correct_guess,
    correct_header,
    correct_layout,
    correct_sheet,
    forget,
)
from maali.intake.models import LearntColumn, LearntSheet, Upload
from maali.organisations.models import Person
from tests.maali.intake.conftest import Send
from tests.maali_engines.sheets.books import book

pytestmark = pytest.mark.django_db

COLOURED = [["Järjestelmän nimi", "Toimittaja", "Väri"], ["Effica", "Tieto", "potilastiedot"]]
# No title that anybody knows: what the rows are must be said by a person.
ODD = [["Vehkeet", "Kuka tekee", "Paljonko"], ["Effica", "Tieto", 40], ["Pegasos", "CGI", 12]]


def names(upload: Upload) -> list[Any]:
    return [row.cells.get("system_name", {}).get("value") for row in upload.rows.all()]


def test_a_corrected_column_is_read_anew_and_remembered_for_the_sender(
    send: Send, aino: Person
) -> None:
    upload = send(COLOURED)
    assert "purpose" not in upload.rows.get().cells
    correct_guess(upload, "Järjestelmät", "C", "purpose", by=aino)
    assert upload.rows.get().cells["purpose"]["value"] == "potilastiedot"
    learnt = LearntColumn.objects.get()
    assert (learnt.key, learnt.by) == ("purpose", str(aino))
    again = send([*COLOURED, ["M2", "Visma", "matkat"]], "toinen.xlsx")
    assert [row.cells["purpose"]["value"] for row in again.rows.all()] == [
        "potilastiedot",
        "matkat",
    ]


def test_a_sheet_of_unknown_titles_is_described_once_and_known_again_wherever_it_stands(
    send: Send, aino: Person
) -> None:
    upload = send(book(("Listaus", ODD)))
    assert upload.state == Upload.State.NEEDS_PERSON
    correct_sheet(upload, "Listaus", "systems", by=aino)
    correct_header(upload, "Listaus", 1, by=aino)
    for letter, key in (("A", "system_name"), ("B", "vendor"), ("C", "user_count")):
        correct_guess(upload, "Listaus", letter, key, by=aino)
    assert names(upload) == ["Effica", "Pegasos"]
    assert upload.state == Upload.State.READ
    above = [["Kunnan lista"], [], ["Päivitetty 3.5."]]
    moved = [[row[2], row[0], row[1]] for row in [*ODD, ["M2", "Visma", 9]]]
    again = send(book(("Muu nimi", [*above, *moved])), "toinen.xlsx")
    assert again.state == Upload.State.READ
    assert names(again) == ["Effica", "Pegasos", "M2"]
    assert [row.cells["user_count"]["value"] for row in again.rows.all()] == [40, 12, 9]
    sheet = again.guess["sheets"][0]
    assert (sheet["reason"], sheet["header_rows"]) == ("remembered", [4])
    assert {column["reason"] for column in sheet["columns"]} == {"remembered"}


def test_a_sheet_said_to_be_none_of_ours_is_left_alone_the_next_time(
    send: Send, aino: Person
) -> None:
    mixed = [
        ("Järjestelmät", COLOURED),
        ("Vanhat", [*COLOURED[:1], ["Pegasos", "CGI", "punainen"]]),
    ]
    upload = send(book(*mixed))
    correct_sheet(upload, "Vanhat", "", by=aino)
    assert names(upload) == ["Effica"]
    again = send(book(*mixed, ("Muistio", [["Huomenna lisää"]])), "toinen.xlsx")
    assert names(again) == ["Effica"]


def test_a_row_of_titles_that_was_guessed_wrong_is_moved(send: Send, aino: Person) -> None:
    rows = [
        ["Järjestelmän nimi", "Toimittaja", "Huomiot"],
        ["Tietojärjestelmä", "Firma", "Kommentit"],
        ["Effica", "Tieto", "ok"],
    ]
    upload = send(book(("Taul1", rows)))
    correct_header(upload, "Taul1", 2, by=aino)
    assert names(upload) == ["Effica"]
    correct_header(upload, "Taul1", 1, 2, by=aino)
    assert names(upload) == ["Effica"]
    assert LearntSheet.objects.get().header_rows == 2
    with pytest.raises(Refused):
        correct_header(upload, "Taul1", 0, by=aino)
    with pytest.raises(Refused):
        correct_header(upload, "Taul1", 1, 4, by=aino)


def test_a_matrix_of_numbers_is_one_when_a_person_says_so(send: Send, aino: Person) -> None:
    rows = [
        ["Järjestelmän nimi", "Toimittaja", "Neuvola", "Koti"],
        ["Effica", "Tieto", 3, 5],
        ["Pegasos", "CGI", 4, 5],
    ]
    upload = send(book(("Järjestelmät", rows)))
    assert upload.guess["sheets"][0]["layout"] == "table"
    correct_layout(upload, "Järjestelmät", "matrix", by=aino)
    assert upload.rows.first().cells["site_users"]["value"] == {"Neuvola": 3, "Koti": 5}
    again = send(book(("Järjestelmät", [*rows, ["M2", "Visma", 1, 1]])), "toinen.xlsx")
    assert again.guess["sheets"][0]["layout"] == "matrix"


def test_what_is_forgotten_is_guessed_anew(send: Send, aino: Person) -> None:
    upload = send(book(("Listaus", ODD)))
    correct_sheet(upload, "Listaus", "systems", by=aino)
    correct_guess(upload, "Listaus", "A", "system_name", by=aino)
    forget(LearntSheet.objects.get(), by=aino)
    forget(LearntColumn.objects.get(), by=aino)
    again = send(book(("Listaus", [*ODD, ["M2", "Visma", 9]])), "toinen.xlsx")
    assert again.state == Upload.State.NEEDS_PERSON
    assert Event.objects.filter(verb="forgot what was said of").count() == 2


def test_a_stranger_corrects_and_forgets_nothing(send: Send, aino: Person, bertil: Person) -> None:
    upload = send(COLOURED)
    for act in (
        lambda: correct_guess(upload, "Järjestelmät", "C", "purpose", by=bertil),
        lambda: correct_header(upload, "Järjestelmät", 1, by=bertil),
        lambda: correct_layout(upload, "Järjestelmät", "table", by=bertil),
    ):
        with pytest.raises(Refused):
            act()
    correct_guess(upload, "Järjestelmät", "C", "purpose", by=aino)
    with pytest.raises(Refused):
        forget(LearntColumn.objects.get(), by=bertil)


@pytest.mark.parametrize("key", ["nothing_like_it", "site_name"])
def test_a_column_of_another_sheet_is_refused(send: Send, aino: Person, key: str) -> None:
    upload = send(COLOURED)
    with pytest.raises(Refused):
        correct_guess(upload, "Järjestelmät", "C", key, by=aino)
