"""Habits of writing taken away."""

import pytest

from maali_engines.linkage.clean import Cleaner, codes, company, fold, likeness, words
from maali_engines.linkage.data import Record


def test_every_dash_and_mark_is_folded():
    assert fold("Esko\u2011Järjestelmä") == fold("ESKO–jarjestelma") == "esko-jarjestelma"


def test_letters_and_digits_part():
    assert words("Hilkka2.1b") == ("hilkka", "2.1", "b")


def test_a_company_goes_without_its_form():
    assert company("CGI Suomi Oy") == ("cgi",)
    assert company("Oy Ab") == ("oy", "ab")


def test_codes_mix_letters_and_digits():
    assert codes("Sony PSLX-350H turntable 2000") == {"pslx350h"}


@pytest.mark.parametrize(
    ("a", "b"), [("pegasoksen", "pegasos"), ("titaania", "titania"), ("sos", "sosiaalityo")]
)
def test_endings_slips_and_short_forms_are_alike(a, b):
    assert likeness(a, b) > 0.85


@pytest.mark.parametrize(("a", "b"), [("prima", "primus"), ("365", "360"), ("m", "mediatri")])
def test_other_words_are_not(a, b):
    assert likeness(a, b) == 0


def test_two_words_are_glued_where_others_write_one():
    records = [Record("1", "A", "Life Care"), Record("2", "B", "Lifecare")]
    cleaner = Cleaner(records, {})
    assert cleaner.form(records[0]).joined == cleaner.form(records[1]).joined == "lifecare"


def test_a_word_after_many_names_is_no_part_of_the_name_alone():
    records = [Record(n, n, f"{n} turvapuhelin", n) for n in ("Stella", "Everon")]
    cleaner = Cleaner(records, {})
    assert cleaner.form(records[0]).joined != cleaner.form(records[1]).joined


def test_a_version_is_the_same_with_and_without_its_zeros():
    assert words("Details v.3.0") == words("Details v 3") == ("details", "v", "3")
    assert words("Windows 2000") == ("windows", "2000")


SOLD = [
    Record("1", "A", "Northgate M3", "Northgate"),
    Record("2", "B", "Northgate Housing", "Northgate"),
    Record("3", "C", "Northgate Payroll", "Northgate"),
    Record("4", "D", "Northgate", "Northgate", "council tax"),
    Record("5", "A", "Haahtela", "Haahtela"),
    Record("6", "B", "Haahtela kiinteistöt", "Haahtela"),
]


def test_a_company_that_sells_several_products_is_no_name_of_one():
    cleaner = Cleaner(SOLD, {})
    assert [cleaner.form(record).bare for record in SOLD] == [False] * 3 + [True] + [False] * 2


def test_what_stands_after_a_company_in_its_cell_is_not_the_company():
    cleaner = Cleaner([], {})
    assert cleaner.vendor("Tyler Technologies Inc. — Eden") == ("tyler", "technologies")
    assert cleaner.vendor("Tyler Technologies (Munis)") == ("tyler", "technologies")
