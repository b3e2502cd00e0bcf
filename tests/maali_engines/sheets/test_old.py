"""Workbooks of 1997: only what was looked through reaches the reader."""

import struct

import pytest

from benchmarks.collecting.fuzzing.oldbook import old_workbook
from maali_engines.sheets.data import Refusal
from maali_engines.sheets.old import clean, container, workbook_stream
from maali_engines.sheets.read import read
from maali_engines.sheets.safety import Limits, Refused

BOOK = old_workbook("Taul1", [["Järjestelmä", "Käyttäjät"], ["Effica", 120]])
EXTENT = struct.pack("<HHIIHH", 0x0200, 14, 0, 2, 0, 2)


def with_extent(*numbers: int) -> bytes:
    assert EXTENT in BOOK
    return BOOK.replace(EXTENT, struct.pack("<HHIIHH", 0x0200, 14, *numbers))


def test_an_honest_book_is_read() -> None:
    workbook = read("a.xls", BOOK)
    assert not isinstance(workbook, Refusal)
    assert workbook.sheets[0].rows == (("Järjestelmä", "Käyttäjät"), ("Effica", 120.0))
    assert [note.code for note in workbook.notes] == ["old_marks_not_read"]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ((0, 0xFFFFFFF0, 0, 2), "too_many_rows"),
        ((0, 2, 0, 0xFFFF), "too_many_columns"),
        ((63488, 4, 0, 2), "damaged"),
    ],
)
def test_a_claim_of_a_terabyte_is_refused_and_not_believed(
    numbers: tuple[int, ...], code: str
) -> None:
    refusal = read("a.xls", with_extent(*numbers))
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_a_chain_of_sectors_that_leads_out_of_the_file_is_damage() -> None:
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE)
    spoiled = BOOK.replace(table + struct.pack("<I", 3), table + struct.pack("<I", 99), 1)
    with pytest.raises(Refused):
        clean(spoiled, Limits())


def test_the_clean_container_holds_the_same_stream_whatever_its_size() -> None:
    for size in (10, 4096, 5_000_000):
        stream = bytes(range(256)) * (size // 256 + 1)
        assert workbook_stream(container(stream)).startswith(stream)
