from datetime import date

import pytest

from maali.intake.engine.names import answer_day, clean_name, sender_code


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("KS-P25_Kivijärvi_2021-12-03.xlsx", date(2021, 12, 3)),
        ("KS-P25_Kivijarvi_20211203.xlsx", date(2021, 12, 3)),
        ("vastaus 3.12.2021.csv", date(2021, 12, 3)),
        ("vastaus_03122021_v2.csv", date(2021, 12, 3)),
        ("vastaus 31.2.2022.xlsx", None),
        ("kartoitus_v2.xlsx", None),
    ],
)
def test_the_day_of_an_answer_is_read_from_the_name(name: str, day: date | None) -> None:
    assert answer_day(name) == day


def test_a_path_in_a_name_is_cut_off_and_control_characters_go() -> None:
    assert clean_name("..\\..\\etc/pass\x00wd.xlsx") == "passwd.xlsx"


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("a" * 400 + ".xlsx")
    assert len(name) <= 200
    assert name.endswith(".xlsx")


def test_the_sender_is_what_the_name_begins_with() -> None:
    assert sender_code("KS-P05_Jyväskylä_2021-11-16.xlsx") == "KS-P05"
