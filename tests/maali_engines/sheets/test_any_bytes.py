"""Whatever is sent, reading ends in a workbook or a refusal, and what is read can be extracted."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maali_engines.sheets.data import Refusal
from maali_engines.sheets.extract import extract
from maali_engines.sheets.guess import guess
from maali_engines.sheets.read import read
from tests.maali_engines.sheets.books import book

SMALL = book(("Järjestelmät", [["Järjestelmä", "Toimittaja"], ["Effica", "Tieto"], ["A", 4]]))
STARTS = st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"])
CELLS = st.one_of(st.none(), st.text(max_size=30), st.integers(-(10**12), 10**12), st.booleans())


def goes_through(content: bytes) -> None:
    workbook = read("vastaus.xlsx", content)
    if not isinstance(workbook, Refusal):
        found = extract(workbook, guess(workbook), people=100)
        assert all(row.sheet_key for row in found.rows)


@settings(max_examples=150, deadline=None)
@given(STARTS, st.binary(max_size=2000))
def test_random_bytes_never_crash(start: bytes, rest: bytes) -> None:
    goes_through(start + rest)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_workbook_with_spoiled_bytes_never_crashes(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SMALL) - 8))
    spoil = data.draw(st.binary(min_size=1, max_size=8))
    goes_through(SMALL[:place] + spoil + SMALL[place + len(spoil) :])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_workbook_with_spoiled_parts_never_crashes(data: st.DataObject) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(SMALL)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        spoiled = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = old.read(name)
            if name == spoiled:
                place = data.draw(st.integers(0, len(part)))
                part = part[:place] + data.draw(st.binary(max_size=20)) + part[place:]
            new.writestr(name, part)
    goes_through(out.getvalue())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_never_crashes(text: str) -> None:
    goes_through(text.encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_cells_under_our_titles_never_crash(rows: list[list[object]]) -> None:
    titles = ["Järjestelmä", "Käyttäjämäärä", "Sopimus päättyy", "Vuosikustannus", "Kriittisyys"]
    goes_through(book(("Järjestelmät", [titles, *rows])))


@pytest.mark.parametrize("text", ["10-{}", "{}-10", "{}", "n. {}", "{} kk", "1.1.{}", "{}/2022"])
def test_numbers_of_thousands_of_digits_are_no_values(text: str) -> None:
    titles = ["Järjestelmä", "Käyttäjämäärä", "Sopimus päättyy", "Vuosikustannus", "Irtisanominen"]
    cell = text.format("1" + "0" * 5000)
    goes_through("\n".join(map(";".join, [titles, ["Effica", *[cell] * 4]])).encode())
