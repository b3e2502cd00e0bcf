from datetime import date
from decimal import Decimal

import pytest

from maali_engines.sheets.catalogue import CONTRACTS, SITES, SYSTEMS
from maali_engines.sheets.data import Found, Raw
from maali_engines.sheets.values import read_value

END, START = SYSTEMS.column("contract_end"), SYSTEMS.column("contract_start")
COUNT, MONEY = SYSTEMS.column("user_count"), SYSTEMS.column("yearly_cost")
YES_NO, GRADE = SYSTEMS.column("personal_data"), SYSTEMS.column("criticality")
NOTICE, YEAR = SYSTEMS.column("notice_period"), SYSTEMS.column("go_live")


@pytest.mark.parametrize(
    ("raw", "day", "certainty"),
    [
        ("31.12.2023", date(2023, 12, 31), "known"),
        ("31.12.23", date(2023, 12, 31), "known"),
        ("31/12/2023", date(2023, 12, 31), "known"),
        ("2023-12-31", date(2023, 12, 31), "known"),
        ("12/31/2022", date(2022, 12, 31), "known"),
        (date(2023, 12, 31), date(2023, 12, 31), "known"),
        (44926, date(2022, 12, 31), "known"),
        ("44926", date(2022, 12, 31), "known"),
        ("2023", date(2023, 12, 31), "estimate"),
        (2023.0, date(2023, 12, 31), "estimate"),
        ("12/2023", date(2023, 12, 31), "estimate"),
        ("2/2024", date(2024, 2, 29), "estimate"),
        ("Q4/2023", date(2023, 12, 31), "estimate"),
        ("loppuvuosi 2023", date(2023, 12, 31), "estimate"),
        ("kesä 2023", date(2023, 8, 31), "estimate"),
        ("juni 2023", date(2023, 6, 30), "estimate"),
        ("1.1.2020-31.12.2023", date(2023, 12, 31), "known"),
        ("31.12.2023 + optio", date(2023, 12, 31), "known"),
    ],
)
def test_days_are_read_as_people_write_them(raw: Raw, day: date, certainty: str) -> None:
    read = read_value(END, raw)
    assert (read.value, read.certainty, read.problem) == (day, certainty, "")


def test_a_bare_year_begins_where_a_contract_starts() -> None:
    assert read_value(START, "2023").value == date(2023, 1, 1)


@pytest.mark.parametrize("text", ["toistaiseksi", "jatkuva", "tv", "tills vidare", "ongoing"])
def test_until_further_notice_is_known_and_has_no_end(text: str) -> None:
    read = read_value(END, text)
    assert read.open_ended
    assert read.certainty == "known"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("31.2.2022", "impossible_date"),
        ("31.12.2202", "impossible_date"),
        ("13/2023", "impossible_date"),
        ("3+1 v", "unreadable_date"),
        ("optiovuosi käytössä", "unreadable_date"),
        ("päättyy siirtymässä", "unreadable_date"),
    ],
)
def test_a_day_that_is_none_is_asked_about(raw: Raw, problem: str) -> None:
    read = read_value(END, raw)
    assert (read.value, read.problem) == (None, problem)


@pytest.mark.parametrize("raw", ["1.1.1900", date(1900, 1, 1), 0])
def test_the_spreadsheets_empty_day_is_unknown(raw: Raw) -> None:
    read = read_value(END, raw)
    assert (read.value, read.certainty, read.problem) == (None, "unknown", "")


@pytest.mark.parametrize(
    ("raw", "count", "certainty", "note"),
    [
        (45.0, 45, "known", ""),
        ("45 kpl", 45, "known", ""),
        ("n. 45", 45, "estimate", "about"),
        ("~45", 45, "estimate", "about"),
        ("noin 40", 40, "estimate", "about"),
        ("40-50", 45, "estimate", "range"),
        ("20 + sijaiset", 20, "estimate", "at_least"),
        ("yli 100", 100, "estimate", "at_least"),
        ("1 200", 1200, "known", ""),
        ("1\u00a0200", 1200, "known", ""),
        ("1.200", 1200, "known", ""),
        ("kaikki", None, "estimate", "all_users"),
        ("koko henkilöstö", None, "estimate", "all_users"),
        ("ei", 0, "known", "none"),
    ],
)
def test_counts_tell_how_sure_they_are(
    raw: Raw, count: int | None, certainty: str, note: str
) -> None:
    read = read_value(COUNT, raw)
    assert (read.value, read.certainty, read.note, read.problem) == (count, certainty, note, "")


def test_a_range_keeps_both_ends() -> None:
    read = read_value(COUNT, "30 – 40")
    assert (read.low, read.high) == (30, 40)


@pytest.mark.parametrize("raw", ["vaihtelee", "12 / 15 / 20", "-5", 1.5])
def test_a_count_that_cannot_be_made_out_is_asked_about(raw: Raw) -> None:
    assert read_value(COUNT, raw).problem == "unreadable_count"


@pytest.mark.parametrize(
    ("raw", "title", "euros", "note"),
    [
        ("12 500 €", "", "12500", ""),
        ("12500,00", "", "12500", ""),
        ("12.500,-", "", "12500", ""),
        ("12,5 t€", "", "12500", ""),
        ("1 050 €/kk", "", "12600", "per_month"),
        ("n. 12 000", "", "12000", "about"),
        ("alv 24 15 500", "", "12500", "vat_removed"),
        (15500, "Hinta alv 24", "12500", "vat_removed"),
        (12500.5, "Vuosihinta (alv 0)", "12500.5", ""),
        ("0", "", "0", "zero_or_unknown"),
    ],
)
def test_sums_are_euros_a_year_without_vat(raw: Raw, title: str, euros: str, note: str) -> None:
    read = read_value(MONEY, raw, title)
    assert (read.value, read.note) == (Decimal(euros), note)


@pytest.mark.parametrize("text", ["sis. kk-maksuun", "KSSHP laskuttaa", "sisältyy sopimukseen"])
def test_a_price_that_is_paid_elsewhere_is_unknown_without_a_question(text: str) -> None:
    read = read_value(MONEY, text)
    assert (read.value, read.certainty, read.note, read.problem) == (
        None,
        "unknown",
        "elsewhere",
        "",
    )


def test_a_price_per_inhabitant_is_asked_about() -> None:
    assert read_value(MONEY, "0,8 €/as").problem == "unreadable_money"


@pytest.mark.parametrize(
    ("text", "value"),
    [("x", True), ("X", True), ("K", True), ("Kyllä ", True), ("joo", True), ("1", True),
     ("ja", True), ("yes", True), ("E", False), ("EI", False), ("-", False), ("0", False),
     ("nej", False), ("kyllä, osassa", True)],
)  # fmt: skip
def test_yes_and_no_in_three_languages(text: str, value: bool) -> None:
    assert read_value(YES_NO, text).value is value


@pytest.mark.parametrize("text", ["(x)", "osin", "delvis"])
def test_half_a_yes_needs_a_person(text: str) -> None:
    assert read_value(YES_NO, text).problem == "unclear_yes_no"


@pytest.mark.parametrize(
    ("text", "grade"),
    [("1", "1"), ("1 - kriittinen", "1"), ("Korkea", "1"), ("A", "1"), ("***", "1"), ("!!", "1"),
     ("tärkeä", "2"), ("normaali", "3"), ("matala", "4"), ("C", "4"), ("elintärkeä 24/7", "1"),
     ("luokka 2", "2")],
)  # fmt: skip
def test_criticality_has_four_grades_whatever_they_are_called(text: str, grade: str) -> None:
    assert read_value(GRADE, text).value == grade


@pytest.mark.parametrize(
    ("raw", "months"),
    [(6, 6), ("3 kk", 3), ("1 v", 12), ("30 pv", 1), ("3-6 kk", 6), ("6 mån", 6), ("ei", 0)],
)
def test_notice_is_in_months(raw: Raw, months: int) -> None:
    assert read_value(NOTICE, raw).value == months


def test_a_year_is_found_among_words() -> None:
    assert read_value(YEAR, "noin 2012").value == 2012


@pytest.mark.parametrize("column", [END, COUNT, MONEY, YES_NO, GRADE, NOTICE, YEAR])
@pytest.mark.parametrize("text", ["?", "ei tiedossa", "Selvitetään", "kysytty", "okänt"])
def test_not_known_is_an_answer(column: object, text: str) -> None:
    read = read_value(column, text)  # type: ignore[arg-type]
    assert (read.value, read.certainty, read.note) == (None, "unknown", "missing")


@pytest.mark.parametrize(
    ("raw", "postcode"), [(4700, "04700"), ("77", "00077"), ("40100", "40100"), (40100.0, "40100")]
)
def test_zeros_that_a_spreadsheet_ate_are_put_back(raw: Raw, postcode: str) -> None:
    assert read_value(SITES.column("postcode"), raw).value == postcode


def test_blanks_of_all_kinds_are_one_blank() -> None:
    assert read_value(SYSTEMS.column("system_name"), " Effica\u00a0 pth ").value == "Effica pth"


def test_a_text_that_looks_like_a_formula_stays_a_text_and_is_told_of() -> None:
    read = read_value(SYSTEMS.column("notes"), '=HYPERLINK("x")')
    assert (read.value, read.problem) == ('=HYPERLINK("x")', "formula_text")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kanta, VTJ", ("Kanta", "VTJ")),
        ("Kanta; VTJ, uusi", ("Kanta", "VTJ, uusi")),
        ("ei ole", ()),
    ],
)
def test_names_in_one_cell_are_a_list(text: str, names: Found) -> None:
    assert read_value(SYSTEMS.column("integrations"), text).value == names


def test_words_that_are_none_of_the_choices_stay_words() -> None:
    assert read_value(CONTRACTS.column("assignable"), "Utan samtycke").value == "freely"
    assert read_value(CONTRACTS.column("assignable"), "kysyttävä").value == "kysyttävä"
