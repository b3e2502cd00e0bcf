"""A sender's next file is known by what was said of an earlier one, wherever things stand now."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maali_engines.sheets.data import Correction, KnownSheet, Memory, RawSheet, Workbook
from maali_engines.sheets.guess import guess
from maali_engines.sheets.titles import remembered_as

TITLES = ("Vehkeet", "Kuka tekee", "Paljonko", "")
BODY = (("Effica", "Tieto", 40, "a"), ("Pegasos", "CGI", 12, "b"))
SAID = {"Listaus": Correction("systems", {"A": "system_name", "B": "vendor"}, (1,))}


def workbook(name: str, *rows: tuple[object, ...]) -> Workbook:
    return Workbook("a.xlsx", "xlsx", (RawSheet(name, rows),))  # type: ignore[arg-type]


def taught() -> Memory:
    first = guess(workbook("Listaus", TITLES, *BODY), corrections=SAID).sheets[0]
    columns = {("systems", each.memory): each.key for each in first.columns if each.key}
    return Memory(columns, (KnownSheet("listaus", first.look, "systems", 1),))


@settings(max_examples=60, deadline=None)
@given(
    above=st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=3).map(tuple), max_size=12
    ),
    order=st.permutations(range(3)),
    name=st.sampled_from(["Listaus", "Muu", ""]),
)
def test_titles_that_a_person_showed_once_are_found_wherever_they_stand(
    above: list[tuple[object, ...]], order: list[int], name: str
) -> None:
    rows = [tuple(row[place] for place in order) for row in (TITLES, *BODY)]
    [found] = guess(workbook(name, *above, *rows), remembered=taught()).sheets
    assert (found.target, found.header_rows) == ("systems", (len(above) + 1,))
    by_title = {each.title: each.key for each in found.columns}
    assert (by_title["Vehkeet"], by_title["Kuka tekee"]) == ("system_name", "vendor")


def test_what_is_remembered_of_one_list_says_nothing_of_another() -> None:
    rows = [("Tili", "2021", "2022"), ("Palkat", 5, 6)]
    assert guess(workbook("Listaus", *rows), remembered=taught()).sheets[0].target == ""


def test_two_columns_of_one_title_and_untitled_ones_are_told_apart() -> None:
    assert remembered_as(["Nimi", "nimi ", "", "Nimi", ""]) == (
        "nimi",
        "nimi (2)",
        "(C)",
        "nimi (3)",
        "(E)",
    )


def test_a_person_s_word_on_this_file_goes_before_what_is_remembered() -> None:
    said = {"Listaus": Correction("")}
    again = workbook("Listaus", TITLES, *BODY)
    assert guess(again, remembered=taught(), corrections=said).sheets[0].target == ""
