"""Facts about names: told once, shared as a file, used by the next matching."""

from typing import Any

import pytest

from maali.core.actions import Refused
from maali.inventory.models import System
from maali.matching import known_file
from maali.matching.actions import add_known, match, remove_known
from maali.matching.models import Known
from maali_engines.linkage.data import Knowledge

FACTS = [
    Knowledge("renamed_to", "Personec F", "Populus", "sopimus 2021"),
    Knowledge("sold_by", "=HaiPro", "Awanic", "verkkosivu"),
]


def test_a_fact_told_twice_is_kept_once(region: Any, cecilia: Any) -> None:
    assert add_known(region, FACTS, by=cecilia) == 2
    assert add_known(region, FACTS, by=cecilia) == 0
    assert Known.objects.count() == 2


def test_the_next_matching_joins_what_was_renamed(mentions: Any, cecilia: Any) -> None:
    match(mentions, by="Maali")
    names = System.objects.values_list("name", "product__name")
    assert dict(names)["Personec F"] != dict(names)["Populus"]
    add_known(mentions, FACTS, by=cecilia)
    match(mentions, by="Maali")
    assert dict(names.all())["Personec F"] == dict(names.all())["Populus"]


def test_a_file_of_facts_reads_back_as_it_was_written(region: Any, cecilia: Any) -> None:
    add_known(region, FACTS, by=cecilia)
    rows = known_file.own_rows(region)
    text, book = known_file.as_csv(rows), known_file.as_xlsx(region)
    assert "'=HaiPro" in text
    Known.objects.all().delete()
    for name, content in (("k.csv", text.encode()), ("k.xlsx", book)):
        reading = known_file.read_known(region, name, content)
        assert reading.problems == []
        add_known(region, reading.rows, by=cecilia)
        assert sorted(known_file.own_rows(region)) == sorted(rows)
        Known.objects.all().delete()


def test_each_row_that_cannot_be_taken_in_is_named(region: Any) -> None:
    text = (
        "kind,relation,left,right,source\n"
        "product,same_as,Effica,Tieto Effica,\n"
        "product,eats,Effica,Lifecare,\n"
        "product,same_as,,Lifecare,\n"
        "product,same_as,010101-123N,Lifecare,\n"
    )
    reading = known_file.read_known(region, "k.csv", text.encode())
    assert len(reading.rows) == 1
    assert [problem.split(":")[0] for problem in reading.problems] == ["Row 3", "Row 4", "Row 5"]


def test_a_file_without_the_titles_says_which_are_missing(region: Any) -> None:
    reading = known_file.read_known(region, "k.csv", b"name,other\na,b\n")
    assert "relation" in reading.problems[0]


def test_what_is_no_table_is_told_plainly(region: Any) -> None:
    assert known_file.read_known(region, "k.xlsx", b"\x89PNG\r\n").problems


def test_contacts_and_readers_tell_no_facts(region: Any, aino: Any, daavid: Any) -> None:
    for person in (aino, daavid):
        with pytest.raises(Refused):
            add_known(region, FACTS, by=person)


def test_a_fact_is_removed_by_a_planner(region: Any, cecilia: Any) -> None:
    add_known(region, FACTS, by=cecilia)
    remove_known(Known.objects.first(), by=cecilia)  # type: ignore[arg-type]
    assert Known.objects.count() == 1
